import type { Relation } from '../policy/reference.js';
import { FACTOR_CODES, type FactorCode } from './factor-codes.js';

/** Of the gates and the formulas of the factors; changes whenever an equal pair could be judged otherwise. */
export const MATCHING_RULE_VERSION = '1.0.0';

/** A full score, in points and in basis points of a factor's share. */
export const FULL = 10_000;

/** Where there is nothing to judge by, a factor gives half: silence is neither rewarded like a good answer nor punished like a bad one. */
export const NEUTRAL_SHARE = 5_000;

/** Maximum points of each factor; integers that add up to 10,000. */
export type WeightTable = Readonly<Record<FactorCode, number>>;

export interface Weights {
  /** `1`, `2`, … in the order in which departments put them into force. */
  readonly version: string;
  readonly weights: WeightTable;
}

/** The first version, with which every installation begins; a department may put others into force (`matching_weights`). */
export const DEFAULT_WEIGHTS: Weights = {
  version: '1',
  weights: {
    PATH_STRENGTH: 2_500, SOFT_REQUIREMENTS: 2_000, PRICE: 2_000, LEAD_TIME: 1_000,
    DISTANCE: 500, ENERGY_GRADE: 1_000, PROOF: 500, RECORD: 500,
  },
};

export interface MatchingRules {
  readonly weights: Weights;
  /**
   * Relations of paths by which a product can answer a line. A `component` or what `enables` goes beside the thing wanted and is
   * not it: where only those exist there is a gap to be reported, never a forced match.
   */
  readonly admittedRelations: readonly Relation[];
}

export const DEFAULT_RULES: MatchingRules = { weights: DEFAULT_WEIGHTS, admittedRelations: ['fulfils', 'fulfils-in-part'] };

/** The rule as it judges by these weights. */
export function rulesBy(weights: Weights): MatchingRules {
  return { ...DEFAULT_RULES, weights };
}

/**
 * Everything wrong with weights, one line each; empty when they may be used. ENERGY_GRADE needs a point at least, or grade 1
 * could not rank above an otherwise equal grade 2 (§D3.3, 力争达到能效1级).
 */
export function weightFaults({ weights }: Weights): string[] {
  const faults = FACTOR_CODES.filter((code) => !Number.isInteger(weights[code]) || weights[code] < 0)
    .map((code) => `Weight ${code} is no whole number from 0.`);
  faults.push(...Object.keys(weights).filter((code) => !(FACTOR_CODES as readonly string[]).includes(code)).map((code) => `Weight ${code} names no factor.`));
  const sum = FACTOR_CODES.reduce((total, code) => total + weights[code], 0);
  if (sum !== FULL) faults.push(`The weights add up to ${sum} instead of ${FULL}.`);
  if (!(weights.ENERGY_GRADE >= 1)) faults.push('Weight ENERGY_GRADE is below 1.');
  return faults;
}
