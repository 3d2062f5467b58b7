import type { Tx } from '../db/tx.js';

/** Position up to which every change is in what this transaction reads from now on, decimal digits of a bigint; `0` before the first. */
export async function stampedPosition(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ position: string }>('select coalesce(max(position), 0) as position from platform_outbox');
  return row?.position ?? '0';
}
