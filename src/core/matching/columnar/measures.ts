import { daysBetween, type DateText } from '../../time/dates.js';
import type { FactorCode } from '../factor-codes.js';
import { pointsOf } from '../factors.js';
import type { MatchingRules } from '../rules.js';

/** Days are counted from here. */
const DAY_ONE: DateText = '2000-01-01';

/** The number of a day; above 0 for every date that means something here. */
export function dayOf(date: DateText): number {
  return daysBetween(DAY_ONE, date);
}

/** Points of a share, null: nothing to judge by. */
export function points({ weights: { weights } }: MatchingRules, code: FactorCode, share: number | null): number {
  return pointsOf(share, weights[code]);
}
