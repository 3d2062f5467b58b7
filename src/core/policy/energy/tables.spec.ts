import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ENERGY_FILES, parseEnergyLaw, standardOf, type EnergyFile } from './energy-law.js';
import type { GradeLimits } from './grade.js';
import { specificSpeed } from './pump-grades.js';
import { isWithin, parseRange } from './range.js';
import { readGrade } from './read-grade.js';
import type { RatedMachine } from './reading.js';
import { tableLines } from './table-lines.js';

const textOf = (file: EnergyFile): string => readFileSync(`seeds/reference/energy-grades/${file}`, 'utf8');
const LAW = parseEnergyLaw(textOf);
const AS_OF = '2026-11-23';
const machine = (changes: Partial<RatedMachine>): RatedMachine => ({ classId: 'X.104', kindKey: null, name: '', specs: {}, ...changes });
const limitsOf = (one: RatedMachine): GradeLimits | null => {
  const standing = readGrade(one, LAW, AS_OF);
  return standing.is === 'READ' && standing.reading.readable ? standing.reading.limits : null;
};

describe('an interval of a table', () => {
  const CASES: [text: string, inside: number[], outside: number[]][] = [
    ['0.35≤ψ<0.45', [0.35, 0.4], [0.34, 0.45]], ['45<ns≤65', [45.1, 65], [45, 65.1]], ['1.4≤ψ', [1.4, 9], [1.39]], ['γ<0.3', [0, 0.29], [0.3]],
    ['ns>50', [51], [50]], ['No2<机号≤No2.5', [2.1, 2.5], [2, 2.6]], ['机号≥No10', [10, 20], [9.9]], ['机号≤No2', [1, 2], [2.1]],
    ['[5,300]', [5, 300], [4.9, 300.1]], ['(300,10000]', [300.1, 10_000], [300]], ['(300,)', [301, 1e9], [300]], ['[20,60)', [20, 59.9], [60]],
  ];
  it.each(CASES)('%s', (text, inside, outside) => {
    const range = parseRange(text);
    expect(inside.map((value) => isWithin(value, range))).toEqual(inside.map(() => true));
    expect(outside.map((value) => isWithin(value, range))).toEqual(outside.map(() => false));
  });

  it.each(['', '大约5', '5', '1<2', '[a,b]'])('"%s" is none', (text) => {
    expect(() => parseRange(text)).toThrow('is no');
  });
});

describe('the tables', () => {
  it('are held whole', () => {
    expect([LAW.standards.length, LAW.fans.length, LAW.boilers.length, LAW.motors.length, LAW.pumps?.waterOffsets.length, LAW.pumps?.chemicalOffsets.length]).toEqual([7, 150, 26, 168, 10, 16]);
    expect(LAW.fans.filter(({ limits }) => limits === null)).toHaveLength(2);
  });

  it('ask more of grade 1 than of grade 2 than of grade 3', () => {
    const wrong = [...LAW.fans, ...LAW.boilers, ...LAW.motors].filter(({ limits }) => limits !== null && limits.grade1 !== null && limits.grade2 !== null
      && !(limits.grade1 > limits.grade2 && limits.grade2 > limits.grade3));
    expect(wrong).toEqual([]);
  });

  it('have one line at most for each fan', () => {
    for (const shape of [0.27, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1, 1.1, 1.3, 1.4, 1.5]) {
      for (const ns of [5, 12, 20, 29.9, 30, 40, 46, 50, 60, 65, 79]) {
        for (const sizeNo of [2.2, 3, 4, 5, 8, 10, 12]) {
          for (const type of ['离心', '外转子前向多翼离心', '轴流']) {
            const lines = LAW.fans.filter((line) => line.type === type && isWithin(shape, line.shape) && (line.specificSpeed === null || isWithin(ns, line.specificSpeed)) && isWithin(sizeNo, line.sizeNo));
            expect(lines.length).toBeLessThanOrEqual(1);
          }
        }
      }
    }
  });

  it('name types that a class is called by', () => {
    const called = LAW.standards.flatMap((standard) => standard.classes.flatMap((one) => one.called));
    expect([...LAW.fans, ...LAW.boilers].filter(({ type }) => type !== '层状燃烧燃煤' && !called.includes(type))).toEqual([]);
    expect(LAW.pumps?.waterOffsets.filter(({ type }) => !called.includes(type))).toEqual([]);
  });

  it('are refused when a class falls under two standards, or a line cannot be read', () => {
    const changed = (file: EnergyFile, from: string, to: string) => () => parseEnergyLaw((one) => (one === file ? textOf(one).replace(from, to) : textOf(one)));
    expect(changed(ENERGY_FILES.standards, '"classId": "X.102"', '"classId": "X.101"')).toThrow('X.101 falls under two standards');
    expect(changed(ENERGY_FILES.fans, '1.35≤ψ<1.55', '1.35~1.55')).toThrow('is no interval');
    expect(changed(ENERGY_FILES.motors, '0.12,71.4', '0.12,71.4,1')).toThrow('14 cells');
    expect(changed(ENERGY_FILES.boilers, '≤20t/h（或≤14MW）', '20吨以下')).toThrow('is no capacity');
    expect(() => tableLines('a,b\n1')).toThrow('Line 2');
  });
});

describe('the limits of a pump', () => {
  const SPECS = { efficiency: 80, flow: 100, head: 32, speed: 2960 };
  it('come from the specific speed of one inlet and one stage', () => {
    expect(specificSpeed(100, 32, 2960)).toBeCloseTo(133.8, 1);
    expect(limitsOf(machine({ name: '单级双吸离心泵', specs: { ...SPECS, flow: 200 } }))).not.toEqual(limitsOf(machine({ name: '单级单吸离心泵', specs: { ...SPECS, flow: 200 } })));
    const multistage = { classId: 'X.105', name: '卧式多级离心泵' };
    expect(limitsOf(machine({ ...multistage, specs: { ...SPECS, head: 192, stages: 6 } }))).toEqual(limitsOf(machine({ ...multistage, specs: { ...SPECS, stages: 1 } })));
  });

  const TYPES: [classId: string, name: string, kindKey: string | null, as: string | null][] = [
    ['X.104', '单级双吸中开泵', null, '单级双吸离心泵'], ['X.104', '立式管道离心泵', 'endSuction', '管道离心泵'], ['X.104', '清水泵', 'endSuction', '单级单吸离心泵'],
    ['X.104', '清水泵', 'doubleSuction', '单级双吸离心泵'], ['X.104', '清水泵', null, null],
    ['X.105', '锅炉给水多级离心泵', 'feed', '多级离心泵'], ['X.105', '立式轻型多级泵', null, '轻型立式多级离心泵'], ['X.105', '多级离心泵', 'lightVertical', '轻型立式多级离心泵'],
    ['X.105', '轻型多级离心泵', null, null],
    ['X.106', '化工流程泵', 'singleStage', '单级化工离心泵'], ['X.106', '化工流程泵', null, null],
  ];
  it.each(TYPES)('%s %s (%s) is judged as %s', (classId, name, kindKey, as) => {
    const specs = { ...SPECS, stages: 1 };
    const limits = limitsOf(machine({ classId, name, kindKey, specs }));
    expect(limits).toEqual(as === null ? null : limitsOf(machine({ classId, name: as, specs })));
    if (as !== null) expect(limits).not.toBeNull();
  });

  it('are none where the formula has no say', () => {
    const pump = (specs: Record<string, number>): GradeLimits | null => limitsOf(machine({ name: '单级单吸离心泵', specs: { ...SPECS, ...specs } }));
    expect([pump({ flow: 10_001, head: 200 }), pump({ head: 2 }), pump({ head: 600 }), pump({ speed: 0 }), pump({ head: 0 })]).toEqual([null, null, null, null, null]);
    expect(limitsOf(machine({ classId: 'X.106', name: '多级化工离心泵', specs: SPECS }))).toBeNull();
  });

  it('of the chemical kind count a flow as 3,000 m3/h at most', () => {
    // The head that keeps the specific speed at 150.
    const pump = (flow: number): GradeLimits | null =>
      limitsOf(machine({ classId: 'X.106', name: '单级化工离心泵', specs: { ...SPECS, flow, head: ((3.65 * 1480 * Math.sqrt(flow / 3600)) / 150) ** (4 / 3), speed: 1480 } }));
    expect(pump(3_000)).not.toBeNull();
    expect(pump(9_000)).toEqual(pump(3_000));
    expect(pump(1_000)).not.toEqual(pump(3_000));
  });

  it('of the chemical kind run on from one specific speed to the next', () => {
    for (const ns of [119.99, 120.01, 209.99, 210.01]) {
      const head = ((3.65 * 2960 * Math.sqrt(100 / 3600)) / ns) ** (4 / 3);
      const limits = limitsOf(machine({ classId: 'X.106', name: '单级化工离心泵', specs: { ...SPECS, head } }));
      expect(limits?.grade2).toBeGreaterThan(70);
      expect(limits?.grade2).toBeLessThan(80);
    }
  });
});

describe('a motor', () => {
  const motor = (specs: Record<string, number>, kindKey = 'async'): GradeLimits | null => limitsOf(machine({ classId: 'X.113', kindKey, specs }));
  it('is read by power and poles', () => {
    expect(motor({ efficiency: 95, power: 75, poles: 4 })).toEqual({ grade1: 96.7, grade2: 96, grade3: 95 });
    expect(motor({ efficiency: 95, power: 80, poles: 4 })).toBeNull();
    expect(motor({ efficiency: 95, power: 75, poles: 10 })).toBeNull();
  });

  it('is outside the standard above 1,000 V, and with permanent magnets', () => {
    expect(readGrade(machine({ classId: 'X.113', specs: { efficiency: 95, power: 75, poles: 4, voltage: 6000 } }), LAW, AS_OF).is).toBe('OUTSIDE');
    expect(readGrade(machine({ classId: 'X.113', kindKey: 'permanentMagnet' }), LAW, AS_OF).is).toBe('OUTSIDE');
  });

  it('falls under a standard, a lathe under none', () => {
    expect([standardOf('X.113', LAW)?.code, standardOf('X.301', LAW)]).toEqual(['GB 18613-2020', null]);
  });
});

describe('a fan', () => {
  it('on an external-rotor motor has a table of its own', () => {
    const specs = { efficiency: 50, pressureCoefficient: 1.3, specificSpeed: 52, sizeNo: 4 };
    expect(limitsOf(machine({ classId: 'X.101', name: '外转子前向多翼离心风机', specs }))).toEqual({ grade1: 57, grade2: 54, grade3: 41 });
    expect(limitsOf(machine({ classId: 'X.101', name: '前向多翼离心风机', specs }))).toEqual({ grade1: 67, grade2: 64, grade3: 51 });
  });

  it('of a size between two lines is on none', () => {
    expect(limitsOf(machine({ classId: 'X.101', specs: { efficiency: 80, pressureCoefficient: 0.43, specificSpeed: 72, sizeNo: 3.5 } }))).toBeNull();
  });
});
