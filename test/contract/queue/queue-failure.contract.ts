import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Job, JobQueue } from '../../../src/platform/queue/job-queue.port.js';
import { CONTRACT_RETRY, job, NONE, type QueueHarness } from './queue-harness.js';

const NAMED = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** The part of the contract about jobs that throw; `current` gives the harness of the test that runs. */
export function failureContract(current: () => QueueHarness): void {
  describe('when a job throws', () => {
    let harness: QueueHarness;
    let queue: JobQueue;
    let ran: Job[];
    const ids = (): string[] => ran.map(({ id }) => id).sort();
    const idle = async (): Promise<boolean> => Object.values((await queue.depth()).MATCH).every((count) => count === 0);
    beforeEach(() => {
      harness = current();
      queue = harness.queue;
      ran = [];
    });

    it('runs it again, and the others meanwhile', async () => {
      await queue.work('MATCH', async (done) => {
        ran.push(done);
        if (done.id === 'e1' && ran.filter(({ id }) => id === 'e1').length < 3) throw new Error('not yet');
      }, { concurrency: 2 });
      await queue.enqueue([job('e1'), job('e2')]);
      await harness.settle(() => ran.length === 4);
      await harness.settle(idle);
      expect(ids()).toEqual(['e1', 'e1', 'e1', 'e2']);
      expect(harness.faults.map(({ lane, job: of, attempt, final, error }) => [lane, of?.id, attempt, final, (error as Error).message]))
        .toEqual([['MATCH', 'e1', 1, false, 'not yet'], ['MATCH', 'e1', 2, false, 'not yet']]);
    });

    it('keeps it, visible, after its last attempt, and runs it again when told to', async () => {
      let broken = true;
      await queue.work('MATCH', async (done) => {
        ran.push(done);
        if (broken) throw new Error('the shelf is empty');
      }, { concurrency: 1 });
      const before = harness.now().getTime();
      await queue.enqueue([job('e1')]);
      await harness.settle(async () => harness.faults.length >= CONTRACT_RETRY.attempts && (await queue.depth()).MATCH.failed === 1);
      expect(ran).toHaveLength(CONTRACT_RETRY.attempts);
      expect(harness.faults.map(({ attempt, final }) => [attempt, final])).toEqual([[1, false], [2, false], [3, true]]);
      const failed = await queue.failed('MATCH', 10);
      expect(failed).toEqual([{ job: job('e1'), reason: 'Error: the shelf is empty', attempts: 3, failedAt: expect.any(Date) }]);
      expect(failed[0]?.failedAt.getTime()).toBeGreaterThanOrEqual(before);
      expect(failed[0]?.failedAt.getTime()).toBeLessThanOrEqual(harness.now().getTime());
      expect(await queue.failed('INDEX', 10)).toEqual([]);

      await queue.retryFailed('INDEX');
      expect((await queue.depth()).MATCH).toEqual({ ...NONE, failed: 1 });
      await queue.retryFailed('MATCH');
      await harness.settle(async () => ran.length === 6 && (await queue.depth()).MATCH.failed === 1);
      broken = false;
      await queue.retryFailed('MATCH');
      await harness.settle(() => ran.length === 7);
      await harness.settle(idle);
      expect((await queue.depth()).MATCH).toEqual(NONE);
      expect(await queue.failed('MATCH', 10)).toEqual([]);
    });

    it('lists the latest failures first, no more than asked for', async () => {
      await queue.work('MATCH', async () => { throw new Error('never'); }, { concurrency: 1 });
      for (const [n, id] of ['e1', 'e2', 'e3'].entries()) {
        await queue.enqueue([job(id)]);
        await harness.settle(async () => (await queue.depth()).MATCH.failed === n + 1);
      }
      expect((await queue.failed('MATCH', 2)).map((one) => one.job.id)).toEqual(['e3', 'e2']);
    });

    it.each<[string, unknown, string]>([
      ['nothing', undefined, 'undefined'],
      ['null', null, 'null'],
      ['a text', 'no stock', 'no stock'],
      ['an object', { code: 1 }, '[object Object]'],
      ['an empty error', new Error(''), 'Error'],
      ['text that PostgreSQL cannot keep', new Error('a\0b \ud800 c'), 'Error'],
      ['a very long text', new Error('长'.repeat(100_000)), 'Error: 长长'],
      ['an error named like one of BullMQ', NAMED('UnrecoverableError', 'x'), 'UnrecoverableError: x'],
      ['another of those', NAMED('DelayedError', 'x'), 'DelayedError: x'],
      ['a message that means something to BullMQ', new Error('bullmq:rateLimitExceeded'), 'Error: bullmq:rateLimitExceeded'],
    ])('treats %s like any other failure', async (_what, thrown, reason) => {
      await queue.work('MATCH', async (done) => {
        ran.push(done);
        throw thrown;
      }, { concurrency: 1 });
      await queue.enqueue([job('e1')]);
      await harness.settle(async () => harness.faults.length >= CONTRACT_RETRY.attempts && (await queue.depth()).MATCH.failed === 1);
      expect(ran).toHaveLength(CONTRACT_RETRY.attempts);
      expect((await queue.failed('MATCH', 1))[0]?.reason.startsWith(reason)).toBe(true);
      expect(harness.faults).toHaveLength(CONTRACT_RETRY.attempts);
      expect(harness.faults.every(({ error }) => error === thrown || thrown === undefined || thrown === null)).toBe(true);
    });
  });
}
