import { readFileSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import { parentOf, serversOn, signal, waitUntil } from './process-identity.js';

const PID_FILE = 'postmaster.pid';
/** PostgreSQL's words: fast (roll back and end), immediate (end without checkpoint), and none at all. */
export const WAYS_TO_STOP: readonly (readonly [NodeJS.Signals, number])[] = [['SIGINT', 10_000], ['SIGQUIT', 3_000], ['SIGKILL', 3_000]];

/**
 * Stops whatever PostgreSQL runs on this folder, and only that, and takes its pid file away; answers whether one ran. The
 * pid in a pid file that was left behind may be another program's by now: PostgreSQL itself would refuse to start then.
 */
export async function stopServers(cluster: string): Promise<boolean> {
  const folder = realpathSync(cluster);
  const running = (): number[] => serversOn(folder, readPidFile(cluster)?.pid ?? null);
  const ran = running().length > 0;
  for (const [name, milliseconds] of WAYS_TO_STOP) {
    const servers = running();
    if (servers.length === 0) break;
    try {
      // A postmaster stops its own children; what a killed one has left behind has nobody.
      for (const pid of servers) if (!servers.includes(parentOf(pid))) signal(pid, name);
    } catch (cause) {
      throw foreign(cluster, servers, cause);
    }
    await waitUntil(() => running().length === 0, milliseconds);
  }
  if (running().length > 0) throw foreign(cluster, running(), undefined);
  await rm(join(cluster, PID_FILE), { force: true });
  return ran;
}

export interface PidFile {
  readonly pid: number;
  /** True once the server takes connections. */
  readonly ready: boolean;
}

export function readPidFile(cluster: string): PidFile | null {
  try {
    const lines = readFileSync(join(cluster, PID_FILE), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 1 ? { pid, ready: lines[7]?.trim() === 'ready' } : null;
  } catch {
    return null;
  }
}

function foreign(cluster: string, servers: readonly number[], cause: unknown): CannotStart {
  return new CannotStart(
    `已有 PostgreSQL（进程 ${servers.join('、')}）在 ${cluster} 上运行，且本账户停不了它：请先停止它。`,
    `A PostgreSQL (process ${servers.join(', ')}) runs on ${cluster} and this account cannot stop it: stop it first.`, { cause },
  );
}
