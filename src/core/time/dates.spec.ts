import { describe, expect, it } from '@jest/globals';
import { addDays, addWorkingDays, daysBetween, shanghaiDate } from './dates.js';

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
    ['2026-11-20', 1, [], [], '2026-11-23', 'a weekend between'],
    ['2026-11-23', 5, [], [], '2026-11-30', 'a week'],
    ['2026-09-30', 1, ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], [], '2026-10-08', 'the National Day holidays'],
    ['2026-10-09', 1, [], ['2026-10-10'], '2026-10-10', 'a make-up working Saturday'],
  ] as [from: string, days: number, holidays: string[], workdays: string[], due: string, why: string][])('%s plus %i working days', (from, days, holidays, workdays, due) => {
    expect(addWorkingDays(from, days, new Set(holidays), new Set(workdays))).toBe(due);
  });
});
