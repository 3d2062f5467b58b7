import type { LiveRecommendation } from '../core/matching/line-changes.js';
import type { Match } from '../core/matching/judge-pair.js';
import type { MatchRunId, RecommendationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';

/** What stands now for these lines, by line. */
export async function liveRecommendations(tx: Tx, lineIds: readonly string[]): Promise<Map<string, LiveRecommendation[]>> {
  const rows = await tx.query<LiveRecommendation & { lineId: string }>(
    `select line_id as "lineId", product_id as "productId", score from matching_recommendation
     where line_id = any($1) and retired_at is null order by line_id, product_id`, [lineIds]);
  const byLine = new Map<string, LiveRecommendation[]>(lineIds.map((lineId) => [lineId, []]));
  for (const { lineId, productId, score } of rows) byLine.get(lineId)?.push({ productId, score });
  return byLine;
}

/** Lines for which one of these products stands recommended. */
export async function linesRecommending(tx: Tx, productIds: readonly string[]): Promise<string[]> {
  // One look into the index for each: of a whole price list the planner would rather read every recommendation there is.
  const rows = await tx.query<{ line_id: string }>(
    `select distinct r.line_id from unnest($1::text[]) as p(id)
     cross join lateral (select line_id from matching_recommendation where product_id = p.id and retired_at is null offset 0) r`, [productIds]);
  return rows.map((row) => row.line_id);
}

export interface RecommendationToKeep extends Match {
  readonly id: RecommendationId;
  readonly supplierScore: number;
}

/**
 * Writes recommendations of a run, at most 1,000: new ones, and known ones whose score or reasons changed or that return. What is
 * equal stays untouched. Answers the ids of those that were never made before.
 */
export async function keepRecommendations(tx: Tx, runId: MatchRunId, at: Date, rows: readonly RecommendationToKeep[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  // xmax is 0 on a row that this statement inserted, and not on one that it changed.
  const written = await tx.query<{ id: string; made: boolean }>(
    `insert into matching_recommendation as r
       (id, line_id, demand_id, product_id, buyer_id, supplier_id, class_id, clause, score, supplier_score, factors, run_id, made_at)
     select id, "lineId", "demandId", "productId", "buyerId", "supplierId", "classId", clause, score, "supplierScore", factors, $2, $3
     from jsonb_to_recordset($1::jsonb) as m(id text, "lineId" text, "demandId" text, "productId" text, "buyerId" text, "supplierId" text,
       "classId" text, clause text, score integer, "supplierScore" integer, factors jsonb)
     on conflict (line_id, product_id) do update set class_id = excluded.class_id, clause = excluded.clause, score = excluded.score,
       supplier_score = excluded.supplier_score, factors = excluded.factors, run_id = excluded.run_id, retired_at = null
     where r.retired_at is not null
       or (r.class_id, r.clause, r.score, r.supplier_score, r.factors) is distinct from (excluded.class_id, excluded.clause, excluded.score, excluded.supplier_score, excluded.factors)
     returning id, xmax = 0 as made`, [JSON.stringify(rows), runId, at]);
  return new Set(written.filter((row) => row.made).map((row) => row.id));
}

export async function retireRecommendations(tx: Tx, at: Date, pairs: readonly { readonly lineId: string; readonly productId: string }[]): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `update matching_recommendation r set retired_at = $2
     from jsonb_to_recordset($1::jsonb) as p("lineId" text, "productId" text) where r.line_id = p."lineId" and r.product_id = p."productId" and r.retired_at is null`,
    [JSON.stringify(pairs), at]);
}
