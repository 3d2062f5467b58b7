import type { Tx } from '../db/tx.js';
import { AUDIT_FACTS, GENESIS, linkOf, type AuditFacts } from './link.js';

/** Rows one look takes at most: about a tenth of a second. */
export const VERIFIED_MAX = 10_000;

/** MISSING: no row at this place. CHANGED: the row is not the one that was chained. UNLINKED: it follows another row than the one before it. BEYOND: it stands after the end of the chain. */
export type AuditBreakReason = 'MISSING' | 'CHANGED' | 'UNLINKED' | 'BEYOND';

export interface AuditBreak {
  readonly position: string;
  readonly reason: AuditBreakReason;
  /** The row that stands there; null when none does. */
  readonly entryId: string | null;
}

export interface AuditVerified {
  readonly from: string;
  /** Last position looked at; one less than `from` when the chain is shorter. */
  readonly to: string;
  /** The end of the chain: who keeps position and hash elsewhere can later tell that the whole chain was not written anew. */
  readonly head: { readonly position: string; readonly hash: string };
  /** The first place that is not as it was chained, or null. */
  readonly broken: AuditBreak | null;
  /** Where the next look begins; null when this one reached `to`, or found a break. */
  readonly nextFrom: string | null;
}

interface ChainedRow extends AuditFacts {
  readonly position: string;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

/**
 * Looks whether the chain from one position to another, at most 10,000 rows, is as it was chained. `to` null: to its end. The row before
 * `from` is taken as it is, so looks that follow one another prove the whole. Sees what the tenant may read: a department's, all.
 */
export async function verifyAudit(tx: Tx, from: bigint, to: bigint | null): Promise<AuditVerified> {
  // First, so that rows chained meanwhile lie beyond it and are not looked at.
  const [head] = await tx.query<{ position: string; hash: Buffer; beyond: string | null; beyondId: string | null }>(
    `select c.position, c.hash, b.position as beyond, b.id as "beyondId" from platform_audit_chain c
     left join lateral (select position, id from platform_audit a where a.position > c.position order by a.position limit 1) b on true`);
  if (head === undefined) throw new Error('The audit chain cannot be seen.');
  const end = BigInt(head.position);
  const wanted = to === null || to > end ? end : to;
  const limit = BigInt(VERIFIED_MAX);
  const last = wanted - from >= limit ? from + limit - 1n : wanted;
  const rows = await tx.query<ChainedRow>(
    `select position, previous, hash, ${AUDIT_FACTS} from platform_audit where position between $1 and $2 order by position`, [String(from - 1n), String(last)]);
  const beyond: AuditBreak | null = head.beyond === null ? null : { position: head.beyond, reason: 'BEYOND', entryId: head.beyondId };
  const broken = firstBreak(rows, from, last, { position: end, hash: head.hash }) ?? (last === end ? beyond : null);
  return {
    from: String(from), to: String(last < from ? from - 1n : last), head: { position: head.position, hash: head.hash.toString('hex') },
    broken, nextFrom: broken === null && last < wanted ? String(last + 1n) : null,
  };
}

function firstBreak(rows: readonly ChainedRow[], from: bigint, last: bigint, head: { readonly position: bigint; readonly hash: Buffer }): AuditBreak | null {
  const at = new Map(rows.map((row) => [row.position, row]));
  let before = from === 1n ? GENESIS : at.get(String(from - 1n))?.hash ?? null;
  if (before === null && from <= last) return { position: String(from - 1n), reason: 'MISSING', entryId: null };
  for (let place = from; place <= last; place++) {
    const position = String(place);
    const row = at.get(position);
    if (row === undefined) return { position, reason: 'MISSING', entryId: null };
    if (before !== null && !row.previous.equals(before)) return { position, reason: 'UNLINKED', entryId: row.id };
    if (!linkOf(row.previous, position, row).equals(row.hash)) return { position, reason: 'CHANGED', entryId: row.id };
    if (place === head.position && !row.hash.equals(head.hash)) return { position, reason: 'UNLINKED', entryId: row.id };
    before = row.hash;
  }
  return null;
}
