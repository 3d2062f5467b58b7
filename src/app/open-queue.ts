import type { Settings } from '../platform/config/settings.js';
import type { Logger } from '../platform/logging/logger.js';
import { openPostgresQueue } from '../platform/queue/bullmq-postgres/open-postgres-queue.js';
import type { JobQueue, OnFault } from '../platform/queue/job-queue.port.js';

/** Opens the job queue: the worker runs its jobs, the admin process looks at it. */
export function openQueue(settings: Settings, logger: Logger): Promise<JobQueue> {
  return openPostgresQueue({ url: settings.needed('relayDatabaseUrl'), onFault: faultsTo(logger) });
}

function faultsTo(logger: Logger): OnFault {
  return ({ lane, job, attempt, final, error }) => {
    const line = { lane, handler: job?.handler, jobId: job?.id, attempt, err: error };
    if (final) logger.error(line, 'a job failed for good');
    else logger.warn(line, 'a job failed and will run again');
  };
}
