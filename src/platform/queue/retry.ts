export interface RetryPolicy {
  /** Attempts in all, at least 1. */
  readonly attempts: number;
  /** Longest rest after the first failed attempt; it doubles with each further one. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

/** Ten attempts within 9 to 17 minutes: longer than a restart of a neighbour, shorter than the next sweep. */
export const RETRY: RetryPolicy = { attempts: 10, firstDelayMs: 2_000, longestDelayMs: 900_000 };

/**
 * Rest before the next attempt, in whole milliseconds and at least 1: the upper half of an exponential step, so that jobs
 * which failed together do not come back together. `failedAttempts`: 1 or more. `chance`: 0 to 1.
 */
export function retryDelayMs(policy: RetryPolicy, failedAttempts: number, chance: number): number {
  const stepMs = Math.min(policy.firstDelayMs * 2 ** (failedAttempts - 1), policy.longestDelayMs);
  return Math.max(1, Math.round(stepMs * (0.5 + chance / 2)));
}
