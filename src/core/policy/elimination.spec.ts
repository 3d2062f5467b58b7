import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eliminationFindings, isEliminated, type NamedMachine } from './elimination.js';
import { parseElimination, type EliminationEntry } from './elimination-entries.js';

const AS_OF = '2026-11-23';
const TEXT = readFileSync('seeds/reference/energy-grades/elimination_2024_equipment_subset.csv', 'utf8');
const SHIPPED = parseElimination(TEXT);
/** As it will be once the department has compared every entry with the original. */
const VERIFIED: EliminationEntry[] = SHIPPED.map((entry) => ({ ...entry, verify: false }));

const machine = (name: string, model: string, changes: Partial<NamedMachine> = {}): NamedMachine => ({ classId: null, name, model, specs: {}, ...changes });
const of = (one: NamedMachine, entries = VERIFIED, asOf = AS_OF): string[] => eliminationFindings(one, entries, asOf).map(({ entryId, reason }) => `${entryId.slice(8)} ${reason}`);

describe('which machines the elimination class names', () => {
  const CASES: [name: string, model: string, changes: Partial<NamedMachine>, found: string[]][] = [
    ['高压离心通风机', '9-27-101No6D', {}, ['FAN-HIGH-PRESSURE IN_FORCE']],
    ['高压离心风机', 'LX-8-18-12D', {}, ['FAN-HIGH-PRESSURE IN_FORCE']],
    ['高压离心风机', '８－１８№5', {}, ['FAN-HIGH-PRESSURE IN_FORCE']],
    ['9-27系列高压离心通风机', '', {}, ['FAN-HIGH-PRESSURE IN_FORCE']],
    ['引风机', '9-27-5', { classId: 'X.101' }, ['FAN-HIGH-PRESSURE IN_FORCE']],
    ['轴流通风机', '9-27-5', {}, []],
    ['高压离心风机', '9-26-11D', {}, []],
    ['高压离心风机', '9-270', {}, []],
    ['高压离心风机', '19-27', {}, []],
    ['单级单吸离心泵', 'BA-12', {}, ['PUMP-BA IN_FORCE']],
    ['清水离心泵', '4BA-12', {}, ['PUMP-BA IN_FORCE']],
    ['清水离心泵', '2B31A', {}, ['PUMP-BA IN_FORCE']],
    ['清水离心泵', 'IS100-80-160-B', {}, []],
    ['清水离心泵', 'BZ80-200', {}, []],
    ['耐腐蚀泵', '40F-26', {}, ['PUMP-F IN_FORCE']],
    ['耐腐蚀泵', 'FSB40-32', {}, []],
    ['长轴深井泵', '4JD10×10', {}, ['PUMP-JD IN_FORCE']],
    ['锅炉给水泵', '2GC-5×4', {}, ['PUMP-BOILER-FEED IN_FORCE']],
    ['锅炉给水泵', 'DG270-140', {}, ['PUMP-BOILER-FEED IN_FORCE']],
    ['锅炉给水多级离心泵', 'SB-DG85-67×5', {}, []],
    ['空气压缩机', '3W-0.9/7', {}, ['COMPRESSOR-3W IN_FORCE']],
    ['空气压缩机', 'L-10/8', {}, ['COMPRESSOR-L10 IN_FORCE']],
    ['空气压缩机', '3L-10/8', {}, []],
    ['空气压缩机', 'L-10/80', {}, []],
    ['隔爆型电动机', 'YB-160M-4', { specs: { voltage: 380 } }, ['MOTOR-YB IN_FORCE']],
    ['隔爆型电动机', 'YB200L-4', { specs: { voltage: 660 } }, ['MOTOR-YB IN_FORCE']],
    ['隔爆型电动机', 'YB-160M-4', {}, ['MOTOR-YB CONDITION_UNKNOWN']],
    ['隔爆型电动机', 'YB-160M-4', { specs: { voltage: 6000 } }, []],
    ['隔爆型电动机', 'YB-450-4', { specs: { voltage: 380 } }, []],
    ['隔爆型电动机', 'YB2-160M-4', { specs: { voltage: 380 } }, []],
    ['隔爆型电动机', 'YBX3-160M-4', { specs: { voltage: 380 } }, []],
    ['隔爆型电动机', 'YB3-160M-4', { specs: { voltage: 380 } }, []],
    ['隔爆型电动机', 'YBF132S-4', { specs: { voltage: 380 } }, ['MOTOR-YBF IN_FORCE']],
    ['隔爆型电动机', 'YBK-250M-4', { specs: { voltage: 1140 } }, ['MOTOR-YBK IN_FORCE']],
    ['固定炉排燃煤锅炉', 'LHG1-0.7', { specs: { evaporation: 12 } }, ['BOILER-FIXED-GRATE IN_FORCE']],
    ['燃煤蒸汽锅炉', 'DZL10-1.25-AII', { specs: { evaporation: 10 } }, ['BOILER-COAL-10T IN_FORCE']],
    ['燃煤蒸汽锅炉', 'DZL10-1.25-AII', { specs: { evaporation: 10.1 } }, []],
    ['燃煤热水锅炉', 'DZL7-1.0-AII', { specs: { thermalPower: 7 } }, ['BOILER-COAL-10T CONDITION_UNKNOWN']],
    ['蒸汽锅炉', 'WNS4', { specs: { evaporation: 4 } }, []],
    ['焦炉煤气锅炉', 'SZS10', { specs: { evaporation: 10 } }, []],
    ['高效煤粉蒸汽锅炉', 'DHS40', { classId: 'S1.1.4.01', specs: { evaporation: 40, fuel: 'pulverisedCoal' } }, []],
    ['燃煤改燃气锅炉', 'SZS4', { specs: { evaporation: 4, fuel: 'naturalGas' } }, []],
    ['生物质蒸汽锅炉', 'DZL2-1.0-T', { specs: { evaporation: 2 } }, ['BOILER-BIOMASS-2T IN_FORCE']],
    ['生物质链条蒸汽锅炉', 'JN-DZL10', { classId: 'S1.1.4.01', specs: { evaporation: 10, fuel: 'biomass' } }, []],
  ];
  it.each(CASES)('%s %s %j: %j', (name, model, changes, found) => {
    expect(of(machine(name, model, changes))).toEqual(found);
  });
});

describe('what a finding does', () => {
  const fan = machine('高压离心通风机', '9-27-101No6D');
  const entry = VERIFIED.find(({ id }) => id === 'IND2024-FAN-HIGH-PRESSURE')!;

  it('warns and never blocks while the entries are second-hand, as all of those shipped are', () => {
    expect(SHIPPED).toHaveLength(13);
    expect(SHIPPED.every(({ verify, effectiveFrom, list }) => verify && effectiveFrom === '2024-02-01' && list === '淘汰类')).toBe(true);
    expect(of(fan, SHIPPED)).toEqual(['FAN-HIGH-PRESSURE VERIFY']);
    expect(isEliminated(fan, SHIPPED, AS_OF)).toBe(false);
  });

  const DATES: [asOf: string, reason: string, eliminated: boolean][] = [['2024-01-31', 'NOT_YET_IN_FORCE', false], ['2024-02-01', 'IN_FORCE', true], [AS_OF, 'IN_FORCE', true]];
  it.each(DATES)('on %s: %s', (asOf, reason, eliminated) => {
    expect(of(fan, VERIFIED, asOf)).toEqual([`FAN-HIGH-PRESSURE ${reason}`]);
    expect(isEliminated(fan, VERIFIED, asOf)).toBe(eliminated);
  });

  it('warns of the restricted class, whatever is verified', () => {
    expect(eliminationFindings(fan, [{ ...entry, list: '限制类' }], AS_OF)).toMatchObject([{ reason: 'RESTRICTED', effect: 'WARNS', clause: '四（二）' }]);
  });

  it('names what would settle it', () => {
    expect(eliminationFindings(machine('隔爆型电动机', 'YB'), VERIFIED, AS_OF)).toMatchObject([{ reason: 'CONDITION_UNKNOWN', effect: 'WARNS', missing: ['frameSize', 'voltage'] }]);
  });
});

describe('the seed file', () => {
  it('is refused when a line lacks its list, day or mark', () => {
    expect(() => parseElimination(TEXT.replace('淘汰类', '别的'))).toThrow('stands on no list');
    expect(() => parseElimination(TEXT.replace('2024-02-01', '2024'))).toThrow('lacks its day');
    expect(() => parseElimination(TEXT.replace(',yes,', ',maybe,'))).toThrow('lacks its day or its mark');
  });
});
