const MINUTE_MS = 60_000;

/** How long something is tried to be delivered, counted from when it was planned or asked for again. */
export const WEBHOOK_LIFE_MS = 24 * 60 * MINUTE_MS;
/** Rests after the first failed tries in minutes: a restart of the receiver first, then a fault that people mend; the last one is repeated. */
const RESTS_MIN = [1, 5, 15, 30, 60, 120, 240] as const;
/** A rest is up to a fifth shorter or longer, so that what failed together does not come back together. */
const SPREAD = 0.2;
/** Nobody is tried again sooner than this, also who asks for it. */
const SOONEST_MS = MINUTE_MS;
/** What was put off to one moment comes back within so long after it. */
const LATER_MAX_MS = 5 * MINUTE_MS;

/**
 * When to try again after the nth failed try, counted from 1; null when the time is up. The last try falls on the very end of
 * the life. `chance`: 0 to 1. `asked`: when the receiver asked to be tried again, which counts in the place of the rest and is never
 * anticipated; null when it did not.
 */
export function nextTry(nth: number, now: Date, endsAt: Date, chance: number, asked: Date | null = null): Date | null {
  if (now >= endsAt) return null;
  if (asked !== null) {
    const wait = Math.max(asked.getTime() - now.getTime(), SOONEST_MS);
    return new Date(Math.min(now.getTime() + wait + Math.round(Math.min(SPREAD * wait, LATER_MAX_MS) * chance), endsAt.getTime()));
  }
  const rest = (RESTS_MIN[Math.min(nth, RESTS_MIN.length) - 1] ?? RESTS_MIN[0]) * MINUTE_MS;
  const at = now.getTime() + Math.round(rest * (1 - SPREAD + 2 * SPREAD * chance));
  return new Date(Math.min(at, endsAt.getTime()));
}
