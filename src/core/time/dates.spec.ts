import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween, momentAfter, shanghaiDate } from './dates.js';

describe('dates in Shanghai', () => {
  it.each([
    ['2026-11-22T15:59:59Z', '2026-11-22'],
    ['2026-11-22T16:00:00Z', '2026-11-23'],
    ['2026-11-23T00:30:00+08:00', '2026-11-23'],
  ])('%s is %s', (at, date) => {
    expect(shanghaiDate(new Date(at))).toBe(date);
  });

  it.each([
    ['2026-11-23', '2026-11-23', 0],
    ['2026-02-28', '2026-03-01', 1],
    ['2028-02-28', '2028-03-01', 2],
    ['2026-11-23', '2026-11-20', -3],
  ])('from %s to %s are %i days', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
    expect(addDays(from, days)).toBe(to);
  });

  it.each([
    ['2026-11-23T08:00:00.000Z', '2026-11-23T08:00:00.040Z', '2026-11-23T08:00:00.040Z'],
    ['2026-11-23T08:00:00.040Z', '2026-11-23T08:00:00.040Z', '2026-11-23T08:00:00.041Z'],
    ['2026-11-23T08:00:00.040Z', '2026-11-23T08:00:00.000Z', '2026-11-23T08:00:00.041Z'],
  ])('what was changed at %s changes for a request of %s at %s', (before, at, changed) => {
    expect(momentAfter(new Date(before), new Date(at)).toISOString()).toBe(changed);
  });
});
