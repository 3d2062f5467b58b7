import { describe, expect, it } from '@jest/globals';
import { CODE_TRIES, codeFault, codeWaitSeconds } from './code-life.js';

const AT = new Date('2026-11-25T09:00:00+08:00');
const before = (seconds: number): Date => new Date(AT.getTime() - seconds * 1_000);
const CODE = { createdAt: before(60), expiresAt: before(-240), usedAt: null, tries: 1 };

describe('a code that was typed', () => {
  const CASES: [what: string, code: typeof CODE | (Omit<typeof CODE, 'usedAt'> & { usedAt: Date }) | null, fits: boolean, fault: string | null][] = [
    ['fits', CODE, true, null],
    ['fits at the last try', { ...CODE, tries: CODE_TRIES }, true, null],
    ['fits at its last second', { ...CODE, expiresAt: AT }, true, null],
    ['is another', CODE, false, 'CODE_WRONG'],
    ['belongs to nobody', null, false, 'CODE_WRONG'],
    ['belongs to nobody, though it is said to fit', null, true, 'CODE_WRONG'],
    ['fits too late', { ...CODE, expiresAt: before(1) }, true, 'CODE_EXPIRED'],
    ['is another and late: nothing is told of the time', { ...CODE, expiresAt: before(1) }, false, 'CODE_WRONG'],
    ['fits a second time', { ...CODE, usedAt: before(30) }, true, 'CODE_USED'],
    ['fits at the sixth try', { ...CODE, tries: CODE_TRIES + 1 }, true, 'CODE_TRIES_SPENT'],
    ['is another at the sixth try', { ...CODE, tries: CODE_TRIES + 1 }, false, 'CODE_TRIES_SPENT'],
  ];
  it.each(CASES)('%s', (_what, code, fits, fault) => {
    expect(codeFault(code, fits, AT)).toBe(fault);
  });
});

describe('seconds until a telephone is sent another code', () => {
  const CASES: [what: string, sent: number[], wait: number][] = [
    ['never any', [], 0],
    ['one a minute ago', [60], 0],
    ['one 59 seconds ago', [59], 1],
    ['one at this moment', [0], 60],
    ['four in the hour', [70, 600, 1_200, 3_000], 0],
    ['five in the hour', [70, 600, 1_200, 3_000, 3_599], 1],
    ['five in the hour, in another order', [3_000, 70, 3_540, 1_200, 600], 60],
    ['ten in the day', [4_000, 8_000, 12_000, 16_000, 20_000, 24_000, 28_000, 32_000, 36_000, 86_390], 10],
    ['ten, one of them yesterday', [4_000, 8_000, 12_000, 16_000, 20_000, 24_000, 28_000, 32_000, 36_000, 86_401], 0],
  ];
  it.each(CASES)('%s', (_what, sent, wait) => {
    expect(codeWaitSeconds(sent.map(before), AT)).toBe(wait);
  });
});
