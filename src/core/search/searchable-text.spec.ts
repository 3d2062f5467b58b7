import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bracketsFirst, closingNoun, gramsOf, hanRuns, latinRuns, searchableText } from './searchable-text.js';

const plain = (text: string): string => text;

describe('the form in which texts are compared', () => {
  it.each([
    ['full width and upper case', 'ＧＣ－Ｅ１８', 'gc-e18'],
    ['a cross between figures', 'PE600×900', 'pe600x900'],
    ['a star between figures', 'PE600 * 900', 'pe600 x 900'],
    ['a star that is none', 'a*b', 'a*b'],
    ['Roman figures and squares', 'DTⅡ 5㎡', 'dtii 5m2'],
    ['dashes of every kind', 'MG500–WD', 'mg500-wd'],
    ['the ideographic space', '锅炉　燃气', '锅炉 燃气'],
  ])('%s', (_what, text, expected) => {
    expect(searchableText(text, plain)).toBe(expected);
  });

  it('is simplified by whoever can', () => {
    expect(searchableText('採煤機', (text) => text.replace('採', '采').replace('機', '机'))).toBe('采煤机');
  });

  it('stays as it is when it is made again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = searchableText(text, plain);
      // Letters whose lower case is composed anew (İ) settle in the second round.
      expect(searchableText(searchableText(once, plain), plain)).toBe(searchableText(once, plain));
    }));
  });
});

describe('parts of a text', () => {
  it('are runs of Chinese and of letters and digits', () => {
    expect(hanRuns('64排ct机(含机)')).toEqual(['排', '机', '含机']);
    expect(latinRuns('双梁 lc-qd32-22.5 起重机 4-72')).toEqual(['lc-qd32-22.5', '4-72']);
  });

  it.each([['采煤机', ['采煤', '煤机']], ['泵', []], ['', []]])('pairs of %j', (run, grams) => {
    expect(gramsOf(run)).toEqual(grams);
  });

  it.each([
    ['煤矿用定向钻机(分体式)', '分体式 煤矿用定向钻机'], ['(a)(b)', 'a b'], ['没有括号', '没有括号'], ['()', ''],
  ])('%j with brackets first', (text, expected) => {
    expect(bracketsFirst(text)).toBe(expected);
  });

  it.each([['渣浆泵', '泵'], ['数字化x射线机(dr)', '机'], ['加气混凝土砌块b06', '块'], ['agv', null]])('%j closes with %j', (name, noun) => {
    expect(closingNoun(name)).toBe(noun);
  });
});
