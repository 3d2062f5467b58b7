import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../core/events/events.js';
import { topicVerdict } from '../core/matching/topic.js';
import { writeAudit, type AuditEntry } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { SYSTEM_SCOPE, type MatcherDatabase } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { writeOutbox } from '../platform/outbox/outbox.js';
import { isAnswered } from './change-topics.js';
import { answersOfLines, closeBySystem, insertTopic, isWatched, noteSucceeded, openTopicOf, watchingTopics, type AnsweredLine, type TopicRow } from './topic.store.js';

const PAGE = 50;
/** Kept with the topic and in the audit trail. */
const SUPPLIED = '所引需求均已有通过全部门槛的产品';
const WITHDRAWN = '使课题关闭的供给已撤回';

/** Closes topics whose lines have come to be answered, and brings those up again, as a new draft, whose supply was withdrawn. */
@Injectable()
export class ReviewTopics {
  constructor(private readonly ids: Ids, private readonly clock: Clock) {}

  /** Topics that cite one of these lines, after the lines were judged; all topics when null. Doing it twice changes nothing more. */
  async of(database: MatcherDatabase, lineIds: readonly string[] | null, traceId: string): Promise<void> {
    if (lineIds?.length === 0 || !await database.read(SYSTEM_SCOPE, (tx) => isWatched(tx, lineIds))) return;
    for (let after: string | null = null; ;) {
      const topics: TopicRow[] = await database.transaction(SYSTEM_SCOPE, (tx) => this.page(tx, lineIds, after, traceId));
      if (topics.length < PAGE) return;
      after = topics.at(-1)?.id ?? null;
    }
  }

  private async page(tx: Tx, lineIds: readonly string[] | null, after: string | null, traceId: string): Promise<TopicRow[]> {
    const topics = await watchingTopics(tx, lineIds, PAGE, after);
    const answers = await answersOfLines(tx, [...new Set(topics.flatMap((topic) => topic.lineIds))]);
    const events: DomainEvent[] = [];
    const trail: AuditEntry[] = [];
    const at = this.clock.now();
    for (const topic of topics) {
      const lines = topic.lineIds.flatMap((id) => answers.get(id) ?? []);
      // Whoever judges a line that is pending reviews its topics afterwards.
      const verdict = lines.some(({ pending }) => pending) ? null : topicVerdict(topic, lines.map((line) => ({ open: line.open, answered: isAnswered(topic, line) })));
      if (verdict === 'CLOSE') await closeBySystem(tx, topic.id, SUPPLIED, at);
      const subjectId = verdict === 'REOPEN' ? await this.reopen(tx, topic, lines, at) : verdict === 'CLOSE' ? topic.id : null;
      if (subjectId === null) continue;
      const [type, code, deed, because] = verdict === 'CLOSE'
        ? ['TopicClosed', 'NOTICE_TOPIC_CLOSED', 'closeTopics', SUPPLIED] as const : ['TopicReopened', 'NOTICE_TOPIC_REOPENED', 'openTopics', WITHDRAWN] as const;
      events.push({ type, subjectId, organisationId: null, notice: { recipients: [topic.openedBy], code, params: { title: topic.title } } });
      trail.push({ id: this.ids.next('audit'), deed, subjectId, because });
    }
    await writeAudit(tx, { organisationId: null, memberId: null, at, traceId }, trail);
    await writeOutbox(tx, events, traceId);
    return topics;
  }

  /** The new draft, as the department had worded the one before, of the lines that stand unanswered; null when another topic is open for the gap already, which then follows. */
  private async reopen(tx: Tx, topic: TopicRow, lines: readonly AnsweredLine[], at: Date): Promise<TopicRow['id'] | null> {
    const open = await openTopicOf(tx, topic.kind, topic.itemId ?? topic.classId ?? '');
    const id = open?.id ?? this.ids.next('topic');
    if (open === null) {
      const lineIds = lines.filter((line) => line.open && !isAnswered(topic, line)).map(({ lineId }) => lineId);
      await insertTopic(tx, { ...topic, id, lineIds, state: 'DRAFT', revision: 1, reopens: topic.id, createdAt: at, updatedAt: at });
    }
    await noteSucceeded(tx, topic.id, id);
    return open === null ? id : null;
  }
}
