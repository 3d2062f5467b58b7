import type { Job, JobEvent, JobQueue, QueueFault } from '../../../src/platform/queue/job-queue.port.js';
import type { RetryPolicy } from '../../../src/platform/queue/retry.js';

/** A queue that knows no job, opened with CONTRACT_RETRY, and what a test needs to watch it. */
export interface QueueHarness {
  readonly queue: JobQueue;
  readonly faults: readonly QueueFault[];
  now(): Date;
  /** Lets workers work and time pass until the condition holds; rejects when it never does. */
  settle(until: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export const CONTRACT_RETRY: RetryPolicy = { attempts: 3, firstDelayMs: 40, longestDelayMs: 60 };

export const event = (n: number | string): JobEvent => ({ id: String(n), type: 'ProductPublished', subjectId: `prd_${n}`, organisationId: 'org_1', traceId: `trace-${n}` });
export const job = (id: string, more: Partial<Job> = {}): Job => ({ id, lane: 'MATCH', handler: 'reverseMatch', events: [event(1)], ...more });
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A promise to be kept from outside. */
export function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => { give = resolve; });
  return { given, give };
}

export const NONE = { waiting: 0, active: 0, delayed: 0, failed: 0 };
