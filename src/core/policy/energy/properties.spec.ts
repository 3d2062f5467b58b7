import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgePair } from '../../matching/judge-pair.js';
import { aLine, aPath, aProduct } from '../../matching/pair.factory.js';
import { DEFAULT_RULES, FULL } from '../../matching/rules.js';
import { addDays } from '../../time/dates.js';
import { energyAnswer, type EnergyAnswer, type GradeClaim } from '../energy-gate.js';
import { parseEnergyLaw } from './energy-law.js';
import { gradeBy, isAtLeast, worseOf, type Grade } from './grade.js';
import { ENERGY_REMARKS } from './remark-codes.js';

const AS_OF = '2026-11-23';
const LAW = parseEnergyLaw((file) => readFileSync(`seeds/reference/energy-grades/${file}`, 'utf8'));
const answerTo = (claim: GradeClaim, asOf = AS_OF): EnergyAnswer => energyAnswer(claim, asOf, LAW)!;

const grade = fc.constantFrom<Grade>(1, 2, 3);
const claimed = fc.constantFrom(null, 1, 2, 3);
const efficiency = fc.integer({ min: 200, max: 1_090 }).map((tenths) => tenths / 10);
const documents = fc.subarray(['能效等级检测报告 有效期至2028-06-30', '能效检测报告 有效期至2025-08-31', '能效2级检测报告', 'MA 矿用产品安全标志', '出厂性能试验报告']);
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const base = { energyGrade: claimed, certificates: documents, kindKey: fc.constant(null) };

const fan = fc.record({
  ...base, gradeKind: fc.constant('fan'), classId: fc.constant('X.101'), name: fc.constantFrom('离心通风机', '外转子前向多翼离心风机'),
  specs: fc.record({ efficiency, pressureCoefficient: number(0.2, 1.6), specificSpeed: number(3, 90), sizeNo: number(1.5, 25) }),
});
const pump = fc.record({
  ...base, gradeKind: fc.constant('pump'), classId: fc.constantFrom('X.104', 'X.105', 'X.106'), name: fc.constantFrom('单级单吸离心泵', '单级双吸离心泵', '管道离心泵', '卧式多级离心泵', '轻型立式多级离心泵', '单级化工离心泵'),
  specs: fc.record({ efficiency, flow: number(1, 20_000), head: number(3, 2_500), speed: number(300, 3_600), stages: fc.integer({ min: 1, max: 40 }) }),
});
const boiler = fc.record({
  ...base, gradeKind: fc.constant('boiler'), classId: fc.constantFrom('S1.1.4.01', 'S1.1.4.02', 'S1.1.2.04'), name: fc.constantFrom('蒸汽锅炉', '冷凝式燃气热水锅炉'),
  specs: fc.record({ thermalEfficiency: efficiency, evaporation: number(0.1, 200), fuel: fc.constantFrom('naturalGas', 'biomass', 'pulverisedCoal', 'bituminous', 'methanol', 'gangue') }),
});
const compressor = fc.record({
  ...base, gradeKind: fc.constant('compressor'), classId: fc.constantFrom('X.109', 'X.110', 'X.111'), name: fc.constant('空气压缩机'), specs: fc.record({ lubrication: fc.constantFrom('oilInjected', 'oilFree') }),
});
const kiln = fc.record({ ...base, gradeKind: fc.constant('industrial-kiln'), classId: fc.constant('X.201'), name: fc.constant('加热炉'), specs: fc.constant({}) });
const graded: fc.Arbitrary<GradeClaim> = fc.oneof(fan, pump, boiler, compressor, kiln);
const efficiencyKey = (claim: GradeClaim): string => (claim.gradeKind === 'boiler' ? 'thermalEfficiency' : 'efficiency');

/** The better, the larger. */
const worth = ({ verdict, grade: reached }: EnergyAnswer): number => (verdict === 'FAIL' ? 0 : 10) + (reached === null ? 0 : 4 - reached);

describe('grades', () => {
  it('compare inverted: the smaller is the better', () => {
    fc.assert(fc.property(grade, grade, (one, other) => {
      expect(isAtLeast(one, other)).toBe(one <= other);
      expect(worseOf(one, other)).toBe(Math.max(one, other));
    }));
  });

  it('never get worse with a better efficiency', () => {
    fc.assert(fc.property(efficiency, efficiency, efficiency, efficiency, efficiency, (a, b, c, x, y) => {
      const [grade3 = 0, grade2 = 0, grade1 = 0] = [a, b, c].sort((one, other) => one - other);
      const [low, high] = x <= y ? [x, y] : [y, x];
      expect(gradeBy(high, { grade1, grade2, grade3 }) ?? 4).toBeLessThanOrEqual(gradeBy(low, { grade1, grade2, grade3 }) ?? 4);
    }));
  });
});

describe('the energy gate, for any machine', () => {
  it('answers one of four, with its grounds', () => {
    fc.assert(fc.property(graded, (claim) => {
      const answer = answerTo(claim);
      expect(['PASS', 'FAIL', 'UNPROVEN', 'NOT_APPLICABLE']).toContain(answer.verdict);
      expect(answer.remarks.length).toBeGreaterThan(0);
      expect(answer.proof === 'COMPUTED').toBe(answer.limits !== null);
      if (answer.verdict === 'UNPROVEN' || answer.verdict === 'NOT_APPLICABLE') expect(answer.grade).toBeNull();
      if (answer.verdict === 'FAIL') expect([3, null]).toContain(answer.grade);
      if (answer.verdict === 'PASS' && answer.grade !== null) expect(isAtLeast(answer.grade, 2)).toBe(true);
      expect(energyAnswer({ ...claim, gradeKind: null }, AS_OF, LAW)).toBeNull();
    }), { numRuns: 500 });
  });

  it('fills every place of what it says, in both languages', () => {
    fc.assert(fc.property(graded, (claim) => {
      for (const { code, params } of answerTo(claim).remarks) {
        for (const text of Object.values(ENERGY_REMARKS[code])) expect([...text.matchAll(/\{(\w+)\}/gu)].filter(([, key]) => params[key ?? ''] === undefined)).toEqual([]);
      }
    }), { numRuns: 300 });
  });

  it('lets what is computed, or outside the scope, stand against every claim and document', () => {
    fc.assert(fc.property(graded, claimed, documents, (claim, energyGrade, certificates) => {
      const answer = answerTo(claim);
      fc.pre(answer.proof === 'COMPUTED' || answer.verdict === 'NOT_APPLICABLE');
      const other = answerTo({ ...claim, energyGrade, certificates });
      expect([other.verdict, other.grade, other.limits, other.basis]).toEqual([answer.verdict, answer.grade, answer.limits, answer.basis]);
    }), { numRuns: 300 });
  });

  it('never answers worse for a better efficiency', () => {
    fc.assert(fc.property(fc.oneof(fan, pump), efficiency, (claim, better) => {
      const [answer, other] = [claim, { ...claim, specs: { ...claim.specs, [efficiencyKey(claim)]: Math.max(better, claim.specs.efficiency) } }].map((one) => answerTo(one));
      fc.pre(answer!.proof === 'COMPUTED');
      expect(worth(other!)).toBeGreaterThanOrEqual(worth(answer!));
    }), { numRuns: 500 });
  });

  it('passes nothing on a claim without a document that is valid on the day', () => {
    fc.assert(fc.property(graded, fc.subarray(['能效检测报告 有效期至2026-11-22', 'MA 有效期至2030-01-01', '能效检测报告办理中']), (claim, certificates) => {
      const answer = answerTo({ ...claim, certificates });
      fc.pre(answer.proof !== 'COMPUTED' && answer.verdict !== 'NOT_APPLICABLE');
      expect(answer.verdict).not.toBe('PASS');
    }), { numRuns: 300 });
  });

  it('turns at the end of a document from pass to unproven, and not back', () => {
    fc.assert(fc.property(fc.integer({ min: -400, max: 400 }), fc.constantFrom(1, 2), (days, energyGrade) => {
      const claim: GradeClaim = { gradeKind: 'industrial-kiln', classId: 'X.201', kindKey: null, specs: {}, energyGrade, certificates: [`能效检测报告 有效期至${AS_OF}`] };
      expect(answerTo(claim, addDays(AS_OF, days)).verdict).toBe(days <= 0 ? 'PASS' : 'UNPROVEN');
    }));
  });
});

describe('grade 1 over an otherwise equal grade 2', () => {
  const line = aLine({ classIds: [aPath({ classId: 'X.104' })] });
  const rivals = fc.record({ flow: number(5, 3_000), head: number(5, 150), speed: fc.constantFrom(980, 1_480, 2_960) });

  it('holds for every pump that reaches the one and its twin that reaches the other, under any weights', () => {
    fc.assert(fc.property(rivals, fc.integer({ min: 1, max: 5_000 }), (rated, weight) => {
      const twins = [1, 2].map((wanted) => {
        const limits = answerTo({ gradeKind: 'pump', classId: 'X.104', kindKey: null, name: '单级单吸离心泵', specs: { ...rated, efficiency: 50 }, energyGrade: null, certificates: [] }).limits;
        fc.pre(limits !== null && limits.grade1 !== null && limits.grade2 !== null && limits.grade1 > limits.grade2);
        const answer = answerTo({ gradeKind: 'pump', classId: 'X.104', kindKey: null, name: '单级单吸离心泵', specs: { ...rated, efficiency: (wanted === 1 ? limits!.grade1 : limits!.grade2)! }, energyGrade: null, certificates: [] });
        return aProduct({ classId: 'X.104', specs: rated, energyGrade: answer.grade, gradeVerdict: answer.verdict });
      });
      expect(twins.map(({ energyGrade }) => energyGrade)).toEqual([1, 2]);
      const weights = { ...DEFAULT_RULES.weights.weights, ENERGY_GRADE: weight, PATH_STRENGTH: FULL - weight, SOFT_REQUIREMENTS: 0, PRICE: 0, LEAD_TIME: 0, DISTANCE: 0, PROOF: 0, RECORD: 0 };
      const [first, second] = twins.map((twin) => judgePair(twin, line, { ...DEFAULT_RULES, weights: { version: 'any', weights } }, AS_OF));
      expect(first!.matched && second!.matched && first!.score > second!.score).toBe(true);
    }), { numRuns: 200 });
  });
});
