import { describe, expect, it } from '@jest/globals';
import { apiTokenEnd, apiTokenState, lastDayOf } from './api-token.js';

const at = (text: string): Date => new Date(text);

describe('how long a token is good', () => {
  it.each<[made: string, days: number, end: string, lastDay: string]>([
    ['2026-11-25T00:00:00+08:00', 1, '2026-11-26T16:00:00.000Z', '2026-11-26'],
    ['2026-11-25T23:59:59.999+08:00', 1, '2026-11-26T16:00:00.000Z', '2026-11-26'],
    // Still the 25th in London, the 26th in Taiyuan.
    ['2026-11-25T17:00:00Z', 1, '2026-11-27T16:00:00.000Z', '2026-11-27'],
    ['2026-11-25T12:00:00+08:00', 366, '2027-11-26T16:00:00.000Z', '2027-11-26'],
  ])('made %s for %i days', (made, days, end, lastDay) => {
    expect(apiTokenEnd(at(made), days).toISOString()).toBe(end);
    expect(lastDayOf(apiTokenEnd(at(made), days))).toBe(lastDay);
  });

  it.each<[now: string, revokedAt: string | null, state: string]>([
    ['2026-11-26T23:59:59.999+08:00', null, 'ACTIVE'],
    ['2026-11-27T00:00:00+08:00', null, 'EXPIRED'],
    ['2026-11-26T10:00:00+08:00', '2026-11-26T10:00:00+08:00', 'REVOKED'],
    ['2026-11-28T00:00:00+08:00', '2026-11-26T10:00:00+08:00', 'REVOKED'],
    ['2026-11-26T09:00:00+08:00', '2026-11-26T10:00:00+08:00', 'ACTIVE'],
  ])('at %s, revoked %s', (now, revokedAt, state) => {
    expect(apiTokenState({ expiresAt: at('2026-11-27T00:00:00+08:00'), revokedAt: revokedAt === null ? null : at(revokedAt) }, at(now))).toBe(state);
  });
});
