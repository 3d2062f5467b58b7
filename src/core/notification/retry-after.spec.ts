import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfter } from './retry-after.js';

const NOW = new Date('2026-11-23T01:00:00Z');

describe('when a receiver asks to be tried again', () => {
  it.each<[status: number | null, header: string | null, at: string | null]>([
    [429, '120', '2026-11-23T01:02:00.000Z'], [503, ' 0 ', '2026-11-23T01:00:00.000Z'], [503, '86400', '2026-11-24T01:00:00.000Z'],
    [503, 'Mon, 23 Nov 2026 03:30:00 GMT', '2026-11-23T03:30:00.000Z'], [429, 'Monday, 23-Nov-26 03:30:00 GMT', '2026-11-23T03:30:00.000Z'], [429, 'Sun Nov  1 03:30:00 2026', '2026-11-01T03:30:00.000Z'],
    [500, '120', null], [200, '120', null], [301, '120', null], [null, '120', null], [503, null, null],
    [503, '', null], [503, '-5', null], [503, '1.5', null], [503, '1e3', null], [503, '9999999999', null], [503, '120, 240', null], [503, 'soon', null],
    [503, '2026-11-23T03:30:00Z', null], [503, 'Mon, 23 Nov 2026 03:30:00 +0800', null], [503, 'Mon, 31 Feb 2026 03:30:00 GMT', null], [503, 'Mon, 23 Nev 2026 03:30:00 GMT', null], [503, 'Mon, 23 Nov 2026 25:30:00 GMT', null],
  ])('%s with %j: %s', (status, header, at) => {
    expect(retryAfter(status, header, NOW)?.toISOString() ?? null).toBe(at);
  });

  it('is never a date that is none, whatever the header says', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (header) => {
      const at = retryAfter(503, header, NOW);
      expect(at === null || Number.isFinite(at.getTime())).toBe(true);
    }));
  });
});
