import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import type { DemandLineId } from '../core/ids/ids.js';
import { draftText, TOPIC_LIMITS, type GapKind, type TopicSubject } from '../core/matching/topic.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { linesWithDemand } from '../demand/index.js';
import { Ids } from '../platform/clock/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes, demandItemsByIds } from '../policy/index.js';
import { gapLines } from './gap-register.store.js';
import { insertTopic, openTopicOf, type TopicRow } from './topic.store.js';

export interface TopicToOpen {
  readonly kind: GapKind;
  readonly itemId: string | null;
  readonly classId: string | null;
  /** Lines to cite; null: all that show the gap, the latest 100. */
  readonly lineIds: readonly DemandLineId[] | null;
}

/**
 * Drafts topics (揭榜挂帅) of supply gaps: text, key requirements and quantity are gathered from the open lines that show the gap, and
 * cite them. Refuses a gap that no line shows, a line that does not show it, and a second topic while one is open.
 */
@Injectable()
export class OpenTopics {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly TopicToOpen[]): Promise<Outcome<TopicRow>[]> {
    return this.deeds.perform(request, 'openTopics', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      const outcomes: Outcome<TopicRow>[] = [];
      for (const input of wanted) outcomes.push(isMember(viewer) ? await this.open(tx, viewer, input, request.receivedAt) : notFound('itemId'));
      return outcomes;
    });
  }

  private async open(tx: Tx, viewer: MemberViewer, { kind, itemId, classId, lineIds }: TopicToOpen, at: Date): Promise<Outcome<TopicRow>> {
    const subjectId = itemId ?? classId;
    if (subjectId === null || (itemId !== null && classId !== null)) return refused('INPUT', 'TOPIC_SUBJECT_WRONG', 'itemId');
    const subject = await this.subject(tx, itemId, classId);
    if (subject === null) return notFound(itemId === null ? 'classId' : 'itemId');
    const known = await openTopicOf(tx, kind, subjectId);
    if (known !== null) return refused('CONFLICT', 'TOPIC_OPEN_ALREADY', null, { topicId: known.id });
    const showing = new Map((await gapLines(tx, kind, subjectId, lineIds === null ? TOPIC_LIMITS.lines : SHOWING_MAX)).map((line) => [line.lineId, line]));
    if (showing.size === 0) return refused('STATE', 'TOPIC_WITHOUT_GAP', itemId === null ? 'classId' : 'itemId');
    const stray = lineIds?.find((id) => !showing.has(id));
    if (stray !== undefined) return refused('STATE', 'TOPIC_LINE_WITHOUT_GAP', `lineIds.${lineIds?.indexOf(stray) ?? 0}`, { lineId: stray });
    const cited = [...new Set(lineIds ?? showing.keys())];
    const lines = (await linesWithDemand(tx, [...new Set(cited.flatMap((id) => showing.get(id)?.demandId ?? []))])).filter(({ id }) => cited.includes(id));
    const definitions = await this.classes.all(tx);
    const text = draftText(kind, subject, lines.map((line) => ({ ...line, regionCode: line.demand.regionCode })), (id) => definitions.get(id)?.definition);
    const row: TopicRow = {
      id: this.ids.next('topic'), kind, itemId, classId, lineIds: cited, state: 'DRAFT', ...text, requirements: [...text.requirements], clause: subject.clause, revision: 1,
      openedBy: viewer.organisationId, memberId: viewer.memberId, reopens: null, succeededBy: null, createdAt: at, updatedAt: at, publishedAt: null, closedAt: null, closedBy: null, closeReason: null,
    };
    await insertTopic(tx, row);
    return done(row);
  }

  private async subject(tx: Tx, itemId: string | null, classId: string | null): Promise<(TopicSubject & { readonly clause: string }) | null> {
    if (itemId !== null) return (await demandItemsByIds(tx, [itemId]))[0] ?? null;
    const definition = (await this.classes.all(tx)).get(classId ?? '')?.definition;
    return definition === undefined ? null : { zh: definition.zh, meaningZh: null, clause: definition.clause };
  }
}

/** Lines among which a department chooses. */
const SHOWING_MAX = 1_000;
