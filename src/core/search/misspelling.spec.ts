import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deletionsOf, firstDifference, withinOneEdit } from './misspelling.js';

describe('one edit', () => {
  it.each([
    ['采媒机', '采煤机', true, 'a wrong character'], ['采机', '采煤机', true, 'a missing one'], ['采采煤机', '采煤机', true, 'one too many'], ['煤采机', '采煤机', true, 'two swapped'],
    ['采煤机', '采煤机', true, 'none'], ['采媒几', '采煤机', false, 'two wrong'], ['采', '采煤机', false, 'two missing'], ['煤机采', '采煤机', false, 'turned round'], ['', '机', true, 'nothing but one'],
  ])('%s and %s: %s, %s', (left, right, within) => {
    expect(withinOneEdit(left, right)).toBe(within);
    expect(withinOneEdit(right, left)).toBe(within);
  });

  it('leaves a common deletion, or one word is a deletion of the other', () => {
    const word = fc.string({ unit: fc.constantFrom('采', '煤', '机', '掘', '进'), minLength: 2, maxLength: 6 });
    fc.assert(fc.property(word, word, (left, right) => {
      if (!withinOneEdit(left, right)) return;
      const [ofLeft, ofRight] = [deletionsOf(left), deletionsOf(right)];
      expect(left === right || ofLeft.includes(right) || ofRight.includes(left) || ofLeft.some((one) => ofRight.includes(one))).toBe(true);
    }));
  });

  it.each([['采媒机', '采煤机', 1], ['采煤', '采煤机', 2], ['采煤机', '采煤机', 3], ['锅炉', '采煤机', 0]])('%s differs from %s at %i', (left, right, at) => {
    expect(firstDifference(left, right)).toBe(at);
  });
});
