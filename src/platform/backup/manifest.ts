import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';

export interface BackedUpFile {
  /** Relative to the backup, with forward slashes. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** How far the outbox had come: whatever was acknowledged before `endedAt` is at or before it. */
export interface OutboxPositions {
  readonly lastEvent: string;
  readonly stamped: string;
  readonly delivered: string;
}

/** A table of a logical backup: which columns its file holds, and how many rows. */
export interface BackedUpTable {
  /** With its schema. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly path: string;
}

export interface BackedUpRows {
  readonly tables: readonly BackedUpTable[];
  /** Sequences that were used, quoted, and the last number each gave. */
  readonly sequences: readonly { readonly name: string; readonly last: string }[];
}

/** What a backup is. Written last, so that a copy which broke off is none. It holds no secret; `keys.json` beside it does. */
export interface Manifest {
  readonly format: 1;
  /** `PHYSICAL`: a copy of the embedded cluster with its log; `LOGICAL`: the rows of every table, for any PostgreSQL. */
  readonly kind: 'PHYSICAL' | 'LOGICAL';
  readonly begunAt: string;
  /** The end point: everything acknowledged before it is in the backup. */
  readonly endedAt: string;
  readonly productVersion: string;
  readonly postgresMajor: number;
  /** Names of the migrations that had run, in order. */
  readonly migrations: readonly string[];
  readonly positions: OutboxPositions;
  /** Settings that bring a secret from outside: the restored product needs the same ones. Names, no values. */
  readonly secretsFromSettings: readonly string[];
  readonly files: readonly BackedUpFile[];
  /** Of a logical backup alone. */
  readonly rows?: BackedUpRows;
}

const NAME = 'manifest.json';

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const half = join(folder, `${NAME}.new`);
  await writeFile(half, `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true });
  await rename(half, join(folder, NAME));
}

/** @throws CannotStart when there is none, or one of a later form. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, NAME), 'utf8').catch(() => null);
  if (text === null) {
    throw new CannotStart(`${folder} 中没有完整的备份（缺 ${NAME}）：请给出备份文件夹本身；没有清单的备份是中断了的，不能用。`,
      `There is no whole backup in ${folder} (${NAME} is missing): name the folder of the backup itself; one without a manifest broke off and cannot be used.`);
  }
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format === 1) return manifest;
  throw new CannotStart('该备份由更新的版本所作：请用那个版本恢复。', 'The backup was made by a later version: restore it with that version.');
}
