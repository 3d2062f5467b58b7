import { describe, expect, it } from '@jest/globals';
import { sessionState } from './session-life.js';

const AT = new Date('2026-11-23T12:00:00+08:00');
const before = (minutes: number): Date => new Date(AT.getTime() - minutes * 60_000);

describe('life of a session', () => {
  const CASES: [why: string, created: number, seen: number, revoked: number | null, verdict: string][] = [
    ['just opened', 0, 0, null, 'VALID'],
    ['seen 30 minutes ago to the second', 60, 30, null, 'VALID'],
    ['seen 31 minutes ago', 60, 31, null, 'EXPIRED'],
    ['used all day, 12 hours old', 720, 1, null, 'VALID'],
    ['used all day, 12 hours and a minute old', 721, 1, null, 'EXPIRED'],
    ['revoked a minute ago', 10, 1, 1, 'REVOKED'],
    ['revoked and long expired', 9000, 8000, 8500, 'REVOKED'],
  ];
  it.each(CASES)('%s', (_why, created, seen, revoked, verdict) => {
    expect(sessionState({ createdAt: before(created), lastSeenAt: before(seen), revokedAt: revoked === null ? null : before(revoked) }, AT)).toBe(verdict);
  });
});
