import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { TopicId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { tidy } from '../core/text/fold.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { answersOfLines, ownTopicsForChange, saveTopic, type AnsweredLine, type TopicRow } from './topic.store.js';

/** What is null stays as it is. */
export interface TopicToRevise {
  readonly topicId: TopicId;
  readonly title: string | null;
  readonly need: string | null;
  readonly requirements: readonly string[] | null;
  readonly quantity: string | null;
}

export interface TopicToClose {
  readonly topicId: TopicId;
  readonly reason: string;
}

/** What the department that opened topics does with them: edits drafts, publishes them while the gap is there, closes them with a reason. */
@Injectable()
export class ChangeTopics {
  constructor(private readonly deeds: Deeds) {}

  revise(request: DeedRequest, inputs: readonly TopicToRevise[]): Promise<Outcome<TopicRow>[]> {
    return this.each(request, 'reviseTopics', inputs, (topic, input) => Promise.resolve(revised(topic, input, request.receivedAt)));
  }

  publish(request: DeedRequest, inputs: readonly { readonly topicId: TopicId }[]): Promise<Outcome<TopicRow>[]> {
    return this.each(request, 'publishTopics', inputs, async (topic, _input, tx) => {
      if (topic.state !== 'DRAFT') return topic.state === 'PUBLISHED' ? done(topic) : refused('STATE', 'TOPIC_CLOSED', 'topicId');
      const lines = [...(await answersOfLines(tx, topic.lineIds)).values()];
      if (!lines.some((line) => line.open && !isAnswered(topic, line))) return refused('STATE', 'TOPIC_GAP_CLOSED', 'topicId');
      tx.announce({ type: 'TopicPublished', subjectId: topic.id, organisationId: topic.openedBy });
      return done({ ...topic, state: 'PUBLISHED', publishedAt: request.receivedAt, updatedAt: request.receivedAt });
    });
  }

  close(request: DeedRequest, inputs: readonly TopicToClose[]): Promise<Outcome<TopicRow>[]> {
    return this.each(request, 'closeTopics', inputs, (topic, { reason }, tx) => {
      if (topic.state === 'CLOSED') return Promise.resolve(refused('STATE', 'TOPIC_CLOSED', 'topicId'));
      if (tidy(reason) === '') return Promise.resolve(refused('INPUT', 'TOPIC_REASON_MISSING', 'reason'));
      tx.announce({ type: 'TopicClosed', subjectId: topic.id, organisationId: topic.openedBy });
      return Promise.resolve(done({ ...topic, state: 'CLOSED' as const, closedAt: request.receivedAt, closedBy: 'DEPARTMENT' as const, closeReason: tidy(reason), updatedAt: request.receivedAt }));
    });
  }

  private each<I extends { readonly topicId: TopicId }>(
    request: DeedRequest, deed: string, inputs: readonly I[], change: (topic: TopicRow, input: I, tx: ActingTx) => Promise<Outcome<TopicRow>>,
  ): Promise<Outcome<TopicRow>[]> {
    return this.deeds.perform(request, deed, inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('topicId'));
      const own = await ownTopicsForChange(tx, viewer.organisationId, wanted.map(({ topicId }) => topicId));
      const outcomes: Outcome<TopicRow>[] = [];
      for (const input of wanted) {
        const topic = own.get(input.topicId);
        const outcome = topic === undefined ? notFound('topicId') : await change(topic, input, tx);
        outcomes.push(outcome);
        if (!outcome.ok) continue;
        own.set(outcome.value.id, outcome.value);
        await saveTopic(tx, outcome.value);
      }
      return outcomes;
    });
  }
}

/** For a gap of the province a maker there must answer. */
export function isAnswered({ kind }: Pick<TopicRow, 'kind'>, line: Pick<AnsweredLine, 'answered' | 'answeredInProvince'>): boolean {
  return kind === 'PROVINCE' ? line.answeredInProvince : line.answered;
}

function revised(topic: TopicRow, { title, need, requirements, quantity }: TopicToRevise, at: Date): Outcome<TopicRow> {
  if (topic.state !== 'DRAFT') return refused('STATE', 'TOPIC_NOT_DRAFT', 'topicId');
  if (title !== null && tidy(title) === '') return refused('INPUT', 'TOPIC_TITLE_MISSING', 'title');
  if (need !== null && tidy(need) === '') return refused('INPUT', 'TOPIC_NEED_MISSING', 'need');
  return done({
    ...topic, title: title === null ? topic.title : tidy(title), need: need === null ? topic.need : tidy(need), requirements: requirements === null ? topic.requirements : requirements.map(tidy).filter(Boolean),
    quantity: quantity === null ? topic.quantity : tidy(quantity), revision: topic.revision + 1, updatedAt: at,
  });
}
