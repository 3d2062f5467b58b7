import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RETRY, retryDelayMs } from './retry.js';

describe('the rest between two attempts', () => {
  it.each<[number, number, number]>([
    [1, 0, 1_000], [1, 1, 2_000], [2, 0.5, 3_000], [3, 1, 8_000], [9, 1, 512_000], [10, 1, 900_000], [10, 0, 450_000], [2_000, 1, 900_000],
  ])('after %i failures with chance %d is %i ms', (failures, chance, ms) => {
    expect(retryDelayMs(RETRY, failures, chance)).toBe(ms);
  });

  it('is whole, at least 1 ms, at most the longest, and never shrinks by more than its jitter', () => {
    const policy = fc.record({ attempts: fc.constant(10), firstDelayMs: fc.integer({ min: 1, max: 1e6 }), longestDelayMs: fc.integer({ min: 1, max: 1e9 }) });
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(policy, fc.integer({ min: 1, max: 60 }), chance, chance, (of, failures, one, other) => {
      const [now, next] = [retryDelayMs(of, failures, one), retryDelayMs(of, failures + 1, other)];
      return Number.isInteger(now) && now >= 1 && now <= Math.max(1, of.longestDelayMs) && next * 2 + 1 >= now;
    }));
  });

  it('spreads ten attempts over minutes, not hours', () => {
    const total = (chance: number): number => Array.from({ length: RETRY.attempts - 1 }, (_, n) => retryDelayMs(RETRY, n + 1, chance)).reduce((sum, ms) => sum + ms, 0);
    expect(total(0)).toBeGreaterThan(8 * 60_000);
    expect(total(1)).toBeLessThan(18 * 60_000);
  });
});
