import type { JobsOptions, KeepJobs } from 'bullmq';
import {
  JobQueue, LANES, type CloseOptions, type FailedJob, type Job, type Lane, type LaneDepth, type LaneWorker, type OnFault, type RunJob, type WorkOptions,
} from '../job-queue.port.js';
import { checkConcurrency, checkLimit, plainJob } from '../job.js';
import type { RetryPolicy } from '../retry.js';
import type { BullMqBackend, LaneQueue } from './backend.js';
import { startLaneWorker, type LockTimes } from './lane-worker.js';
import { jobOf, storedData } from './stored-job.js';

const BULK = 1_000;
const RETRIED_AT_ONCE = 1_000;
/** Seconds. Forgetting by age is one look into an index. */
const KEPT_FOR = { age: 86_400 } satisfies KeepJobs;
/**
 * Forgetting by number reads all finished jobs of the lane at each completion (2,000 jobs took 3.0 s instead of 1.5 s), so
 * only every 64th job does it, for itself and the others.
 */
const KEPT_FOR_AND_COUNTED = { ...KEPT_FOR, count: 1_000 } satisfies KeepJobs;
const COUNTED_EVERY = 64;

export interface BullMqQueueOptions {
  readonly retry: RetryPolicy;
  readonly locks: LockTimes;
  readonly onFault: OnFault;
}

/** The job queue on BullMQ, one of its queues for each lane, wherever the backend keeps them. */
export class BullMqQueue extends JobQueue {
  private readonly queues: ReadonlyMap<Lane, LaneQueue>;
  private readonly workers = new Set<LaneWorker>();
  private closing: Promise<void> | null = null;
  private enqueued = 0;

  constructor(private readonly backend: BullMqBackend, private readonly options: BullMqQueueOptions) {
    super();
    this.queues = new Map(LANES.map((lane) => [lane, backend.queue(lane)]));
  }

  async enqueue(jobs: readonly Job[]): Promise<void> {
    const byLane = new Map<Lane, Job[]>();
    for (const job of jobs.map(plainJob)) {
      const ofLane = byLane.get(job.lane);
      if (ofLane === undefined) byLane.set(job.lane, [job]);
      else ofLane.push(job);
    }
    await Promise.all([...byLane].map(([lane, ofLane]) => this.enqueueIn(this.queue(lane), ofLane)));
  }

  async work(lane: Lane, run: RunJob, options: WorkOptions): Promise<LaneWorker> {
    checkConcurrency(options.concurrency);
    this.assertOpen();
    const worker = await startLaneWorker(this.backend, lane, run, { ...this.options, concurrency: options.concurrency });
    if (this.closing !== null) await worker.close();
    this.assertOpen();
    this.workers.add(worker);
    return {
      close: async (closeOptions) => {
        await worker.close(closeOptions);
        this.workers.delete(worker);
      },
    };
  }

  async depth(): Promise<Record<Lane, LaneDepth>> {
    const depths = await Promise.all(LANES.map(async (lane) => {
      const counts = await this.queue(lane).getJobCounts('waiting', 'active', 'delayed', 'failed');
      const count = (state: string): number => counts[state] ?? 0;
      return [lane, { waiting: count('waiting'), active: count('active'), delayed: count('delayed'), failed: count('failed') }] as const;
    }));
    return Object.fromEntries(depths) as Record<Lane, LaneDepth>;
  }

  async oldestWaiting(lane: Lane): Promise<Date | null> {
    const queue = this.queue(lane);
    const { waiting = 0 } = await queue.getJobCounts('waiting');
    if (waiting === 0) return null;
    // BullMQ's backends count from different ends: in PostgreSQL the newest is the first of the range, in Redis the oldest is.
    const ends = (await Promise.all([queue.getWaiting(0, 0), queue.getWaiting(waiting - 1, waiting - 1)])).flat();
    return ends.length === 0 ? null : new Date(Math.min(...ends.map(({ timestamp }) => timestamp)));
  }

  async failed(lane: Lane, limit: number): Promise<FailedJob[]> {
    checkLimit(limit);
    const stored = await this.queue(lane).getFailed(0, limit - 1);
    return stored.map((one) => ({ job: jobOf(lane, one), reason: one.failedReason ?? '', attempts: one.attemptsMade, failedAt: new Date(one.finishedOn ?? 0) }));
  }

  async retryFailed(lane: Lane): Promise<void> {
    // Only what has failed by now: a job that fails again meanwhile must not be retried for ever.
    await this.queue(lane).retryJobs({ state: 'failed', count: RETRIED_AT_ONCE, timestamp: Date.now() });
  }

  close(options?: CloseOptions): Promise<void> {
    this.closing ??= (async () => {
      await Promise.all([...this.workers].map((worker) => worker.close(options)));
      await Promise.all([...this.queues.values()].map((queue) => queue.close()));
      await this.backend.close();
    })();
    return this.closing;
  }

  private async enqueueIn(queue: LaneQueue, jobs: readonly Job[]): Promise<void> {
    const entries = jobs.map((job) => ({ name: job.handler, data: storedData(job), opts: this.optionsOf(job) }));
    const [only] = entries;
    // A bulk makes temporary tables, which costs a single job 4 ms of its 7.
    if (only !== undefined && entries.length === 1) await queue.add(only.name, only.data, only.opts);
    else for (let from = 0; from < entries.length; from += BULK) await queue.addBulk(entries.slice(from, from + BULK));
  }

  private optionsOf(job: Job): JobsOptions {
    return {
      jobId: job.id,
      attempts: this.options.retry.attempts,
      backoff: { type: 'retryDelayMs' },
      delay: Math.max(0, (job.runAt?.getTime() ?? 0) - Date.now()),
      removeOnComplete: this.enqueued++ % COUNTED_EVERY === 0 ? KEPT_FOR_AND_COUNTED : KEPT_FOR,
      removeOnFail: false,
      stackTraceLimit: 1,
    };
  }

  private queue(lane: Lane): LaneQueue {
    this.assertOpen();
    const queue = this.queues.get(lane);
    if (queue === undefined) throw new TypeError(`There is no lane ${String(lane)}.`);
    return queue;
  }

  /** BullMQ never answers a call on a closed connection, and the caller would wait for ever. */
  private assertOpen(): void {
    if (this.closing !== null) throw new Error('The job queue is closed.');
  }
}
