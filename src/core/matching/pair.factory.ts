import type { Requirement } from '../demand/requirement.js';
import { FACTOR_CODES } from './factor-codes.js';
import type { OfferedProduct, WantedClass, WantedLine } from './pair.js';
import { FULL, type Weights, type WeightTable } from './rules.js';

/** Pairs for specs: a crusher and a line that fit each other; a case writes only what it is about. */
export const AS_OF = '2026-11-23';

export const aPath = (changes: Partial<WantedClass> = {}): WantedClass => ({
  classId: 'S1.1.1.03', strength: 3, relation: 'fulfils', because: { zh: '所购即破碎机', en: 'The crusher is what is bought' }, clause: '三（一）1 煤炭行业', ...changes,
});

export const aProduct = (changes: Partial<OfferedProduct> = {}): OfferedProduct => ({
  productId: 'prd_1', organisationId: 'org_supplier', supplierApproved: true, classId: 'S1.1.1.03', kindKey: 'jaw', name: '颚式破碎机', model: 'PE-600',
  specs: { capacity: 300, explosionProof: true, crusherType: 'jaw' }, priceCny: '100000.00', leadTimeDays: 60, energyGrade: null, gradeVerdict: null,
  certificates: ['MA'], regionCode: '140105', regionsServed: null, validUntil: null, publishedAt: '2026-10-01T00:00:00+08:00', eliminated: false, ...changes,
});

export const aLine = (changes: Partial<WantedLine> = {}): WantedLine => ({
  lineId: 'dln_1', demandId: 'dmd_1', organisationId: 'org_buyer', classIds: [aPath()], requirements: [], quantity: '2', budgetCny: '250000',
  neededBy: '2027-04-15', regionCode: '140100', energyGradeAtMost: null, visibility: 'PUBLIC', ...changes,
});

export const aRequirement = (changes: Partial<Requirement> = {}): Requirement => ({
  attributeKey: 'capacity', op: '>=', value: 240, unit: 't/h', mode: 'HARD', ...changes,
});

/** Weights in proportion to these parts, one for each factor; the energy grade has what rounding leaves, and a point at least. */
export function weightsOfParts(parts: readonly number[]): Weights {
  const all = Math.max(1, parts.reduce((sum, one) => sum + one, 0));
  const shares = parts.map((one) => Math.floor((one * (FULL - 1)) / all));
  const rest = FULL - shares.reduce((sum, one) => sum + one, 0);
  return { version: 'any', weights: Object.fromEntries(FACTOR_CODES.map((code, n) => [code, (shares[n] ?? 0) + (code === 'ENERGY_GRADE' ? rest : 0)])) as WeightTable };
}
