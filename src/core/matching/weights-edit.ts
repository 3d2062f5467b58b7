import { refused, type Refused } from '../outcome/outcome.js';
import { FACTOR_CODES, type FactorCode } from './factor-codes.js';
import { FULL, weightFaults, type WeightTable } from './rules.js';

/** The weight of one factor, as a department names it. */
export interface FactorWeight {
  readonly factor: FactorCode;
  /** Points at most, a whole number from 0. */
  readonly points: number;
}

/** The eight weights as a table; or why they may not be put into force. Fields of refusals: weights. */
export function weightTable(named: readonly FactorWeight[]): { readonly weights: WeightTable } | Refused {
  const given = new Map(named.map(({ factor, points }) => [factor, points]));
  const missing = FACTOR_CODES.filter((code) => !given.has(code));
  if (missing.length > 0 || named.length !== given.size) return refused('INPUT', 'WEIGHTS_EACH_ONCE', 'weights', { missing: missing.join(', ') || '—' });
  const weights = Object.fromEntries(FACTOR_CODES.map((code) => [code, given.get(code) ?? 0])) as WeightTable;
  const sum = FACTOR_CODES.reduce((total, code) => total + weights[code], 0);
  if (sum !== FULL) return refused('INPUT', 'WEIGHTS_SUM', 'weights', { sum, full: FULL });
  if (weightFaults({ version: '', weights }).length > 0) return refused('INPUT', 'WEIGHTS_ENERGY_GRADE', 'weights');
  return { weights };
}

export function sameWeights(a: WeightTable, b: WeightTable): boolean {
  return FACTOR_CODES.every((code) => a[code] === b[code]);
}
