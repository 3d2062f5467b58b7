import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import type { Binaries } from './binaries.js';
import type { Account } from './database-account.js';
import { SERVER_ENVIRONMENT } from './server-environment.js';

export const SUPERUSER = 'postgres';

/** Without these flags full text and trigrams drop Chinese silently. */
const CHINESE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
/** The same character classes under the names that Linux and macOS give them; trigrams ask the system's. */
const CHARACTER_LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'UTF-8'];

export function clusterIn(home: string): string {
  return join(home, 'db');
}

export async function hasCluster(home: string): Promise<boolean> {
  return (await stat(join(clusterIn(home), 'PG_VERSION')).catch(() => null)) !== null;
}

/**
 * Makes the cluster `<home>/db` when there is none. It is made beside its place and renamed, so that one whose making was
 * killed is never started.
 */
export async function makeCluster(home: string, binaries: Binaries, account: Account | null, password: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (/^db\.[0-9a-f]+(\.password)?$/.test(name)) await rm(join(home, name), { recursive: true, force: true });
  }
  if (await hasCluster(home)) return;
  const half = join(home, `db.${randomBytes(4).toString('hex')}`);
  const passwordFile = `${half}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await mkdir(half, { mode: 0o700 });
  if (account !== null) for (const path of [half, passwordFile]) await chown(path, account.uid, account.gid);
  try {
    await initialise(binaries, half, passwordFile, account);
    await rename(half, clusterIn(home));
  } finally {
    await rm(passwordFile, { force: true });
    await rm(half, { recursive: true, force: true });
  }
}

async function initialise(binaries: Binaries, folder: string, passwordFile: string, account: Account | null): Promise<void> {
  const failures: string[] = [];
  for (const locale of CHARACTER_LOCALES) {
    const failure = await run(binaries.initdb, [
      '-D', folder, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-instructions',
      ...CHINESE, `--lc-ctype=${locale}`,
    ], account);
    if (failure === null) return;
    failures.push(failure);
    if (!failure.includes('locale')) break;
  }
  throw new CannotStart(`内置数据库建不成：${failures[0]}。请排除该原因，或用 DATABASE_URL 指定数据库。`,
    `The embedded database cannot be made: ${failures[0]}. Remove the cause, or name a database with DATABASE_URL.`);
}

/** The last line of complaint, or null when the program succeeded. */
async function run(program: string, flags: readonly string[], account: Account | null): Promise<string | null> {
  const child = spawn(program, flags, { ...account, cwd: '/', env: SERVER_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => { complaint += text.toString(); });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return code === 0 ? null : complaint.trim().split('\n').find((line) => line.includes('error')) ?? complaint.trim();
}
