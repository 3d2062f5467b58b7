import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, pidOf, signal, waitUntil } from '../embedded/process-identity.js';

/** They end by themselves when their supervisor dies; one that hangs does not. */
const PATIENCE_MS = 6_000;

/** Writes down which processes this supervisor runs, so that the next one can end them if they outlive it. */
export function recordProcesses(folder: string, identities: readonly string[]): void {
  // Erased while we run: there is nobody left to tell.
  if (!existsSync(folder)) return;
  const half = `${pathIn(folder)}.new`;
  writeFileSync(half, JSON.stringify(identities));
  renameSync(half, pathIn(folder));
}

/** Waits for the processes of a supervisor that died, and kills those that stay; answers how many there were. */
export async function endOrphans(folder: string): Promise<number> {
  const alive = (): string[] => recorded(folder).filter(isAlive);
  const found = alive();
  if (found.length > 0 && !await waitUntil(() => alive().length === 0, PATIENCE_MS)) {
    for (const identity of alive()) signal(pidOf(identity), 'SIGKILL');
    await waitUntil(() => alive().length === 0, PATIENCE_MS);
  }
  recordProcesses(folder, []);
  return found.length;
}

function recorded(folder: string): string[] {
  try {
    return JSON.parse(readFileSync(pathIn(folder), 'utf8')) as string[];
  } catch {
    // None yet: this is the first start.
    return [];
  }
}

function pathIn(folder: string): string {
  return join(folder, 'processes.json');
}
