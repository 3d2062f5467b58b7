import type { Job as BullJob } from 'bullmq';
import type { CloseOptions, Lane, LaneWorker, OnFault, RunJob } from '../job-queue.port.js';
import { retryDelayMs, type RetryPolicy } from '../retry.js';
import type { BullMqBackend, LaneBullWorker, StoredData } from './backend.js';
import { jobOf, keptError } from './stored-job.js';

/** How a lost worker is noticed: its locks end after `lockMs`, and a job found so at two checks in a row runs again. */
export interface LockTimes {
  /** Renewed at half of it while the job runs. */
  readonly lockMs: number;
  readonly checkMs: number;
}

export const LOCK_TIMES: LockTimes = { lockMs: 30_000, checkMs: 15_000 };

export interface LaneWorkerSettings {
  readonly concurrency: number;
  readonly retry: RetryPolicy;
  readonly locks: LockTimes;
  readonly onFault: OnFault;
}

/** BullMQ's own limit of 1 fails every long job for good that meets two restarts. */
const STALLED_MAX = 100;
/** How long a worker that nobody wakes waits before it looks by itself; notifications make it quicker. */
const LOOK_SECONDS = 30;
const RECONNECT_MS = 1_000;
/** While the database is away a worker fails ten times a second, always in the same way. */
const SAME_FAULT_MS = 5_000;

/** Starts a BullMQ worker on a lane and resolves when it listens. Rejects, and leaves nothing running, when it cannot connect. */
export async function startLaneWorker(backend: BullMqBackend, lane: Lane, run: RunJob, settings: LaneWorkerSettings): Promise<LaneWorker> {
  // Three parameters, or BullMQ gives no signal.
  const processor = async (stored: BullJob<StoredData, void, string>, _token: string | undefined, signal: AbortSignal | undefined): Promise<void> => {
    try {
      await run(jobOf(lane, stored), signal ?? new AbortController().signal);
    } catch (thrown) {
      throw keptError(thrown);
    }
  };
  const worker = backend.worker(lane, processor, {
    concurrency: settings.concurrency,
    lockDuration: settings.locks.lockMs,
    stalledInterval: settings.locks.checkMs,
    maxStalledCount: STALLED_MAX,
    drainDelay: LOOK_SECONDS,
    runRetryDelay: RECONNECT_MS,
    settings: { backoffStrategy: (failedAttempts) => retryDelayMs(settings.retry, failedAttempts, Math.random()) },
  });
  listen(worker, lane, settings.onFault);
  try {
    await worker.waitUntilReady();
  } catch (error) {
    await worker.close();
    throw error;
  }
  return { close: (options) => closeWorker(worker, options) };
}

function listen(worker: LaneBullWorker, lane: Lane, onFault: OnFault): void {
  const isNews = newsEvery(SAME_FAULT_MS);
  worker.on('error', (error) => {
    if (isNews(error.message)) onFault({ lane, job: null, attempt: 0, final: false, error });
  });
  worker.on('failed', (stored, error) => onFault({
    lane,
    job: stored === undefined ? null : jobOf(lane, stored),
    attempt: stored?.attemptsMade ?? 0,
    final: stored?.finishedOn !== undefined,
    error: error.cause ?? error,
  }));
  // Another worker may have the job by now: the sooner this one stops, the less is done twice.
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'The lock of this job was lost.');
  });
}

/** True for a text that is not the one heard last, or that was heard last so long ago. */
function newsEvery(quietMs: number): (text: string) => boolean {
  let [last, at] = ['', Number.NEGATIVE_INFINITY];
  return (text) => {
    const now = performance.now();
    if (text === last && now - at < quietMs) return false;
    [last, at] = [text, now];
    return true;
  };
}

async function closeWorker(worker: LaneBullWorker, options: CloseOptions = {}): Promise<void> {
  const abort = (): void => worker.cancelAllJobs('The worker is closing.');
  const timer = options.abortAfterMs === undefined ? undefined : setTimeout(abort, options.abortAfterMs);
  try {
    await worker.close();
  } finally {
    clearTimeout(timer);
  }
}
