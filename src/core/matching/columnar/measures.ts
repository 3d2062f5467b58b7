import { daysBetween, type DateText } from '../../time/dates.js';
import type { FactorCode } from '../factor-codes.js';
import { pointsOf } from '../factors.js';
import type { WeightTable } from '../rules.js';

/** Days are counted from here. */
const DAY_ONE: DateText = '2000-01-01';

/** The number of a day; above 0 for every date that means something here. */
export function dayOf(date: DateText): number {
  return daysBetween(DAY_ONE, date);
}

/** Points of a share, null: nothing to judge by. */
export function points(weights: WeightTable, code: FactorCode, share: number | null): number {
  return pointsOf(share, weights[code]);
}

/** Stands for a share that is null where only whole numbers are kept. */
export const NO_SHARE = -1;

/** A share as it is kept, −1 for null. */
export function keptShare(share: number | null): number {
  return share ?? NO_SHARE;
}

/** Points of a share as it is kept. */
export function keptPoints(weights: WeightTable, code: FactorCode, share: number): number {
  return pointsOf(share === NO_SHARE ? null : share, weights[code]);
}
