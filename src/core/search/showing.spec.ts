import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { highlight } from './highlight.js';
import { likeness, likest } from './likeness.js';
import { classGrams, nearestClasses } from './nearest-classes.js';
import { searchableText } from './searchable-text.js';

const write = (character: string): string => searchableText(character, (text) => text.replace('機', '机'));

describe('highlights', () => {
  const marked = (text: string, ...words: string[]): string => highlight(text, words, write).map(({ text: part, hit }) => (hit ? `[${part}]` : part)).join('');
  it.each([
    ['固定带式输送机', ['输送机'], '固定带式[输送机]'], ['SL-DTL140/220/3×560', ['dtl140220'], 'SL-[DTL140/220]/3×560'], ['ＧＣ－Ｅ１８', ['e18'], 'ＧＣ－[Ｅ１８]'],
    ['採煤機', ['机'], '採煤[機]'], ['锅炉', ['泵'], '锅炉'], ['锅炉', [''], '锅炉'], ['锅炉', [], '锅炉'], ['', ['泵'], ''], ['机机', ['机'], '[机机]'],
  ])('%s by %j: %s', (text, words, expected) => {
    // A separator between two marked characters is no character of the word, and yet belongs into the mark for the eye.
    expect(marked(text, ...words).replaceAll(']/[', '/').replaceAll(']-[', '-')).toBe(expected);
  });

  it('leave the text as it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ maxLength: 3 })), (text, words) => {
      expect(highlight(text, words, write).map((part) => part.text).join('')).toBe(text);
    }));
  });
});

describe('likeness of products', () => {
  const own = { id: 'a', name: '履带式液压挖掘机', specs: { weight: 21_000, drive: 'track', cab: true } };
  it.each([
    ['the same', own, 1], ['nothing alike', { id: 'b', name: '离心泵', specs: { weight: 0, drive: 'wheel', cab: false } }, 0],
    ['half the weight and the rest', { ...own, specs: { ...own.specs, weight: 10_500 } }, (1 + (0.5 + 1 + 1) / 3) / 2], ['no figure in common', { ...own, specs: {} }, 0.5],
  ])('%s', (_what, other, expected) => {
    expect(likeness(own, other)).toBeCloseTo(expected, 9);
    expect(likeness(other, own)).toBeCloseTo(expected, 9);
  });

  it('orders equals by their ids', () => {
    expect(likest(own, [{ ...own, id: 'c' }, { ...own, id: 'b' }]).map(({ id }) => id)).toEqual(['b', 'c']);
  });
});

describe('the nearest classes', () => {
  const classes = classGrams([
    { id: 'A', zh: '焦炉设备', alsoCalled: ['熄焦车'], kinds: [{ key: 'k', zh: '拦焦机', en: '' }] }, { id: 'B', zh: '破碎机', alsoCalled: ['碎石机', '!'], kinds: [] },
    { id: 'C', zh: '煤块破碎机', alsoCalled: [], kinds: [] },
  ], write);
  it.each([
    ['新式熄焦车', ['A']], ['移动破碎机', ['B', 'C']], ['煤块破碎机', ['C', 'B']], ['女士舞蹈鞋', []], ['', []], ['ABC', []],
  ])('of %j: %j', (text, ids) => {
    expect(nearestClasses(text, classes, 5)).toEqual(ids);
  });
});
