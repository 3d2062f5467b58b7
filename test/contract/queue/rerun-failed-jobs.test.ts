import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../../src/platform/clock/clock.js';
import { InlineQueue } from '../../../src/platform/queue/inline/inline-queue.js';
import { RerunFailedJobs } from '../../../src/platform/queue/rerun-failed-jobs.js';
import { event, job, NONE } from './queue-harness.js';

describe('retrying failed jobs', () => {
  it('gives those of the lanes that the events name all their attempts again, and leaves the others', async () => {
    const queue = new InlineQueue({ clock: new FixedClock(new Date('2026-11-23T09:00:00+08:00')), onFault: () => undefined, retry: { attempts: 1, firstDelayMs: 1, longestDelayMs: 1 } });
    let broken = true;
    const ran: string[] = [];
    for (const lane of ['MATCH', 'INDEX'] as const) {
      await queue.work(lane, async ({ id }) => {
        if (broken) throw new Error('the disk is full');
        ran.push(id);
      }, { concurrency: 1 });
    }
    await queue.enqueue([job('e1'), job('e2', { lane: 'INDEX' })]);
    await queue.drain();
    expect(await queue.depth()).toMatchObject({ MATCH: { ...NONE, failed: 1 }, INDEX: { ...NONE, failed: 1 } });
    broken = false;
    await new RerunFailedJobs(queue).handle([{ ...event(9), type: 'FailedJobsRetryRequested', subjectId: 'MATCH' }, { ...event(10), subjectId: 'NO_LANE' }]);
    await queue.drain();
    expect(ran).toEqual(['e1']);
    expect(await queue.depth()).toMatchObject({ MATCH: NONE, INDEX: { ...NONE, failed: 1 } });
    await queue.close();
  });
});
