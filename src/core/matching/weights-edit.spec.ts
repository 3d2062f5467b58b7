import { describe, expect, it } from '@jest/globals';
import { FACTOR_CODES } from './factor-codes.js';
import { DEFAULT_WEIGHTS } from './rules.js';
import { weightTable, type FactorWeight } from './weights-edit.js';

const named = (changes: Partial<Record<string, number>> = {}): FactorWeight[] => FACTOR_CODES.map((factor) => ({ factor, points: changes[factor] ?? DEFAULT_WEIGHTS.weights[factor] }));

describe('weights that a department names', () => {
  it('are taken as they are, in whatever order', () => expect(weightTable(named().reverse())).toEqual({ weights: DEFAULT_WEIGHTS.weights }));

  it.each<[string, FactorWeight[], string]>([
    ['one is missing', named().slice(1), 'WEIGHTS_EACH_ONCE'],
    ['one stands twice', [...named(), { factor: 'PRICE', points: 0 }], 'WEIGHTS_EACH_ONCE'],
    ['they do not add up', named({ PRICE: 1_999 }), 'WEIGHTS_SUM'],
    ['none for the energy grade', named({ ENERGY_GRADE: 0, PRICE: 3_000 }), 'WEIGHTS_ENERGY_GRADE'],
    ['one below nothing', named({ PROOF: -1, PRICE: 2_501 }), 'WEIGHTS_ENERGY_GRADE'],
  ])('%s', (_what, given, code) => expect(weightTable(given)).toMatchObject({ ok: false, refusal: { code, field: 'weights' } }));
});
