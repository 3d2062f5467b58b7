import type { LockTimes } from '../../../src/platform/queue/bullmq/lane-worker.js';

/** Locks that end soon, so that a test need not wait long for a lost worker's jobs. */
export const SHORT_LOCKS: LockTimes = { lockMs: 1_000, checkMs: 300 };
