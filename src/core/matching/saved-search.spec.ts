import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { QueryTerm } from '../search/query-terms.js';
import {
  answersSearch, isNews, isTellingDue, keysOfProduct, keysOfSearch, searchNeeds, type ListedProduct, type SearchConditions, type SearchNeeds, type SearchWord,
} from './saved-search.js';

const AT = new Date('2026-11-23T09:00:00+08:00');
const POWER = 'spec_X_304_power';

const aListed = (changes: Partial<ListedProduct> = {}): ListedProduct & { readonly publishedAt: number } => ({
  id: 'prd_1', supplierId: 'org_supplier', classIds: ['X.304', 'X.3', 'X'], specs: { [POWER]: 75, spec_X_304_drive: 'direct' }, priceCny: '80000.00', energyGrade: 2, regions: ['140000'],
  certificates: ['节能认证'], words: new Set(['螺杆', '空压', '压机', '空压机', 'lg75', '75']), publishedAt: AT.getTime(), ...changes,
});
const word = (unit: string, prefix = false): SearchWord => ({ units: [unit], prefix });
const needs = (conditions: SearchConditions = {}, ...words: SearchWord[]): SearchNeeds => ({ words, conditions });

describe('a product answers a saved search', () => {
  it.each<[what: string, search: SearchNeeds, answers: boolean]>([
    ['that has all its words', needs({}, word('空压'), word('螺杆')), true],
    ['of which it lacks one word', needs({}, word('空压'), word('离心')), false],
    ['by the beginning of its model', needs({}, word('lg7', true)), true],
    ['but not by the beginning of a word that is meant whole', needs({}, word('lg7')), false],
    ['of a branch above its class', needs({ classIds: ['X.3'] }), true],
    ['not of another branch', needs({ classIds: ['S1'] }), false],
    ['within the bounds of a figure, ends included', needs({ specs: [{ field: POWER, min: 75, max: 75 }] }), true],
    ['not outside of them', needs({ specs: [{ field: POWER, min: 90 }] }), false],
    ['by one of several values', needs({ specs: [{ field: 'spec_X_304_drive', values: ['belt', 'direct'] }] }), true],
    ['not by a figure that it does not state', needs({ specs: [{ field: 'spec_X_304_noise', max: 80 }] }), false],
    ['within a price', needs({ classIds: ['X'], priceMaxCny: '80000' }), true],
    ['not above the price', needs({ classIds: ['X'], priceMaxCny: '79999.99' }), false],
    ['of its grade or a worse one', needs({ classIds: ['X'], energyGradeAtMost: 2 }), true],
    ['not of a better grade', needs({ classIds: ['X'], energyGradeAtMost: 1 }), false],
    ['where its supplier serves', needs({ classIds: ['X'], servedRegions: ['140000', '140100'] }), true],
    ['not where its supplier does not', needs({ classIds: ['X'], servedRegions: ['610000'] }), false],
    ['with a certificate', needs({ certificates: ['节能认证'] }), true],
    ['of a supplier', needs({ supplierIds: ['org_supplier'] }), true],
  ])('%s', (_what, search, answers) => expect(answersSearch(aListed(), search)).toBe(answers));

  it('tells no hidden price: what nobody may read passes no bound', () => {
    expect(answersSearch(aListed({ priceCny: null }), needs({ classIds: ['X'], priceMaxCny: '999999999' }))).toBe(false);
  });
});

describe('what is news', () => {
  const search = { ...needs({ classIds: ['X.304'], priceMaxCny: '80000' }), ownerId: 'org_buyer', since: AT };
  it.each<[what: string, now: Partial<ListedProduct & { publishedAt: number }>, before: Partial<ListedProduct> | null, news: boolean]>([
    ['a product published since', {}, null, true],
    ['not one that was on the market when the search was saved', { publishedAt: AT.getTime() - 1 }, null, false],
    ['one that changed into answering', {}, { priceCny: '90000' }, true],
    ['one whose price has come to be shown', {}, { priceCny: null }, true],
    ['not one that answered before and changed otherwise', { certificates: [] }, {}, false],
    ['not one that answers no more', { priceCny: '90000' }, {}, false],
    ['never one of one’s own', { supplierId: 'org_buyer' }, null, false],
    ['never what stands in a sandbox', { supplierId: 'sbx_1' }, null, false],
  ])('%s', (_what, now, before, news) => expect(isNews({ ...aListed(), ...now }, before === null ? null : aListed(before), search)).toBe(news));
});

describe('what may be saved', () => {
  const term = (text: string, more: Partial<QueryTerm> = {}): QueryTerm =>
    ({ text, word: text, kind: 'WORD', units: [text], prefix: false, required: true, wanted: false, closing: true, ...more });
  it.each<[what: string, terms: QueryTerm[], conditions: SearchConditions, code: string | null]>([
    ['words', [term('水泵')], {}, null],
    ['a class', [], { classIds: ['X.301'] }, null],
    ['not everything', [], {}, 'SAVED_SEARCH_TOO_WIDE'],
    ['not everything below a price', [], { priceMaxCny: '1000', energyGradeAtMost: 2, servedRegions: ['140000'] }, 'SAVED_SEARCH_TOO_WIDE'],
    ['not what nothing can lie between', [], { classIds: ['X.301'], priceMinCny: '10', priceMaxCny: '9.99' }, 'SAVED_SEARCH_RANGE_REVERSED'],
    ['not a figure from more to less', [], { specs: [{ field: POWER, min: 3, max: 2 }] }, 'SAVED_SEARCH_RANGE_REVERSED'],
    ['not words that only rank', [term('10', { kind: 'FIGURE', required: false })], {}, 'SAVED_SEARCH_TOO_WIDE'],
    ['not a sentence', [...'甲乙丙丁戊己庚辛壬'].map((one) => term(one)), {}, 'SAVED_SEARCH_WORDS_TOO_MANY'],
    ['parts of one word count as one', [...'甲乙丙丁戊己庚辛壬'].map((one) => term(one, { word: '一' })), {}, null],
  ])('%s', (_what, terms, conditions, code) => {
    const outcome = searchNeeds(terms, conditions);
    expect(outcome.ok ? null : outcome.refusal.code).toBe(code);
  });
});

it.each<[frequency: 'AT_ONCE' | 'DAILY' | 'WEEKLY', last: string, due: boolean]>([
  ['AT_ONCE', '2026-11-23T08:59:00+08:00', true], ['DAILY', '2026-11-23T00:01:00+08:00', false], ['DAILY', '2026-11-22T23:59:00+08:00', true],
  ['WEEKLY', '2026-11-17T00:01:00+08:00', false], ['WEEKLY', '2026-11-16T23:59:00+08:00', true],
])('what waits is told %s since %s: %s', (frequency, last, due) => expect(isTellingDue(frequency, new Date(last), AT)).toBe(due));

describe('the keys', () => {
  const unit = fc.constantFrom('水泵', '风机', 'a', 'ab', 'ab1', 'ab12', 'b2', '75');
  const product = fc.record({
    words: fc.uniqueArray(unit, { maxLength: 4 }).map((words) => new Set(words)), supplierId: fc.constantFrom('org_1', 'org_2'), classIds: fc.constantFrom(['X.1'], ['X.2', 'X']),
    specs: fc.dictionary(fc.constantFrom('f', 'g'), fc.constantFrom(1, 2)), certificates: fc.subarray(['煤安', '防爆']),
  }).map((some) => aListed(some));
  const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
  const search = fc.record({
    words: fc.array(fc.record({ units: fc.array(unit, { minLength: 1, maxLength: 2 }), prefix: fc.boolean() }), { maxLength: 2 })
      .map((words) => words.map(({ units, prefix }) => ({ units, prefix: prefix && units.every((one) => /^[a-z0-9]/u.test(one)) }))),
    conditions: fc.record({
      classIds: maybe(fc.subarray(['X.1', 'X'], { minLength: 1 })), supplierIds: maybe(fc.subarray(['org_1', 'org_2'], { minLength: 1 })), certificates: maybe(fc.subarray(['煤安', '防爆'], { minLength: 1 })),
      specs: maybe(fc.array(fc.record({ field: fc.constantFrom('f', 'g'), min: maybe(fc.constantFrom(1, 2)) }), { minLength: 1, maxLength: 2 })),
    }),
  });

  it('lose no search that a product answers', () => {
    fc.assert(fc.property(product, search, (one, asked) => {
      const keys = keysOfSearch(asked);
      const has = new Set(keysOfProduct(one));
      return keys.length === 0 || !answersSearch(one, asked) || keys.some((key) => has.has(key));
    }), { numRuns: 500 });
  });
});
