import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineChanges, type LiveRecommendation } from './line-changes.js';
import type { Match } from './judge-pair.js';

const match = (productId: string, score: number): Match =>
  ({ lineId: 'dln_1', demandId: 'dmd_1', productId, buyerId: 'org_b', supplierId: 'org_s', classId: 'X.101', clause: '', score, factors: [] });
const live = (...rows: [string, number][]): LiveRecommendation[] => rows.map(([productId, score]) => ({ productId, score }));
const matches = (...rows: [string, number][]): Match[] => rows.map(([productId, score]) => match(productId, score));

describe('what becomes of the recommendations of a line with room for two', () => {
  type Rows = [string, number][];
  const CASES: [what: string, live: Rows, judged: string[] | null, matches: Rows, kept: string[], retired: string[], incomplete: boolean][] = [
    ['the first', [], ['a'], [['a', 5]], ['a'], [], false],
    ['one more', [['a', 5]], ['b'], [['b', 6]], ['b'], [], false],
    ['nothing new', [['a', 5]], ['a'], [['a', 5]], ['a'], [], false],
    ['one that matches no more', [['a', 5]], ['a'], [], [], ['a'], false],
    ['a better one takes a place', [['a', 5], ['b', 6]], ['c'], [['c', 7]], ['c'], ['a'], false],
    ['a worse one finds none', [['a', 5], ['b', 6]], ['c'], [['c', 4]], [], [], false],
    ['of equals the smaller id has the place', [['a', 5], ['c', 5]], ['b'], [['b', 5]], ['b'], ['c'], false],
    ['a full list that loses one looks again', [['a', 5], ['b', 6]], ['a'], [], [], ['a'], true],
    ['a full list in which one falls looks again', [['a', 5], ['b', 6]], ['a'], [['a', 4]], ['a'], [], true],
    ['a full list in which one rises does not', [['a', 5], ['b', 6]], ['a'], [['a', 7]], ['a'], [], false],
    ['a list with room that loses one has nobody waiting', [['a', 5]], ['a'], [], [], ['a'], false],
    ['all candidates judged: what is not among them ends', [['a', 5], ['b', 6]], null, [['c', 1]], ['c'], ['a', 'b'], false],
    ['all candidates judged, none there', [['a', 5]], null, [], [], ['a'], false],
  ];
  it.each(CASES)('%s', (_what, before, judged, found, kept, retired, incomplete) => {
    const changes = lineChanges(live(...before), judged === null ? null : new Set(judged), matches(...found), 2);
    expect([changes.kept.map((one) => one.productId), changes.retired, changes.incomplete]).toEqual([kept, retired, incomplete]);
  });

  it('come to the same whichever products are judged first, once an incomplete list was looked at again', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.integer({ min: 0, max: 3 })), { selector: ([id]) => id, maxLength: 8 });
    fc.assert(fc.property(pairs, fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 4 }), (all, draws, limit) => {
      const best = lineChanges([], null, matches(...all), limit).kept.map((one) => one.productId).sort();
      const order = [...all].map((pair) => ({ pair, draw: draws.next().value as number })).sort((a, b) => a.draw - b.draw).map(({ pair }) => pair);
      const kept = new Map<string, number>();
      for (const [productId, score] of order) {
        const changes = lineChanges([...kept].map(([id, of]) => ({ productId: id, score: of })), new Set([productId]), [match(productId, score)], limit);
        for (const gone of changes.retired) kept.delete(gone);
        for (const one of changes.kept) kept.set(one.productId, one.score);
      }
      expect([...kept.keys()].sort()).toEqual(best);
    }));
  });
});
