import { describe, expect, it } from '@jest/globals';
import type { RetirementSuggestion } from '../policy/retirement.js';
import { draftGroups, draftTitle, isDeferralDay, renewalLines, type AgeingMachine } from './retirement-drafts.js';

const machine = (id: string, changes: Partial<AgeingMachine> = {}): AgeingMachine => ({ id, classId: null, name: '普通车床', model: 'C6140', commissioned: '2010-05', quantity: 1, ...changes });
const aged = (equipmentId: string, changes: Partial<RetirementSuggestion> = {}): RetirementSuggestion => ({
  equipmentId, rule: 'SERVICE_LIFE', causeKey: `${equipmentId}/SERVICE_LIFE`, code: 'RETIRE_SERVICE_LIFE', params: {}, clause: '二（一）1', demandItemId: 'D1.1.d.01', verify: false, ...changes,
});
const MACHINES = [machine('lathe'), machine('lathe2'), machine('mill', { name: '立式铣床', model: 'X5032' }), machine('pump', { name: '离心泵', classId: 'X.104', quantity: 4 }), machine('boiler', { name: '燃煤锅炉' }), machine('oven', { name: '坩埚炉' })];
const BY_ID = new Map(MACHINES.map((one) => [one.id, one]));
const groups = (suggestions: RetirementSuggestion[], room: (key: string) => number = () => 0): string[] =>
  draftGroups(suggestions, BY_ID, room).map((group) => `${group.rule} ${group.demandItemId ?? '-'}${group.verify ? ' verify' : ''}: ${group.suggestions.map((one) => one.equipmentId).join(' ')}`);

describe('suggestions come together in draft demands', () => {
  const energy = (id: string, verify = false) => aged(id, { rule: 'ENERGY', causeKey: `${id}/ENERGY`, demandItemId: 'D3.3.a.05', verify });
  const CASES: [what: string, suggestions: RetirementSuggestion[], drafts: string[]][] = [
    ['machines of one rule and item are one', [aged('lathe'), aged('mill'), aged('lathe2')], ['SERVICE_LIFE D1.1.d.01: lathe mill lathe2']],
    ['rules are kept apart', [aged('lathe'), energy('pump')], ['SERVICE_LIFE D1.1.d.01: lathe', 'ENERGY D3.3.a.05: pump']],
    ['what is to be verified is kept apart', [energy('pump'), energy('boiler', true)], ['ENERGY D3.3.a.05: pump', 'ENERGY D3.3.a.05 verify: boiler']],
    ['without an item, machines of other names are', [aged('boiler', { rule: 'ELIMINATION', demandItemId: null }), aged('oven', { rule: 'ELIMINATION', demandItemId: null })], ['ELIMINATION -: boiler', 'ELIMINATION -: oven']],
    ['a machine that is gone is left out', [aged('lathe'), aged('nowhere')], ['SERVICE_LIFE D1.1.d.01: lathe']],
  ];
  it.each(CASES)('%s', (_what, suggestions, drafts) => expect(groups(suggestions)).toEqual(drafts));

  it('fill an open draft first, and never hold more than 200 machines', () => {
    const many = Array.from({ length: 450 }, (_, n) => aged('lathe', { causeKey: `c${n}` }));
    expect(draftGroups(many, BY_ID, () => 0).map((group) => group.suggestions.length)).toEqual([200, 200, 50]);
    expect(draftGroups(many, BY_ID, () => 30).map((group) => group.suggestions.length)).toEqual([30, 200, 200, 20]);
  });
});

describe('the demand that a draft becomes', () => {
  it('has a line for each kind of machine, which asks for the item and says what it replaces', () => {
    const lines = renewalLines({ rule: 'SERVICE_LIFE', demandItemId: 'D1.1.d.01' }, MACHINES.slice(0, 3));
    expect(lines).toMatchObject([
      { itemId: 'D1.1.d.01', classIds: [], quantity: '2', unit: '台', words: '替换：普通车床 C6140 2010 年投用 2 台', equipmentIds: ['lathe', 'lathe2'], energyGradeAtMost: null },
      { quantity: '1', equipmentIds: ['mill'] },
    ]);
    expect(draftTitle('SERVICE_LIFE', MACHINES)).toBe('更新服役超过 10 年的机床 9 台');
  });

  it('asks for grade 2 or better where it renews for energy, by class where the plan has no item', () => {
    expect(renewalLines({ rule: 'ENERGY', demandItemId: null }, [machine('pump', { classId: 'X.104', quantity: 4 })])).toMatchObject([{ itemId: null, classIds: ['X.104'], quantity: '4', energyGradeAtMost: 2 }]);
    expect(renewalLines({ rule: 'ELIMINATION', demandItemId: null }, [machine('oven', { name: '坩埚炉', model: '', commissioned: null })])).toMatchObject([{ itemId: null, classIds: [], words: '替换：坩埚炉 1 台' }]);
  });
});

describe('a suggestion put off', () => {
  it.each([['2026-11-24', true], ['2026-11-23', false], ['2020-01-01', false], ['2031-11-01', true], ['2032-01-01', false], ['明年', false]])('until %s: %s', (until, may) => {
    expect(isDeferralDay(until, '2026-11-23')).toBe(may);
  });
});
