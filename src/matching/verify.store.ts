import type { Factor, WantedLine } from '../core/matching/pair.js';
import type { DateText } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';
import type { Keyed } from '../platform/verify/differences.js';
import type { Invariant } from '../platform/verify/invariant.js';
import { keyedRows, noRow } from '../platform/verify/rows.store.js';

const JUDGING = ['MatchProducts', 'MatchDemands', 'MatchCertificates', 'RejudgeLines', 'RematchClasses', 'RematchItems', 'ReprojectBuyers', 'ReprojectSuppliers', 'SweepMatching'] as const;
const SWEEP_FIX = { zh: '整理任务每 10 分钟会补上；仍在则重启后台进程并看 queues', en: 'a sweep mends it every 10 minutes; if it stays, restart the worker and look at `queues`' };

/** What must hold within matching. */
export const MATCHING_INVARIANTS: readonly Invariant[] = [
  noRow({
    code: 'RECOMMENDATION_TWICE', zh: '一行需求对一个产品只有一条推荐', en: 'a product is recommended for a line once',
    fix: { zh: '唯一索引已损坏：核对后以属主执行 reindex table matching_recommendation', en: 'the unique index is damaged: settle the rows, then reindex table matching_recommendation as the owner' },
  }, `select line_id || ' ' || product_id as what from matching_recommendation group by line_id, product_id having count(*) > 1`),
  noRow({
    code: 'RECOMMENDATION_WITHOUT_RUN', zh: '每条推荐都能追溯到一次匹配', en: 'every recommendation is of a run that is kept',
    fix: { zh: '匹配记录已丢失：从备份恢复', en: 'the run is lost: restore a backup' },
  }, 'select r.id as what from matching_recommendation r where not exists (select from matching_run m where m.id = r.run_id)'),
  noRow({
    code: 'RECOMMENDATION_ENDED', zh: '在推荐中的产品在市场上，其需求行仍开放', en: 'what stands recommended is on the market, for a line that is open',
    fix: SWEEP_FIX, after: JUDGING,
  }, `select r.id as what from matching_recommendation r left join matching_product p on p.product_id = r.product_id left join matching_line l on l.line_id = r.line_id
      where r.retired_at is null and (p.active is not true or l.active is not true)`),
  noRow({
    code: 'LINE_PREFERENCE', zh: '开放的需求行按其采购方现行的反馈偏好评分', en: 'open lines are judged by what the answers of their buyer make of the weights', fix: SWEEP_FIX, after: JUDGING,
  }, `select l.line_id as what from matching_line l
      left join lateral (select version, leanings from matching_preference where buyer_id = l.organisation_id order by version desc limit 1) p on true
      where l.active and l.wanted->'preference' is distinct from case when p.leanings <> '{}' then jsonb_build_object('version', p.version, 'leanings', p.leanings) end`),
  noRow({ code: 'MATCHING_PENDING', zh: '没有待评判的产品或需求行', en: 'nothing waits to be judged', fix: SWEEP_FIX, after: JUDGING },
    'select product_id as what from matching_product where pending_classes is not null union all select line_id from matching_line where pending'),
];

/** Handlers that bring about what is recommended. */
export const JUDGING_HANDLERS: readonly string[] = JUDGING;

/** Every recommendation that was ever made, told once to each side; in the order of ids. */
export function recommendationsTold(tx: Tx): AsyncGenerator<Keyed> {
  return keyedRows(tx, `select id as key, '1 1 0' as value from matching_recommendation`);
}

/** Products that matching holds to be on the market, in the order of ids. */
export function productsHeldActive(tx: Tx): AsyncGenerator<Keyed> {
  return keyedRows(tx, `select product_id as key, organisation_id as value from matching_product where active`);
}

/** Lines that matching holds to be open, in the order of ids. */
export function linesHeldActive(tx: Tx): AsyncGenerator<Keyed> {
  return keyedRows(tx, `select line_id as key, organisation_id as value from matching_line where active`);
}

/** Some lines to be judged again: spread over all open ones by the digest of their id and `salt`. */
export async function someOpenLines(tx: Tx, salt: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'select line_id as id from matching_line where active and not pending order by md5(line_id || $1) limit $2', [salt, limit]);
  return rows.map(({ id }) => id);
}

/** Lines as the rule reads them. */
export async function linesToJudge(tx: Tx, ids: readonly string[]): Promise<WantedLine[]> {
  return (await tx.query<{ wanted: WantedLine }>('select wanted from matching_line where line_id = any($1) order by line_id', [ids])).map(({ wanted }) => wanted);
}

/** What stands recommended, with the day and the rule of the run that judged it. */
export interface Standing {
  readonly id: string;
  readonly lineId: string;
  readonly productId: string;
  readonly score: number;
  readonly supplierScore: number;
  readonly factors: readonly Factor[];
  readonly asOf: DateText;
  readonly ruleVersion: string;
  readonly weightsVersion: string;
}

/** What stands recommended for these lines. */
export async function standingOf(tx: Tx, lineIds: readonly string[]): Promise<Standing[]> {
  return tx.query<Standing>(
    `select r.id, r.line_id as "lineId", r.product_id as "productId", r.score, r.supplier_score as "supplierScore", r.factors, m.as_of::text as "asOf", m.rule_version as "ruleVersion", m.weights_version as "weightsVersion"
     from matching_recommendation r join matching_run m on m.id = r.run_id where r.line_id = any($1) and r.retired_at is null order by r.line_id, r.product_id`, [lineIds]);
}
