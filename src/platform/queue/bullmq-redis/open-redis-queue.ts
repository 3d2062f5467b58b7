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
import type { RedisMarks } from './redis-marks.js';

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
  try {
    const marks = backend.marksOf(await pending.installation());
    await eraseWhatIsAhead(marks, pending, options.onWarning);
    await pending.takeFromPostgresQueue();
    const recovery = new JobRecovery(marks, queue, pending, { ...options, onError });
    await recovery.start();
    backend.onReturn(() => recovery.soon());
    return new RememberingQueue({ queue, pending, recovery, marks, onError });
  } catch (error) {
    await queue.close();
    await pending.close();
    throw error;
  }
}

/**
 * A database restored from a backup gives ids of lost events to new ones: Redis, which knows the lost ones' jobs as done, would
 * take the new ones' for repeats and drop them. The database is the truth.
 */
async function eraseWhatIsAhead(marks: RedisMarks, pending: PendingJobs, onWarning: (warning: RedisWarning) => void): Promise<void> {
  await marks.mark();
  const newest = await marks.newest();
  if (newest === null || await pending.knows(newest)) return;
  await marks.erase();
  onWarning({
    zh: '数据库没有 Redis 中最新的事件（应是从备份恢复）：已清空 Redis 中的任务，未完成的由数据库补回。',
    en: 'The database does not have the newest event that Redis was given (it was restored from a backup): the jobs in Redis were erased, and what is pending comes back from the database.',
  });
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
