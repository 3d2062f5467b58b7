import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BEST_PER_LINE, lineChanges } from '../../../src/core/matching/line-changes.js';
import { matchesForLine } from '../../../src/core/matching/judge-pair.js';
import { AS_OF, aLine, aProduct } from '../../../src/core/matching/pair.factory.js';
import type { OfferedProduct, WantedLine } from '../../../src/core/matching/pair.js';
import { DEFAULT_RULES, rulesBy } from '../../../src/core/matching/rules.js';
import { OfferIndex } from '../../../src/core/matching/columnar/offer-index.js';
import { aWorld, aWorldProduct, someWeights } from '../../factories/match-worlds.js';

const RUNS = 500;

function indexOf(products: Iterable<OfferedProduct>): OfferIndex {
  const index = new OfferIndex(DEFAULT_RULES);
  for (const product of products) index.put(product);
  return index;
}

/** What the rule itself answers, in the shape of the index. */
function oracle(line: WantedLine, products: readonly OfferedProduct[], limit: number, rules = DEFAULT_RULES) {
  const all = matchesForLine(line, products, rules, AS_OF, products.length);
  return { count: all.length, best: all.slice(0, limit).map(({ productId, score }) => ({ id: productId, score })) };
}

describe('the index of products', () => {
  it('answers like the rule, product by product and point by point', () => {
    let answered = 0;
    fc.assert(fc.property(aWorld(8, 40), fc.constantFrom(1, 3, 20), ({ lines, products }, limit) => {
      const index = indexOf(products);
      for (const line of lines) {
        const expected = oracle(line, products, limit);
        expect(index.answers(line, AS_OF, limit)).toMatchObject(expected);
        answered += expected.count;
      }
    }), { numRuns: RUNS });
    expect(answered).toBeGreaterThan(RUNS);
  });

  it('answers by whatever weights are in force, with buyers whose answers moved theirs', () => {
    fc.assert(fc.property(aWorld(8, 40), someWeights, ({ lines, products }, weights) => {
      const index = indexOf(products);
      for (const line of lines) expect(index.answers(line, AS_OF, 20, weights)).toMatchObject(oracle(line, products, 20, rulesBy(weights)));
    }), { numRuns: 200 });
  });

  it('answers like an index made anew, after any changes and removals', () => {
    const change = fc.tuple(fc.nat({ max: 39 }), fc.option(aWorldProduct));
    fc.assert(fc.property(aWorld(8, 40), fc.array(change, { maxLength: 60 }), ({ lines, products }, changes) => {
      const index = indexOf(products);
      const now = new Map(products.map((product) => [product.productId, product]));
      for (const [n, changed] of changes) {
        const productId = `prd_${n}`;
        if (changed === null) {
          now.delete(productId);
          index.remove(productId);
        } else {
          now.set(productId, { ...changed, productId });
          index.put({ ...changed, productId });
        }
      }
      for (const line of lines) expect(index.answers(line, AS_OF, 5)).toMatchObject(oracle(line, [...now.values()], 5));
    }), { numRuns: 200 });
  });

  it('of 10,000 candidates keeps the fifty best, as the rule ranks them, and tells how many there were', () => {
    const products = Array.from({ length: 10_000 }, (_, n) => aProduct({ productId: `prd_${String(n).padStart(5, '0')}`, priceCny: `${100_000 + (n * 7_919) % 400_000}.00` }));
    const { count, looked, best } = indexOf(products).answers(aLine(), AS_OF, BEST_PER_LINE);
    expect({ count, best }).toEqual(oracle(aLine(), products, BEST_PER_LINE));
    expect([count, looked, best.length]).toEqual([10_000, 10_000, 50]);
    // By SQL all of them are judged, and no more are kept.
    const matches = matchesForLine(aLine(), products, DEFAULT_RULES, AS_OF, products.length);
    expect(lineChanges([], null, matches).kept.map(({ productId }) => productId).sort()).toEqual(best.map(({ id }) => id).sort());
  });

  it('breaks ties by the product id, whatever came first', () => {
    const products = ['prd_3', 'prd_1', 'prd_2'].map((productId) => aProduct({ productId }));
    expect(indexOf(products).answers(aLine(), AS_OF, 2).best.map(({ id }) => id)).toEqual(['prd_1', 'prd_2']);
  });

  it('forgets what left the market', () => {
    const index = indexOf([aProduct()]);
    index.put(aProduct({ eliminated: true }));
    index.remove('prd_unknown');
    expect([index.size, index.answers(aLine(), AS_OF, 5)]).toEqual([0, { count: 0, looked: 0, best: [] }]);
  });
});
