import type { LineDraft } from '../../../src/core/demand/line-content.js';
import type { DemandToCreate } from '../../../src/demand/index.js';

/** A line for two crushers (S1.1.1.03 of the reference data); a test writes only what it is about. */
export const aLineDraft = (changes: Partial<LineDraft> = {}): LineDraft => ({
  classIds: ['S1.1.1.03'], itemId: null, words: '', quantity: '2', unit: '台', energyGradeAtMost: null, budgetCny: '600000', retires: [],
  requirements: [{ attributeKey: 'capacity', op: '>=', value: 240, unit: 't/h', mode: 'HARD' }], ...changes,
});

/** A demand in order, ready to be published, that any approved enterprise may read. */
export const aDemand = (changes: Partial<DemandToCreate> = {}): DemandToCreate => ({
  title: '石灰石破碎机改造', words: '出料 80 mm 左右', regionCode: '140900', budgetCny: '600000', neededBy: '2027-05-30', externalRef: null,
  visibility: 'APPROVED_SUPPLIERS', purpose: 'RENEWAL', noStateSecretConfirmed: true, lines: [aLineDraft()], ...changes,
});
