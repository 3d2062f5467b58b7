import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
/** The five seconds after which a child goes anyway, and as much again for a busy machine. */
const GONE_WITHIN_MS = 15_000;

/** In which a child has filled a pipe. */
const FILLS_WITHIN_MS = 500;

let orphan = 0;
let pipeline = 0;
afterEach(() => {
  if (isAlive(orphan)) process.kill(orphan, 'SIGKILL');
  process.kill(-pipeline, 'SIGKILL');
});

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Starts a child under a parent, kills the parent as the kernel would, and answers the number of the child that is left. What the parent
 * itself would print goes to a program that holds the pipe and never reads.
 */
async function orphaned(way: string, how: string): Promise<number> {
  const loader = new URL('../queue/typescript-loader.mjs', import.meta.url).href;
  const command = [process.execPath, here('fixture/parent.mjs'), way, loader, here('fixture/orphan.ts'), how];
  const shell = spawn('sh', ['-c', '"$@" | sleep 60', 'sh', ...command], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  pipeline = shell.pid ?? 0;
  const [said] = await once(shell.stderr, 'data') as [Buffer];
  const [parent = 0, child = 0] = said.toString().split(' ').map(Number);
  await delay(FILLS_WITHIN_MS);
  process.kill(parent, 'SIGKILL');
  return child;
}

async function gone(pid: number): Promise<boolean> {
  for (const until = Date.now() + GONE_WITHIN_MS; Date.now() < until; await delay(50)) if (!isAlive(pid)) return true;
  return false;
}

describe('a child whose parent was killed', () => {
  it.each([
    ['while it wrote its log to it', 'through', 'running'],
    ['while its log stood full and unread', 'past', 'running'],
    ['before it had loaded', 'through', 'late'],
  ])('%s ends', async (_when, way, how) => {
    orphan = await orphaned(way, how);
    expect(await gone(orphan)).toBe(true);
  }, 2 * GONE_WITHIN_MS);
});
