import { describe, expect, it } from '@jest/globals';
import { partialMatch, type TermKnowledge } from './query-plan.js';
import type { QueryTerm } from './query-terms.js';

/** `products` 0: no product holds the term; goods: it closes names. */
const known = (text: string, products: number, more: { readonly goods?: boolean } & Partial<QueryTerm> = {}): TermKnowledge => {
  const { goods = false, ...term } = more;
  const units = text.length > 1 ? [...text].slice(1).map((character, index) => `${text.charAt(index)}${character}`) : [text];
  return {
    term: { text, word: text, kind: 'WORD', units, prefix: false, required: true, wanted: false, closing: true, ...term },
    products, unitProducts: units.map(() => products), namesGoods: goods,
  };
};
const anchors = (...terms: TermKnowledge[]): string[][] | null =>
  partialMatch(terms, 1_000)?.anchors.map((words) => words.map(({ text }) => text)) ?? null;
const rest = (count: number): TermKnowledge[] => Array.from({ length: count }, (_, n) => known(`词${n}x`, 0));

describe('what to look for when no product carries all words', () => {
  it.each<[string, TermKnowledge[], string[][] | null]>([
    ['the goods', [known('井下', 0), known('皮带机', 9, { goods: true })], [['皮带机']]],
    ['not what is named for them', [known('玻璃', 9, { goods: true, closing: false }), known('饭盒', 0)], null],
    ['not an attribute', [known('电动', 9), known('剃须刀', 0)], null],
    ['nothing that is unknown', [known('舞蹈鞋', 0)], null],
    ['a number that is known', [known('立加', 0), known('850', 1, { kind: 'MODEL', units: ['850'] })], [['850']]],
    ['a model number long enough to tell', [known('某牌', 0), known('sgz764', 1, { kind: 'MODEL' })], [['sgz764']]],
    ['no short one of letters', [known('某牌手机', 0), known('v6', 1, { kind: 'MODEL' })], null],
    ['the head of a compound that is nowhere', [known('防弹', 0, { word: '防弹玻璃' }), known('玻璃', 9, { word: '防弹玻璃', goods: true })], [['玻璃']]],
    ['all of a compound that is somewhere', [known('排风', 0), known('轴流', 3, { word: '轴流风机', goods: true }), known('风机', 9, { word: '轴流风机', goods: true })], [['轴流', '风机']]],
    ['of a sentence what it says to be wanted', [...rest(4), known('水泵', 9, { goods: true }), known('风机', 9, { goods: true, wanted: true })], [['风机']]],
    ['of a sentence any goods otherwise', [...rest(4), known('水泵', 9, { goods: true, closing: false })], [['水泵']]],
  ])('%s', (_what, terms, expected) => {
    expect(anchors(...terms)).toEqual(expected);
  });

  it('asks of a short query that half of it is covered, of a sentence only the goods', () => {
    expect(partialMatch([known('采煤机', 9, { goods: true }), known('井下', 0)], 1_000)?.leastShare).toBe(1.5);
    expect(partialMatch([known('采煤机', 9, { goods: true }), ...rest(4)], 1_000)?.leastShare).toBe(0);
  });

  it('lets rare words weigh more than usual ones, and goods most', () => {
    const units = partialMatch([known('低氮', 2), known('设计', 900), known('锅炉', 30, { goods: true })], 1_000)?.units ?? [];
    const weights = Object.fromEntries(units.map(({ unit, weight }) => [unit, weight]));
    expect(weights['低氮']).toBeGreaterThan(weights['设计'] ?? 0);
    expect(weights['锅炉']).toBeGreaterThan(weights['低氮'] ?? 0);
  });
});
