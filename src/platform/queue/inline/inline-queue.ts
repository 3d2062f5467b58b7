import type { Clock } from '../../clock/clock.js';
import {
  JobQueue, LANES, type CloseOptions, type FailedJob, type Job, type Lane, type LaneDepth, type LaneWorker, type OnFault, type RunJob, type WorkOptions,
} from '../job-queue.port.js';
import { checkConcurrency, checkLimit, plainJob } from '../job.js';
import { RETRY, retryDelayMs, type RetryPolicy } from '../retry.js';
import { chanceOf } from './chance.js';
import { InlineWorker } from './inline-worker.js';

export interface InlineQueueOptions {
  /** Decides what is due; a FixedClock makes delays a matter of moving it. */
  readonly clock: Clock;
  /** Hears of every failed attempt; a test that expects none throws from here, and `drain` rejects. */
  readonly onFault: OnFault;
  readonly retry?: RetryPolicy;
  /** Runs due jobs in an order drawn from this seed instead of the order they came in. */
  readonly shuffleSeed?: number;
  /** Runs about every second job once more after it succeeded, as a lost worker would; this seed says which. */
  readonly doubleSeed?: number;
}

interface Entry {
  readonly job: Job;
  state: 'PENDING' | 'ACTIVE' | 'FAILED' | 'DONE';
  /** Unix milliseconds; counts while pending. */
  dueAt: number;
  readonly enqueuedAt: number;
  attempts: number;
  reason: string;
  failedAt: Date;
  doubled: boolean;
}

const RUNS_MAX = 100_000;
const DONE_KEPT = 1_000;
const DOUBLED_SHARE = 0.5;

/** The job queue for tests: nothing runs before `drain`, one job at a time, always in the same order for the same seeds. */
export class InlineQueue extends JobQueue {
  private readonly known = new Map<string, Entry>();
  private readonly workers: InlineWorker[] = [];
  private readonly retry: RetryPolicy;
  private readonly order: (() => number) | null;
  private readonly doubling: (() => number) | null;
  /** In the order they are to run; finished ones leave. */
  private pile: Entry[] = [];
  private done: string[] = [];
  private draining: Promise<number> | null = null;
  private closed = false;

  constructor(private readonly options: InlineQueueOptions) {
    super();
    this.retry = options.retry ?? RETRY;
    this.order = options.shuffleSeed === undefined ? null : chanceOf(options.shuffleSeed);
    this.doubling = options.doubleSeed === undefined ? null : chanceOf(options.doubleSeed);
  }

  async enqueue(jobs: readonly Job[]): Promise<void> {
    this.assertOpen();
    for (const job of jobs.map(plainJob)) {
      const key = keyOf(job);
      if (this.known.has(key)) continue;
      const entry: Entry = { job, state: 'PENDING', dueAt: job.runAt?.getTime() ?? 0, enqueuedAt: this.options.clock.now().getTime(), attempts: 0, reason: '', failedAt: new Date(0), doubled: false };
      this.known.set(key, entry);
      this.pile.push(entry);
    }
  }

  async work(lane: Lane, run: RunJob, options: WorkOptions): Promise<LaneWorker> {
    checkConcurrency(options.concurrency);
    this.assertOpen();
    const worker = new InlineWorker(lane, run);
    this.workers.push(worker);
    return worker;
  }

  /**
   * Runs every job that is due and has a worker, also those that come meanwhile, and answers how many times one ran. Asked
   * for while it runs, it waits for that drain; a job must not wait for it. Rejects after 100,000 runs, or what `onFault` throws.
   */
  drain(): Promise<number> {
    this.draining ??= this.drainDue().finally(() => { this.draining = null; });
    return this.draining;
  }

  async depth(): Promise<Record<Lane, LaneDepth>> {
    this.assertOpen();
    const now = this.options.clock.now().getTime();
    const count = (lane: Lane, is: (entry: Entry) => boolean): number =>
      [...this.known.values()].filter((entry) => entry.job.lane === lane && is(entry)).length;
    return Object.fromEntries(LANES.map((lane) => [lane, {
      waiting: count(lane, (entry) => entry.state === 'PENDING' && entry.dueAt <= now),
      active: count(lane, (entry) => entry.state === 'ACTIVE'),
      delayed: count(lane, (entry) => entry.state === 'PENDING' && entry.dueAt > now),
      failed: count(lane, (entry) => entry.state === 'FAILED'),
    }])) as Record<Lane, LaneDepth>;
  }

  async oldestWaiting(lane: Lane): Promise<Date | null> {
    this.assertOpen();
    const now = this.options.clock.now().getTime();
    const waiting = this.pile.filter((entry) => entry.job.lane === lane && entry.state === 'PENDING' && entry.dueAt <= now);
    return waiting.length === 0 ? null : new Date(Math.min(...waiting.map(({ enqueuedAt }) => enqueuedAt)));
  }

  async failed(lane: Lane, limit: number): Promise<FailedJob[]> {
    checkLimit(limit);
    return this.failedIn(lane)
      .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime())
      .slice(0, limit)
      .map(({ job, reason, attempts, failedAt }) => ({ job, reason, attempts, failedAt }));
  }

  async retryFailed(lane: Lane): Promise<void> {
    for (const entry of this.failedIn(lane)) {
      Object.assign(entry, { state: 'PENDING', dueAt: 0, attempts: 0 } satisfies Partial<Entry>);
      this.pile.push(entry);
    }
  }

  async close(options?: CloseOptions): Promise<void> {
    this.closed = true;
    await Promise.all(this.workers.map((worker) => worker.close(options)));
    // Its outcome belongs to the one who asked for it.
    await this.draining?.catch(() => undefined);
  }

  private async drainDue(): Promise<number> {
    for (let runs = 0; runs < RUNS_MAX; runs++) {
      const next = this.takeDue();
      if (next === null) return runs;
      await this.runOnce(next.entry, next.worker);
    }
    throw new Error(`The queue is not empty after ${RUNS_MAX} runs: a job seems to enqueue itself again.`);
  }

  private takeDue(): { entry: Entry; worker: InlineWorker } | null {
    const now = this.options.clock.now().getTime();
    const workers = new Map(this.workers.filter((worker) => worker.open).map((worker) => [worker.lane, worker]));
    const ready = (entry: Entry): boolean => entry.dueAt <= now && workers.has(entry.job.lane);
    const due = this.order === null ? this.pile.find(ready) : drawn(this.pile.filter(ready), this.order());
    const worker = due === undefined ? undefined : workers.get(due.job.lane);
    if (due === undefined || worker === undefined) return null;
    this.pile.splice(this.pile.indexOf(due), 1);
    return { entry: due, worker };
  }

  private async runOnce(entry: Entry, worker: InlineWorker): Promise<void> {
    entry.state = 'ACTIVE';
    try {
      await worker.run(entry.job);
    } catch (error) {
      this.failAttempt(entry, error);
      return;
    }
    if (!entry.doubled && this.doubling !== null && this.doubling() < DOUBLED_SHARE) {
      Object.assign(entry, { state: 'PENDING', doubled: true } satisfies Partial<Entry>);
      this.pile.push(entry);
    } else {
      entry.state = 'DONE';
      this.done.push(keyOf(entry.job));
      if (this.done.length > DONE_KEPT) this.known.delete(this.done.shift() ?? '');
    }
  }

  private failAttempt(entry: Entry, error: unknown): void {
    const now = this.options.clock.now();
    entry.attempts += 1;
    const final = entry.attempts >= this.retry.attempts;
    if (final) {
      Object.assign(entry, { state: 'FAILED', reason: String(error), failedAt: now } satisfies Partial<Entry>);
    } else {
      Object.assign(entry, { state: 'PENDING', dueAt: now.getTime() + retryDelayMs(this.retry, entry.attempts, 1) } satisfies Partial<Entry>);
      this.pile.push(entry);
    }
    this.options.onFault({ lane: entry.job.lane, job: entry.job, attempt: entry.attempts, final, error });
  }

  private failedIn(lane: Lane): Entry[] {
    this.assertOpen();
    return [...this.known.values()].filter((entry) => entry.state === 'FAILED' && entry.job.lane === lane);
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('The job queue is closed.');
  }
}

const keyOf = (job: Job): string => `${job.lane}:${job.id}`;
const drawn = (due: readonly Entry[], chance: number): Entry | undefined => due[Math.floor(chance * due.length)];
