import type { Tx } from '../db/tx.js';
import type { RegisteredFile } from './file-registry.port.js';

export type FileState = 'QUARANTINED' | 'CLEAN' | 'REFUSED';

/** A file as it stands in the register. */
export interface FileRecord extends RegisteredFile {
  readonly state: FileState;
}

export interface FileAuthor {
  readonly ownerId: string;
  readonly memberId: string;
  readonly at: Date;
}

export async function insertFile(tx: Tx, file: FileRecord, author: FileAuthor): Promise<void> {
  await tx.query(
    `insert into platform_file (id, owner_id, name, size_bytes, sha256, kind, purpose, state, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [file.id, author.ownerId, file.name, file.sizeBytes, file.sha256, file.kind, file.purpose, file.state, author.at, author.memberId]);
}

/** Files of the tenant with these ids, by id; another organisation's are not found. At most 1,000. */
export async function filesById(tx: Tx, ids: readonly string[]): Promise<Map<string, FileRecord>> {
  const rows = await tx.query<Omit<FileRecord, 'sizeBytes'> & { sizeBytes: string }>(
    `select id, name, size_bytes as "sizeBytes", sha256, kind, purpose, state from platform_file where id = any($1)`, [ids]);
  return new Map(rows.map((row) => [row.id, { ...row, sizeBytes: Number(row.sizeBytes) }]));
}
