import { LANES, type Job, type JobQueue, type Lane } from '../job-queue.port.js';
import type { JobKey, PendingJobs } from './pending-jobs.store.js';

/** What a queue knows of a job: it is not done, it is done, or the queue has never heard of it. */
export type Known = 'KEPT' | 'DONE' | 'GONE';

/** A store of jobs that may lose them. */
export interface ForgetfulStore {
  /** A text that stays the same for as long as nothing can have been lost; marks the store when it bears no mark. */
  mark(): Promise<string>;
  known(lane: Lane, ids: readonly string[]): Promise<Known[]>;
}

export interface RecoveryOptions {
  readonly onError: (error: unknown) => void;
  /** Hears how many jobs were handed in again. */
  readonly onRecovered: (jobs: number) => void;
  /** Milliseconds between two looks at the mark, 2,000 unless given. */
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 2_000;
/** After a loss everything is compared once more: what was handed in at that very moment was noted a little later. */
const AGAIN_AFTER_MS = 5_000;
/** A part of what has been listed for so long is compared at each so many looks: for strikes that a crash has swallowed. */
const OLD_MS = 60_000;
const OLD_EVERY_LOOKS = 15;
const PAGE = 500;

/**
 * Compares the list of pending jobs with the store whenever that may have lost some (it was erased, restarted, or bears
 * another's mark), and hands in what is missing. Jobs that are still there are left alone; those that were running when they
 * vanished may run twice, which handlers allow.
 */
export class JobRecovery {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;
  private mark: string | null = null;
  private compareAgainAt: number | null = null;
  private looks = 0;
  private oldFrom = '0';
  private failing = false;

  constructor(private readonly store: ForgetfulStore, private readonly queue: JobQueue, private readonly pending: PendingJobs, private readonly options: RecoveryOptions) {}

  /** Compares once, then looks again and again; rejects when the first comparison fails. */
  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => this.soon(), this.options.lookEveryMs ?? LOOK_EVERY_MS).unref();
  }

  /** Looks now, unless it is looking; never rejects. */
  soon(): void {
    this.looking = this.looking.then(async () => {
      if (!this.stopped) await this.look();
      this.failing = false;
    }).catch((error: unknown) => {
      // While the store is away each look fails in the same way.
      if (!this.failing) this.options.onError(error);
      this.failing = true;
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    const mark = await this.store.mark();
    if (mark !== this.mark) {
      await this.compareAll();
      // Only now: a comparison that failed is made again.
      this.mark = mark;
      this.compareAgainAt = Date.now() + AGAIN_AFTER_MS;
    } else if (this.compareAgainAt !== null && Date.now() >= this.compareAgainAt) {
      await this.compareAll();
      this.compareAgainAt = null;
    } else if (++this.looks % OLD_EVERY_LOOKS === 0) {
      await this.compareSomeOld();
    }
  }

  private async compareAll(): Promise<void> {
    let recovered = 0;
    for (let place: string | undefined = '0'; place !== undefined && !this.stopped;) {
      const page = await this.pending.after(place, PAGE);
      recovered += await this.compare(page.map(({ job }) => job));
      place = page.at(-1)?.place;
    }
    if (recovered > 0) this.options.onRecovered(recovered);
  }

  private async compareSomeOld(): Promise<void> {
    const page = await this.pending.after(this.oldFrom, PAGE, OLD_MS);
    this.oldFrom = page.at(-1)?.place ?? '0';
    const recovered = await this.compare(page.map(({ job }) => job));
    if (recovered > 0) this.options.onRecovered(recovered);
  }

  /** Answers how many were handed in again. */
  private async compare(jobs: readonly Job[]): Promise<number> {
    const [gone, done]: [Job[], JobKey[]] = [[], []];
    for (const lane of LANES) {
      const ofLane = jobs.filter((job) => job.lane === lane);
      if (ofLane.length === 0) continue;
      const known = await this.store.known(lane, ofLane.map(({ id }) => id));
      for (const [n, job] of ofLane.entries()) {
        // An event that the outbox has no more can be handled by nobody.
        if (known[n] === 'DONE' || job.events.length === 0) done.push(job);
        else if (known[n] === 'GONE') gone.push(job);
      }
    }
    await this.queue.enqueue(gone);
    await this.pending.strike(done);
    return gone.length;
  }
}
