import type { Job as BullJob } from 'bullmq';
import type { Job, Lane } from '../job-queue.port.js';
import type { StoredData } from './backend.js';

const REASON_MAX = 1_000;

export function storedData(job: Job): StoredData {
  return { events: job.events, runAt: job.runAt?.toISOString() ?? null };
}

export function jobOf(lane: Lane, stored: Pick<BullJob<StoredData>, 'id' | 'name' | 'data'>): Job {
  const job = { id: stored.id ?? '', lane, handler: stored.name, events: stored.data.events };
  return stored.data.runAt === null ? job : { ...job, runAt: new Date(stored.data.runAt) };
}

/**
 * A plain error around whatever was thrown. BullMQ gives some names and messages a meaning of their own, fails on thrown
 * nothing, and PostgreSQL takes neither NUL nor half a surrogate pair: a reason it cannot keep would leave the job active.
 */
export function keptError(thrown: unknown): Error {
  const reason = keepable(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
  const error = new Error(reason, { cause: thrown });
  error.stack = reason;
  return error;
}

const keepable = (text: string): string => Buffer.from(text.slice(0, REASON_MAX).replaceAll('\0', '')).toString();
