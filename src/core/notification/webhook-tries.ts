const MINUTE_MS = 60_000;

/** How long something is tried to be delivered, counted from when it was planned or asked for again. */
export const WEBHOOK_LIFE_MS = 24 * 60 * MINUTE_MS;
/** Rests after the first failed tries in minutes: a restart of the receiver first, then a fault that people mend; the last one is repeated. */
const RESTS_MIN = [1, 5, 15, 30, 60, 120, 240] as const;
/** A rest is up to a fifth shorter or longer, so that what failed together does not come back together. */
const SPREAD = 0.2;

/**
 * When to try again after the nth failed try, counted from 1; null when the time is up. The last try falls on the very end of
 * the life. `chance`: 0 to 1.
 */
export function nextTry(nth: number, now: Date, endsAt: Date, chance: number): Date | null {
  if (now >= endsAt) return null;
  const rest = (RESTS_MIN[Math.min(nth, RESTS_MIN.length) - 1] ?? RESTS_MIN[0]) * MINUTE_MS;
  const at = now.getTime() + Math.round(rest * (1 - SPREAD + 2 * SPREAD * chance));
  return new Date(Math.min(at, endsAt.getTime()));
}
