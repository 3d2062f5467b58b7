import { describe, expect, it } from '@jest/globals';
import { Attempts } from './attempts.js';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23) + seconds * 1_000);

describe('attempts in a sliding window', () => {
  it('lets three through in a minute and says when the next may come', () => {
    const attempts = new Attempts(3, 60);
    for (const second of [0, 10, 20]) {
      expect(attempts.waitSeconds('a', at(second))).toBe(0);
      attempts.count('a', at(second));
    }
    const CASES: [second: number, wait: number][] = [[20, 40], [59, 1], [59.5, 1], [60, 0], [65, 0]];
    for (const [second, wait] of CASES) expect(attempts.waitSeconds('a', at(second))).toBe(wait);
    attempts.count('a', at(65));
    expect(attempts.waitSeconds('a', at(66))).toBe(4);
    expect(attempts.waitSeconds('b', at(66))).toBe(0);
  });

  it('takes back an attempt that was no guess', () => {
    const attempts = new Attempts(1, 60);
    attempts.count('a', at(0));
    attempts.uncount('a');
    attempts.uncount('nobody');
    expect(attempts.waitSeconds('a', at(1))).toBe(0);
    expect(attempts.size).toBe(0);
  });

  it('keeps no more keys than it may, and forgets the one untouched for longest', () => {
    const attempts = new Attempts(2, 60, 3);
    attempts.count('old', at(0));
    attempts.count('old', at(1));
    for (const key of ['b', 'c']) attempts.count(key, at(2));
    attempts.count('old', at(3));
    for (const key of ['d', 'e', 'f', 'g']) attempts.count(key, at(4));
    expect(attempts.size).toBe(3);
    expect(attempts.waitSeconds('old', at(5))).toBe(0);
    expect(attempts.waitSeconds('g', at(5))).toBe(0);
  });

  it('keeps no more times of a key than it needs', () => {
    const attempts = new Attempts(2, 60);
    for (let n = 0; n < 1_000; n++) attempts.count('a', at(n / 1_000));
    expect(attempts.waitSeconds('a', at(1))).toBe(60);
    expect(attempts.waitSeconds('a', at(61))).toBe(0);
  });
});
