import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../time/dates.js';
import { parseMachineLaw } from './energy/machine-law.js';
import { anniversary, isMachineTool, newSuggestions, retirementSuggestions, type MachineInService } from './retirement.js';

const AS_OF = '2026-11-23';
const LAW = parseMachineLaw((file) => readFileSync(`seeds/reference/energy-grades/${file}`, 'utf8'));

const machine = (changes: Partial<MachineInService> = {}): MachineInService => ({
  equipmentId: 'eqp_1', classId: null, kindKey: null, name: '普通车床', model: 'C6140', specs: {}, commissioned: '2016-11-22', energyGrade: null, ...changes,
});
const causes = (changes: Partial<MachineInService>, asOf = AS_OF): string[] => retirementSuggestions(machine(changes), LAW, asOf).map(({ causeKey, code }) => `${causeKey} ${code}`);
const SERVICE = 'eqp_1/SERVICE_LIFE RETIRE_SERVICE_LIFE';

describe('a machine tool in service over ten years', () => {
  const CASES: [commissioned: string | null, asOf: string, suggested: boolean][] = [
    ['2016-11-23', '2026-11-22', false], ['2016-11-23', '2026-11-23', false], ['2016-11-23', '2026-11-24', true],
    ['2016-02-29', '2026-02-28', false], ['2016-02-29', '2026-03-01', true],
    ['2018-02-28', '2028-02-28', false], ['2018-02-28', '2028-02-29', true],
    ['2016', '2026-12-31', false], ['2016', '2027-01-01', true],
    ['2016-02', '2026-02-28', false], ['2016-02', '2026-03-01', true], ['2016-12', '2026-12-31', false], ['2016-12', '2027-01-01', true],
    [null, AS_OF, false], ['很久以前', AS_OF, false], ['2016-13', '2030-01-01', false], ['2015-02-30', AS_OF, false],
  ];
  it.each(CASES)('commissioned %s, on %s: %s', (commissioned, asOf, suggested) => {
    expect(causes({ commissioned }, asOf)).toEqual(suggested ? [SERVICE] : []);
  });

  it('is suggested with its clause and the item of the plan that a draft asks for', () => {
    expect(retirementSuggestions(machine(), LAW, AS_OF)).toEqual([{
      equipmentId: 'eqp_1', rule: 'SERVICE_LIFE', causeKey: 'eqp_1/SERVICE_LIFE', code: 'RETIRE_SERVICE_LIFE', params: { commissioned: '2016-11-22', years: 10 },
      clause: '二（一）1', demandItemId: 'D1.1.d.01', verify: false,
    }]);
  });

  it('is suggested from the day after its anniversary on, for ever', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: -4_000, max: 4_000 }), (day, later) => {
      const commissioned = addDays('1990-01-01', day);
      const asOf = addDays(anniversary(commissioned, 10), later);
      expect(causes({ commissioned }, asOf).length).toBe(later > 0 ? 1 : 0);
    }));
  });

  const TOOLS: [name: string, classId: string | null, is: boolean][] = [
    ['普通车床', null, true], ['摇臂钻床', null, true], ['立式加工中心', null, true], ['滚齿机', null, true], ['数控机床', null, true], ['旧设备', 'X.304', true],
    ['离心风机', null, false], ['机床电器柜', null, false], ['车床卡盘', null, false], ['液压机', 'X.309', false], ['机床改造', 'X.305', false], ['普通车床', 'X.101', false], ['注塑机', null, false],
  ];
  it.each(TOOLS)('%s (%s): %s', (name, classId, is) => {
    expect(isMachineTool({ name, classId })).toBe(is);
  });
});

describe('a machine below grade 2', () => {
  const motor = (efficiency: number): Partial<MachineInService> => ({ classId: 'X.113', kindKey: 'async', name: '三相异步电动机', model: 'Y280S-4', specs: { efficiency, power: 75, poles: 4, voltage: 380 } });
  const CASES: [what: string, machine: Partial<MachineInService>, found: string[]][] = [
    ['a motor below the limit', motor(92.7), ['eqp_1/ENERGY/GB 18613-2020 RETIRE_BELOW_LIMIT']],
    ['a motor of grade 3', motor(95), ['eqp_1/ENERGY/GB 18613-2020 RETIRE_BELOW_GRADE_2']],
    ['a motor of grade 2', motor(96), []],
    ['a motor of 6 kV, outside the standard', { ...motor(90), specs: { efficiency: 90, power: 75, poles: 4, voltage: 6_000 } }, []],
    ['a pump by the formula', { classId: 'X.104', name: '单级单吸离心泵', model: 'IS80-65-160', specs: { efficiency: 70.3, flow: 50, head: 32, speed: 2960 } }, ['eqp_1/ENERGY/GB 19762-2025 RETIRE_BELOW_GRADE_2']],
    ['an electric boiler below its limit', { classId: 'S1.1.4.02', name: '电锅炉', model: 'JN', specs: { thermalEfficiency: 95 } }, ['eqp_1/ENERGY/GB 24500-2020 RETIRE_BELOW_LIMIT']],
    ['an electric boiler above it', { classId: 'S1.1.4.02', name: '电锅炉', model: 'JN', specs: { thermalEfficiency: 98 } }, []],
    ['a compressor registered with grade 3', { classId: 'X.109', name: '螺杆空压机', model: 'G75', energyGrade: 3 }, ['eqp_1/ENERGY/GB 19153-2019 RETIRE_GRADE_STATED']],
    ['a compressor registered with grade 2', { classId: 'X.109', name: '螺杆空压机', model: 'G75', energyGrade: 2 }, []],
    ['a kiln registered with grade 3', { classId: 'X.202', name: '隧道窑', model: 'SD', energyGrade: 3 }, ['eqp_1/ENERGY/- RETIRE_GRADE_STATED']],
    ['a pump whose rated values say grade 1, whatever stands in the register', { classId: 'X.104', name: '单级单吸离心泵', model: 'IS', specs: { efficiency: 85, flow: 100, head: 32, speed: 2960 }, energyGrade: 3 }, []],
    ['a machine of which nothing is known', { classId: 'X.104', name: '离心泵', model: 'IS' }, []],
    ['a heat pump, none of the kinds', { classId: 'S1.1.4.03', name: '空气源热泵', model: 'KR', energyGrade: 3 }, []],
    ['an old compressor: ten years are for machine tools alone', { classId: 'X.109', name: '螺杆空压机', model: 'G75', commissioned: '1998-01-01' }, []],
  ];
  it.each(CASES)('%s', (_what, changes, found) => {
    expect(causes({ commissioned: null, ...changes })).toEqual(found);
  });

  it('is marked to be verified with the standard it stands on, and asks for the item of its kind', () => {
    expect(retirementSuggestions(machine(motor(95)), LAW, AS_OF)).toMatchObject([{
      params: { efficiency: 95, standard: 'GB 18613-2020', limit: 96 }, clause: '二（三）3', demandItemId: 'D3.3.c.02', verify: true,
    }]);
    expect(retirementSuggestions(machine({ classId: 'X.109', energyGrade: 3 }), LAW, AS_OF)).toMatchObject([{ demandItemId: 'D3.3.a.03', verify: false }]);
  });
});

describe('a machine of the elimination class', () => {
  const boiler: Partial<MachineInService> = { name: '燃煤蒸汽锅炉', model: 'DZL4-1.25-AII', specs: { evaporation: 4 }, commissioned: '2009' };
  it('is suggested, to be compared while the entry is second-hand', () => {
    expect(retirementSuggestions(machine(boiler), LAW, AS_OF)).toMatchObject([{
      rule: 'ELIMINATION', causeKey: 'eqp_1/ELIMINATION/IND2024-BOILER-COAL-10T', code: 'RETIRE_MAY_BE_ELIMINATED', clause: '四（二）', verify: true,
    }]);
    const verified = { ...LAW, elimination: LAW.elimination.map((entry) => ({ ...entry, verify: false })) };
    expect(retirementSuggestions(machine(boiler), verified, AS_OF)).toMatchObject([{ code: 'RETIRE_ELIMINATED', verify: false }]);
  });
});

describe('one draft demand for each cause, once', () => {
  it('leaves what has been suggested before, and what comes twice', () => {
    const both = retirementSuggestions(machine({ classId: 'X.101', name: '高压离心通风机', model: '9-27-5', energyGrade: 3 }), LAW, AS_OF);
    expect(both.map(({ rule }) => rule)).toEqual(['ENERGY', 'ELIMINATION']);
    expect(newSuggestions([...both, ...both], new Set())).toEqual(both);
    expect(newSuggestions(both, new Set([both[0]!.causeKey])).map(({ rule }) => rule)).toEqual(['ELIMINATION']);
    expect(newSuggestions(both, new Set(both.map(({ causeKey }) => causeKey)))).toEqual([]);
  });

  it('has the same key on any later day', () => {
    const keys = (asOf: string): string[] => retirementSuggestions(machine(), LAW, asOf).map(({ causeKey }) => causeKey);
    expect(keys('2030-01-01')).toEqual(keys(AS_OF));
  });
});
