import type { LineThen, ProductThen } from '../core/matching/replay.js';
import type { Tx } from '../platform/db/tx.js';
import type { MatchRunEntity } from './match-run.entity.js';

export interface RunToReplay extends MatchRunEntity {
  /** Made by this server: what its snapshot says means something here. */
  readonly ofThisServer: boolean;
}

/** A run with all that it recorded; null when there is none. */
export async function runToReplay(tx: Tx, id: string): Promise<RunToReplay | null> {
  const [row] = await tx.query<RunToReplay>(
    `select id, direction, subject_ids as "subjectIds", outbox_position as "outboxPosition", rule_version as "ruleVersion", weights_version as "weightsVersion",
            paths_version as "pathsVersion", as_of::text as "asOf", pairs_judged as "pairsJudged", pairs_matched as "pairsMatched", at, seen, line_ids as "lineIds", result,
            classes_version as "classesVersion", energy_version as "energyVersion", made_by::text = made_by_text as "ofThisServer"
     from matching_run where id = $1`, [id]);
  return row ?? null;
}

/** These lines as a snapshot saw them, or as they are when it is null. */
export async function linesAsOf(tx: Tx, ids: readonly string[], seen: string | null): Promise<LineThen[]> {
  return tx.query<LineThen>(
    `select active, wanted from matching_line where line_id = any($1) and ($2::pg_snapshot is null or pg_visible_in_snapshot(changed, $2::pg_snapshot))
     union all
     select active, wanted from matching_line_past where line_id = any($1) and pg_visible_in_snapshot(changed, $2::pg_snapshot) and not pg_visible_in_snapshot(replaced, $2::pg_snapshot)`,
    [ids, seen]);
}

export interface ProductAsOf extends ProductThen {
  readonly productId: string;
  readonly revision: string;
}

/** These products as a snapshot saw them, or as they are when it is null. */
export async function productsAsOf(tx: Tx, ids: readonly string[], seen: string | null): Promise<ProductAsOf[]> {
  return tx.query<ProductAsOf>(
    `select product_id as "productId", revision, active, offered from matching_product where product_id = any($1) and ($2::pg_snapshot is null or pg_visible_in_snapshot(changed, $2::pg_snapshot))
     union all
     select product_id, revision, active, offered from matching_product_past
     where product_id = any($1) and pg_visible_in_snapshot(changed, $2::pg_snapshot) and not pg_visible_in_snapshot(replaced, $2::pg_snapshot)`, [ids, seen]);
}

/** One page of the products of these classes as a snapshot saw them, or as they are when it is null, by id. */
export async function pageOfClassesAsOf(tx: Tx, classIds: readonly string[], seen: string | null, limit: number, after: string | null): Promise<ProductAsOf[]> {
  return tx.query<ProductAsOf>(
    `select * from (
       select product_id as "productId", revision, active, offered from matching_product
       where class_id = any($1) and ($3::text is null or product_id > $3) and ($2::pg_snapshot is null or pg_visible_in_snapshot(changed, $2::pg_snapshot))
       union all
       select product_id, revision, active, offered from matching_product_past
       where class_id = any($1) and ($3::text is null or product_id > $3) and pg_visible_in_snapshot(changed, $2::pg_snapshot) and not pg_visible_in_snapshot(replaced, $2::pg_snapshot)
     ) as stood order by "productId" limit $4`, [classIds, seen, after, limit]);
}

/** Forgets, at most `limit` of each, what was replaced before a moment. Answers how many. */
export async function forgetReplacedBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  const [row] = await tx.query<{ forgotten: number }>(
    `with products as (delete from matching_product_past where ctid in (select ctid from matching_product_past where replaced_at < $1 limit $2) returning 1),
          lines as (delete from matching_line_past where ctid in (select ctid from matching_line_past where replaced_at < $1 limit $2) returning 1)
     select ((select count(*) from products) + (select count(*) from lines))::int as forgotten`, [before, limit]);
  return row?.forgotten ?? 0;
}
