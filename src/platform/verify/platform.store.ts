import { UNDELIVERED } from '../outbox/undelivered.js';
import { QUEUE_SCHEMA } from '../queue/bullmq-postgres/schema.js';
import type { Tx } from '../db/tx.js';
import type { Keyed } from './differences.js';
import { KEPT, type Invariant } from './invariant.js';
import { keyedRows, noRow } from './rows.store.js';

/** A handler that takes each event once from the inbox, and the types of events that wake it; null: whatever has a notice. */
export interface Taking {
  readonly handler: string;
  readonly types: readonly string[] | null;
}

const UNFINISHED = `state not in ('completed', 'failed')`;
const STUCK = `interval '10 minutes'`;

/** Jobs that failed for good, where the queue is not in this database: `<lane> <id>`. */
export type FailedJobs = () => Promise<readonly string[]>;

/** Outbox, inbox, job queue and repeats, each on its own. */
export function platformInvariants(taking: readonly Taking[], failedInRedis: FailedJobs | null): Invariant[] {
  return [...OUTBOX, eventsTaken(taking), INBOX, failedJobs(failedInRedis), ...REPEATS];
}

const OUTBOX: readonly Invariant[] = [
  noRow({
    code: 'OUTBOX_GAP', zh: '发件箱的位置从 1 起连续，没有空缺', en: 'positions of the outbox run from 1 without a gap',
    fix: { zh: '空缺处的事件已丢失：从备份恢复，或重新运行受影响的操作', en: 'the events of the gap are lost: restore a backup, or do again what they told of' },
  }, `select position as what from (select position, lag(position, 1, 0::bigint) over (order by position) as before from platform_outbox where position is not null) o where position <> before + 1`),
  noRow({
    code: 'OUTBOX_COUNTERS', zh: '中继的计数与发件箱一致：已送达不超过已编号，已编号等于最后的位置', en: 'the relay’s counters fit the outbox: delivered ≤ stamped = the last position',
    fix: { zh: '停止产品，从备份恢复；计数落后会重送（无害），超前会漏送', en: 'stop the product and restore a backup: counters behind deliver again (harmless), counters ahead leave events out' },
  }, `select 'stamped ' || stamped || ', delivered ' || delivered || ', last ' || (select coalesce(max(position), 0) from platform_outbox) as what from platform_relay
      where delivered > stamped or stamped <> (select coalesce(max(position), 0) from platform_outbox)`),
  noRow({
    code: 'OUTBOX_UNREACHABLE', zh: '每个待编号的事件都属于本数据库的事务', en: 'every event that waits for its position is of a transaction of this database',
    fix: { zh: '数据由其他数据库复制而来，中继永远看不到它们：用 npm run restore 恢复，它会改写这些行', en: 'the rows were copied from another database and no relay will ever see them: restore with npm run restore, which renumbers them' },
  }, `select id as what from platform_outbox where position is null and xid >= pg_snapshot_xmax(pg_current_snapshot())`),
  noRow({
    code: 'OUTBOX_STUCK', zh: '没有事件等待送达超过 10 分钟', en: 'no event has waited for its delivery for more than 10 minutes',
    fix: { zh: '确认后台进程在运行，且没有长时间打开的事务（npm run doctor 会列出）', en: 'see that the worker runs and that no transaction is open for long (npm run doctor lists them)' },
  }, `select id as what from platform_outbox where (position is null or position > (select delivered from platform_relay)) and at < clock_timestamp() - ${STUCK}`),
];

/** What was delivered was taken by each of its handlers, or rests in a job that will bring it, or in one that failed, which is told apart. */
function eventsTaken(taking: readonly Taking[]): Invariant {
  return noRow({
    code: 'EVENT_NOT_TAKEN', zh: '已送达的事件，各处理者或已处理，或仍有任务在等', en: 'a delivered event was taken by each of its handlers, or a job still brings it',
    fix: { zh: '让中继重送：以属主执行 update platform_relay set delivered = 最早一条的 position - 1；已处理的不会重做', en: 'let the relay deliver again: as the owner, update platform_relay set delivered = position of the first one - 1; what was taken is not done twice' },
  }, `select t.handler || ' ' || o.id as what
      from jsonb_to_recordset($1::jsonb) as t(handler text, types jsonb)
      join platform_outbox o on o.position <= (select delivered from platform_relay)
        and case when t.types is null or t.types = 'null'::jsonb then o.notice is not null else t.types ? o.type end
      where not exists (select from platform_inbox i where i.handler = t.handler and i.outbox_id = o.id)
        and not exists (select from ${QUEUE_SCHEMA}.job j where j.name = t.handler and j.state <> 'completed' and j.data->'events' @> jsonb_build_array(jsonb_build_object('id', o.id::text)))
        and not exists (select from platform_pending_job p where p.handler = t.handler and o.id = any(p.outbox_ids))`,
  [JSON.stringify(taking)]);
}

const INBOX = noRow({
    code: 'INBOX_ORPHAN', zh: '收到的每个事件都在发件箱中', en: 'every event that was taken is in the outbox',
    fix: { zh: '发件箱的行已丢失：从备份恢复', en: 'rows of the outbox are lost: restore a backup' },
  }, `select i.handler || ' ' || i.outbox_id as what from platform_inbox i where not exists (select from platform_outbox o where o.id = i.outbox_id)`);

/** Of the queue that is in use: where it lies in Redis, none waits in the database. */
function failedJobs(failedInRedis: FailedJobs | null): Invariant {
  const here = noRow({
    code: 'JOB_FAILED', zh: '没有最终失败的任务', en: 'no job has failed for good',
    fix: { zh: '看管理端 queues 中的原因，排除后用 retryFailedJobs 重试', en: 'read the reason in `queues` of the admin API, remove it, and retry with retryFailedJobs' },
  }, `select queue || ' ' || id as what from ${QUEUE_SCHEMA}.job where state = 'failed'`);
  return failedInRedis === null ? here : {
    ...here,
    broken: async () => {
      const what = await failedInRedis();
      return { count: what.length, what: what.slice(0, KEPT) };
    },
  };
}

const REPEATS: readonly Invariant[] = [
  noRow({
    code: 'REPEAT_WITHOUT_ANSWER', zh: '每个重复提交标识都存有答复', en: 'every key of repeats has its answer',
    fix: { zh: '删除这些行：同一请求会重新执行', en: 'delete these rows: the same request will be done anew' },
  }, `select organisation_id || ' ' || deed || ' ' || key as what from platform_idempotency where answer is null`),
  noRow({
    code: 'REPEAT_WITHOUT_EFFECT', zh: '存有的答复所说的操作都在审计记录中', en: 'what a kept answer says was done is in the audit trail',
    fix: { zh: '答复说已办而未办：请核对该记录，必要时从备份恢复', en: 'an answer claims what was not done: look at the row, and restore a backup where it is missing' },
  }, `select i.organisation_id || ' ' || i.deed || ' ' || i.key || ' ' || (a.answer->'value'->>'id') as what
      from platform_idempotency i cross join lateral jsonb_array_elements(case jsonb_typeof(i.answer) when 'array' then i.answer else '[]' end) as a(answer)
      where a.answer->'ok' = 'true' and a.answer->'value'->>'id' is not null
        and not exists (select from platform_audit u where u.subject_id = a.answer->'value'->>'id' and u.deed = i.deed)`),
];

/** True while events are undelivered or one of these handlers has work to do; a job that is listed for a queue in Redis has failed for good when it is among `failed`. */
export async function isUnderWay(tx: Tx, handlers: readonly string[], failed: readonly string[]): Promise<boolean> {
  const [row] = await tx.query<{ busy: boolean }>(
    `select (select count > 0 from ${UNDELIVERED})
         or exists (select from ${QUEUE_SCHEMA}.job where name = any($1) and ${UNFINISHED})
         or exists (select from platform_pending_job where handler = any($1) and lower(lane) || ' ' || id <> all($2)) as busy`, [handlers, failed]);
  return row?.busy === true;
}

/** `<event> <organisation>` for each recipient of each notice that its handler has taken; in order. */
export function announcedNotices(tx: Tx, handler: string): AsyncGenerator<Keyed> {
  return keyedRows(tx,
    `select lpad(o.id::text, 20, '0') || ' ' || r.recipient as key, '1' as value
     from platform_outbox o join platform_inbox i on i.outbox_id = o.id and i.handler = '${handler}'
     cross join lateral (select distinct jsonb_array_elements_text(o.notice->'recipients') as recipient) r where o.notice is not null`);
}

/** `<naming a buyer> <naming a supplier> <naming neither>`: how often events of one type tell of each thing, in the order of the things. */
export function toldOf(tx: Tx, type: string): AsyncGenerator<Keyed> {
  return keyedRows(tx,
    `select subject_id as key, count(*) filter (where refs ? 'buyerId') || ' ' || count(*) filter (where refs ? 'supplierId') || ' ' || count(*) filter (where not refs ?| array['buyerId', 'supplierId']) as value
     from platform_outbox where type = '${type}' group by subject_id`);
}

/** Contents that a file of the register needs, by hash. */
export function registeredContents(tx: Tx): AsyncGenerator<Keyed> {
  return keyedRows(tx, `select sha256 as key, '1' as value from platform_file where state <> 'REFUSED' group by sha256`);
}

/** True while the relay has something left to deliver. */
export async function areUndelivered(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ some: boolean }>(
    `select (select count > 0 from ${UNDELIVERED}) as some`);
  return row?.some === true;
}
