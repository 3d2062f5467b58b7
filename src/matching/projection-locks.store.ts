import type { Tx } from '../platform/db/tx.js';

const SPACES = { PRODUCTS: 7_240_010, DEMANDS: 7_240_011 } as const;
/** Few enough that a batch of a thousand rows stays far below the server's lock table, and many enough that single rows hardly meet. */
const BUCKETS = 64;

/**
 * Until the transaction ends nobody else copies the truth of these rows. Whoever waited here reads the truth afterwards, in a later
 * statement, so that of two handlers the one that reads last also writes last: an older truth never overwrites a newer one. The
 * truth carries no number that could decide this instead: it is changed by processes whose clocks differ.
 */
export async function lockProjecting(tx: Tx, space: keyof typeof SPACES, ids: readonly string[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock($1, bucket)
     from (select distinct abs(hashtext(id)) % $2 as bucket from unnest($3::text[]) as id order by bucket) as buckets`,
    [SPACES[space], BUCKETS, ids]);
}

/** Waits until everybody has committed who is copying rows of this kind now: what they read may be older than what this transaction reads. */
export async function awaitProjecting(tx: Tx, space: keyof typeof SPACES): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1, bucket) from generate_series(0, $2 - 1) as bucket', [SPACES[space], BUCKETS]);
}
