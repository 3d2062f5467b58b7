import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import { PROJECT_FOLDER } from '../config/project.js';
import { SETTINGS } from '../config/settings-table.js';
import type { Settings } from '../config/settings.js';
import { clusterIn } from '../embedded/cluster.js';
import type { OperatedDatabase } from '../supervisor/owner-database.js';
import { checkSpace, copyFile, entriesBelow, sizeBelow } from './copied-files.js';
import { copyTables } from './logical.store.js';
import { writeManifest, type BackedUpFile, type Manifest } from './manifest.js';
import { copyCluster, syncFolder } from './physical.store.js';

export interface MadeBackup {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly bytes: number;
}

/** When a data folder was last backed up, and whereto: what `npm run doctor` looks at. */
export const LAST_BACKUP = 'last-backup.json';
const SECRETS = ['idempotencySecret', 'accessSecret'] as const;
const SPARE_BYTES = 200e6;

/** Backs up database, uploads and keys of a product that may be at work into a new folder below `to`. @throws CannotStart */
export async function backup(settings: Settings, operated: OperatedDatabase, to: string): Promise<MadeBackup> {
  const { home } = operated;
  const begunAt = new Date().toISOString();
  const folder = await makeBackupFolder(resolve(to), begunAt);
  const { files: copied, ...data } = await copyData(operated, folder);
  // After the database: a content is kept before it is registered, so that everything registered by the end point is there.
  const files = [...copied, ...await copyUploads(home.folder, folder), ...await copyKeys(home.folder, folder)];
  const manifest: Manifest = {
    format: 1, ...data, begunAt, productVersion: await productVersion(),
    secretsFromSettings: SECRETS.filter((key) => settings[key] !== null).map((key) => SETTINGS[key].name), files,
  };
  await writeManifest(folder, manifest);
  await syncFolder(folder);
  await writeFile(join(home.folder, LAST_BACKUP), `${JSON.stringify({ at: manifest.endedAt, to: folder, kind: manifest.kind })}\n`, { mode: 0o600 });
  return { folder, manifest, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

type CopiedData = Pick<Manifest, 'kind' | 'postgresMajor' | 'migrations' | 'positions' | 'endedAt' | 'files' | 'rows'>;

/** The embedded cluster whole; of a database elsewhere, whose files we cannot reach, the rows. */
async function copyData({ home, superuserUrl, ownerUrl }: OperatedDatabase, folder: string): Promise<CopiedData> {
  if (superuserUrl === null) {
    await checkSpace(folder, await sizeBelow(join(home.folder, 'files')) + SPARE_BYTES);
    return { kind: 'LOGICAL', ...await copyTables(ownerUrl, folder) };
  }
  const cluster = clusterIn(home.folder);
  await checkSpace(folder, await sizeBelow(cluster) + await sizeBelow(join(home.folder, 'files')) + SPARE_BYTES);
  return { kind: 'PHYSICAL', ...await copyCluster({ superuserUrl, ownerUrl, cluster, to: folder }) };
}

async function makeBackupFolder(to: string, begunAt: string): Promise<string> {
  const folder = join(to, `backup-${begunAt.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')}`);
  try {
    await mkdir(to, { recursive: true, mode: 0o700 });
    await mkdir(folder, { mode: 0o700 });
    return folder;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CannotStart(`备份文件夹 ${folder} 建不成（${code}）：请检查权限，或用 --to 指定另一处。`, `The folder ${folder} cannot be made (${code}): check its permissions, or name another place with --to.`, { cause });
  }
}

async function copyUploads(dataDir: string, to: string): Promise<BackedUpFile[]> {
  const files: BackedUpFile[] = [];
  for await (const { path, isFolder } of entriesBelow(join(dataDir, 'files'))) {
    if (isFolder || path.startsWith('incoming')) continue;
    const copied = await copyFile(join(dataDir, 'files', path), join(to, 'files', path), `files/${path}`);
    if (copied !== null) files.push(copied);
  }
  return files;
}

/** Without them sealed contacts could not be opened and authenticators not be used. */
async function copyKeys(dataDir: string, to: string): Promise<BackedUpFile[]> {
  const copied = await stat(join(dataDir, 'keys.json')).then(() => copyFile(join(dataDir, 'keys.json'), join(to, 'keys.json'), 'keys.json'), () => null);
  return copied === null ? [] : [copied];
}

export async function productVersion(): Promise<string> {
  return (JSON.parse(await readFile(join(PROJECT_FOLDER, 'package.json'), 'utf8')) as { version: string }).version;
}
