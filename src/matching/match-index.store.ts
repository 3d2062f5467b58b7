import type { OfferedProduct, WantedLine } from '../core/matching/pair.js';
import type { Tx } from '../platform/db/tx.js';

/** What changed since a snapshot, and the snapshot in which that was read. */
export interface Changes<T> {
  readonly snapshot: string;
  readonly rows: readonly T[];
}

export interface LineCopy {
  readonly lineId: string;
  /** Null: not open any more. */
  readonly wanted: WantedLine | null;
}

export interface ProductCopy {
  readonly productId: string;
  /** Null: not on the market any more. */
  readonly offered: OfferedProduct | null;
}

/** The snapshot of this moment: what is committed later is seen by `changedLines` and `changedProducts` since it. */
export async function currentSnapshot(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot');
  if (row === undefined) throw new Error('The database told no snapshot.');
  return row.snapshot;
}

/**
 * Copies of lines that a snapshot did not see. A change is found by the transaction that made it, whenever that committed: one
 * that began before the snapshot and ended after it is not lost, as it would be by a number drawn in between.
 */
export async function changedLines(tx: Tx, since: string): Promise<Changes<LineCopy>> {
  return changes(await tx.query<LineCopy & { snapshot: string }>(
    `select pg_current_snapshot()::text as snapshot, l.line_id as "lineId", case when l.active then l.wanted end as wanted from (values (1)) as one
     left join matching_line l on l.changed >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(l.changed, $1::pg_snapshot)`, [since]), (row) => row.lineId);
}

/** Likewise of products. */
export async function changedProducts(tx: Tx, since: string): Promise<Changes<ProductCopy>> {
  return changes(await tx.query<ProductCopy & { snapshot: string }>(
    `select pg_current_snapshot()::text as snapshot, p.product_id as "productId", case when p.active and p.matchable then p.offered end as offered from (values (1)) as one
     left join matching_product p on p.changed >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(p.changed, $1::pg_snapshot)`, [since]), (row) => row.productId);
}

/** One page of the open lines, by id. */
export async function pageOfOpenCopies(tx: Tx, limit: number, after: string | null): Promise<LineCopy[]> {
  return tx.query<LineCopy>(
    `select line_id as "lineId", wanted from matching_line where active and ($2::text is null or line_id > $2) order by line_id limit $1`, [limit, after]);
}

/** One page of the products on the market that some line could be answered by, by id. */
export async function pageOfOfferedCopies(tx: Tx, limit: number, after: string | null): Promise<ProductCopy[]> {
  return tx.query<ProductCopy>(
    `select product_id as "productId", offered from matching_product where active and matchable and ($2::text is null or product_id > $2) order by product_id limit $1`, [limit, after]);
}

function changes<T extends { readonly snapshot: string }>(read: readonly T[], idOf: (row: T) => string | null): Changes<T> {
  const [first] = read;
  if (first === undefined) throw new Error('The database told no snapshot.');
  return { snapshot: first.snapshot, rows: read.filter((row) => idOf(row) !== null) };
}
