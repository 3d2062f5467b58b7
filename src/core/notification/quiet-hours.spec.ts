import { describe, expect, it } from '@jest/globals';
import { afterQuiet, minuteOf, timeText, type QuietHours } from './quiet-hours.js';

const quiet = (from: string, to: string): QuietHours => ({ from: minuteOf(from) ?? -1, to: minuteOf(to) ?? -1 });

describe('quiet hours, in Shanghai', () => {
  it.each<[at: string, from: string, to: string, after: string]>([
    ['2026-11-24T21:59:59+08:00', '22:00', '07:00', 'the same'],
    ['2026-11-24T22:00:00+08:00', '22:00', '07:00', '2026-11-25T07:00:00+08:00'],
    ['2026-11-24T23:59:59+08:00', '22:00', '07:00', '2026-11-25T07:00:00+08:00'],
    ['2026-11-25T00:00:00+08:00', '22:00', '07:00', '2026-11-25T07:00:00+08:00'],
    ['2026-11-25T06:59:59+08:00', '22:00', '07:00', '2026-11-25T07:00:00+08:00'],
    ['2026-11-25T07:00:00+08:00', '22:00', '07:00', 'the same'],
    ['2026-11-24T15:30:00Z', '22:00', '07:00', '2026-11-25T07:00:00+08:00'],
    ['2026-12-31T23:30:00+08:00', '22:00', '07:00', '2027-01-01T07:00:00+08:00'],
    ['2026-11-24T12:30:00+08:00', '12:00', '14:00', '2026-11-24T14:00:00+08:00'],
    ['2026-11-24T11:59:59+08:00', '12:00', '14:00', 'the same'],
    ['2026-11-24T14:00:00+08:00', '12:00', '14:00', 'the same'],
    ['2026-11-24T00:30:00+08:00', '00:00', '06:00', '2026-11-24T06:00:00+08:00'],
    ['2026-11-24T23:30:00+08:00', '22:00', '00:00', '2026-11-25T00:00:00+08:00'],
    ['2026-11-25T00:00:00+08:00', '22:00', '00:00', 'the same'],
    ['2026-11-24T12:00:00+08:00', '12:01', '12:00', 'the same'],
    ['2026-11-24T12:01:00+08:00', '12:01', '12:00', '2026-11-25T12:00:00+08:00'],
  ])('%s with %s–%s: %s', (at, from, to, after) => {
    expect(afterQuiet(new Date(at), quiet(from, to))).toEqual(new Date(after === 'the same' ? at : after));
  });

  it('are over when they are over', () => {
    for (let minute = 0; minute < 2 * 1_440; minute += 7) {
      const at = new Date(Date.parse('2026-11-23T16:00:00Z') + minute * 60_000);
      for (const hours of [quiet('22:00', '07:00'), quiet('12:00', '14:00'), quiet('00:00', '23:59')]) {
        const after = afterQuiet(at, hours);
        expect(afterQuiet(after, hours)).toEqual(after);
        expect(after.getTime() - at.getTime()).toBeLessThan(86_400_000);
      }
    }
  });

  it('may be none', () => {
    const at = new Date('2026-11-24T23:00:00+08:00');
    expect(afterQuiet(at, null)).toBe(at);
  });
});

describe('a time of day', () => {
  it.each([['00:00', 0], ['07:05', 425], ['23:59', 1_439], ['24:00', null], ['7:00', null], ['07:60', null], ['', null], ['07:00:00', null], ['-1:00', null]])('%j is minute %s', (text, minute) => {
    expect(minuteOf(text)).toBe(minute);
    if (minute !== null) expect(timeText(minute)).toBe(text);
  });
});
