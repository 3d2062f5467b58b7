import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { CannotStart } from '../config/cannot-start.js';

/** The account PostgreSQL runs as; it refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * Null for a plain user, who runs PostgreSQL himself. For root: the account that owns the cluster already, if there is one
 * and it is not root; else the account `postgres`, which is made when the machine has none.
 */
export function databaseAccount(cluster: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  return ownerOf(cluster) ?? known() ?? made();
}

function ownerOf(cluster: string): Account | null {
  try {
    const { uid, gid } = statSync(cluster);
    return uid === 0 ? null : { uid, gid };
  } catch {
    // None yet, or a path that leads nowhere, which is told when the folder is made.
    return null;
  }
}

/** Whether the account may walk down to this folder; a plain user may, or could not have made it. */
export function canEnter(account: Account | null, folder: string): boolean {
  if (account === null) return true;
  // Asked of the system, since access lists and mounts decide too.
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore', env: {} }).status === 0;
}

function known(): Account | null {
  try {
    const [uid, gid] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, NAME], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })));
    return uid === undefined || gid === undefined || uid === 0 ? null : { uid, gid };
  } catch {
    return null;
  }
}

function made(): Account {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', NAME];
  // A root shell that was not a login does not look where the programs of administrators lie.
  const { status, stderr, error } = spawnSync('/bin/sh', ['-c', 'PATH="$PATH:/usr/sbin:/sbin"; exec useradd "$@"', 'sh', ...options], { encoding: 'utf8' });
  const account = status === 0 ? known() : null;
  if (account !== null) return account;
  const reason = (stderr ?? error?.message ?? '').trim().split('\n').at(-1) ?? '';
  throw new CannotStart(
    `PostgreSQL 不能以 root 运行，而账户 ${NAME} 建不成（${reason}）：请改用普通用户启动，或先建立该账户，或用 DATABASE_URL 指定数据库。`,
    `PostgreSQL does not run as root and the account ${NAME} cannot be made (${reason}): start as a plain user, make the account first, or name a database with DATABASE_URL.`,
  );
}
