import type { NoticeId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { NoticeEntity } from './notice.entity.js';

/** Writes notices; one that its organisation has already (same event) is left as it is. Answers those that are new. */
export async function insertNotices(tx: Tx, notices: readonly NoticeEntity[]): Promise<NoticeEntity[]> {
  if (notices.length === 0) return [];
  const rows = await tx.query<{ id: NoticeId }>(
    `insert into notification_notice (id, organisation_id, outbox_id, event_type, subject_id, code, params, created_at)
     select id, "organisationId", "outboxId", "eventType", "subjectId", code, params, "createdAt"
     from jsonb_to_recordset($1::jsonb) as n(id text, "organisationId" text, "outboxId" bigint, "eventType" text, "subjectId" text, code text, params jsonb,
       "createdAt" timestamptz)
     on conflict (organisation_id, outbox_id) do nothing returning id`, [JSON.stringify(notices)]);
  const written = new Set(rows.map((row) => row.id));
  return notices.filter((notice) => written.has(notice.id));
}

/** One page of an organisation's inbox, newest first. `after`: the last id of the page before. */
export async function pageOfNotices(tx: Tx, organisationId: OrganisationId, unreadOnly: boolean, limit: number, after: NoticeId | null): Promise<NoticeEntity[]> {
  const wanted = ['organisation_id = $1', ...(unreadOnly ? ['read_at is null'] : []), ...(after === null ? [] : ['id < $3'])].join(' and ');
  return tx.query<NoticeEntity>(
    `select id, organisation_id as "organisationId", outbox_id as "outboxId", event_type as "eventType", subject_id as "subjectId", code, params, created_at as "createdAt", read_at as "readAt"
     from notification_notice where ${wanted} order by id desc limit $2`, [organisationId, limit, ...(after === null ? [] : [after])]);
}

/** Notices of an organisation that were written after this one, oldest first. */
export async function noticesSince(tx: Tx, organisationId: OrganisationId, since: NoticeId, limit: number): Promise<NoticeEntity[]> {
  return tx.manager.createQueryBuilder(NoticeEntity, 'n').where('n.organisationId = :organisationId and n.id > :since', { organisationId, since })
    .orderBy('n.id').limit(limit).getMany();
}

/** One notice, as row-level security shows it to the tenant. */
export async function noticeById(tx: Tx, id: NoticeId): Promise<NoticeEntity | null> {
  return tx.manager.findOneBy(NoticeEntity, { id: id as never });
}

/** Notices with these ids, as row-level security shows them, in the order of their ids. */
export async function noticesByIds(tx: Tx, ids: readonly string[]): Promise<NoticeEntity[]> {
  return tx.manager.createQueryBuilder(NoticeEntity, 'n').where('n.id = any(:ids)', { ids }).orderBy('n.id').getMany();
}

export async function countUnread(tx: Tx, organisationId: OrganisationId): Promise<number> {
  const [row] = await tx.query<{ unread: number }>(
    'select count(*)::integer as unread from notification_notice where organisation_id = $1 and read_at is null', [organisationId]);
  return row?.unread ?? 0;
}

/** Marks notices of an organisation as read; those read before keep their time. Answers the ids that are there. */
export async function markRead(tx: Tx, organisationId: OrganisationId, ids: readonly NoticeId[], at: Date): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    'update notification_notice set read_at = coalesce(read_at, $3) where organisation_id = $1 and id = any($2) returning id', [organisationId, ids, at]);
  return new Set(rows.map((row) => row.id));
}

/** Marks the oldest unread notices of an organisation that were written up to a moment, at most `limit`; answers how many. */
export async function markOldestRead(tx: Tx, organisationId: OrganisationId, through: Date, limit: number): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    `update notification_notice set read_at = $2 where id in (
       select id from notification_notice where organisation_id = $1 and read_at is null and created_at <= $2 order by id limit $3 for update)
     returning id`, [organisationId, through, limit]);
  return rows.length;
}
