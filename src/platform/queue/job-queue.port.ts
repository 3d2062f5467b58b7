/** One queue each, so that a heavy import never holds up a notice. */
export const LANES = ['IMPORT', 'INDEX', 'MATCH', 'NOTIFY', 'DELIVER', 'HOUSEKEEPING'] as const;
export type Lane = (typeof LANES)[number];

/** What a handler is told of an event: ids alone. It re-reads everything else, and no personal data rests in a queue. */
export interface JobEvent {
  /** Outbox id, decimal digits of a bigint. */
  readonly id: string;
  readonly type: string;
  readonly subjectId: string;
  readonly organisationId: string | null;
  readonly traceId: string;
}

export interface Job {
  /** The same for the same work, see `jobId`; it is what makes a second enqueueing harmless. */
  readonly id: string;
  readonly lane: Lane;
  /** Name of the handler, letters first. */
  readonly handler: string;
  /** At most 1,000; empty for a sweep. */
  readonly events: readonly JobEvent[];
  /** Not before this time, by the database's clock; now when left out. */
  readonly runAt?: Date;
}

/** Does the work of one job. The signal is aborted when the job was given to another worker, or when closing takes too long. */
export type RunJob = (job: Job, signal: AbortSignal) => Promise<void>;

export interface WorkOptions {
  /** Jobs of the lane this worker runs at once, 1 to 100. */
  readonly concurrency: number;
}

export interface CloseOptions {
  /** After this time the signals of jobs that still run are aborted; they are waited for all the same. Never, when left out. */
  readonly abortAfterMs?: number;
}

export interface LaneWorker {
  /** Takes no further job and resolves when those that run have ended. */
  close(options?: CloseOptions): Promise<void>;
}

export interface LaneDepth {
  readonly waiting: number;
  readonly active: number;
  /** Told to run later, or resting between two attempts. */
  readonly delayed: number;
  /** Out of attempts. They stay until they are retried. */
  readonly failed: number;
}

export interface FailedJob {
  readonly job: Job;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date;
}

/** Something went wrong: with an attempt at a job, or (`job` is null) with the queue itself. */
export interface QueueFault {
  readonly lane: Lane | null;
  readonly job: Job | null;
  /** 1 for the first attempt; 0 where no attempt was made. */
  readonly attempt: number;
  /** True when no attempt is left: the job rests under `failed`. */
  readonly final: boolean;
  readonly error: unknown;
}

export type OnFault = (fault: QueueFault) => void;

/**
 * Work that outlives a request. Every job runs at least once, in any order, and again after a throw or a lost worker:
 * handlers must be idempotent and blind to order. A job that keeps failing is kept and counted, never dropped.
 */
export abstract class JobQueue {
  /**
   * Accepts all jobs or rejects; after a rejection some may have been accepted, so enqueue the same again. A job whose id
   * the lane knows is left as it is; finished ones are known for a day, or until 1,000 others of the lane have finished.
   * @throws TypeError or RangeError for a job that no adapter could keep.
   */
  abstract enqueue(jobs: readonly Job[]): Promise<void>;

  /** Begins to run the jobs of a lane; resolves once the worker waits for jobs. A lane may have several workers. */
  abstract work(lane: Lane, run: RunJob, options: WorkOptions): Promise<LaneWorker>;

  abstract depth(): Promise<Record<Lane, LaneDepth>>;

  /** When the job of the lane that waits longest was enqueued; null when none waits. */
  abstract oldestWaiting(lane: Lane): Promise<Date | null>;

  /** The latest failed jobs of a lane, newest first. `limit`: 1 to 100. */
  abstract failed(lane: Lane, limit: number): Promise<FailedJob[]>;

  /** Gives every failed job of the lane all its attempts again. */
  abstract retryFailed(lane: Lane): Promise<void>;

  /** Closes the workers, then the connections. */
  abstract close(options?: CloseOptions): Promise<void>;
}
