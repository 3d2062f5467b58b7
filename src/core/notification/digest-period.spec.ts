import { describe, expect, it } from '@jest/globals';
import { cadenceOf, nextDigest, type DigestCadence } from './digest-period.js';

describe('the digest that a notice waits for', () => {
  it.each<[cadence: DigestCadence, at: string, key: string, dueAt: string]>([
    ['DAILY', '2026-11-24T08:59:59+08:00', 'D2026-11-24', '2026-11-24T09:00:00+08:00'],
    ['DAILY', '2026-11-24T09:00:00+08:00', 'D2026-11-25', '2026-11-25T09:00:00+08:00'],
    ['DAILY', '2026-11-24T23:59:59+08:00', 'D2026-11-25', '2026-11-25T09:00:00+08:00'],
    ['DAILY', '2026-11-25T00:00:00+08:00', 'D2026-11-25', '2026-11-25T09:00:00+08:00'],
    // 23:59 of the 24th in London is the next day's morning in Shanghai.
    ['DAILY', '2026-11-24T23:59:59Z', 'D2026-11-25', '2026-11-25T09:00:00+08:00'],
    ['DAILY', '2026-11-25T01:00:00Z', 'D2026-11-26', '2026-11-26T09:00:00+08:00'],
    ['DAILY', '2026-12-31T10:00:00+08:00', 'D2027-01-01', '2027-01-01T09:00:00+08:00'],
    ['DAILY', '2028-02-28T10:00:00+08:00', 'D2028-02-29', '2028-02-29T09:00:00+08:00'],
    ['WEEKLY', '2026-11-24T12:00:00+08:00', 'W2026-11-30', '2026-11-30T09:00:00+08:00'],
    ['WEEKLY', '2026-11-29T23:59:59+08:00', 'W2026-11-30', '2026-11-30T09:00:00+08:00'],
    ['WEEKLY', '2026-11-30T08:59:59+08:00', 'W2026-11-30', '2026-11-30T09:00:00+08:00'],
    ['WEEKLY', '2026-11-30T09:00:00+08:00', 'W2026-12-07', '2026-12-07T09:00:00+08:00'],
    // Sunday evening in London, Monday in Shanghai.
    ['WEEKLY', '2026-11-29T20:00:00Z', 'W2026-11-30', '2026-11-30T09:00:00+08:00'],
    ['WEEKLY', '2026-12-29T12:00:00+08:00', 'W2027-01-04', '2027-01-04T09:00:00+08:00'],
  ])('%s %s: %s at %s', (cadence, at, key, dueAt) => {
    expect(nextDigest(cadence, new Date(at))).toEqual({ key, dueAt: new Date(dueAt) });
    expect(cadenceOf(key)).toBe(cadence);
  });

  it('always lies ahead, at most a day or a week', () => {
    for (let hour = 0; hour < 24 * 15; hour++) {
      const at = new Date(Date.parse('2026-11-23T00:30:00+08:00') + hour * 3_600_000);
      for (const [cadence, days] of [['DAILY', 1], ['WEEKLY', 7]] as const) {
        const aheadMs = nextDigest(cadence, at).dueAt.getTime() - at.getTime();
        expect(aheadMs > 0 && aheadMs <= days * 86_400_000).toBe(true);
      }
    }
  });
});
