import { checkRedis } from '../../redis/check-redis.js';
import type { RedisWarning } from '../../redis/fitness.js';
import { BullMqQueue } from '../bullmq/bullmq-queue.js';
import { LOCK_TIMES, type LockTimes } from '../bullmq/lane-worker.js';
import type { JobQueue, OnFault } from '../job-queue.port.js';
import { JobRecovery } from '../pending/job-recovery.js';
import { PendingJobs } from '../pending/pending-jobs.store.js';
import { RememberingQueue } from '../pending/remembering-queue.js';
import { RETRY, type RetryPolicy } from '../retry.js';
import { RedisBackend } from './redis-backend.js';

export interface RedisQueueOptions {
  /** `redis://` or `rediss://`, with the number of the database as its path when it is not 0. */
  readonly url: string;
  readonly onFault: OnFault;
  /** Hears of what is unwise about this Redis. */
  readonly onWarning: (warning: RedisWarning) => void;
  readonly retry?: RetryPolicy;
  readonly locks?: LockTimes;
  /** The machine's clock; tests put it wrong. */
  readonly now?: () => Date;
}

export interface RememberedQueueOptions extends RedisQueueOptions {
  /** Where the list of pending jobs lies, as duijie_relay. */
  readonly databaseUrl: string;
  /** Hears how many jobs were handed in again, as often as some were. */
  readonly onRecovered: (jobs: number) => void;
  /** See `JobRecovery`. */
  readonly lookEveryMs?: number;
}

/**
 * Opens the job queue in Redis as it is: to look at it, or to hand in what may be lost.
 * @throws CannotStart when Redis cannot be reached, will not do for a queue, or when the clocks are too far apart.
 */
export async function openRedisQueue(options: RedisQueueOptions): Promise<JobQueue> {
  return (await openBoth(options)).queue;
}

/**
 * Opens the job queue in Redis so that nothing is lost when Redis is erased: what was handed in and not done is listed in the
 * database, and comes back from there. Takes over what the queue in PostgreSQL has not done.
 * @throws CannotStart as `openRedisQueue` does; Error when the database cannot be reached.
 */
export async function openRememberedQueue(options: RememberedQueueOptions): Promise<JobQueue> {
  const { queue, backend } = await openBoth(options);
  const onError = (error: unknown): void => options.onFault({ lane: null, job: null, attempt: 0, final: false, error });
  const pending = new PendingJobs(options.databaseUrl, onError);
  const recovery = new JobRecovery(backend.marks, queue, pending, { ...options, onError });
  const remembered = new RememberingQueue({ queue, pending, recovery, onError });
  try {
    await pending.takeFromPostgresQueue();
    await recovery.start();
  } catch (error) {
    await remembered.close();
    throw error;
  }
  backend.onReturn(() => recovery.soon());
  return remembered;
}

async function openBoth(options: RedisQueueOptions): Promise<{ queue: JobQueue; backend: RedisBackend }> {
  for (const warning of await checkRedis(options.url, options.now ?? (() => new Date()))) options.onWarning(warning);
  const backend = new RedisBackend(options.url, options.onFault);
  const queue = new BullMqQueue(backend, { retry: options.retry ?? RETRY, locks: options.locks ?? LOCK_TIMES, onFault: options.onFault });
  try {
    await queue.depth();
  } catch (error) {
    await queue.close();
    throw error;
  }
  return { queue, backend };
}
