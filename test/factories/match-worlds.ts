import fc from 'fast-check';
import type { Requirement, RequirementOp } from '../../src/core/demand/requirement.js';
import type { GradeVerdict } from '../../src/core/policy/energy-gate.js';
import type { Relation } from '../../src/core/policy/reference.js';
import { addDays } from '../../src/core/time/dates.js';
import { FACTOR_CODES, type FactorCode } from '../../src/core/matching/factor-codes.js';
import { AS_OF, weightsOfParts } from '../../src/core/matching/pair.factory.js';
import type { OfferedProduct, WantedClass, WantedLine } from '../../src/core/matching/pair.js';
import type { Leanings } from '../../src/core/matching/preference.js';
import type { Weights } from '../../src/core/matching/rules.js';

/** Small worlds in which everything meets everything: few classes, few values, and values that lie just beside one another. */
const CLASSES = ['S1.1.1.01', 'S1.1.1.02', 'X.101'];
const REGIONS = ['140100', '140105', '140106', '140200', '140000', '410100', '410105', '429004', '429006', '', 'nowhere'];
const SERVED = ['000000', '100000', '140000', '140100', '140105', '410000', '429004', ''];
const ORGANISATIONS = ['org_a', 'org_b', 'org_c', 'org_d', 'org_e', 'org_f', 'sbx_a', 'sbx_b'];
const KEYS = ['power', 'flow', 'proof', 'type'];

const NEAR = [1, 1 + 1e-9, 1 - 1e-9, 1 + 1.0000001e-9, 1 - 1.0000001e-9, 1 + 2 ** -52, 1 - 2 ** -53, 0.9, 1.1];
/** Null four times of five. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const figure = fc.oneof(
  fc.tuple(fc.constantFrom(0, 1, -1, 75, 0.3, 300, 1e-7, 1e12, -40), fc.constantFrom(...NEAR)).map(([base, near]) => base * near),
  fc.integer({ min: -3, max: 12 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
const word = fc.constantFrom('jaw', 'cone', 'roll', '');
const value = fc.oneof({ weight: 5, arbitrary: figure }, { weight: 2, arbitrary: word }, { weight: 2, arbitrary: fc.boolean() });
const brokenFigure = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);

const requirement: fc.Arbitrary<Requirement> = fc.record({
  attributeKey: fc.constantFrom(...KEYS), op: fc.constantFrom<RequirementOp>('>=', '<=', '=', 'between', 'in', 'about'),
  value: fc.oneof({ weight: 6, arbitrary: value }, { weight: 3, arbitrary: fc.tuple(figure, figure).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]) },
    { weight: 1, arbitrary: fc.array(figure, { maxLength: 4 }) }, { weight: 2, arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }) }),
  unit: fc.constant(null), mode: fc.constantFrom<'HARD' | 'SOFT'>('HARD', 'SOFT'), classId: fc.option(fc.constantFrom(...CLASSES)),
}) as fc.Arbitrary<Requirement>;

const path: fc.Arbitrary<WantedClass> = fc.record({
  classId: fc.constantFrom(...CLASSES), strength: fc.constantFrom<1 | 2 | 3>(1, 2, 3), relation: fc.constantFrom<Relation>('fulfils', 'fulfils-in-part', 'component', 'enables'),
  because: fc.constant({ zh: '因为', en: 'because' }), clause: fc.constantFrom('三（一）1', '三（一）2'),
});

/** What the answers of some buyers made of the weights, within its bounds and beyond. */
const preference = fc.record({
  version: fc.integer({ min: 1, max: 3 }),
  leanings: fc.dictionary(fc.constantFrom<FactorCode>(...FACTOR_CODES), fc.constantFrom(-9_000, -2_500, -500, -3, 1, 500, 1_250, 2_500), { maxKeys: 4 }) as fc.Arbitrary<Leanings>,
});

const day = (least: number, most: number): fc.Arbitrary<string> => fc.integer({ min: least, max: most }).map((days) => addDays(AS_OF, days));
const amount = fc.oneof(
  fc.constantFrom('0', '0.00', '1', '100000.00', '70000', '150000.01', '99999.99', '33333.333', '9007199254740993', '123456789012345678.99', '0.005'),
  fc.integer({ min: 1, max: 300_000_00 }).map((fen) => (fen / 100).toFixed(2)));
const quantity = fc.constantFrom('1', '2', '0.5', '12.345', '0.0001', '1000000', '3.000');

const plainLine: fc.Arbitrary<WantedLine> = fc.record({
  lineId: fc.constant(''), demandId: fc.constant('dmd_1'), organisationId: fc.constantFrom(...ORGANISATIONS), classIds: fc.array(path, { minLength: 1, maxLength: 3 }),
  requirements: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(requirement, { maxLength: 3 })), quantity, budgetCny: fc.option(amount), neededBy: fc.option(day(-1, 120)),
  regionCode: fc.constantFrom(...REGIONS), energyGradeAtMost: seldom(fc.constantFrom(1, 2, 3)),
  visibility: fc.constantFrom<WantedLine['visibility']>('PUBLIC', 'APPROVED_SUPPLIERS', 'THROUGH_DEPARTMENT'),
});
/** Every fifth line is of a buyer whose answers moved something. */
export const aWorldLine: fc.Arbitrary<WantedLine> = fc.tuple(plainLine, seldom(preference)).map(([line, moved]) => (moved === null ? line : { ...line, preference: moved }));

/** Weights as a department may put them into force. */
export const someWeights: fc.Arbitrary<Weights> =
  fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: FACTOR_CODES.length, maxLength: FACTOR_CODES.length }).map(weightsOfParts);

export const aWorldProduct: fc.Arbitrary<OfferedProduct> = fc.record({
  productId: fc.constant(''), organisationId: fc.constantFrom(...ORGANISATIONS, 'org_unknown'), supplierApproved: fc.boolean(), classId: fc.constantFrom(...CLASSES),
  kindKey: fc.constant(null), name: fc.constant('机'), model: fc.constant('M-1'),
  specs: fc.dictionary(fc.constantFrom(...KEYS), fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: brokenFigure }), { maxKeys: 4 }),
  priceCny: fc.option(amount), leadTimeDays: fc.option(fc.integer({ min: 0, max: 150 })), energyGrade: fc.option(fc.constantFrom(1, 2, 3)),
  gradeVerdict: fc.option(fc.constantFrom<GradeVerdict>('PASS', 'PASS', 'PASS', 'NOT_APPLICABLE', 'NOT_APPLICABLE', 'FAIL', 'UNPROVEN')),
  certificates: fc.array(fc.constantFrom('MA', 'CCC', ' ', 'MA ')), regionCode: fc.constantFrom(...REGIONS),
  regionsServed: seldom(fc.array(fc.constantFrom(...SERVED), { maxLength: 3 })), validUntil: seldom(day(-2, 5)), publishedAt: fc.constant('2026-10-01T00:00:00+08:00'),
  eliminated: fc.integer({ min: 0, max: 9 }).map((one) => one === 0), record: seldom(fc.record({ delivered: fc.integer({ min: 0, max: 9 }), onTime: fc.constant(0) })),
});

export interface World {
  readonly lines: readonly WantedLine[];
  readonly products: readonly OfferedProduct[];
}

/** At most so many of each; their ids are in no order. */
export const aWorld = (lines: number, products: number): fc.Arbitrary<World> =>
  fc.record({ lines: fc.array(aWorldLine, { minLength: 1, maxLength: lines }), products: fc.array(aWorldProduct, { minLength: 1, maxLength: products }) }).map((world) => ({
    lines: world.lines.map((line, n) => ({ ...line, lineId: `dln_${(n * 7) % 40}` })), products: world.products.map((product, n) => ({ ...product, productId: `prd_${(n * 7) % 40}` })),
  }));
