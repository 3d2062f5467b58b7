import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesForProduct } from '../../../src/core/matching/judge-pair.js';
import { AS_OF, aLine, aPath, aProduct, aRequirement } from '../../../src/core/matching/pair.factory.js';
import type { OfferedProduct, WantedLine } from '../../../src/core/matching/pair.js';
import { DEFAULT_RULES, rulesBy } from '../../../src/core/matching/rules.js';
import { LineIndex } from '../../../src/core/matching/columnar/line-index.js';
import { aWorld, aWorldLine, someWeights } from '../../factories/match-worlds.js';

const RUNS = 500;

function indexOf(lines: Iterable<WantedLine>): LineIndex {
  const index = new LineIndex(DEFAULT_RULES);
  for (const line of lines) index.put(line);
  return index;
}

/** What the rule itself answers, in the shape of the index. */
function oracle(product: OfferedProduct, lines: readonly WantedLine[], limit: number, rules = DEFAULT_RULES) {
  const all = matchesForProduct(product, lines, rules, AS_OF, lines.length);
  return { count: all.length, best: all.slice(0, limit).map(({ lineId, score }) => ({ id: lineId, score })) };
}

describe('the index of open lines', () => {
  it('answers like the rule, line by line and point by point', () => {
    let answered = 0;
    fc.assert(fc.property(aWorld(40, 8), fc.constantFrom(1, 3, 20), ({ lines, products }, limit) => {
      const index = indexOf(lines);
      for (const product of products) {
        const expected = oracle(product, lines, limit);
        expect(index.answers(product, AS_OF, limit)).toEqual(expected);
        answered += expected.count;
      }
    }), { numRuns: RUNS });
    // Worlds in which nothing matches would prove nothing.
    expect(answered).toBeGreaterThan(RUNS);
  });

  it('answers by whatever weights are in force, with buyers whose answers moved theirs', () => {
    fc.assert(fc.property(aWorld(40, 8), someWeights, ({ lines, products }, weights) => {
      const index = indexOf(lines);
      for (const product of products) expect(index.answers(product, AS_OF, 20, weights)).toEqual(oracle(product, lines, 20, rulesBy(weights)));
    }), { numRuns: 200 });
  });

  it('answers like an index made anew, after any changes and removals', () => {
    const change = fc.tuple(fc.nat({ max: 39 }), fc.option(aWorldLine));
    fc.assert(fc.property(aWorld(40, 8), fc.array(change, { maxLength: 60 }), ({ lines, products }, changes) => {
      const index = indexOf(lines);
      const now = new Map(lines.map((line) => [line.lineId, line]));
      for (const [n, changed] of changes) {
        const lineId = `dln_${n}`;
        if (changed === null) {
          now.delete(lineId);
          index.remove(lineId);
        } else {
          now.set(lineId, { ...changed, lineId });
          index.put({ ...changed, lineId });
        }
      }
      for (const product of products) expect(index.answers(product, AS_OF, 5)).toEqual(oracle(product, [...now.values()], 5));
    }), { numRuns: 200 });
  });

  it('breaks ties by the line id, whatever came first', () => {
    const lines = ['dln_3', 'dln_1', 'dln_2'].map((lineId) => aLine({ lineId }));
    expect(indexOf(lines).answers(aProduct(), AS_OF, 2).best.map(({ id }) => id)).toEqual(['dln_1', 'dln_2']);
  });

  it('counts a line once that reaches a class by two paths, by the better', () => {
    const line = aLine({ classIds: [aPath({ strength: 1 }), aPath({ strength: 3 })] });
    expect(indexOf([line]).answers(aProduct(), AS_OF, 5)).toEqual(oracle(aProduct(), [line], 5));
    expect(indexOf([line]).answers(aProduct(), AS_OF, 5).count).toBe(1);
  });

  it('keeps more words of an attribute apart than it has bits', () => {
    const lines = Array.from({ length: 80 }, (_, n) => aLine({ lineId: `dln_${n}`, requirements: [aRequirement({ attributeKey: 'crusherType', op: 'in', value: [`type${n}`, `type${n + 1}`], unit: null })] }));
    const index = indexOf(lines);
    for (const n of [0, 31, 32, 33, 64, 79]) {
      const product = aProduct({ specs: { crusherType: `type${n}` } });
      expect(index.answers(product, AS_OF, 5)).toEqual(oracle(product, lines, 5));
    }
  });

  it('is empty of lines that were closed, and of all when asked for a class nobody wants', () => {
    const index = indexOf([aLine()]);
    expect(index.answers(aProduct({ classId: 'X.999' }), AS_OF, 5)).toEqual({ count: 0, best: [] });
    index.remove('dln_1');
    index.remove('dln_unknown');
    expect([index.size, index.answers(aProduct(), AS_OF, 5)]).toEqual([0, { count: 0, best: [] }]);
  });
});
