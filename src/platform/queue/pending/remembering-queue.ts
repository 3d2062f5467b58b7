import { JobQueue, type CloseOptions, type FailedJob, type Job, type JobEvent, type Lane, type LaneDepth, type LaneWorker, type RunJob, type WorkOptions } from '../job-queue.port.js';
import type { JobRecovery } from './job-recovery.js';
import type { JobKey, PendingJobs } from './pending-jobs.store.js';

/** How long finished jobs gather before they are struck off the list together. What a crash keeps from it is found done later, or done again. */
const GATHER_MS = 200;
const TRY_AGAIN_MS = 1_000;

export interface RememberingParts {
  readonly queue: JobQueue;
  readonly pending: PendingJobs;
  readonly recovery: JobRecovery;
  /** Keeps, where the jobs are, the newest event of which one was handed in. */
  readonly marks: { noteNewest(event: JobEvent): Promise<void> };
  /** Hears of strikes that failed; they are tried again. */
  readonly onError: (error: unknown) => void;
}

/**
 * A queue that forgets when it is erased, beside a list in the database of what it was given and has not done. A job is
 * listed before `enqueue` resolves, so before the relay notes its events as delivered, and struck off once its handler ended.
 */
export class RememberingQueue extends JobQueue {
  private done: JobKey[] = [];
  private timer: NodeJS.Timeout | null = null;
  private striking: Promise<void> = Promise.resolve();
  private closing: Promise<void> | null = null;
  private readonly queue: JobQueue;
  private newestId = 0n;

  /** Its parts are closed with it. */
  constructor(private readonly parts: RememberingParts) {
    super();
    this.queue = parts.queue;
  }

  async enqueue(jobs: readonly Job[]): Promise<void> {
    await this.noteNewest(jobs);
    // In this order: while the queue is away the relay hands the same events in again and again, in ever longer jobs.
    await this.queue.enqueue(jobs);
    await this.parts.pending.note(jobs);
  }

  work(lane: Lane, run: RunJob, options: WorkOptions): Promise<LaneWorker> {
    return this.queue.work(lane, async (job, signal) => {
      await run(job, signal);
      if (job.events.length > 0) this.finished({ lane, id: job.id });
    }, options);
  }

  depth(): Promise<Record<Lane, LaneDepth>> {
    return this.queue.depth();
  }

  oldestWaiting(lane: Lane): Promise<Date | null> {
    return this.queue.oldestWaiting(lane);
  }

  failed(lane: Lane, limit: number): Promise<FailedJob[]> {
    return this.queue.failed(lane, limit);
  }

  retryFailed(lane: Lane): Promise<void> {
    return this.queue.retryFailed(lane);
  }

  close(options?: CloseOptions): Promise<void> {
    this.closing ??= (async () => {
      await this.parts.recovery.stop();
      await this.queue.close(options);
      if (this.timer !== null) clearTimeout(this.timer);
      this.strike();
      await this.striking;
      await this.parts.pending.close();
    })();
    return this.closing;
  }

  private async noteNewest(jobs: readonly Job[]): Promise<void> {
    let newest: JobEvent | null = null;
    for (const event of jobs.flatMap(({ events }) => events)) {
      if (BigInt(event.id) > (newest === null ? this.newestId : BigInt(newest.id))) newest = event;
    }
    if (newest === null) return;
    await this.parts.marks.noteNewest(newest);
    this.newestId = BigInt(newest.id);
  }

  private finished(key: JobKey): void {
    this.done.push(key);
    this.strikeIn(GATHER_MS);
  }

  private strikeIn(ms: number): void {
    this.timer ??= setTimeout(() => this.strike(), ms).unref();
  }

  private strike(): void {
    const keys = this.done;
    [this.done, this.timer] = [[], null];
    this.striking = this.striking.then(() => this.parts.pending.strike(keys)).catch((error: unknown) => {
      this.parts.onError(error);
      this.done.unshift(...keys);
      if (this.closing === null) this.strikeIn(TRY_AGAIN_MS);
    });
  }
}
