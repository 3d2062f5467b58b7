import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import { clusterIn } from '../embedded/cluster.js';

const NAMES = ['superuser', 'owner', 'app', 'relay', 'matcher', 'idempotency', 'access'] as const;
export type KeyName = (typeof NAMES)[number];

/** What was made by chance at the first start and must stay the same: passwords of our own roles, the keys of repeats and of the ways in, the port. */
export interface KeptKeys {
  readonly secrets: Readonly<Record<KeyName, string>>;
  readonly databasePort: number | null;
}

/** Reads the keys of a data folder, which only this account can read, and makes those that are missing. */
export function openKeys(folder: string): KeptKeys {
  const known = readKeys(folder);
  const secrets = Object.fromEntries(NAMES.map((name) => [name, known.secrets?.[name] ?? randomBytes(24).toString('base64url')])) as Record<KeyName, string>;
  const keys = { secrets, databasePort: known.databasePort ?? null };
  if (NAMES.some((name) => known.secrets?.[name] === undefined)) saveKeys(folder, keys);
  return keys;
}

/** True once a start has kept keys there. */
export function hasKeys(folder: string): boolean {
  return existsSync(pathIn(folder));
}

/** Whole or not at all. */
export function saveKeys(folder: string, keys: KeptKeys): void {
  const half = `${pathIn(folder)}.new`;
  writeFileSync(half, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(half, pathIn(folder));
}

function readKeys(folder: string): { secrets?: Partial<Record<KeyName, string>>; databasePort?: number | null } {
  try {
    return JSON.parse(readFileSync(pathIn(folder), 'utf8')) as ReturnType<typeof readKeys>;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync(clusterIn(folder))) return {};
    throw new CannotStart(`密钥文件 ${pathIn(folder)} 读不出（${String(cause)}）：请从备份恢复它；若数据可弃，删除 ${folder} 后重新启动。`,
      `The keys in ${pathIn(folder)} cannot be read (${String(cause)}): restore the file; if the data may go, remove ${folder} and start again.`, { cause });
  }
}

function pathIn(folder: string): string {
  return join(folder, 'keys.json');
}
