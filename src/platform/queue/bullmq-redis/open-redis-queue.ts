import { checkRedis } from '../../redis/check-redis.js';
import type { RedisWarning } from '../../redis/fitness.js';
import { BullMqQueue } from '../bullmq/bullmq-queue.js';
import { LOCK_TIMES, type LockTimes } from '../bullmq/lane-worker.js';
import type { JobQueue, OnFault } from '../job-queue.port.js';
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

/**
 * Opens the job queue in Redis.
 * @throws CannotStart when Redis cannot be reached, will not do for a queue, or when the clocks are too far apart.
 */
export async function openRedisQueue(options: RedisQueueOptions): Promise<JobQueue> {
  for (const warning of await checkRedis(options.url, options.now ?? (() => new Date()))) options.onWarning(warning);
  const queue = new BullMqQueue(new RedisBackend(options.url, options.onFault), {
    retry: options.retry ?? RETRY, locks: options.locks ?? LOCK_TIMES, onFault: options.onFault,
  });
  try {
    await queue.depth();
  } catch (error) {
    await queue.close();
    throw error;
  }
  return queue;
}
