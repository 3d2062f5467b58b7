import type { Settings } from '../platform/config/settings.js';
import type { Logger } from '../platform/logging/logger.js';
import { openPostgresQueue } from '../platform/queue/bullmq-postgres/open-postgres-queue.js';
import { openRedisQueue } from '../platform/queue/bullmq-redis/open-redis-queue.js';
import type { JobQueue, OnFault } from '../platform/queue/job-queue.port.js';

/** Opens the job queue, in Redis where there is one: the worker runs its jobs, the admin process looks at it. */
export function openQueue(settings: Settings, logger: Logger): Promise<JobQueue> {
  if (settings.redisUrl !== null) {
    return openRedisQueue({ url: settings.redisUrl, onFault: faultsTo(logger), onWarning: ({ zh, en }) => logger.warn(`${zh} ${en}`) });
  }
  return openPostgresQueue({ url: settings.needed('relayDatabaseUrl'), onFault: faultsTo(logger) });
}

function faultsTo(logger: Logger): OnFault {
  return ({ lane, job, attempt, final, error }) => {
    const line = { lane, handler: job?.handler, jobId: job?.id, attempt, err: error };
    if (final) logger.error(line, 'a job failed for good');
    else logger.warn(line, 'a job failed and will run again');
  };
}
