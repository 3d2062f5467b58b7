const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Minutes of the day in Shanghai, 0 to 1439: from the first on, up to but without the second; from > to crosses midnight. Never equal. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** The minute of a time of day `HH:MM`, 00:00 to 23:59; null for anything else. */
export function minuteOf(text: string): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}

export function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** The moment itself when it is not quiet then, or the moment at which the quiet hours that it falls in end. */
export function afterQuiet(at: Date, quiet: QuietHours | null): Date {
  if (quiet === null) return at;
  const minutes = Math.floor((at.getTime() + SHANGHAI_OFFSET_MS) / MINUTE_MS);
  const minute = minutes % DAY_MINUTES;
  const { from, to } = quiet;
  const within = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!within) return at;
  const day = minutes - minute + (minute >= to ? DAY_MINUTES : 0);
  return new Date((day + to) * MINUTE_MS - SHANGHAI_OFFSET_MS);
}
