import { describe, expect, it } from '@jest/globals';
import { judgePair } from './judge-pair.js';
import { aLine, aPath, aProduct, aRequirement, AS_OF } from './pair.factory.js';
import type { MessageParams, OfferedProduct, WantedLine } from './pair.js';
import { DEFAULT_RULES } from './rules.js';

type Case = [what: string, product: Partial<OfferedProduct>, line: Partial<WantedLine>, verdict: string];

const verdictOf = (product: Partial<OfferedProduct>, line: Partial<WantedLine>, asOf = AS_OF): string => {
  const verdict = judgePair(aProduct(product), aLine(line), DEFAULT_RULES, asOf);
  return verdict.matched ? 'matched' : `${verdict.gate.code} ${verdict.gate.reason}`;
};
const paramsOf = (product: Partial<OfferedProduct>, line: Partial<WantedLine>): MessageParams => {
  const verdict = judgePair(aProduct(product), aLine(line), DEFAULT_RULES, AS_OF);
  return verdict.matched ? {} : verdict.gate.params;
};

describe('what a line wants and whose it is', () => {
  const CASES: Case[] = [
    ['the class itself', {}, {}, 'matched'],
    ['another class', { classId: 'S1.1.1.02' }, {}, 'CLASS GATE_CLASS_NOT_WANTED'],
    ['no class yet', {}, { classIds: [] }, 'CLASS GATE_CLASS_NOT_WANTED'],
    ['one of several classes', {}, { classIds: [aPath({ classId: 'X.1' }), aPath({ strength: 1 })] }, 'matched'],
    ['a class that covers a part', {}, { classIds: [aPath({ relation: 'fulfils-in-part' })] }, 'matched'],
    ['a class that is only a component', {}, { classIds: [aPath({ relation: 'component' })] }, 'CLASS GATE_CLASS_ONLY_BESIDE'],
    ['a class that goes beside', {}, { classIds: [aPath({ relation: 'enables' })] }, 'CLASS GATE_CLASS_ONLY_BESIDE'],
    ['a component by one path and the thing itself by another', {}, { classIds: [aPath({ relation: 'component' }), aPath({ strength: 1 })] }, 'matched'],
    ["the buyer's own product", { organisationId: 'org_buyer' }, {}, 'OWN_ORGANISATION GATE_OWN_ORGANISATION'],
    ['what stands in a sandbox, for a buyer of the market', { organisationId: 'sbx_1' }, {}, 'OWN_ORGANISATION GATE_OWN_ORGANISATION'],
    ['what stands in a sandbox, for the same sandbox', { organisationId: 'sbx_1' }, { organisationId: 'sbx_1' }, 'matched'],
    ['what stands in a sandbox, for another one', { organisationId: 'sbx_1' }, { organisationId: 'sbx_2' }, 'OWN_ORGANISATION GATE_OWN_ORGANISATION'],
    ['what is on the market, for a sandbox', {}, { organisationId: 'sbx_1' }, 'OWN_ORGANISATION GATE_OWN_ORGANISATION'],
    ['an eliminated model', { eliminated: true }, {}, 'ELIMINATED GATE_ELIMINATED'],
  ];
  it.each(CASES)('%s', (_what, product, line, verdict) => {
    expect(verdictOf(product, line)).toBe(verdict);
  });
});

describe('energy grade, §D3.3 first and then the grade of the line', () => {
  const CASES: Case[] = [
    ['failed', { gradeVerdict: 'FAIL', energyGrade: 3 }, {}, 'ENERGY_GRADE GATE_ENERGY_GRADE_FAIL'],
    ['failed, though the line would take grade 3', { gradeVerdict: 'FAIL', energyGrade: 3 }, { energyGradeAtMost: 3 }, 'ENERGY_GRADE GATE_ENERGY_GRADE_FAIL'],
    ['unproven, whatever grade is claimed', { gradeVerdict: 'UNPROVEN', energyGrade: 1 }, {}, 'ENERGY_GRADE GATE_ENERGY_GRADE_UNPROVEN'],
    ['passed', { gradeVerdict: 'PASS', energyGrade: 2 }, {}, 'matched'],
    ['outside the scope of the standard', { gradeVerdict: 'NOT_APPLICABLE' }, {}, 'matched'],
    ['a class that is not graded', { gradeVerdict: null }, {}, 'matched'],
    ['grade 2 where 2 is wanted', { gradeVerdict: 'PASS', energyGrade: 2 }, { energyGradeAtMost: 2 }, 'matched'],
    ['grade 1 where 2 is wanted', { gradeVerdict: 'PASS', energyGrade: 1 }, { energyGradeAtMost: 2 }, 'matched'],
    ['grade 2 where 1 is wanted', { gradeVerdict: 'PASS', energyGrade: 2 }, { energyGradeAtMost: 1 }, 'ENERGY_GRADE GATE_ENERGY_GRADE_TOO_LOW'],
    ['limit met where 2 is wanted', { gradeVerdict: 'PASS' }, { energyGradeAtMost: 2 }, 'matched'],
    ['limit met where 1 is wanted', { gradeVerdict: 'PASS' }, { energyGradeAtMost: 1 }, 'ENERGY_GRADE GATE_ENERGY_GRADE_MISSING'],
    ['outside the scope where 1 is wanted: no grade to ask for', { gradeVerdict: 'NOT_APPLICABLE' }, { energyGradeAtMost: 1 }, 'matched'],
    ['not graded by the plan, grade stated', { energyGrade: 1 }, { energyGradeAtMost: 2 }, 'matched'],
    ['not graded by the plan, too low', { energyGrade: 3 }, { energyGradeAtMost: 2 }, 'ENERGY_GRADE GATE_ENERGY_GRADE_TOO_LOW'],
    ['not graded by the plan, none stated', {}, { energyGradeAtMost: 2 }, 'ENERGY_GRADE GATE_ENERGY_GRADE_MISSING'],
  ];
  it.each(CASES)('%s', (_what, product, line, verdict) => {
    expect(verdictOf(product, line)).toBe(verdict);
  });
});

describe('validity, region and visibility', () => {
  const CASES: Case[] = [
    ['the last day of the offer', { validUntil: AS_OF }, {}, 'matched'],
    ['the day after', { validUntil: '2026-11-22' }, {}, 'VALIDITY GATE_OFFER_EXPIRED'],
    ['needed today', {}, { neededBy: AS_OF }, 'matched'],
    ['needed yesterday', {}, { neededBy: '2026-11-22' }, 'VALIDITY GATE_NEEDED_BY_PAST'],
    ['no dates', {}, { neededBy: null }, 'matched'],
    ['serves the province', { regionsServed: ['140000'] }, { regionCode: '140105' }, 'matched'],
    ['serves the city', { regionsServed: ['130000', '140100'] }, { regionCode: '140105' }, 'matched'],
    ['serves the county', { regionsServed: ['140105'] }, { regionCode: '140105' }, 'matched'],
    ['serves the country by its code', { regionsServed: ['100000'] }, { regionCode: '650102' }, 'matched'],
    ['serves another county', { regionsServed: ['140106'] }, { regionCode: '140105' }, 'REGION_SERVED GATE_REGION_NOT_SERVED'],
    ['serves one county, delivery anywhere in the city', { regionsServed: ['140105'] }, { regionCode: '140100' }, 'REGION_SERVED GATE_REGION_NOT_SERVED'],
    ['serves nowhere', { regionsServed: [] }, {}, 'REGION_SERVED GATE_REGION_NOT_SERVED'],
    ['supplier from another province', { regionCode: '440300' }, {}, 'matched'],
    ['unapproved, public line', { supplierApproved: false }, {}, 'matched'],
    ['unapproved, line for approved suppliers', { supplierApproved: false }, { visibility: 'APPROVED_SUPPLIERS' }, 'VISIBILITY GATE_SUPPLIER_NOT_APPROVED'],
    ['unapproved, line through the department', { supplierApproved: false }, { visibility: 'THROUGH_DEPARTMENT' }, 'VISIBILITY GATE_SUPPLIER_NOT_APPROVED'],
    ['approved, line through the department', {}, { visibility: 'THROUGH_DEPARTMENT' }, 'matched'],
  ];
  it.each(CASES)('%s', (_what, product, line, verdict) => {
    expect(verdictOf(product, line)).toBe(verdict);
  });
});

describe('hard requirements', () => {
  const asks = (...requirements: Parameters<typeof aRequirement>[0][]): Partial<WantedLine> => ({ requirements: requirements.map(aRequirement) });
  const CASES: Case[] = [
    ['met', {}, asks({}), 'matched'],
    ['missed', { specs: { capacity: 200 } }, asks({}), 'HARD_REQUIREMENT GATE_REQUIREMENT_MISSED_BY'],
    ['not stated', { specs: {} }, asks({}), 'HARD_REQUIREMENT GATE_REQUIREMENT_NO_DATA'],
    ['another option', {}, asks({ attributeKey: 'crusherType', op: 'in', value: ['cone', 'impact'], unit: null }), 'HARD_REQUIREMENT GATE_REQUIREMENT_NOT_MET'],
    ['soft only', { specs: {} }, asks({ mode: 'SOFT' }), 'matched'],
    ['asked of another class only', { specs: {} }, asks({ classId: 'X.801' }), 'matched'],
    ['asked of this class', { specs: {} }, asks({ classId: 'S1.1.1.03' }), 'HARD_REQUIREMENT GATE_REQUIREMENT_NO_DATA'],
  ];
  it.each(CASES)('%s', (_what, product, line, verdict) => {
    expect(verdictOf(product, line)).toBe(verdict);
  });

  it('names the first that fails, and by how much', () => {
    const line = asks({ value: 100 }, { value: 300.3 }, { value: 900 });
    expect(paramsOf({}, line)).toEqual({ attribute: 'capacity', op: '≥', wanted: '300.3 t/h', actual: '300 t/h', by: '0.3 t/h' });
  });

  it('names the value that is missing', () => {
    expect(paramsOf({ specs: {} }, asks({ op: 'between', value: [5, 8], unit: '1' }))).toEqual({ attribute: 'capacity', op: '=', wanted: '5–8' });
  });
});

describe('the order of the gates', () => {
  const line: Partial<WantedLine> = {
    energyGradeAtMost: 1, neededBy: '2026-01-01', regionCode: '140105', visibility: 'APPROVED_SUPPLIERS', requirements: [aRequirement()],
  };
  const shut: Partial<OfferedProduct> = {
    classId: 'X.9', organisationId: 'org_buyer', eliminated: true, gradeVerdict: 'FAIL', validUntil: '2026-01-01', regionsServed: [], supplierApproved: false, specs: {},
  };
  const OPENED: [Partial<OfferedProduct>, Partial<WantedLine>, string, clause: string | null][] = [
    [{}, {}, 'CLASS', null],
    [{ classId: 'S1.1.1.03' }, {}, 'OWN_ORGANISATION', null],
    [{ organisationId: 'org_supplier' }, {}, 'ELIMINATED', '四（二）'],
    [{ eliminated: false }, {}, 'ENERGY_GRADE', '二（三）3'],
    [{ gradeVerdict: 'PASS', energyGrade: 1 }, {}, 'VALIDITY', null],
    [{ validUntil: null }, { neededBy: null }, 'REGION_SERVED', null],
    [{ regionsServed: null }, {}, 'VISIBILITY', null],
    [{ supplierApproved: true }, {}, 'HARD_REQUIREMENT', null],
    [{ specs: { capacity: 240 } }, {}, 'matched', null],
  ];
  it.each(OPENED.map((_, index) => [index, OPENED[index]![2]] as const))('with %i opened it stops at %s', (index) => {
    const opened = OPENED.slice(0, index + 1);
    const product = Object.assign({}, shut, ...opened.map(([change]) => change)) as Partial<OfferedProduct>;
    const wanted = Object.assign({}, line, ...opened.map(([, change]) => change)) as Partial<WantedLine>;
    const verdict = judgePair(aProduct(product), aLine(wanted), DEFAULT_RULES, AS_OF);
    expect(verdict.matched ? ['matched', null] : [verdict.gate.code, verdict.gate.clause]).toEqual([OPENED[index]![2], OPENED[index]![3]]);
  });
});
