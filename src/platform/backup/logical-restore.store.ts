import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { CannotStart } from '../config/cannot-start.js';
import { MIGRATIONS_FOLDER } from '../config/project.js';
import { Settings } from '../config/settings.js';
import { migrate, withOwnerPool } from '../db/migrate.js';
import { checkDatabase } from '../db/check-database.js';
import { migrateQueue } from '../queue/bullmq-postgres/migrate-queue.js';
import { FolderLock } from '../supervisor/folder-lock.js';
import { openExternal } from '../supervisor/product-database.js';
import { checkFiles, checkSpace, copyFile } from './copied-files.js';
import { copyIn } from './copy-rows.store.js';
import { positionsOf } from './facts.store.js';
import { PLAIN, tablesOf } from './logical.store.js';
import { readManifest, type BackedUpRows, type Manifest } from './manifest.js';
import { syncFolder } from './physical.store.js';
import { checkVersions, type Restored } from './restore.store.js';

export interface LogicalOrder {
  /** The folder of the backup. */
  readonly from: string;
  /** Address of an empty database, as the role that is to own its tables. */
  readonly into: string;
}

/**
 * Restores a logical backup into an empty database; uploads and keys go to the data folder of the settings. Every hash and version,
 * the database and the folder are looked at before anything is written. The tables are made by our own migrations, as far as those
 * of the backup go (a later version's follow at its next start); then all rows come in one transaction. What a restore that failed
 * leaves is refused by the next one, and is dropped. @throws CannotStart
 */
export async function restoreLogical(settings: Settings, { from, into }: LogicalOrder, finish: (restored: Restored) => Promise<void>): Promise<Restored> {
  const manifest = await readManifest(from);
  const { rows } = manifest;
  if (manifest.kind !== 'LOGICAL' || rows === undefined) {
    throw new CannotStart('该备份是内置数据库的（PHYSICAL），只能恢复到数据文件夹：请在 --into 给出文件夹。', 'The backup is of an embedded database (PHYSICAL) and goes into a data folder: name a folder with --into.');
  }
  await checkVersions(manifest);
  await checkFiles(from, manifest.files);
  const target = new Settings({ ...settings, databaseUrl: into });
  const folder = target.dataDir;
  checkFolder(folder);
  await checkDatabase(into);
  await withClient(into, checkEmpty);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await FolderLock.take(folder);
  try {
    await bringFiles(from, folder, manifest);
    await openExternal(target, { folder, movedFrom: null, account: null });
    await migrate(into, MIGRATIONS_FOLDER, manifest.migrations);
    await withOwnerPool(into, (pool) => migrateQueue(pool));
    const positions = await withClient(into, async (client) => {
      await bringRows(client, from, rows);
      return positionsOf(client);
    });
    const restored = { manifest, folder, ownerUrl: into, putAside: null, positions };
    await finish(restored);
    return restored;
  } catch (cause) {
    throw halfDone(into, folder, cause);
  } finally {
    lock.release();
  }
}

function checkFolder(folder: string): void {
  const there = ['db', 'files', 'keys.json'].filter((name) => existsSync(join(folder, name)));
  if (there.length === 0) return;
  throw new CannotStart(`${folder} 中已有数据（${there.join('、')}）：请将 DUIJIE_DATA_DIR 设为空文件夹，上传文件和密钥恢复到那里。`,
    `There is data in ${folder} (${there.join(', ')}): set DUIJIE_DATA_DIR to an empty folder, where uploads and keys are restored.`);
}

async function checkEmpty(client: Client): Promise<void> {
  const { rows: [found] } = await client.query<{ database: string; name: string }>(
    `select current_database() as database, n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'jobs') and c.relkind in ('r', 'p') order by 2 limit 1`);
  if (found === undefined) return;
  throw new CannotStart(`数据库 ${found.database} 不是空的（已有表 ${found.name}）：请新建一个空数据库，或先删除它再新建；什么都没有恢复。`,
    `The database ${found.database} is not empty (it has the table ${found.name}): make another one, or drop it and make it anew; nothing was restored.`);
}

async function bringFiles(from: string, folder: string, { files }: Manifest): Promise<void> {
  const ours = files.filter(({ path }) => !path.startsWith('rows/'));
  await checkSpace(folder, ours.reduce((sum, { size }) => sum + size, 0));
  for (const { path } of ours) await copyFile(join(from, path), join(folder, path), path);
  for (const one of new Set(ours.map(({ path }) => dirname(join(folder, path))))) await syncFolder(one);
}

/**
 * Brings all rows in one transaction. Foreign keys are taken away and put back at its end, which proves every row whatever the
 * order of the tables is; what migrations put into them goes first, since the backup has it.
 */
async function bringRows(client: Client, from: string, { tables, sequences }: BackedUpRows): Promise<void> {
  await client.query(PLAIN);
  await client.query('begin');
  const there = new Map((await tablesOf(client)).map((table) => [table.name, table]));
  for (const { name, columns } of tables) {
    if (columns.every((column) => there.get(name)?.columns.includes(column) === true)) continue;
    throw new CannotStart(`表 ${name} 与备份不符：请用作备份的版本恢复。`, `The table ${name} is not as in the backup: restore it with the version that made it.`);
  }
  const { rows: keys } = await client.query<{ drop: string; add: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
     from pg_constraint where contype = 'f' and conparentid = 0 and connamespace in (select oid from pg_namespace where nspname in ('public', 'jobs'))`);
  for (const { drop } of keys) await client.query(drop);
  await client.query(`truncate ${[...there.values()].map(({ quoted }) => quoted).join(', ')}`);
  for (const { name, columns, rows, path } of tables) {
    const text = `copy ${there.get(name)?.quoted} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')}) from stdin`;
    const brought = await copyIn(client, text, join(from, path));
    if (brought !== rows) throw new CannotStart(`表 ${name} 恢复了 ${brought} 行，清单所记为 ${rows} 行：请用另一份备份。`, `${brought} rows of the table ${name} were restored, and the manifest says ${rows}: use another backup.`);
  }
  for (const { add } of keys) await client.query(add);
  for (const { name, last } of sequences) await client.query('select setval($1::regclass, $2, true)', [name, last]);
  await client.query('commit');
  // Plans for tables that look empty would be poor ones.
  await client.query('analyze');
}

function halfDone(into: string, folder: string, cause: unknown): CannotStart {
  const name = new URL(into).pathname.slice(1);
  const { message } = cause as Error;
  return new CannotStart(`没有恢复成功（${message}）：请删除数据库 ${name} 和文件夹 ${folder} 中的 files、keys.json，排除原因后重新恢复。`,
    `Not restored (${message}): drop the database ${name}, remove files and keys.json in ${folder}, and restore again once the reason is mended.`, { cause });
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'duijie restore' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
