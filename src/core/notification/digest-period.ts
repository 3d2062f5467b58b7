import { addDays, shanghaiDate } from '../time/dates.js';

export type DigestCadence = 'DAILY' | 'WEEKLY';

/** One digest of one subscriber and channel: the same key for everything that is gathered for it. */
export interface DigestPeriod {
  /** `D` or `W` and the day in Shanghai on which it goes out. */
  readonly key: string;
  readonly dueAt: Date;
}

/** Digests go out at nine, when people sit down to work; weekly ones on Mondays. */
const HOUR = 'T09:00:00+08:00';
const MONDAY = 1;

/** The next digest after a moment; what comes at nine sharp waits for the one after. */
export function nextDigest(cadence: DigestCadence, at: Date): DigestPeriod {
  let day = shanghaiDate(at);
  while (dueOn(day) <= at || (cadence === 'WEEKLY' && weekdayOf(day) !== MONDAY)) day = addDays(day, 1);
  return { key: `${cadence === 'DAILY' ? 'D' : 'W'}${day}`, dueAt: dueOn(day) };
}

/** Which kind of digest a key is of. */
export function cadenceOf(key: string): DigestCadence {
  return key.startsWith('W') ? 'WEEKLY' : 'DAILY';
}

const dueOn = (day: string): Date => new Date(`${day}${HOUR}`);
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
