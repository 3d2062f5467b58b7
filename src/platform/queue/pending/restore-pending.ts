import type { JobQueue } from '../job-queue.port.js';
import type { PendingJobs } from './pending-jobs.store.js';

const PAGE = 500;

/** Hands what another queue was given and has not done to this one, which keeps it by itself. Answers how many jobs that were. */
export async function restorePending(pending: PendingJobs, queue: JobQueue): Promise<number> {
  let count = 0;
  for (let page = await pending.after('0', PAGE); page.length > 0; page = await pending.after('0', PAGE)) {
    const jobs = page.map(({ job }) => job);
    await queue.enqueue(jobs.filter(({ events }) => events.length > 0));
    await pending.strike(jobs);
    count += jobs.length;
  }
  return count;
}
