import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import { identityOf, isAlive, pidOf } from '../embedded/process-identity.js';

const CLAIM = /^supervisor-(.+)\.claim$/;
/** A supervisor whose npm was killed sees that within a second; only one that stays is refused. */
const HOLDER_PATIENCE_MS = 2_500;
const ENDING_PATIENCE_MS = 35_000;

/**
 * One supervisor per folder. Each lays down a claim named after its process, looks for claims of others that are alive, and
 * takes its own back when there is one; so two can refuse each other, but never can both hold the folder. A claim of a dead
 * process counts for nothing: after a kill there is nothing to clean up.
 */
export class FolderLock {
  private constructor(private readonly folder: string, private readonly identity: string) {}

  /** @throws CannotStart when another supervisor holds the folder and does not let go of it. */
  static async take(folder: string): Promise<FolderLock> {
    const lock = new FolderLock(folder, ownIdentity());
    const began = Date.now();
    for (;;) {
      writeFileSync(lock.path('claim'), '');
      const others = lock.others();
      if (others.length === 0) return lock;
      lock.release();
      const ending = others.every((identity) => existsSync(lock.path('ending', identity)));
      if (Date.now() - began > (ending ? ENDING_PATIENCE_MS : HOLDER_PATIENCE_MS)) throw held(folder, others);
      // Two that began together look again at different moments.
      await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 120));
    }
  }

  /** Tells who waits for the folder that it will be free soon. */
  announceEnd(): void {
    // Who erased the folder under us need not be told.
    if (existsSync(this.folder)) writeFileSync(this.path('ending'), '');
  }

  release(): void {
    for (const state of ['ending', 'claim']) rmSync(this.path(state), { force: true });
  }

  private others(): string[] {
    const claims = readdirSync(this.folder).flatMap((name) => CLAIM.exec(name)?.[1] ?? []).filter((identity) => identity !== this.identity);
    const alive = claims.filter(isAlive);
    for (const identity of claims) {
      if (!alive.includes(identity)) for (const state of ['ending', 'claim']) rmSync(this.path(state, identity), { force: true });
    }
    return alive;
  }

  private path(state: string, identity = this.identity): string {
    return join(this.folder, `supervisor-${identity}.${state}`);
  }
}

function ownIdentity(): string {
  const identity = identityOf(process.pid);
  if (identity === null) throw new Error('The system does not tell when a process began.');
  return identity;
}

function held(folder: string, holders: readonly string[]): CannotStart {
  const pids = holders.map(pidOf).join(', ');
  return new CannotStart(
    `已有一个实例（进程 ${pids}）在数据文件夹 ${folder} 上运行：请直接使用它，或先停止它（kill ${pids}），或用 DUIJIE_DATA_DIR 指定另一个文件夹。`,
    `Another instance (process ${pids}) runs on the data folder ${folder}: use it, or stop it first (kill ${pids}), or name another folder with DUIJIE_DATA_DIR.`,
  );
}
