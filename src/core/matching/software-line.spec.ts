import { describe, expect, it } from '@jest/globals';
import { judgePair } from './judge-pair.js';
import { AS_OF, aLine, aProduct, aRequirement } from './pair.factory.js';
import type { OfferedProduct, WantedLine } from './pair.js';
import { DEFAULT_RULES } from './rules.js';
import { softwareLine } from './software-line.js';

const software = (changes: Partial<OfferedProduct> = {}): OfferedProduct => aProduct({ classId: 'X.906', kindKey: 'cam', name: '数控编程软件', specs: {}, priceCny: '9000000', ...changes });

type Case = [what: string, line: Partial<WantedLine>, offered: Partial<OfferedProduct>, verdict: string];
describe('software judged for the line that names it', () => {
  it.each<Case>([
    ['of the class', {}, {}, 'FACTOR_PRICE_NO_BUDGET'],
    ['of another class', {}, { classId: 'X.901' }, 'CLASS'],
    ['though it cannot meet what is asked of the machine', { requirements: [aRequirement()], energyGradeAtMost: 1 }, {}, 'FACTOR_PRICE_NO_BUDGET'],
    ['the machine’s budget is not for it', { budgetCny: '1000' }, {}, 'FACTOR_PRICE_NO_BUDGET'],
    ['of the buyer itself', {}, { organisationId: 'org_buyer' }, 'OWN_ORGANISATION'],
    ['of a supplier who does not serve the place', {}, { regionsServed: ['410000'] }, 'REGION_SERVED'],
    ['of a supplier who may not read the line', { visibility: 'APPROVED_SUPPLIERS' }, { supplierApproved: false }, 'VISIBILITY'],
  ])('%s', (_what, line, offered, verdict) => {
    const judged = judgePair(software(offered), softwareLine(aLine(line), 'X.906', '二（二）1'), DEFAULT_RULES, AS_OF);
    expect(judged.matched ? judged.factors.find(({ code }) => code === 'PRICE')?.reason : judged.gate.code).toBe(verdict);
  });

  it('keeps what the buyer’s answers moved, and is told apart from the line', () => {
    const preference = { version: 1, leanings: { PROOF: 750 } };
    expect(softwareLine(aLine({ preference }), 'X.906', '二（二）1')).toMatchObject({ lineId: 'dln_1 X.906', preference, classIds: [{ classId: 'X.906', clause: '二（二）1' }] });
  });
});
