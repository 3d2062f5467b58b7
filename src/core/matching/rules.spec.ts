import { describe, expect, it } from '@jest/globals';
import { DEFAULT_WEIGHTS, weightFaults, type Weights } from './rules.js';

const weights = (changes: Partial<Weights['weights']>): Weights => ({ version: 'test', weights: { ...DEFAULT_WEIGHTS.weights, ...changes } });

describe('weights', () => {
  it('in force are in order', () => {
    expect(weightFaults(DEFAULT_WEIGHTS)).toEqual([]);
  });

  it.each([
    ['a sum beside 10,000', weights({ PROOF: 501 }), ['The weights add up to 10001 instead of 10000.']],
    ['a fraction', weights({ PROOF: 499.5, RECORD: 500.5 }), ['Weight PROOF is no whole number from 0.', 'Weight RECORD is no whole number from 0.']],
    ['a negative one', weights({ PROOF: -100, RECORD: 1_100 }), ['Weight PROOF is no whole number from 0.']],
    ['no point for the energy grade', weights({ ENERGY_GRADE: 0, RECORD: 1_500 }), ['Weight ENERGY_GRADE is below 1.']],
    ['a factor that does not exist', { version: 'test', weights: { ...DEFAULT_WEIGHTS.weights, CHARM: 0 } } as Weights, ['Weight CHARM names no factor.']],
  ])('with %s are refused', (_what, bad, faults) => {
    expect(weightFaults(bad)).toEqual(faults);
  });
});
