import type { MemberId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';

/** Those of these members who may still sign in: neither membership nor account was disabled. At most 1,000 ids, in no order. */
export async function activeMembers(tx: Tx, ids: readonly MemberId[]): Promise<MemberId[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ id: MemberId }>(
    `select m.id from organisation_member m join organisation_account a on a.id = m.account_id
     where m.id = any($1) and m.disabled_at is null and a.disabled_at is null`, [ids]);
  return rows.map((row) => row.id);
}
