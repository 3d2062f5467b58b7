import { Client } from 'pg';
import { assertClock } from '../assert-clock.js';
import { BullMqQueue } from '../bullmq/bullmq-queue.js';
import { LOCK_TIMES, type LockTimes } from '../bullmq/lane-worker.js';
import type { JobQueue, OnFault } from '../job-queue.port.js';
import { RETRY, type RetryPolicy } from '../retry.js';
import { PostgresBackend } from './postgres-backend.js';

export interface PostgresQueueOptions {
  /** Connects as the role that `migrateQueue` was given. */
  readonly url: string;
  readonly onFault: OnFault;
  readonly retry?: RetryPolicy;
  readonly locks?: LockTimes;
  /** The machine's clock; tests put it wrong. */
  readonly now?: () => Date;
}

/**
 * Opens the job queue in PostgreSQL, whose schema `migrateQueue` has made.
 * @throws Error when the database cannot be reached, when the schema is missing, or when the clocks are too far apart.
 */
export async function openPostgresQueue(options: PostgresQueueOptions): Promise<JobQueue> {
  const client = new Client({ connectionString: options.url, application_name: 'duijie queue', connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await assertClock(async (sql) => (await client.query<{ at: Date }>(sql)).rows, options.now ?? (() => new Date()));
  } finally {
    await client.end();
  }
  const queue = new BullMqQueue(new PostgresBackend(options.url, options.onFault), {
    retry: options.retry ?? RETRY, locks: options.locks ?? LOCK_TIMES, onFault: options.onFault,
  });
  try {
    // The first answer comes only from a schema that fits, and a queue without one would refuse every job later.
    await queue.depth();
  } catch (error) {
    await queue.close();
    throw error;
  }
  return queue;
}
