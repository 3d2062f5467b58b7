import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FACTOR_CODES, type FactorCode } from './factor-codes.js';
import { weightsOfParts } from './pair.factory.js';
import { LEANING_MAX, movedWeights, type Leanings } from './preference.js';
import { DEFAULT_WEIGHTS, FULL, weightFaults, type WeightTable } from './rules.js';

const base = DEFAULT_WEIGHTS.weights;
const moved = (leanings: Leanings): WeightTable => movedWeights(base, { leanings });

const someWeights = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: FACTOR_CODES.length, maxLength: FACTOR_CODES.length }).map(weightsOfParts);
const someLeanings = fc.dictionary(fc.constantFrom<FactorCode>(...FACTOR_CODES), fc.integer({ min: -9_000, max: 9_000 })) as fc.Arbitrary<Leanings>;

describe('weights that a buyer’s answers moved', () => {
  it.each<[string, Leanings, Partial<WeightTable>]>([
    ['no leaning: as they were', {}, base],
    ['one leans up by half its reach: the others give', { PRICE: 1_250 }, { PRICE: 2_250, PATH_STRENGTH: 2_421, ENERGY_GRADE: 969 }],
    ['one leans up and one down alike: nobody else is touched', { LEAD_TIME: 1_000, ENERGY_GRADE: -1_000 }, { LEAD_TIME: 1_100, ENERGY_GRADE: 900, PRICE: 2_000, PATH_STRENGTH: 2_500 }],
    ['beyond the bound: a quarter and no more', { DISTANCE: 9_999 }, { DISTANCE: 625 }],
    ['all lean up: nobody can give, nothing moves', Object.fromEntries(FACTOR_CODES.map((code) => [code, 2_500])), base],
  ])('%s', (_what, leanings, expected) => expect(moved(leanings)).toMatchObject(expected));

  it('are whole, add up, and stay within a quarter of themselves, whatever weights are in force', () => {
    fc.assert(fc.property(someWeights, someLeanings, ({ weights }, leanings) => {
      const now = movedWeights(weights, { leanings });
      expect(weightFaults({ version: 'any', weights: now })).toEqual([]);
      for (const code of FACTOR_CODES) expect(Math.abs(now[code] - weights[code])).toBeLessThanOrEqual((weights[code] * LEANING_MAX) / FULL);
    }), { numRuns: 500 });
  });

  it('never move a factor against its leaning', () => {
    fc.assert(fc.property(someWeights, someLeanings, ({ weights }, leanings) => {
      const now = movedWeights(weights, { leanings });
      for (const code of FACTOR_CODES) {
        const leaning = leanings[code] ?? 0;
        if (leaning !== 0 && Math.trunc((weights[code] * Math.abs(leaning)) / FULL) > 0) expect(Math.sign(now[code] - weights[code]) * Math.sign(leaning)).toBeGreaterThanOrEqual(0);
      }
    }), { numRuns: 500 });
  });
});
