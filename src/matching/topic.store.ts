import type { DemandLineId, OrganisationId, TopicId } from '../core/ids/ids.js';
import type { GapKind, LineAnswered, TopicState } from '../core/matching/topic.js';
import type { Tx } from '../platform/db/tx.js';

/** A topic (揭榜挂帅课题); either an item or a class is what is missing. */
export interface TopicRow {
  readonly id: TopicId;
  readonly kind: GapKind;
  readonly itemId: string | null;
  readonly classId: string | null;
  readonly lineIds: DemandLineId[];
  readonly state: TopicState;
  readonly title: string;
  readonly need: string;
  readonly requirements: string[];
  readonly quantity: string;
  /** Of the item or class. */
  readonly clause: string;
  readonly revision: number;
  readonly openedBy: OrganisationId;
  readonly memberId: string;
  /** The topic after which this gap came up again. */
  readonly reopens: TopicId | null;
  readonly succeededBy: TopicId | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly publishedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: 'SYSTEM' | 'DEPARTMENT' | null;
  readonly closeReason: string | null;
}

const TOPIC = `id, kind, item_id as "itemId", class_id as "classId", line_ids as "lineIds", state, title, need, requirements, quantity, clause, revision, opened_by as "openedBy",
  member_id as "memberId", reopens, succeeded_by as "succeededBy", created_at as "createdAt", updated_at as "updatedAt", published_at as "publishedAt", closed_at as "closedAt",
  closed_by as "closedBy", close_reason as "closeReason"`;
const WATCHING = `(state = 'PUBLISHED' or (state = 'CLOSED' and closed_by = 'SYSTEM' and succeeded_by is null))`;

export async function topicById(tx: Tx, id: TopicId): Promise<TopicRow | null> {
  const [row] = await tx.query<TopicRow>(`select ${TOPIC} from matching_topic where id = $1`, [id]);
  return row ?? null;
}

/** Topics that the tenant's department opened, locked until the transaction ends. */
export async function ownTopicsForChange(tx: Tx, organisationId: OrganisationId, ids: readonly TopicId[]): Promise<Map<TopicId, TopicRow>> {
  const rows = await tx.query<TopicRow>(`select ${TOPIC} from matching_topic where id = any($1) and opened_by = $2 order by id for update`, [ids, organisationId]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** One page of topics, the latest first, of one state or of all. `after`: the last id of the page before. */
export async function pageOfTopics(tx: Tx, state: TopicState | null, limit: number, after: string | null): Promise<TopicRow[]> {
  return tx.query<TopicRow>(
    `select ${TOPIC} from matching_topic where ($1::text is null or state = $1) and ($2::text is null or id < $2) order by id desc limit $3`, [state, after, limit]);
}

/** The topic that is open for what is missing, null when there is none. */
export async function openTopicOf(tx: Tx, kind: GapKind, subjectId: string): Promise<TopicRow | null> {
  const [row] = await tx.query<TopicRow>(
    `select ${TOPIC} from matching_topic where kind = $1 and coalesce(item_id, class_id) = $2 and state in ('DRAFT', 'PUBLISHED')`, [kind, subjectId]);
  return row ?? null;
}

export async function insertTopic(tx: Tx, row: TopicRow): Promise<void> {
  await tx.query(
    `insert into matching_topic (id, kind, item_id, class_id, line_ids, state, title, need, requirements, quantity, clause, revision, opened_by, member_id, reopens, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [row.id, row.kind, row.itemId, row.classId, row.lineIds, row.state, row.title, row.need, row.requirements, row.quantity, row.clause, row.revision, row.openedBy, row.memberId, row.reopens,
      row.createdAt, row.updatedAt]);
}

/** Writes what a department may change. */
export async function saveTopic(tx: Tx, row: TopicRow): Promise<void> {
  await tx.query(
    `update matching_topic set state = $2, title = $3, need = $4, requirements = $5, quantity = $6, revision = $7, updated_at = $8, published_at = $9, closed_at = $10, closed_by = $11,
       close_reason = $12 where id = $1`,
    [row.id, row.state, row.title, row.need, row.requirements, row.quantity, row.revision, row.updatedAt, row.publishedAt, row.closedAt, row.closedBy, row.closeReason]);
}

/** Closes a topic in the platform's name. */
export async function closeBySystem(tx: Tx, id: TopicId, reason: string, at: Date): Promise<void> {
  await tx.query(`update matching_topic set state = 'CLOSED', closed_at = $2, closed_by = 'SYSTEM', close_reason = $3, updated_at = $2 where id = $1`, [id, at, reason]);
}

export async function noteSucceeded(tx: Tx, id: TopicId, by: TopicId): Promise<void> {
  await tx.query('update matching_topic set succeeded_by = $2 where id = $1', [id, by]);
}

/** Whether a topic that supply may close or bring up again cites one of these lines; any such topic when null. */
export async function isWatched(tx: Tx, lineIds: readonly string[] | null): Promise<boolean> {
  const [row] = await tx.query<{ watched: boolean }>(
    `select exists (select from matching_topic where ${WATCHING} and ($1::text[] is null or line_ids && $1::text[])) as watched`, [lineIds]);
  return row?.watched === true;
}

/** Some of the topics that supply may close or bring up again, by id and locked; those that cite one of these lines, all when null. */
export async function watchingTopics(tx: Tx, lineIds: readonly string[] | null, limit: number, after: string | null): Promise<TopicRow[]> {
  return tx.query<TopicRow>(
    `select ${TOPIC} from matching_topic where ${WATCHING} and ($1::text[] is null or line_ids && $1::text[]) and ($3::text is null or id > $3) order by id limit $2 for update`,
    [lineIds, limit, after]);
}

export interface AnsweredLine extends LineAnswered {
  readonly lineId: DemandLineId;
  readonly answeredInProvince: boolean;
  /** Still to be judged: how it stands is not known yet. */
  readonly pending: boolean;
}

/** How these lines stand, by id: a standing recommendation is a product that passed every gate. */
export async function answersOfLines(tx: Tx, lineIds: readonly string[]): Promise<Map<string, AnsweredLine>> {
  const rows = await tx.query<AnsweredLine>(
    `select l.line_id as "lineId", l.active as open, l.pending, count(r.id) > 0 as answered, coalesce(bool_or(p.provincial_maker), false) as "answeredInProvince"
     from matching_line l left join matching_recommendation r on r.line_id = l.line_id and r.retired_at is null left join matching_product p on p.product_id = r.product_id
     where l.line_id = any($1) group by l.line_id, l.active, l.pending`, [lineIds]);
  return new Map(rows.map((row) => [row.lineId, row]));
}
