import { LANES, type Job, type JobEvent } from './job-queue.port.js';

const EVENTS_MAX = 1_000;
// BullMQ refuses ids with a colon and ids of digits alone.
const ID = /^[A-Za-z][A-Za-z0-9._~-]{0,199}$/;
const HANDLER = /^[A-Za-z][A-Za-z0-9._-]{0,99}$/;

/**
 * The id of the job that brings these events, in outbox order and at least one, to this handler. The relay may deliver a
 * range again and longer than before: first, last and count tell a longer range from the known one.
 */
export function jobId(handler: string, events: readonly Pick<JobEvent, 'id'>[]): string {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError(`A job for ${handler} needs at least one event.`);
  const range = events.length === 1 ? first.id : `${first.id}-${last.id}-${events.length}`;
  return `e${range}-${handler}`;
}

/**
 * The job with its named fields alone: whatever else an object carries (a notice, content) stays out of the queue.
 * @throws TypeError or RangeError when an id, the handler's name, the lane, the time or the number of events will not do.
 */
export function plainJob(job: Job): Job {
  if (!ID.test(job.id)) throw new TypeError(`A job's id must be a letter, then letters, digits, . _ ~ -, at most 200 in all: ${job.id}`);
  if (!HANDLER.test(job.handler)) throw new TypeError(`A handler's name must be a letter, then letters, digits, . _ -, at most 100 in all: ${job.handler}`);
  if (!LANES.includes(job.lane)) throw new TypeError(`Job ${job.id} names no lane: ${String(job.lane)}`);
  if (job.events.length > EVENTS_MAX) throw new RangeError(`Job ${job.id} has ${job.events.length} events, more than ${EVENTS_MAX}.`);
  if (job.runAt !== undefined && Number.isNaN(job.runAt.getTime())) throw new TypeError(`Job ${job.id} has an invalid time.`);
  const { id, lane, handler, runAt } = job;
  const events = job.events.map(({ id, type, subjectId, organisationId, traceId }) => ({ id, type, subjectId, organisationId, traceId }));
  return runAt === undefined ? { id, lane, handler, events } : { id, lane, handler, events, runAt };
}

/** @throws RangeError unless a whole number from 1 to 100. */
export function checkConcurrency(concurrency: number): void {
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 100) {
    throw new RangeError(`Concurrency must be a whole number from 1 to 100: ${concurrency}`);
  }
}

/** @throws RangeError unless a whole number from 1 to 100. */
export function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new RangeError(`A limit must be a whole number from 1 to 100: ${limit}`);
}
