import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { CannotStart } from '../config/cannot-start.js';
import { MIGRATIONS_FOLDER } from '../config/project.js';
import { Settings } from '../config/settings.js';
import type { Account } from '../embedded/database-account.js';
import { findBinaries, majorOf } from '../embedded/binaries.js';
import { openEmbeddedHome, type DataHome } from '../supervisor/data-home.js';
import { FolderLock } from '../supervisor/folder-lock.js';
import { openEmbedded } from '../supervisor/product-database.js';
import { checkFiles, checkSpace, copyFile, entriesBelow, makeFolder } from './copied-files.js';
import { migrationsRun, positionsOf } from './facts.store.js';
import { readManifest, type Manifest, type OutboxPositions } from './manifest.js';
import { syncFolder } from './physical.store.js';

export interface RestoreOrder {
  /** The folder of the backup. */
  readonly from: string;
  /** The data folder to restore into. */
  readonly into: string;
  /** True: what lies there is put aside. */
  readonly replace: boolean;
}

/** The restored database while it is started for the proof, as its owner. */
export interface Restored {
  readonly manifest: Manifest;
  readonly folder: string;
  readonly ownerUrl: string;
  readonly positions: OutboxPositions;
  /** Where what lay there before was put; null when nothing did. */
  readonly putAside: string | null;
}

/** What the product keeps in its data folder and a backup brings. */
const OURS = ['db', 'files', 'keys.json'];

/**
 * Restores a physical backup: looks at every hash and version first, copies, starts the server, which replays the log of the
 * copy, and looks whether it holds what the manifest says; `finish` runs then. Nothing is left running. @throws CannotStart
 */
export async function restorePhysical(settings: Settings, { from, into, replace }: RestoreOrder, finish: (restored: Restored) => Promise<void>): Promise<Restored> {
  const manifest = await readManifest(from);
  if (manifest.kind !== 'PHYSICAL') {
    throw new CannotStart('该备份是 DATABASE_URL 的数据库的（LOGICAL）：请在 --into 给出一个空数据库的地址（postgres://…）。',
      'The backup is of a database of DATABASE_URL (LOGICAL): name the address of an empty database with --into (postgres://…).');
  }
  await checkVersions(manifest);
  await checkFiles(from, manifest.files);
  const home = openEmbeddedHome(into);
  if (home.movedFrom !== null) throw notThere(into, home);
  const lock = await FolderLock.take(home.folder);
  try {
    await checkMajor(home, manifest);
    const putAside = await makeRoom(home.folder, replace);
    await checkSpace(home.folder, manifest.files.reduce((sum, { size }) => sum + size, 0));
    await copyBack(from, home, manifest);
    const database = await openEmbedded(new Settings({ ...settings, dataDir: home.folder, databasePort: null }), home);
    try {
      const restored = { manifest, folder: home.folder, ownerUrl: database.ownerUrl, putAside, positions: await prove(database.ownerUrl, manifest) };
      await renewSearchEngine(database.ownerUrl);
      await finish(restored);
      return restored;
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}

/** Older data is brought up by the next start; data of a later version is refused. */
export async function checkVersions({ migrations, productVersion }: Manifest): Promise<void> {
  const known = new Set<string>();
  for (const file of (await readdir(MIGRATIONS_FOLDER)).filter((name) => name.endsWith('.js'))) {
    for (const name of Object.keys((await import(join(MIGRATIONS_FOLDER, file))) as object)) known.add(name);
  }
  const later = migrations.filter((name) => !known.has(name));
  if (later.length === 0) return;
  throw new CannotStart(`该备份来自更新的版本（${productVersion}，本版本没有 ${later[0]}）：请用那个版本恢复。`,
    `The backup is of a later version (${productVersion}; this one has no ${later[0]}): restore it with that version.`);
}

async function checkMajor({ folder, account }: DataHome, manifest: Manifest): Promise<void> {
  const major = majorOf(await findBinaries(folder, account));
  if (major === manifest.postgresMajor) return;
  throw new CannotStart(`备份的数据库是 PostgreSQL ${manifest.postgresMajor}，本机内置的是 ${major}：请用当时的版本恢复。`,
    `The backup is of PostgreSQL ${manifest.postgresMajor}, and this product brings ${major}: restore it with the version of then.`);
}

/** @throws CannotStart when the folder holds data and nobody said that it may be put aside. */
async function makeRoom(folder: string, replace: boolean): Promise<string | null> {
  const there = OURS.filter((name) => existsSync(join(folder, name)));
  if (there.length === 0) return null;
  if (!replace) {
    throw new CannotStart(`${folder} 中已有数据（${there.join('、')}）：请换一个空文件夹，或加 --replace（原有数据移到其中的 replaced-… 文件夹，不删除）。`,
      `There is data in ${folder} (${there.join(', ')}): name an empty folder, or add --replace (what is there is put into a folder replaced-… in it, not deleted).`);
  }
  const aside = join(folder, `replaced-${new Date().toISOString().replaceAll(':', '-')}`);
  await mkdir(aside, { mode: 0o700 });
  for (const name of there) await rename(join(folder, name), join(aside, name));
  return aside;
}

async function copyBack(from: string, { folder, account }: DataHome, { files }: Manifest): Promise<void> {
  const ownerOf = (path: string): Account | null => (path === 'db' || path.startsWith('db/') ? account : null);
  // Folders that are empty in the backup are missed by PostgreSQL otherwise.
  for await (const { path, isFolder } of entriesBelow(from)) if (isFolder) await makeFolder(join(folder, path), ownerOf(path));
  for (const { path } of files) await copyFile(join(from, path), join(folder, path), path, ownerOf(path));
  for (const one of new Set(files.map(({ path }) => dirname(join(folder, path))))) await syncFolder(one);
}

async function prove(ownerUrl: string, manifest: Manifest): Promise<OutboxPositions> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'duijie restore' });
  await client.connect();
  try {
    const [ran, positions] = [await migrationsRun(client), await positionsOf(client)];
    const behind = BigInt(positions.lastEvent) < BigInt(manifest.positions.lastEvent) || BigInt(positions.delivered) < BigInt(manifest.positions.delivered);
    if (!behind && manifest.migrations.every((name, n) => ran[n] === name)) return positions;
    throw new CannotStart('恢复后的数据少于备份清单所记：请用另一份备份。', 'What was restored is less than the manifest says: use another backup.');
  } finally {
    await client.end();
  }
}

/**
 * From here on it is another installation to a search engine: the database it was copied from may go on, and both would write into one
 * index. Its copy there is filled anew at the next start. Data of an older version has no such row yet.
 */
async function renewSearchEngine(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'duijie restore' });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('platform_search_engine') is not null as there`);
    if (rows[0]?.there !== true) return;
    await client.query(`update platform_search_engine set installation = default, copy = null, generation = null, followed = null, followed_at = null, task = null, refused = '{}'`);
  } finally {
    await client.end();
  }
}

function notThere(into: string, { folder }: DataHome): CannotStart {
  return new CannotStart(`数据库账户不能进入 ${into}：请给出它能进入的文件夹（例如 ${folder}）。`, `The database's account cannot enter ${into}: name a folder that it can enter (${folder}, for one).`);
}
