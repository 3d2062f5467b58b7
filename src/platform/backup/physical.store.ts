import { randomBytes } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { copyFile, entriesBelow, makeFolder } from './copied-files.js';
import { migrationsRun, positionsOf, postgresMajor } from './facts.store.js';
import type { BackedUpFile, Manifest } from './manifest.js';

/** Of the moment, made anew at every start, or copied at its own time. Folders among them are kept, empty. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|backup_label|tablespace_map|global\/pg_control|(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.*)$|(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)(\/|$)/;

export interface CopiedCluster extends Pick<Manifest, 'postgresMajor' | 'migrations' | 'positions' | 'endedAt'> {
  readonly files: readonly BackedUpFile[];
}

export interface ClusterToCopy {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  /** The cluster's folder. */
  readonly cluster: string;
  /** The folder of the backup; the cluster goes below `db/`. */
  readonly to: string;
}

/**
 * Copies a cluster at work: between `pg_backup_start` and `pg_backup_stop` of one connection files may change under the copy,
 * and the log written meanwhile, which is copied as well, mends them at the first start. A replication slot that lives as
 * long as the connection keeps that log from being recycled. The copy ends at `pg_backup_stop`.
 */
export async function copyCluster({ superuserUrl, ownerUrl, cluster, to }: ClusterToCopy): Promise<CopiedCluster> {
  const [superuser, owner] = [superuserUrl, ownerUrl].map((url) => new Client({ connectionString: url, application_name: 'duijie backup' })) as [Client, Client];
  await Promise.all([superuser.connect(), owner.connect()]);
  try {
    const target = join(to, 'db');
    await superuser.query('select pg_create_physical_replication_slot($1, true, true)', [`duijie_backup_${randomBytes(4).toString('hex')}`]);
    const { rows: [begin] } = await superuser.query<{ wal: string }>(`select pg_walfile_name(pg_backup_start('duijie', fast => true)) as wal`);
    const files = await copyData(cluster, target);
    const control = await copyFile(join(cluster, 'global', 'pg_control'), join(target, 'global', 'pg_control'), 'db/global/pg_control');
    const facts = { postgresMajor: await postgresMajor(owner), migrations: await migrationsRun(owner), positions: await positionsOf(owner), endedAt: new Date().toISOString() };
    const { rows: [end] } = await superuser.query<{ wal: string; label: string; spaces: string }>(
      `select pg_walfile_name(lsn) as wal, labelfile as label, spcmapfile as spaces from pg_backup_stop(wait_for_archive => false)`);
    if (begin === undefined || end === undefined || control === null) throw new Error('The server answered no end of the copy.');
    files.push(control, await written(target, 'backup_label', end.label));
    if (end.spaces !== '') files.push(await written(target, 'tablespace_map', end.spaces));
    files.push(...await copyLog(cluster, target, begin.wal, end.wal));
    return { ...facts, files };
  } finally {
    await Promise.all([superuser.end(), owner.end()]);
  }
}

async function copyData(cluster: string, target: string): Promise<BackedUpFile[]> {
  const files: BackedUpFile[] = [];
  await makeFolder(target);
  for await (const { path, isFolder } of entriesBelow(cluster)) {
    if (LEFT_OUT.test(path)) continue;
    if (isFolder) await makeFolder(join(target, path));
    else files.push(...[await copyFile(join(cluster, path), join(target, path), `db/${path}`)].filter((one) => one !== null));
  }
  return files;
}

/** The log from the beginning of the copy to its end; `pg_backup_stop` has closed the last segment. */
async function copyLog(cluster: string, target: string, first: string, last: string): Promise<BackedUpFile[]> {
  const files: BackedUpFile[] = [];
  for await (const { path, isFolder } of entriesBelow(join(cluster, 'pg_wal'))) {
    const wanted = !isFolder && (/^[0-9A-F]{24}$/.test(path) ? path >= first && path <= last : path.endsWith('.history'));
    if (wanted) files.push(...[await copyFile(join(cluster, 'pg_wal', path), join(target, 'pg_wal', path), `db/pg_wal/${path}`)].filter((one) => one !== null));
  }
  if (!files.some(({ path }) => path.endsWith(first))) throw new Error(`The log ${first} of the copy is gone.`);
  return files;
}

async function written(target: string, name: string, text: string): Promise<BackedUpFile> {
  const path = join(target, name);
  await writeFile(path, text, { mode: 0o600, flag: 'wx', flush: true });
  const bytes = await readFile(path);
  return { path: `db/${name}`, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A folder's entries survive a power cut once it is synced. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
