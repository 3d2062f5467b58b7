import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bundles, type BundleCandidate } from './bundle.js';

const at = (positionId: string, supplierId: string, score = 5_000, productId = `${supplierId} ${positionId}`): BundleCandidate => ({ positionId, supplierId, productId, score });
const many = (supplierId: string, positions: readonly string[], score = 5_000): BundleCandidate[] => positions.map((position) => at(position, supplierId, score));
const sets = (found: ReturnType<typeof bundles>): string[] => found.bundles.map(({ supplierIds }) => supplierIds.join(' '));

/** Five machines of a line for photovoltaic cells: furnace, saw, coater, light soaker, stringer. */
const PV = ['大热场单晶炉', '多线切割机', '镀膜设备', '光注入设备', '串焊机'];

describe('a bundle', () => {
  it.each<[what: string, candidates: BundleCandidate[], sets: string[], uncovered: string[]]>([
    ['one supplier of everything before two of more points', [...many('all', PV, 1_000), ...many('a', PV.slice(0, 3), 9_000), ...many('b', PV.slice(3), 9_000)], ['all'], []],
    ['of two that cover everything the better one first', [...many('good', PV, 8_000), ...many('better', PV, 9_000)], ['better good'.split(' ')[0]!, 'good'], []],
    ['equal ones by their ids', [...many('b', PV), ...many('a', PV)], ['a', 'b'], []],
    ['two where none covers all', [...many('a', PV.slice(0, 3)), ...many('b', PV.slice(2)), ...many('c', PV.slice(1, 3))], ['a b'], []],
    ['what can be covered, and the gap by its name', [...many('a', PV.slice(0, 4))], ['a'], ['串焊机']],
    ['of nothing is none', [], [], PV],
    ['greed would take three, two will do', [
      ...many('wide', ['大热场单晶炉', '多线切割机', '镀膜设备'], 9_000), ...many('left', ['大热场单晶炉', '多线切割机', '光注入设备']), ...many('right', ['镀膜设备', '串焊机']),
    ], ['left right'], []],
  ])('%s', (_what, candidates, expected, uncovered) => {
    const found = bundles(PV, candidates, 10);
    expect([sets(found), found.uncovered, found.smallest, found.best]).toEqual([expected, uncovered, true, true]);
  });

  it('picks at each position the best product of its suppliers, and adds their scores up', () => {
    const found = bundles(['炉', '锯'], [at('炉', 'a', 7_000), at('炉', 'a', 8_000, 'later'), at('炉', 'a', 8_000, 'early'), at('锯', 'a', 1_000), at('锯', 'b', 9_999)], 1);
    expect(found.bundles).toEqual([{ supplierIds: ['a'], score: 9_000, picks: [at('炉', 'a', 8_000, 'early'), at('锯', 'a', 1_000)] }]);
  });

  it('says when it could not see everything', () => {
    const candidates = Array.from({ length: 12 }, (_, s) => many(`s${s}`, PV.filter((_, p) => (s * 7 + p) % 3 > 0))).flat();
    const hurried = bundles(PV, candidates, 3, 0);
    expect([hurried.bundles.length, hurried.best]).toEqual([1, false]);
    expect(new Set(hurried.bundles[0]!.picks.map(({ positionId }) => positionId)).size).toBe(PV.length);
  });
});

/** Every set of suppliers, tried one after another. */
function byForce(positions: readonly string[], candidates: readonly BundleCandidate[], limit: number): { sets: string[]; uncovered: string[] } {
  const suppliers = [...new Set(candidates.map(({ supplierId }) => supplierId))].sort();
  const coverable = positions.filter((position) => candidates.some(({ positionId }) => positionId === position));
  const scored = Array.from({ length: 2 ** suppliers.length }, (_, mask) => suppliers.filter((_id, s) => (mask & (1 << s)) !== 0)).flatMap((chosen) => {
    const best = coverable.map((position) => Math.max(-1, ...candidates.filter((one) => one.positionId === position && chosen.includes(one.supplierId)).map(({ score }) => score)));
    return best.includes(-1) ? [] : [{ chosen, score: best.reduce((sum, one) => sum + one, 0) }];
  });
  const least = Math.min(...scored.map(({ chosen }) => chosen.length));
  const smallest = scored.filter(({ chosen }) => chosen.length === least).sort((a, b) => b.score - a.score || (a.chosen.join('\n') < b.chosen.join('\n') ? -1 : 1));
  return { sets: coverable.length === 0 ? [] : smallest.slice(0, limit).map(({ chosen, score }) => `${chosen.join(' ')} ${score}`), uncovered: positions.filter((position) => !coverable.includes(position)) };
}

describe('any bundle', () => {
  const positions = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
  const candidate = fc.record({ positionId: fc.constantFrom(...positions), supplierId: fc.constantFrom('s0', 's1', 's2', 's3', 's4', 's5', 's6'), productId: fc.constantFrom('a', 'b'), score: fc.integer({ min: 0, max: 4 }) })
    .map((one) => ({ ...one, productId: `${one.supplierId} ${one.productId}` }));

  it('is what brute force finds: the same sets in the same order, whatever the order of the candidates', () => {
    fc.assert(fc.property(fc.array(candidate, { maxLength: 24 }), fc.integer({ min: 1, max: 4 }), (candidates, limit) => {
      const found = bundles(positions, [...candidates].reverse(), limit);
      expect({ sets: found.bundles.map(({ supplierIds, score }) => `${supplierIds.join(' ')} ${score}`), uncovered: found.uncovered }).toEqual(byForce(positions, candidates, limit));
      expect([found.smallest, found.best]).toEqual([true, true]);
      expect(bundles(positions, candidates, limit)).toEqual(found);
    }), { numRuns: 300 });
  });

  it('covers everything that can be covered when the work is used up, with no set smaller than it says', () => {
    fc.assert(fc.property(fc.array(candidate, { maxLength: 24 }), fc.integer({ min: 0, max: 60 }), (candidates, work) => {
      const found = bundles(positions, candidates, 2, work);
      const truth = bundles(positions, candidates, 2);
      expect(found.uncovered).toEqual(truth.uncovered);
      for (const { picks } of found.bundles) expect(picks).toHaveLength(positions.length - truth.uncovered.length);
      if (found.smallest) expect(found.bundles[0]?.supplierIds.length).toBe(truth.bundles[0]?.supplierIds.length);
      if (found.best) expect(found.bundles).toEqual(truth.bundles);
    }), { numRuns: 200 });
  });
});
