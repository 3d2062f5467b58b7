import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const IS_LINUX = process.platform === 'linux';

/**
 * A process by its number and the moment it began, `<pid>-<start>`: a number alone is given to another process after a
 * while, and after a reboot at once. Null when there is none, also for one that has ended and was not yet reaped.
 */
export function identityOf(pid: number): string | null {
  const start = IS_LINUX ? startOnLinux(pid) : startByPs(pid);
  return start === null ? null : `${pid}-${start}`;
}

export function isAlive(identity: string): boolean {
  const pid = pidOf(identity);
  return Number.isInteger(pid) && identityOf(pid) === identity;
}

export function pidOf(identity: string): number {
  return Number(/^\d+/.exec(identity)?.[0] ?? Number.NaN);
}

/** Sends a signal; a process that has ended meanwhile is no fault. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks again every 25 ms until `done` or the time is over; answers whether it was done. */
export async function waitUntil(done: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; !done();) {
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/**
 * The PostgreSQL processes that run on this folder, postmasters before their children. A postmaster changes into its
 * folder, so on Linux the proof is the working directory; elsewhere it is the command line of the one its pid file names.
 * @param folder absolute, without symbolic links.
 */
export function serversOn(folder: string, namedByPidFile: number | null): number[] {
  if (!IS_LINUX) return namedByPidFile !== null && commandByPs(namedByPidFile).includes(folder) ? [namedByPidFile] : [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => worksIn(pid, folder) && identityOf(pid) !== null).sort((a, b) => a - b);
}

/** The parent's number, or 0 when the process has ended. */
export function parentOf(pid: number): number {
  if (!IS_LINUX) return Number(ps(pid, 'ppid=') || 0);
  return Number(statOf(pid)?.[1] ?? 0);
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    // Ended meanwhile, or another account's, which cannot be ours.
    return false;
  }
}

function startOnLinux(pid: number): string | null {
  const fields = statOf(pid);
  if (fields === null || fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${bootId()}.${fields[19] ?? ''}`;
}

/** The fields after the name, from the state on: the name itself may hold spaces and brackets. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

let boot: string | null = null;
function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  return boot;
}

function startByPs(pid: number): string | null {
  if (ps(pid, 'stat=').startsWith('Z')) return null;
  const started = ps(pid, 'lstart=').replaceAll(/\W/g, '');
  return started === '' ? null : started;
}

function commandByPs(pid: number): string {
  const command = ps(pid, 'command=');
  return command.includes('postgres') ? command : '';
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
