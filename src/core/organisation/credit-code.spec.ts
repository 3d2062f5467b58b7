import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCharacter, isCreditCode, normalCreditCode } from './credit-code.js';

describe('unified social credit code', () => {
  const CASES: [code: string, why: string, verdict: boolean][] = [
    ['91350100M000100Y43', 'the example of GB 32100-2015', true],
    ['91350100M000100Y44', 'another check character', false],
    ['91350100M000100Y4', 'one character short', false],
    ['91350100m000100y43', 'small letters', false],
    ['91350100I000100Y43', 'a letter outside the alphabet', false],
    ['', 'nothing', false],
  ];
  it.each(CASES)('%s (%s) → %s', (code, _why, verdict) => {
    expect(isCreditCode(code)).toBe(verdict);
  });

  it.each([' 9135 0100 m000100y43 ', '９１３５０１００M000100Y43', '91350100M000100Y43'])('reads %j as it is meant', (written) => {
    expect(normalCreditCode(written)).toBe('91350100M000100Y43');
  });

  it('accepts every code made with its own check character, remainder 0 included, and no code with one character changed', () => {
    const character = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY');
    fc.assert(fc.property(fc.array(character, { minLength: 17, maxLength: 17 }), fc.nat(16), character, (body, place, other) => {
      const code = body.join('') + checkCharacter(body.join(''));
      expect(isCreditCode(code)).toBe(true);
      fc.pre(body[place] !== other);
      expect(isCreditCode(code.slice(0, place) + other + code.slice(place + 1))).toBe(false);
    }));
  });
});
