import { describe, expect, it } from '@jest/globals';
import type { UpgradePath } from '../policy/reference.js';
import { admittedClasses, isOpenLine, wantedLine, type LineOfDemand, type PlanOfLine } from './wanted-line.js';

const line = (changes: Partial<LineOfDemand> = {}): LineOfDemand => ({
  id: 'dln_1', demandId: 'dmd_1', ownerId: 'org_1', visibility: 'PUBLIC', classIds: ['S1.1.1.02', 'S1.1.1.03'], itemId: 'D3.1.c.02', quantity: '2.000',
  requirements: [], energyGradeAtMost: null, budgetCny: null, demand: { neededBy: null, regionCode: '140100' }, ...changes,
});
const path = (classId: string, relation: UpgradePath['relation'], strength = 2): UpgradePath =>
  ({ demandItemId: 'D3.1.c.02', classId, relation, strength, becauseZh: '靠皮带输送', becauseEn: 'runs on belts' });
const plan = (...paths: UpgradePath[]): PlanOfLine => ({ item: { clause: '二（三）1' }, paths, clauseOf: (classId) => `clause of ${classId}` });
const said = (one: LineOfDemand, by: PlanOfLine): string[] =>
  wantedLine(one, by).classIds.map(({ classId, relation, strength, clause }) => `${classId} ${relation} ${strength} ${clause}`);

describe('the classes that a line wants', () => {
  it('follow the paths of its item, cited by the item', () => {
    expect(said(line(), plan(path('S1.1.1.02', 'fulfils'), path('S1.1.1.03', 'fulfils-in-part', 1))))
      .toEqual(['S1.1.1.02 fulfils 2 二（三）1', 'S1.1.1.03 fulfils-in-part 1 二（三）1']);
  });

  it('follow the paths in force, not those of the day the line was written', () => {
    const wanted = wantedLine(line({ classIds: ['S1.1.1.02', 'S1.1.1.04'] }), plan(path('S1.1.1.02', 'fulfils'), path('S1.1.1.03', 'fulfils'), path('S1.2.1.05', 'component')));
    expect(wanted.classIds.map((one) => one.classId)).toEqual(['S1.1.1.02', 'S1.1.1.03', 'S1.2.1.05']);
    expect(admittedClasses(wanted)).toEqual(['S1.1.1.02', 'S1.1.1.03']);
  });

  it('that its owner named are just what is wanted, cited by the class', () => {
    expect(said(line({ itemId: null, classIds: ['X.101', 'X.102', 'X.101'] }), plan())).toEqual(['X.101 fulfils 3 clause of X.101', 'X.102 fulfils 3 clause of X.102']);
  });

  it('may be none', () => {
    expect(admittedClasses(wantedLine(line({ classIds: [] }), plan(path('S1.2.1.05', 'component'))))).toEqual([]);
  });

  it('are joined by what the answers of its owner moved, and by nothing where they moved nothing', () => {
    const preference = { version: 2, leanings: { PRICE: 750 } };
    expect(wantedLine(line(), plan(), preference).preference).toEqual(preference);
    expect(Object.keys(wantedLine(line(), plan()))).not.toContain('preference');
  });

  it('refuses a path of no known strength', () => {
    expect(() => said(line(), plan(path('S1.1.1.02', 'fulfils', 4)))).toThrow('strength');
  });
});

it.each([
  ['DRAFT', false], ['PUBLISHED', true], ['SOURCING', true], ['AWARDED', false], ['FULFILLED', false], ['CLOSED', false], ['EXPIRED', false],
])('a line that is %s looks for products: %s', (state, open) => {
  expect(isOpenLine(state)).toBe(open);
});
