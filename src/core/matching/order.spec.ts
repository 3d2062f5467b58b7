import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diversify, rank } from './order.js';

const spread = (suppliers: string, share: number): string => diversify([...suppliers].map((supplierId) => ({ supplierId })), share).map((one) => one.supplierId).join('');

describe('spreading a list over suppliers', () => {
  it.each([
    ['aaab', 40, 'abaa'],
    ['aaaabbc', 40, 'ababcaa'],
    ['aaa', 40, 'aaa'],
    ['abc', 40, 'abc'],
    ['', 40, ''],
    ['aab', 100, 'aab'],
  ])('%s with %i percent: %s', (ranked, share, expected) => {
    expect(spread(ranked, share)).toBe(expected);
  });

  it('drops nobody and keeps the order of each supplier', () => {
    const ranked = fc.array(fc.record({ supplierId: fc.constantFrom('a', 'b', 'c'), place: fc.nat() }), { maxLength: 30 });
    fc.assert(fc.property(ranked, fc.integer({ min: 1, max: 100 }), (list, share) => {
      const result = diversify(list, share);
      for (const supplier of ['a', 'b', 'c']) expect(result.filter((one) => one.supplierId === supplier)).toEqual(list.filter((one) => one.supplierId === supplier));
    }));
  });
});

it('ranks by score, then by the smaller id, whatever the order they come in', () => {
  const pairs = [{ id: 'b', score: 5 }, { id: 'a', score: 5 }, { id: 'c', score: 9 }, { id: 'd', score: 1 }];
  for (const order of [pairs, [...pairs].reverse()]) expect(rank(order, 3, (pair) => pair.id).map((pair) => pair.id)).toEqual(['c', 'a', 'b']);
});
