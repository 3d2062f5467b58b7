import { describe, expect, it } from '@jest/globals';
import type { FactorCode } from './factor-codes.js';
import { judgePair, withoutBudget } from './judge-pair.js';
import { aLine, aPath, aProduct, aRequirement, AS_OF } from './pair.factory.js';
import type { Factor, OfferedProduct, WantedLine } from './pair.js';
import { DEFAULT_RULES } from './rules.js';

type Case = [what: string, product: Partial<OfferedProduct>, line: Partial<WantedLine>, amount: number, reason: string];

function factorsOf(product: Partial<OfferedProduct>, line: Partial<WantedLine>): readonly Factor[] {
  const verdict = judgePair(aProduct(product), aLine(line), DEFAULT_RULES, AS_OF);
  if (!verdict.matched) throw new Error(`Stopped at ${verdict.gate.reason}.`);
  return verdict.factors;
}
const factorOf = (code: FactorCode, product: Partial<OfferedProduct>, line: Partial<WantedLine>): Factor =>
  factorsOf(product, line).find((factor) => factor.code === code) as Factor;

function holds(code: FactorCode, cases: Case[], neutralReasons: readonly string[]): void {
  it.each(cases)(`${code}: %s`, (_what, product, line, amount, reason) => {
    const factor = factorOf(code, product, line);
    expect([factor.amount, factor.reason, factor.neutral]).toEqual([amount, reason, neutralReasons.includes(reason)]);
    expect(factor.maximum).toBe(DEFAULT_RULES.weights.weights[code]);
    if (factor.neutral) expect(factor.amount).toBe(factor.maximum / 2);
  });
}

describe('factors with the default weights', () => {
  holds('PATH_STRENGTH', [
    ['exactly this class', {}, {}, 2500, 'FACTOR_PATH_FULFILS'],
    ['a usual source', {}, { classIds: [aPath({ strength: 2 })] }, 1875, 'FACTOR_PATH_FULFILS'],
    ['only plausible', {}, { classIds: [aPath({ strength: 1 })] }, 1000, 'FACTOR_PATH_FULFILS'],
    ['a part, strongly', {}, { classIds: [aPath({ relation: 'fulfils-in-part' })] }, 1750, 'FACTOR_PATH_FULFILS_IN_PART'],
    ['the strongest of several', {}, { classIds: [aPath({ strength: 1 }), aPath({ strength: 3 }), aPath({ relation: 'fulfils-in-part' })] }, 2500, 'FACTOR_PATH_FULFILS'],
  ], []);

  const soft = (...values: number[]): Partial<WantedLine> => ({ requirements: values.map((value) => aRequirement({ value, mode: 'SOFT' })) });
  holds('SOFT_REQUIREMENTS', [
    ['none stated', {}, {}, 1000, 'FACTOR_SOFT_NONE_STATED'],
    ['all met', {}, soft(100, 200), 2000, 'FACTOR_SOFT_MET'],
    ['one of three', {}, soft(100, 400, 500), 666, 'FACTOR_SOFT_MET'],
    ['not stated counts as not met', { specs: {} }, soft(100), 0, 'FACTOR_SOFT_MET'],
    ['asked of another class', {}, { requirements: [aRequirement({ mode: 'SOFT', classId: 'X.1' })] }, 1000, 'FACTOR_SOFT_NONE_STATED'],
  ], ['FACTOR_SOFT_NONE_STATED']);

  holds('PRICE', [
    ['70 % of the budget', { priceCny: '70' }, { quantity: '1', budgetCny: '100' }, 2000, 'FACTOR_PRICE_WITHIN_BUDGET'],
    ['a tenth of it earns no more', { priceCny: '10' }, { quantity: '1', budgetCny: '100' }, 2000, 'FACTOR_PRICE_WITHIN_BUDGET'],
    ['85 %', { priceCny: '42.50' }, { quantity: '2.000', budgetCny: '100.00' }, 1600, 'FACTOR_PRICE_WITHIN_BUDGET'],
    ['the budget to the fen', { priceCny: '33333333333.33' }, { quantity: '3', budgetCny: '99999999999.99' }, 1200, 'FACTOR_PRICE_WITHIN_BUDGET'],
    ['one fen above a large budget', { priceCny: '33333333333.33' }, { quantity: '3', budgetCny: '99999999999.98' }, 1199, 'FACTOR_PRICE_OVER_BUDGET'],
    ['125 %', { priceCny: '125' }, { quantity: '1', budgetCny: '100' }, 600, 'FACTOR_PRICE_OVER_BUDGET'],
    ['150 % and more', { priceCny: '1000000000000' }, { quantity: '1', budgetCny: '0.01' }, 0, 'FACTOR_PRICE_OVER_BUDGET'],
    ['on request', { priceCny: null }, {}, 1000, 'FACTOR_PRICE_ON_REQUEST'],
    ['no budget', {}, { budgetCny: null }, 1000, 'FACTOR_PRICE_NO_BUDGET'],
    ['a third of a budget, three times', { priceCny: '0.10' }, { quantity: '3', budgetCny: '0.30' }, 1200, 'FACTOR_PRICE_WITHIN_BUDGET'],
  ], ['FACTOR_PRICE_ON_REQUEST', 'FACTOR_PRICE_NO_BUDGET']);

  holds('LEAD_TIME', [
    ['thirty days to spare', { leadTimeDays: 30 }, { neededBy: '2027-01-22' }, 1000, 'FACTOR_LEAD_TIME_IN_TIME'],
    ['fifteen to spare', { leadTimeDays: 45 }, { neededBy: '2027-01-22' }, 900, 'FACTOR_LEAD_TIME_IN_TIME'],
    ['on the last day', { leadTimeDays: 60 }, { neededBy: '2027-01-22' }, 800, 'FACTOR_LEAD_TIME_IN_TIME'],
    ['one day late', { leadTimeDays: 61 }, { neededBy: '2027-01-22' }, 786, 'FACTOR_LEAD_TIME_LATE'],
    ['sixty days late', { leadTimeDays: 120 }, { neededBy: '2027-01-22' }, 0, 'FACTOR_LEAD_TIME_LATE'],
    ['unknown', { leadTimeDays: null }, {}, 500, 'FACTOR_LEAD_TIME_UNKNOWN'],
    ['no date', {}, { neededBy: null }, 500, 'FACTOR_LEAD_TIME_NO_DATE'],
  ], ['FACTOR_LEAD_TIME_UNKNOWN', 'FACTOR_LEAD_TIME_NO_DATE']);

  holds('DISTANCE', [
    ['the same county', { regionCode: '140105' }, { regionCode: '140105' }, 500, 'FACTOR_DISTANCE_SAME_COUNTY'],
    ['the same city', { regionCode: '140105' }, { regionCode: '140100' }, 400, 'FACTOR_DISTANCE_SAME_CITY'],
    ['another city of the province', { regionCode: '140200' }, { regionCode: '140100' }, 250, 'FACTOR_DISTANCE_FARTHER'],
    ['another province is no worse', { regionCode: '440300' }, { regionCode: '140100' }, 250, 'FACTOR_DISTANCE_FARTHER'],
    ['two counties directly under their province', { regionCode: '429004' }, { regionCode: '429006' }, 250, 'FACTOR_DISTANCE_FARTHER'],
    ['one such county', { regionCode: '429004' }, { regionCode: '429004' }, 500, 'FACTOR_DISTANCE_SAME_COUNTY'],
    ['a province and itself', { regionCode: '140000' }, { regionCode: '140000' }, 250, 'FACTOR_DISTANCE_FARTHER'],
    ['no code', { regionCode: '山西' }, {}, 250, 'FACTOR_DISTANCE_UNKNOWN'],
  ], ['FACTOR_DISTANCE_UNKNOWN']);

  holds('ENERGY_GRADE', [
    ['grade 1', { energyGrade: 1, gradeVerdict: 'PASS' }, {}, 1000, 'FACTOR_ENERGY_GRADE'],
    ['grade 2', { energyGrade: 2, gradeVerdict: 'PASS' }, {}, 600, 'FACTOR_ENERGY_GRADE'],
    ['limit met, no grades in the standard', { gradeVerdict: 'PASS' }, {}, 600, 'FACTOR_ENERGY_GRADE_LIMIT_MET'],
    ['outside the scope', { gradeVerdict: 'NOT_APPLICABLE' }, {}, 500, 'FACTOR_ENERGY_GRADE_NOT_APPLICABLE'],
    ['none asked, none stated', {}, {}, 500, 'FACTOR_ENERGY_GRADE_NOT_STATED'],
    ['none asked, grade 3 stated', { energyGrade: 3 }, {}, 200, 'FACTOR_ENERGY_GRADE'],
  ], ['FACTOR_ENERGY_GRADE_NOT_APPLICABLE', 'FACTOR_ENERGY_GRADE_NOT_STATED']);

  holds('PROOF', [
    ['none', { certificates: [' '] }, {}, 0, 'FACTOR_PROOF_NONE'],
    ['one, named twice', { certificates: ['MA', 'MA '] }, {}, 300, 'FACTOR_PROOF_CERTIFICATES'],
    ['two', { certificates: ['MA', '3C'] }, {}, 425, 'FACTOR_PROOF_CERTIFICATES'],
    ['many', { certificates: ['a', 'b', 'c', 'd'] }, {}, 500, 'FACTOR_PROOF_CERTIFICATES'],
  ], []);

  holds('RECORD', [
    ['nothing known', {}, {}, 250, 'FACTOR_RECORD_NONE'],
    ['no deliveries', { record: { delivered: 0, onTime: 0 } }, {}, 250, 'FACTOR_RECORD_NONE'],
    ['one on time', { record: { delivered: 1, onTime: 1 } }, {}, 333, 'FACTOR_RECORD_ON_TIME'],
    ['many on time', { record: { delivered: 98, onTime: 98 } }, {}, 495, 'FACTOR_RECORD_ON_TIME'],
    ['one late', { record: { delivered: 1, onTime: 0 } }, {}, 166, 'FACTOR_RECORD_ON_TIME'],
  ], ['FACTOR_RECORD_NONE']);
});

describe('what factors say', () => {
  it('cites the clause of the path, and of the energy gate where it applies', () => {
    const clauses = factorsOf({ energyGrade: 1, gradeVerdict: 'PASS' }, {}).filter((factor) => factor.clause !== null);
    expect(clauses.map((factor) => [factor.code, factor.clause])).toEqual([['PATH_STRENGTH', '三（一）1 煤炭行业'], ['ENERGY_GRADE', '二（三）3']]);
  });

  it('names the excess over the budget exactly', () => {
    expect(factorOf('PRICE', { priceCny: '0.10' }, { quantity: '3.000', budgetCny: '0.29' }).params)
      .toEqual({ priceCny: '0.10', quantity: '3', budgetCny: '0.29', overCny: '0.01' });
  });

  it('tells a reader without the budget nothing that depends on it', () => {
    const seen = ['1', '200000', '99999999', null].map((budgetCny) => withoutBudget({ factors: factorsOf({}, { budgetCny }) }));
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(JSON.stringify(seen[0])).not.toContain('budgetCny');
    expect(seen[0]?.score).toBe(seen[0]?.factors.reduce((sum, factor) => sum + factor.amount, 0));
  });
});
