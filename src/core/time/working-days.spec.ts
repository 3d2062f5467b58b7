import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { daysBetween } from './dates.js';
import { addWorkingDays, isWorkingDay, workingCalendar, workingDaysLeft, type WorkingDaysFile } from './working-days.js';

const file = JSON.parse(readFileSync('seeds/reference/working-days.json', 'utf8')) as WorkingDaysFile;
const calendar = workingCalendar(file);

describe('working days of the shipped calendar', () => {
  it.each<[string, number, string, string]>([
    ['2026-11-20', 1, '2026-11-23', 'a weekend between'],
    ['2026-11-23', 5, '2026-11-30', 'a week'],
    ['2026-11-23', 0, '2026-11-23', 'no day at all'],
    ['2026-11-22', 0, '2026-11-22', 'no day at all, from a Sunday'],
    ['2025-01-24', 1, '2025-01-26', 'the make-up Sunday before the Spring Festival of 2025'],
    ['2025-01-27', 1, '2025-02-05', 'the Spring Festival of 2025'],
    ['2025-02-07', 1, '2025-02-08', 'the make-up Saturday after it'],
    ['2025-09-30', 1, '2025-10-09', 'the National Day and Mid-Autumn holidays of 2025'],
    ['2025-12-31', 1, '2026-01-04', 'into 2026, whose first working day is a Sunday'],
    ['2026-02-13', 1, '2026-02-14', 'the make-up Saturday before the Spring Festival of 2026'],
    ['2026-02-14', 1, '2026-02-24', 'the Spring Festival of 2026, nine days'],
    ['2026-02-13', 5, '2026-02-27', 'a case handed in on the Friday before it'],
    ['2026-02-27', 1, '2026-02-28', 'the make-up Saturday after it'],
    ['2026-04-03', 1, '2026-04-07', 'the Tomb-Sweeping Day of 2026'],
    ['2026-04-30', 3, '2026-05-08', 'the Labour Day of 2026'],
    ['2026-05-08', 1, '2026-05-09', 'the make-up Saturday after it'],
    ['2026-06-18', 1, '2026-06-22', 'the Dragon Boat Festival of 2026, a Friday'],
    ['2026-09-18', 1, '2026-09-20', 'the make-up Sunday before the Mid-Autumn Festival'],
    ['2026-09-24', 1, '2026-09-28', 'the Mid-Autumn Festival of 2026'],
    ['2026-09-30', 3, '2026-10-10', 'the National Day of 2026 and the make-up Saturday'],
    ['2026-12-31', 1, '2027-01-01', 'a year of which nothing is announced: weekends alone'],
    ['2027-01-01', 1, '2027-01-04', 'a weekend of that year'],
  ])('%s and %i more are %s: %s', (from, days, to) => {
    expect(addWorkingDays(from, days, calendar)).toBe(to);
  });

  it.each<[string, string, number]>([
    ['2026-11-23', '2026-11-30', 5], ['2026-11-30', '2026-11-30', 0], ['2026-12-01', '2026-11-30', -1], ['2026-12-05', '2026-12-04', 0], ['2026-02-13', '2026-02-24', 2],
  ])('on %s, what is due on %s has %i left', (today, due, left) => {
    expect(workingDaysLeft(today, due, calendar)).toBe(left);
  });

  it('goes as far as was announced, and knows that of 2027 it was not', () => {
    expect([...calendar.announced]).toEqual([2025, 2026]);
  });

  it('has as many days as the notices say, each make-up day at a weekend', () => {
    // 1 + 8 + 3 + 5 + 3 + 8 and 3 + 9 + 3 + 5 + 3 + 3 + 7 in the words of the notices.
    const counts = file.years.map((year) => year.holidays.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0));
    expect(counts).toEqual([28, 33, 0]);
    expect([...calendar.workdays].every((day) => isWorkingDay(day, calendar) && !isWorkingDay(day, { ...calendar, workdays: new Set() }))).toBe(true);
  });
});

describe('a calendar that cannot be', () => {
  it.each<[string, Partial<WorkingDaysFile['years'][number]>]>([
    ['a holiday that ends before it begins', { holidays: [{ from: '2028-01-02', to: '2028-01-01' }] }],
    ['a make-up day that is no weekend', { workdays: ['2028-01-03'] }],
    ['a make-up day that is a holiday', { holidays: [{ from: '2028-01-01', to: '2028-01-01' }], workdays: ['2028-01-01'] }],
  ])('%s', (_what, changes) => {
    expect(() => workingCalendar({ years: [{ year: 2028, verify: false, holidays: [], workdays: [], ...changes }] })).toThrow(/2028-01-0/);
  });
});
