import type { Tx } from '../db/tx.js';

/** One line of the audit trail. `position`: place in the chain of hashes, null until the chaining worker has reached it. */
export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly deed: string;
  readonly subjectId: string;
  readonly organisationId: string | null;
  readonly memberId: string | null;
  readonly because: string | null;
  readonly traceId: string;
  readonly position: string | null;
}

export interface AuditFilter {
  /** Rows about this one thing; null for all. */
  readonly subjectId: string | null;
  /** Deeds of this organisation; null for all. */
  readonly organisationId: string | null;
  /** Of this deed, by its name; null for all. */
  readonly deed: string | null;
  /** Done by this member; null for all. */
  readonly memberId: string | null;
  /** Not before this moment; null for any. */
  readonly from: Date | null;
  /** Before this moment; null for any. */
  readonly before: Date | null;
}

/** One page of the trail as far as the tenant may read it, newest first. `after`: id of the last row before, or null. */
export async function pageOfAudit(tx: Tx, filter: AuditFilter, limit: number, after: string | null): Promise<AuditRow[]> {
  return tx.query<AuditRow>(
    `select id, at, deed, subject_id as "subjectId", organisation_id as "organisationId", member_id as "memberId", because,
            trace_id as "traceId", position
     from platform_audit
     where ($1::text is null or subject_id = $1) and ($2::text is null or organisation_id = $2) and ($3::text is null or id < $3)
       and ($5::text is null or deed = $5) and ($6::text is null or member_id = $6) and ($7::timestamptz is null or at >= $7) and ($8::timestamptz is null or at < $8)
     order by id desc limit $4`, [filter.subjectId, filter.organisationId, after, limit, filter.deed, filter.memberId, filter.from, filter.before]);
}

/** How many rows of the trail wait to be chained. */
export async function unchainedAudit(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ count: string }>('select count(*) from platform_audit where position is null');
  return Number(row?.count ?? 0);
}
