import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LANES, type Job, type JobQueue, type Lane } from '../../../src/platform/queue/job-queue.port.js';
import { failureContract } from './queue-failure.contract.js';
import { event, job, NONE, pause, signal, type QueueHarness } from './queue-harness.js';

/** What every adapter of the job queue does. */
export function queueContract(adapter: string, open: () => Promise<QueueHarness>): void {
  describe(`the job queue on ${adapter}`, () => {
    let harness: QueueHarness;
    let queue: JobQueue;
    let ran: Job[];
    const ids = (): string[] => ran.map(({ id }) => id).sort();
    const note = async (done: Job): Promise<void> => { ran.push(done); };
    /** Until every lane has nothing to do: what should not have run had its chance. */
    const idle = async (): Promise<boolean> => Object.values(await queue.depth()).every((depth) => depth.waiting + depth.active + depth.delayed === 0);
    beforeEach(async () => {
      harness = await open();
      queue = harness.queue;
      ran = [];
    });
    afterEach(() => harness.close());

    describe('delivers', () => {
      it('a job as it was, with its named fields alone', async () => {
        const runAt = new Date(harness.now().getTime() - 60_000);
        const sent = job('e1-reverseMatch', { events: [event(1), { ...event(2), organisationId: null }], runAt });
        await queue.work('MATCH', note, { concurrency: 1 });
        await queue.enqueue([{ ...sent, phone: '13800000000', events: sent.events.map((one) => ({ ...one, notice: { text: '王先生' } })) } as Job]);
        await harness.settle(() => ran.length > 0);
        expect(ran).toEqual([sent]);
      });

      it('a job without events, and text as it is', async () => {
        const sweep = job('h1', { lane: 'HOUSEKEEPING', handler: 'sweep', events: [] });
        const text = job('h2', { lane: 'HOUSEKEEPING', events: [{ ...event(1), traceId: '"引号" \\ \n 🏭' }] });
        await queue.work('HOUSEKEEPING', note, { concurrency: 1 });
        await queue.enqueue([sweep, text]);
        await harness.settle(() => ran.length === 2);
        expect(ran.sort((a, b) => a.id.localeCompare(b.id))).toEqual([sweep, text]);
      });

      it('to the workers of its lane alone', async () => {
        const seen: [Lane, string][] = [];
        for (const lane of LANES) await queue.work(lane, async (done) => { seen.push([lane, done.id]); }, { concurrency: 1 });
        await queue.enqueue(LANES.map((lane) => job(`e1-${lane}`, { lane })));
        await harness.settle(() => seen.length === LANES.length);
        expect(seen.sort()).toEqual(LANES.map((lane) => [lane, `e1-${lane}`]).sort());
      });

      it('what came before there was a worker', async () => {
        await queue.enqueue([job('e1')]);
        expect((await queue.depth()).MATCH).toEqual({ ...NONE, waiting: 1 });
        await queue.work('MATCH', note, { concurrency: 1 });
        await harness.settle(() => ran.length === 1);
        await harness.settle(idle);
        expect((await queue.depth()).MATCH).toEqual(NONE);
      });

      it('and says since when the oldest waits, of its lane alone', async () => {
        expect(await queue.oldestWaiting('MATCH')).toBeNull();
        const before = harness.now().getTime();
        await queue.enqueue([job('e1')]);
        const first = await queue.oldestWaiting('MATCH');
        await queue.enqueue([job('e2'), job('e3', { lane: 'INDEX' })]);
        expect(Math.abs((first?.getTime() ?? 0) - before)).toBeLessThan(60_000);
        expect(await queue.oldestWaiting('MATCH')).toEqual(first);
        expect(await queue.oldestWaiting('NOTIFY')).toBeNull();
        await queue.work('MATCH', note, { concurrency: 1 });
        await harness.settle(() => ran.length === 2);
        expect(await queue.oldestWaiting('MATCH')).toBeNull();
      });

      it('what a job enqueues', async () => {
        await queue.work('INDEX', async (done) => {
          await queue.enqueue([job(`${done.id}-next`, { lane: 'MATCH' })]);
        }, { concurrency: 1 });
        await queue.work('MATCH', note, { concurrency: 1 });
        await queue.enqueue([job('e1', { lane: 'INDEX' })]);
        await harness.settle(() => ran.length === 1);
        expect(ids()).toEqual(['e1-next']);
      });

      it('ten thousand jobs over all lanes, each once, in whatever order', async () => {
        for (const lane of LANES) await queue.work(lane, note, { concurrency: 4 });
        const jobs = Array.from({ length: 10_000 }, (_, n) => job(`e${n}`, { lane: LANES[n % LANES.length] ?? 'MATCH', events: [event(n)] }));
        await queue.enqueue(jobs);
        await harness.settle(() => ran.length >= jobs.length);
        await harness.settle(idle);
        expect(ids()).toEqual(jobs.map(({ id }) => id).sort());
        expect(ran.every(({ id, events }) => events[0]?.id === id.slice(1))).toBe(true);
        expect(harness.faults).toEqual([]);
      });
    });

    failureContract(() => harness);

    describe('with a time', () => {
      it('runs a job then, and not before', async () => {
        const runAt = new Date(harness.now().getTime() + 400);
        const at: number[] = [];
        await queue.work('NOTIFY', async () => { at.push(harness.now().getTime()); }, { concurrency: 1 });
        await queue.enqueue([job('e1', { lane: 'NOTIFY', runAt })]);
        expect((await queue.depth()).NOTIFY).toEqual({ ...NONE, delayed: 1 });
        await harness.settle(() => at.length === 1);
        expect(at[0]).toBeGreaterThanOrEqual(runAt.getTime());
        expect(at[0]).toBeLessThan(runAt.getTime() + 5_000);
      });

      it('lets later jobs go first', async () => {
        await queue.work('NOTIFY', note, { concurrency: 1 });
        await queue.enqueue([job('e1', { lane: 'NOTIFY', runAt: new Date(harness.now().getTime() + 300) })]);
        await queue.enqueue([job('e2', { lane: 'NOTIFY' })]);
        await harness.settle(() => ran.length === 2);
        expect(ran.map(({ id }) => id)).toEqual(['e2', 'e1']);
      });

      it('waits for years without harm', async () => {
        await queue.work('NOTIFY', note, { concurrency: 1 });
        await queue.enqueue([job('e1', { lane: 'NOTIFY', runAt: new Date('2099-12-31T00:00:00Z') }), job('e2', { lane: 'NOTIFY' })]);
        await harness.settle(() => ran.length > 0);
        await harness.settle(async () => (await queue.depth()).NOTIFY.active === 0);
        expect(ids()).toEqual(['e2']);
        expect((await queue.depth()).NOTIFY).toEqual({ ...NONE, delayed: 1 });
      });
    });

    describe('when the same id comes again', () => {
      it('does nothing: in one call, while it waits, while it runs, after it was done', async () => {
        const [started, mayEnd] = [signal(), signal()];
        await queue.enqueue([job('e1'), job('e1'), job('e2')]);
        await queue.enqueue([job('e1'), job('e3')]);
        expect((await queue.depth()).MATCH.waiting).toBe(3);
        await queue.work('MATCH', async (done) => {
          ran.push(done);
          started.give();
          await mayEnd.given;
        }, { concurrency: 1 });
        const settled = harness.settle(() => ran.length >= 3);
        await started.given;
        await queue.enqueue(ran.map((one) => job(one.id)));
        mayEnd.give();
        await settled;
        await harness.settle(idle);
        await queue.enqueue([job('e1')]);
        await queue.enqueue([job('e1'), job('e2'), job('e3')]);
        expect((await queue.depth()).MATCH).toEqual(NONE);
        expect(ids()).toEqual(['e1', 'e2', 'e3']);
      });

      it('does nothing after it failed, and runs it in another lane', async () => {
        await queue.work('MATCH', async (done) => {
          ran.push(done);
          throw new Error('never');
        }, { concurrency: 1 });
        await queue.enqueue([job('e1')]);
        await harness.settle(async () => (await queue.depth()).MATCH.failed === 1);
        await queue.enqueue([job('e1'), job('e1', { lane: 'INDEX' })]);
        const depth = await queue.depth();
        expect([depth.MATCH, depth.INDEX]).toEqual([{ ...NONE, failed: 1 }, { ...NONE, waiting: 1 }]);
      });
    });

    it.each([1, 3])('runs at most %i at once when told so', async (concurrency) => {
      let [now, most] = [0, 0];
      await queue.work('IMPORT', async (done) => {
        most = Math.max(most, ++now);
        await pause(2);
        now -= 1;
        ran.push(done);
      }, { concurrency });
      await queue.enqueue(Array.from({ length: 30 }, (_, n) => job(`e${n}`, { lane: 'IMPORT' })));
      await harness.settle(() => ran.length === 30);
      expect(most).toBeLessThanOrEqual(concurrency);
    });

    describe('when it is closed', () => {
      it.each(['worker', 'queue'] as const)('the %s waits for the job that runs', async (closes) => {
        const [started, mayEnd] = [signal(), signal()];
        const worker = await queue.work('MATCH', async (done) => {
          started.give();
          await mayEnd.given;
          ran.push(done);
        }, { concurrency: 1 });
        await queue.enqueue([job('e1'), job('e2')]);
        const settled = harness.settle(() => ran.length > 0);
        await started.given;
        let closed = false;
        const closing = (closes === 'worker' ? worker : queue).close().then(() => { closed = true; });
        await pause(60);
        expect([closed, ran.length]).toEqual([false, 0]);
        mayEnd.give();
        await closing;
        await settled;
        expect(ran).toHaveLength(1);
      });

      it('leaves the rest to the next worker', async () => {
        const first = signal();
        const worker = await queue.work('MATCH', async (done) => {
          ran.push(done);
          first.give();
        }, { concurrency: 1 });
        await worker.close();
        await queue.enqueue([job('e1'), job('e2')]);
        await pause(50);
        expect((await queue.depth()).MATCH).toEqual({ ...NONE, waiting: 2 });
        await queue.work('MATCH', note, { concurrency: 1 });
        await harness.settle(() => ran.length === 2);
        expect(ids()).toEqual(['e1', 'e2']);
      });

      it('aborts what takes too long, which is tried again later', async () => {
        const started = signal();
        const worker = await queue.work('MATCH', async (_job, abort) => {
          started.give();
          await new Promise((_resolve, reject) => abort.addEventListener('abort', () => reject(new Error('stopped'))));
        }, { concurrency: 1 });
        await queue.enqueue([job('e1')]);
        const settled = harness.settle(() => harness.faults.length === 1);
        await started.given;
        await worker.close({ abortAfterMs: 20 });
        await settled;
        await queue.work('MATCH', note, { concurrency: 1 });
        await harness.settle(() => ran.length === 1);
        expect(harness.faults.map(({ attempt, final }) => [attempt, final])).toEqual([[1, false]]);
      });

      it('refuses everything afterwards, at once, and closes again without harm', async () => {
        await queue.close();
        await expect(queue.enqueue([job('e1')])).rejects.toThrow('closed');
        await expect(queue.work('MATCH', note, { concurrency: 1 })).rejects.toThrow('closed');
        await expect(queue.depth()).rejects.toThrow('closed');
        await queue.close();
      });

      it('leaves no worker that was just being started', async () => {
        const starting = queue.work('MATCH', note, { concurrency: 1 });
        const outcome = starting.then((worker) => worker.close(), (error: Error) => error.message);
        await queue.close();
        expect([undefined, 'The job queue is closed.']).toContain(await outcome);
      });
    });

    describe('refuses', () => {
      it.each<[string, Partial<Job>]>([
        ['an id of digits', { id: '17' }],
        ['an id with a colon', { id: 'e:1' }],
        ['an empty id', { id: '' }],
        ['an endless id', { id: `e${'1'.repeat(200)}` }],
        ['a handler without a name', { handler: '' }],
        ['a lane that is none', { lane: 'import' as Lane }],
        ['more than 1,000 events', { events: Array.from({ length: 1_001 }, (_, n) => event(n)) }],
        ['a time that is none', { runAt: new Date(Number.NaN) }],
      ])('%s, and all that came with it', async (_what, wrong) => {
        await expect(queue.enqueue([job('e1'), job('e2', wrong)])).rejects.toThrow(/job|handler/iu);
        expect((await queue.depth()).MATCH).toEqual(NONE);
      });

      it.each([0, -1, 1.5, 101, Number.NaN])('a concurrency or a limit of %d', async (number) => {
        await expect(queue.work('MATCH', note, { concurrency: number })).rejects.toThrow(RangeError);
        await expect(queue.failed('MATCH', number)).rejects.toThrow(RangeError);
      });
    });

    it('does nothing for no jobs', async () => {
      await queue.enqueue([]);
      expect(await queue.depth()).toEqual(Object.fromEntries(LANES.map((lane) => [lane, NONE])));
    });
  });
}
