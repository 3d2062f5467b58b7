import type { Tx } from '../db/tx.js';

/**
 * Takes those events that this handler has not had yet, in the transaction of their effect: a doubled or repeated
 * delivery finds nothing left to do. Answers the ids that are new, in the order given.
 */
export async function takeFromInbox(tx: Tx, handler: string, outboxIds: readonly string[]): Promise<string[]> {
  if (outboxIds.length === 0) return [];
  const rows = await tx.query<{ outbox_id: string }>(
    `insert into platform_inbox (handler, outbox_id) select $1, unnest($2::bigint[])
     on conflict do nothing returning outbox_id`,
    [handler, outboxIds],
  );
  const taken = new Set(rows.map((row) => row.outbox_id));
  return outboxIds.filter((id) => taken.has(id));
}
