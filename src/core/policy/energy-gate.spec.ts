import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseEnergyLaw, type EnergyLaw } from './energy/energy-law.js';
import { energyAnswer, gradeVerdict, type GradeClaim, type GradeVerdict } from './energy-gate.js';

const AS_OF = '2026-11-23';
const LAW = parseEnergyLaw((file) => readFileSync(`seeds/reference/energy-grades/${file}`, 'utf8'));
const REPORT = '能效等级检测报告 有效期至2028-06-30';
const claim = (changes: Partial<GradeClaim> = {}): GradeClaim =>
  ({ gradeKind: 'compressor', classId: 'X.109', kindKey: 'pmVsd', name: '', specs: {}, energyGrade: 2, certificates: [REPORT], ...changes });
const FAN: Partial<GradeClaim> = { gradeKind: 'fan', classId: 'X.101', specs: { efficiency: 82, pressureCoefficient: 0.43, specificSpeed: 72, sizeNo: 8 } };
const PUMP: Partial<GradeClaim> = { gradeKind: 'pump', classId: 'X.104', name: '单级单吸离心泵', specs: { efficiency: 82.3, flow: 100, head: 32, speed: 2960 } };
const ELECTRIC: Partial<GradeClaim> = { gradeKind: 'boiler', classId: 'S1.1.4.02', kindKey: 'solidBrick', specs: { thermalEfficiency: 97 } };
const answer = (changes: Partial<GradeClaim>, asOf = AS_OF, law: EnergyLaw = LAW) => energyAnswer(claim(changes), asOf, law)!;
const codes = (changes: Partial<GradeClaim>, asOf = AS_OF): string[] => answer(changes, asOf).remarks.map(({ code }) => code);

describe('the energy gate', () => {
  const CASES: [what: string, claim: Partial<GradeClaim>, verdict: GradeVerdict | null][] = [
    ['none of the five kinds', { gradeKind: null }, null],
    ['none of the five kinds, grade 3 stated', { gradeKind: null, energyGrade: 3 }, null],
    ['grade 2 with a report', {}, 'PASS'],
    ['grade 1 with a report', { energyGrade: 1 }, 'PASS'],
    ['grade 2 with a report that names no end', { certificates: ['锅炉能效测试报告'] }, 'PASS'],
    ['grade 2, report among others in one cell', { certificates: ['MA 矿用产品安全标志；能效等级检测报告 有效期至2028年6月30日'] }, 'PASS'],
    ['grade 2 with a label', { certificates: ['中国能效标识备案证书'] }, 'PASS'],
    ['the last day of the report', { certificates: ['能效等级检测报告 有效期至2026-11-23'] }, 'PASS'],
    ['the day after', { certificates: ['能效等级检测报告 有效期至2026-11-22'] }, 'UNPROVEN'],
    ['an expired report beside another document still valid', { certificates: ['能效等级检测报告 有效期至2025-08-31；MA 有效期至2028-06-30'] }, 'UNPROVEN'],
    ['an expired report and a valid one', { certificates: ['能效等级检测报告 有效期至2025-08-31', REPORT] }, 'PASS'],
    ['a report on something else', { certificates: ['产品性能检测报告'] }, 'UNPROVEN'],
    ['a report on its way', { certificates: ['能效等级检测报告（办理中）'] }, 'UNPROVEN'],
    ['grade 2 without a report', { certificates: [] }, 'UNPROVEN'],
    ['a report without a grade', { energyGrade: null }, 'UNPROVEN'],
    ['neither', { energyGrade: null, certificates: [] }, 'UNPROVEN'],
    ['grade 3, whatever the report', { energyGrade: 3 }, 'FAIL'],
    ['grade 1 by a report of grade 3', { energyGrade: 1, certificates: ['能效等级检测报告（3级）'] }, 'FAIL'],
    ['a kiln by its claim', { gradeKind: 'industrial-kiln', classId: 'X.201' }, 'PASS'],
    ['a kiln without a grade', { gradeKind: 'industrial-kiln', classId: 'X.201', energyGrade: null }, 'UNPROVEN'],
    ['an oil-free screw', { kindKey: 'oilFree', energyGrade: null }, 'NOT_APPLICABLE'],
    ['an oil-free screw by its lubrication', { kindKey: null, specs: { lubrication: 'oilFree' }, energyGrade: 3 }, 'NOT_APPLICABLE'],
    ['a centrifugal compressor', { classId: 'X.110', energyGrade: 3 }, 'NOT_APPLICABLE'],
    ['a reciprocating compressor for air', { classId: 'X.111', kindKey: 'air' }, 'PASS'],
    ['a reciprocating compressor for process gas', { classId: 'X.111', kindKey: 'process', energyGrade: null }, 'NOT_APPLICABLE'],
    ['a pump below 5 m3/h', { ...PUMP, specs: { ...PUMP.specs, flow: 4.99 }, energyGrade: null }, 'NOT_APPLICABLE'],
    ['a pump from 5 m3/h that says nothing else', { ...PUMP, specs: { flow: 5 }, energyGrade: null }, 'UNPROVEN'],
    ['a fan at the limit of grade 2', { ...FAN, energyGrade: null, certificates: [] }, 'PASS'],
    ['a fan just below it, whatever it claims and shows', { ...FAN, specs: { ...FAN.specs, efficiency: 81.9 }, energyGrade: 1 }, 'FAIL'],
    ['a fluidised bed above 65 t/h', { classId: 'S1.1.2.04', gradeKind: 'boiler', specs: { evaporation: 75 } }, 'NOT_APPLICABLE'],
    ['a fluidised bed of 65 t/h, by its claim', { classId: 'S1.1.2.04', gradeKind: 'boiler', specs: { evaporation: 65 } }, 'PASS'],
    ['a fluidised bed that misses grade 2 for every class of its coal', { classId: 'S1.1.2.04', gradeKind: 'boiler', specs: { evaporation: 35, thermalEfficiency: 84, fuel: 'bituminous' } }, 'FAIL'],
    ['a fluidised bed that reaches grade 1 for every class of its coal', { classId: 'S1.1.2.04', gradeKind: 'boiler', specs: { evaporation: 35, thermalEfficiency: 91, fuel: 'bituminous' }, energyGrade: null }, 'PASS'],
    ['a biomass boiler that says no size and is good enough for any', { classId: 'S1.1.4.01', gradeKind: 'boiler', specs: { thermalEfficiency: 89, fuel: 'biomass' }, energyGrade: null }, 'PASS'],
    ['a biomass boiler that is good enough for a small one and says no size', { classId: 'S1.1.4.01', gradeKind: 'boiler', specs: { thermalEfficiency: 85, fuel: 'biomass' }, energyGrade: null }, 'UNPROVEN'],
    ['a biomass boiler of 10 t/h', { classId: 'S1.1.4.01', gradeKind: 'boiler', specs: { thermalEfficiency: 84, fuel: 'biomass', evaporation: 10 }, energyGrade: null }, 'PASS'],
    ['a biomass boiler of 8 MW', { classId: 'S1.1.4.01', gradeKind: 'boiler', specs: { thermalEfficiency: 84, fuel: 'biomass', thermalPower: 8 }, energyGrade: null }, 'FAIL'],
    ['a gas boiler of 97 %', { classId: 'S1.1.4.01', gradeKind: 'boiler', specs: { thermalEfficiency: 97, fuel: 'naturalGas' } }, 'PASS'],
    ['a condensing one of 97 %', { classId: 'S1.1.4.01', gradeKind: 'boiler', name: '冷凝式燃气热水锅炉', specs: { thermalEfficiency: 97, fuel: 'naturalGas' } }, 'FAIL'],
    ['one above 100 %, which must be condensing', { classId: 'S1.1.4.01', gradeKind: 'boiler', name: '燃气锅炉', specs: { thermalEfficiency: 100.5, fuel: 'naturalGas' } }, 'FAIL'],
    ['an electric boiler at its limit', { ...ELECTRIC, energyGrade: null, certificates: [] }, 'PASS'],
    ['an electric boiler below it, whatever it claims', { ...ELECTRIC, specs: { thermalEfficiency: 96.9 }, energyGrade: 1 }, 'FAIL'],
    ['an electric boiler that states no efficiency, whatever it claims', { ...ELECTRIC, specs: {}, energyGrade: 1 }, 'UNPROVEN'],
  ];
  it.each(CASES)('%s', (_what, changes, verdict) => {
    expect(gradeVerdict(claim(changes), AS_OF, LAW)).toBe(verdict);
  });

  it('judges by claim and documents alone where no law is given', () => {
    expect(gradeVerdict(claim({ ...FAN, specs: { ...FAN.specs, efficiency: 20 } }), AS_OF)).toBe('PASS');
  });
});

describe('an answer', () => {
  it('stands on efficiency, limits, standard and table', () => {
    expect(answer({ ...FAN, energyGrade: 2 })).toEqual({
      verdict: 'PASS', grade: 2, claimed: 2, efficiency: 82, limits: { grade1: 87, grade2: 82, grade3: 73 }, proof: 'COMPUTED',
      basis: { standard: 'GB 19761-2020', zh: '通风机能效限定值及能效等级', en: 'Limits and grades of energy efficiency for fans', clause: '表2', verify: true },
      evidence: { status: 'DECLARED', document: REPORT, number: null, validUntil: '2028-06-30', grade: null, recorded: false, reason: null },
      remarks: [
        { code: 'ENERGY_COMPUTED', params: { efficiency: 82, grade1: 87, grade2: 82, grade3: 73 } },
        { code: 'ENERGY_STANDARD_TO_VERIFY', params: { standard: 'GB 19761-2020' } },
      ],
    });
  });

  it('names standard, clause and reason where nothing applies, and no grade', () => {
    expect(answer({ kindKey: 'oilFree', energyGrade: 1 })).toMatchObject({
      verdict: 'NOT_APPLICABLE', grade: null, claimed: 1, basis: { standard: 'GB 19153-2019', clause: '1' },
      remarks: [{ code: 'ENERGY_OUTSIDE_SCOPE', params: { standard: 'GB 19153-2019', clause: '1', reasonZh: '无油螺杆不在所列型式内', reasonEn: 'oil-free screws are not among the types listed' } }, { code: 'ENERGY_STANDARD_TO_VERIFY' }],
    });
  });

  const REMARKS: [what: string, claim: Partial<GradeClaim>, remarks: string[]][] = [
    ['a claim that the rated values do not bear out', { ...FAN, energyGrade: 1 }, ['ENERGY_COMPUTED', 'ENERGY_CLAIM_DIFFERS']],
    ['a claim that says too little', { ...FAN, specs: { ...FAN.specs, efficiency: 88 }, energyGrade: 2 }, ['ENERGY_COMPUTED', 'ENERGY_CLAIM_DIFFERS']],
    ['below the limit of the standard', { ...FAN, specs: { ...FAN.specs, efficiency: 60 }, energyGrade: null }, ['ENERGY_COMPUTED', 'ENERGY_BELOW_GRADE_3']],
    ['a limit and no grades', { ...ELECTRIC, energyGrade: null }, ['ENERGY_LIMIT_COMPARED']],
    ['a grade where there are none', { ...ELECTRIC, energyGrade: 1 }, ['ENERGY_LIMIT_COMPARED', 'ENERGY_CLAIM_HAS_NO_GRADE']],
    ['no table held', {}, ['ENERGY_DOCUMENT_UNVERIFIED', 'ENERGY_TABLE_NOT_HELD']],
    ['no table held, nothing claimed', { energyGrade: null }, ['ENERGY_CLAIM_MISSING', 'ENERGY_TABLE_NOT_HELD']],
    ['values missing', { ...FAN, specs: { efficiency: 82 } }, ['ENERGY_DOCUMENT_UNVERIFIED', 'ENERGY_VALUES_MISSING']],
    ['values in no line', { ...FAN, specs: { ...FAN.specs, specificSpeed: 140 } }, ['ENERGY_DOCUMENT_UNVERIFIED', 'ENERGY_NO_TABLE_LINE']],
    ['an expired report', { certificates: ['能效等级检测报告 有效期至2025-08-31'] }, ['ENERGY_DOCUMENT_EXPIRED', 'ENERGY_TABLE_NOT_HELD']],
    ['a report not valid yet', { certificates: ['能效等级检测报告 有效期2027-01-01至2029-12-31'] }, ['ENERGY_DOCUMENT_NOT_YET_VALID', 'ENERGY_TABLE_NOT_HELD']],
    ['a validity that no calendar has', { certificates: ['能效等级检测报告 有效期至2028-13-45'] }, ['ENERGY_DOCUMENT_UNREADABLE', 'ENERGY_TABLE_NOT_HELD']],
    ['a report worse than the claim', { energyGrade: 1, certificates: ['能效2级检测报告'] }, ['ENERGY_CLAIM_ABOVE_DOCUMENT', 'ENERGY_DOCUMENT_UNVERIFIED', 'ENERGY_TABLE_NOT_HELD']],
  ];
  it.each(REMARKS)('%s', (_what, changes, remarks) => {
    expect(codes(changes).filter((code) => code !== 'ENERGY_STANDARD_TO_VERIFY')).toEqual(remarks);
  });

  it('says which values are missing', () => {
    expect(answer({ ...FAN, specs: {} }).remarks).toContainEqual({ code: 'ENERGY_VALUES_MISSING', params: { attributes: 'efficiency, pressureCoefficient, specificSpeed, sizeNo' } });
    expect(answer({ ...PUMP, name: '离心泵', kindKey: null }).remarks).toContainEqual({ code: 'ENERGY_VALUES_MISSING', params: { attributes: 'pumpType' } });
    expect(answer({ gradeKind: 'boiler', classId: 'S1.1.2.04', specs: { evaporation: 35, thermalEfficiency: 89.5, fuel: 'bituminous' } }).remarks)
      .toContainEqual({ code: 'ENERGY_VALUES_MISSING', params: { attributes: 'coalClass' } });
  });

  it('does not compute by a standard before its day', () => {
    expect(answer(PUMP, '2026-03-01')).toMatchObject({ proof: 'COMPUTED', grade: 1 });
    expect(answer(PUMP, '2026-02-28')).toMatchObject({ proof: 'DECLARED', grade: 2 });
    expect(answer(PUMP, '2026-02-28').remarks).toContainEqual({ code: 'ENERGY_STANDARD_NOT_IN_FORCE', params: { standard: 'GB 19762-2025', inForceFrom: '2026-03-01' } });
  });

  it('drops the mark once the department has compared a standard with the original', () => {
    const verified: EnergyLaw = { ...LAW, standards: LAW.standards.map((standard) => ({ ...standard, verify: false })) };
    expect(answer(FAN, AS_OF, verified).basis?.verify).toBe(false);
    expect(answer(FAN, AS_OF, verified).remarks.map(({ code }) => code)).not.toContain('ENERGY_STANDARD_TO_VERIFY');
  });
});
