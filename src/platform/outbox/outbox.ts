import type { DomainEvent, NoticeText } from '../../core/events/events.js';
import type { Tx } from '../db/tx.js';

/** Writes events in the transaction of the change they tell of; the only way out of a transaction. At most 10,000 at once. */
export async function writeOutbox(tx: Tx, events: readonly DomainEvent[], traceId: string): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `insert into platform_outbox (type, subject_id, organisation_id, refs, notice, trace_id)
     select e.type, e.subject_id, e.organisation_id, e.refs, e.notice, $2
     from rows from (jsonb_to_recordset($1::jsonb) as (type text, subject_id text, organisation_id text, refs jsonb, notice jsonb))
       with ordinality as e(type, subject_id, organisation_id, refs, notice, n)
     order by e.n`,
    [
      JSON.stringify(events.map((event) => ({
        type: event.type,
        subject_id: event.subjectId,
        organisation_id: event.organisationId,
        refs: event.refs ?? {},
        notice: event.notice ?? null,
      }))),
      traceId,
    ],
  );
}

/** An event of the outbox as handlers read it who need more than its ids. */
export interface AnnouncedEvent {
  readonly outboxId: string;
  readonly type: string;
  readonly subjectId: string;
  readonly organisationId: string | null;
  readonly refs: Readonly<Record<string, string>>;
  readonly notice: NoticeText | null;
  readonly at: Date;
}

/** These events, oldest first, with whom they name. */
export async function eventsOf(tx: Tx, outboxIds: readonly string[]): Promise<AnnouncedEvent[]> {
  return tx.query<AnnouncedEvent>(
    `select id as "outboxId", type, subject_id as "subjectId", organisation_id as "organisationId", refs, notice, at from platform_outbox
     where id = any($1::bigint[]) order by id`, [outboxIds]);
}

/** What an event of the outbox tells people. */
export interface AnnouncedNotice {
  readonly outboxId: string;
  readonly type: string;
  readonly subjectId: string;
  readonly notice: NoticeText;
}

/** The notices among these events, oldest first: a job carries ids alone, so its handler reads here what people shall be told. */
export async function noticesOf(tx: Tx, outboxIds: readonly string[]): Promise<AnnouncedNotice[]> {
  if (outboxIds.length === 0) return [];
  return tx.query<AnnouncedNotice>(
    `select id as "outboxId", type, subject_id as "subjectId", notice from platform_outbox
     where id = any($1::bigint[]) and notice is not null order by id`, [outboxIds]);
}
