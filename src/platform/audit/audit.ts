import type { Tx } from '../db/tx.js';

/** One change of state: who did what to which row, when and why. People are named by their member id, never by name or phone. */
export interface AuditEntry {
  readonly id: string;
  readonly deed: string;
  readonly subjectId: string;
  readonly because: string | null;
}

export interface AuditAuthor {
  readonly organisationId: string | null;
  readonly memberId: string | null;
  readonly at: Date;
  readonly traceId: string;
}

/** Writes audit rows in the transaction of the change; one worker chains them later. */
export async function writeAudit(tx: Tx, author: AuditAuthor, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `insert into platform_audit (id, at, organisation_id, member_id, trace_id, deed, subject_id, because)
     select a.id, $2, $3, $4, $5, a.deed, a.subject_id, a.because
     from json_to_recordset($1::json) as a(id text, deed text, subject_id text, because text)`,
    [
      JSON.stringify(entries.map((entry) => ({ id: entry.id, deed: entry.deed, subject_id: entry.subjectId, because: entry.because }))),
      author.at, author.organisationId, author.memberId, author.traceId,
    ],
  );
}
