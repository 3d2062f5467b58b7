/** A calendar date in Shanxi, `YYYY-MM-DD`; deadlines and validity are meant in Asia/Shanghai, which is UTC+8 all year. */
export type DateText = string;

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The date in Shanghai at a moment. */
export function shanghaiDate(at: Date): DateText {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when `to` lies before `from`. */
export function daysBetween(from: DateText, to: DateText): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export function addDays(date: DateText, days: number): DateText {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The moment of a change to what was last changed at `before`: `at`, or a millisecond after `before` where requests were served in another order
 * than they arrived. What tells versions apart by time must not run back: a withdrawal that looks older than the publication would be ignored.
 */
export function momentAfter(before: Date, at: Date): Date {
  return at > before ? at : new Date(before.getTime() + 1);
}
