import type { Settings } from '../platform/config/settings.js';
import type { Metrics } from '../platform/health/metrics.js';
import type { Logger } from '../platform/logging/logger.js';
import { openPostgresQueue } from '../platform/queue/bullmq-postgres/open-postgres-queue.js';
import { openRedisQueue, openRememberedQueue, type RedisQueueOptions } from '../platform/queue/bullmq-redis/open-redis-queue.js';
import type { JobQueue, OnFault } from '../platform/queue/job-queue.port.js';
import { PendingJobs } from '../platform/queue/pending/pending-jobs.store.js';
import { restorePending } from '../platform/queue/pending/restore-pending.js';

/** Opens the job queue to look at it, in Redis where there is one: for the admin process. */
export function openQueue(settings: Settings, logger: Logger): Promise<JobQueue> {
  return settings.redisUrl === null
    ? openPostgresQueue({ url: settings.needed('relayDatabaseUrl'), onFault: faultsTo(logger) })
    : openRedisQueue(inRedis(settings.redisUrl, logger));
}

/**
 * Opens the job queue to hand in jobs and to run them: for the worker. Work that another store was given before `REDIS_URL`
 * was set, changed or unset goes on in this one.
 */
export async function openWorkerQueue(settings: Settings, logger: Logger, metrics: Metrics): Promise<JobQueue> {
  const databaseUrl = settings.needed('relayDatabaseUrl');
  const recovered = metrics.counter({ name: 'duijie_jobs_recovered_total', help: 'Jobs handed in again, since the queue had lost them or another one had them.' });
  const onRecovered = (jobs: number): void => {
    recovered.add({}, jobs);
    logger.warn({ jobs }, 'jobs that the queue did not have were handed in again');
  };
  if (settings.redisUrl !== null) return openRememberedQueue({ ...inRedis(settings.redisUrl, logger), databaseUrl, onRecovered });
  const queue = await openQueue(settings, logger);
  const pending = new PendingJobs(databaseUrl, (error) => logger.warn({ err: error }, 'the list of pending jobs'));
  try {
    const jobs = await restorePending(pending, queue);
    if (jobs > 0) onRecovered(jobs);
    return queue;
  } catch (error) {
    await queue.close();
    throw error;
  } finally {
    await pending.close();
  }
}

function inRedis(url: string, logger: Logger): RedisQueueOptions {
  return { url, onFault: faultsTo(logger), onWarning: ({ zh, en }) => logger.warn(`${zh} ${en}`) };
}

function faultsTo(logger: Logger): OnFault {
  return ({ lane, job, attempt, final, error }) => {
    const line = { lane, handler: job?.handler, jobId: job?.id, attempt, err: error };
    if (final) logger.error(line, 'a job failed for good');
    else logger.warn(line, 'a job failed and will run again');
  };
}
