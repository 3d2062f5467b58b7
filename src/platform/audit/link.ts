import { createHash } from 'node:crypto';

/** A row of the audit trail as the chain takes it: texts as PostgreSQL writes them, the time in UTC to the microsecond. */
export interface AuditFacts {
  readonly id: string;
  readonly at: string;
  readonly organisationId: string | null;
  readonly memberId: string | null;
  readonly traceId: string;
  readonly deed: string;
  readonly subjectId: string;
  readonly because: string | null;
}

/** The columns of `AuditFacts`, for a select from platform_audit. */
export const AUDIT_FACTS = `id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, organisation_id as "organisationId", member_id as "memberId",
  trace_id as "traceId", deed, subject_id as "subjectId", because`;

/** What the first row follows. */
export const GENESIS = Buffer.alloc(32);

/** Named in every link, so that a later way of writing rows is told apart from this one. */
const FORM = 'duijie-audit-1';

/**
 * SHA-256 of the hash before and of the row at its place, written as a JSON array in this order: form, position (decimal
 * digits), id, time, organisation, member, trace id, deed, subject, because. People are in it by their member id alone, so
 * that erasing a person leaves the chain whole.
 */
export function linkOf(previous: Buffer, position: string, row: AuditFacts): Buffer {
  const text = JSON.stringify([FORM, position, row.id, row.at, row.organisationId, row.memberId, row.traceId, row.deed, row.subjectId, row.because]);
  return createHash('sha256').update(previous).update(text, 'utf8').digest();
}
