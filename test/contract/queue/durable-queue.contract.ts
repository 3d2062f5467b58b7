import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { JobQueue } from '../../../src/platform/queue/job-queue.port.js';
import { job, pause, signal, type QueueHarness } from './queue-harness.js';
import { SHORT_LOCKS } from './short-locks.js';

/** A queue outside of the process, opened with SHORT_LOCKS. */
export interface DurableHarness extends QueueHarness {
  /** What another process opens it by. */
  readonly url: string;
  /** Opens it once more, with SHORT_LOCKS. */
  another(): Promise<JobQueue>;
  /** Gives the locks of all jobs that run to nobody. */
  loseLocks(): Promise<void>;
  /** All jobs of MATCH that are kept, by id: attempts made, and how often the job lost its worker. */
  attempts(): Promise<readonly { id: string; attempts: number; losses: number }[]>;
  /** Jobs kept, of all lanes and in every state. */
  kept(): Promise<number>;
}

/** Starts a process that takes jobs of MATCH and never ends them; answers when it holds that many, and `kill` kills it. */
async function holdJobs(harness: DurableHarness, count: number): Promise<{ kill(): Promise<void> }> {
  const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, ['--import', here('typescript-loader.mjs'), here('hanging-worker.ts'), harness.url], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  let taken = '';
  child.stdout.on('data', (text: Buffer) => { taken += text.toString(); });
  const exited = once(child, 'exit');
  await harness.settle(() => {
    if (child.exitCode !== null) throw new Error(`The child ended: ${said.join('')}`);
    return taken.split('\n').length > count;
  });
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** What a queue does that several processes share, beside all that `queueContract` asks. */
export function durableQueueContract(adapter: string, open: () => Promise<DurableHarness>): void {
  describe(`the job queue of several processes on ${adapter}`, () => {
    let harness: DurableHarness;
    let queue: JobQueue;
    beforeEach(async () => {
      harness = await open();
      queue = harness.queue;
    });
    afterEach(() => harness.close());

    it('gives the jobs of a killed worker to another, again and again, and costs them no attempt', async () => {
      await queue.enqueue([job('e1'), job('e2')]);
      // BullMQ by itself would fail both for good at the second loss.
      for (let loss = 0; loss < 3; loss++) {
        const holder = await holdJobs(harness, 2);
        expect((await queue.depth()).MATCH.active).toBe(2);
        await holder.kill();
      }
      const ran: string[] = [];
      await queue.work('MATCH', async ({ id }) => { ran.push(id); }, { concurrency: 2 });
      await harness.settle(() => ran.length === 2);
      await harness.settle(async () => (await queue.depth()).MATCH.active === 0);
      expect(ran.sort()).toEqual(['e1', 'e2']);
      expect((await queue.depth()).MATCH.failed).toBe(0);
      expect(harness.faults).toEqual([]);
      expect(await harness.attempts()).toEqual([{ id: 'e1', attempts: 1, losses: 3 }, { id: 'e2', attempts: 1, losses: 3 }]);
    });

    it('leaves a job that runs longer than its lock to the worker that runs it', async () => {
      const other = await harness.another();
      const ran: string[] = [];
      const slow = async ({ id }: { id: string }): Promise<void> => {
        await pause(SHORT_LOCKS.lockMs * 3);
        ran.push(id);
      };
      await queue.work('IMPORT', slow, { concurrency: 1 });
      await other.work('IMPORT', slow, { concurrency: 1 });
      await queue.enqueue([job('e1', { lane: 'IMPORT' })]);
      await harness.settle(() => ran.length > 0);
      await pause(SHORT_LOCKS.lockMs + 3 * SHORT_LOCKS.checkMs);
      await other.close();
      expect(ran).toEqual(['e1']);
      expect(harness.faults).toEqual([]);
    });

    it('aborts a job whose lock was lost', async () => {
      const [started, aborted] = [signal(), signal()];
      await queue.work('MATCH', async (_job, abort) => {
        started.give();
        await new Promise<void>((resolve) => abort.addEventListener('abort', () => resolve()));
        aborted.give();
      }, { concurrency: 1 });
      await queue.enqueue([job('e1')]);
      await started.given;
      await harness.loseLocks();
      await aborted.given;
    });

    it('runs jobs at once up to the concurrency, and a lane that hangs holds up no other', async () => {
      const mayEnd = signal();
      let hanging = 0;
      await queue.work('IMPORT', async () => {
        hanging += 1;
        await mayEnd.given;
      }, { concurrency: 3 });
      const notified = signal();
      await queue.work('NOTIFY', async () => notified.give(), { concurrency: 1 });
      await queue.enqueue(Array.from({ length: 10 }, (_, n) => job(`e${n}`, { lane: 'IMPORT' })));
      await harness.settle(() => hanging === 3);
      await queue.enqueue([job('e1', { lane: 'NOTIFY' })]);
      await notified.given;
      expect((await queue.depth()).IMPORT).toEqual({ waiting: 7, active: 3, delayed: 0, failed: 0 });
      mayEnd.give();
      await harness.settle(() => hanging === 10);
    });

    it('lets a lane with a thousand waiting jobs starve no lane with few', async () => {
      const order: string[] = [];
      const done = (lane: string) => async (): Promise<void> => {
        await pause(2);
        order.push(lane);
      };
      await queue.enqueue(Array.from({ length: 1_000 }, (_, n) => job(`e${n}`, { lane: 'IMPORT' })));
      await queue.work('IMPORT', done('IMPORT'), { concurrency: 2 });
      await queue.work('NOTIFY', done('NOTIFY'), { concurrency: 1 });
      await harness.settle(() => order.length > 0);
      await queue.enqueue(Array.from({ length: 20 }, (_, n) => job(`e${n}`, { lane: 'NOTIFY' })));
      await harness.settle(() => order.filter((lane) => lane === 'NOTIFY').length === 20);
      expect(order.length).toBeLessThan(500);
      await harness.settle(() => order.length === 1_020);
    });

    it('wakes a worker at once, not by asking now and then', async () => {
      const waits: number[] = [];
      let sentAt = 0;
      await queue.work('NOTIFY', async () => { waits.push(performance.now() - sentAt); }, { concurrency: 2 });
      for (let n = 0; n < 20; n++) {
        await pause(20);
        sentAt = performance.now();
        await queue.enqueue([job(`e${n}`, { lane: 'NOTIFY' })]);
        await harness.settle(() => waits.length > n);
      }
      // A free machine takes 2 to 4 ms; the limit allows for a busy one and still tells a wake-up from a look every few seconds.
      expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(100);
    });

    it('keeps about the last thousand finished jobs of a lane', async () => {
      let ran = 0;
      await queue.work('INDEX', async () => { ran += 1; }, { concurrency: 8 });
      await queue.enqueue(Array.from({ length: 1_500 }, (_, n) => job(`e${n}`, { lane: 'INDEX' })));
      await harness.settle(() => ran === 1_500);
      await harness.settle(async () => (await queue.depth()).INDEX.active === 0);
      const kept = await harness.kept();
      expect(kept).toBeGreaterThanOrEqual(1_000);
      expect(kept).toBeLessThanOrEqual(1_100);
    });
  });
}
