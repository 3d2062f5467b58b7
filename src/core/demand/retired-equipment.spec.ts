import { describe, expect, it } from '@jest/globals';
import type { LineContent } from './line-content.js';
import { retiredBy, shownMachines, type LineOfMachine, type MachineToRetire, type RetiringLine } from './retired-equipment.js';

const machine = (id: string, changes: Partial<MachineToRetire> = {}): MachineToRetire => ({
  id, assetNumber: `GD-${id}`, name: '普通车床', model: 'C6140', commissioned: '2010-05-01', quantity: 1, state: 'IN_SERVICE', withdrawnOn: null, ...changes,
});
const MACHINES = new Map([machine('a'), machine('b', { quantity: 3 }), machine('gone', { state: 'WITHDRAWN', withdrawnOn: '2026-01-01' })].map((one) => [one.id, one]));
const NAMED = new Map<string, LineOfMachine[]>([['b', [{ lineId: 'line-1', title: '车床更新' }]]]);

const content = (equipmentIds: string[], retires: LineContent['retires'] = []): LineContent => ({
  wants: 'ITEM', classIds: [], itemId: 'D1.1.d.01', words: '', quantity: '1', unit: '台', requirements: [], energyGradeAtMost: null, budgetCny: null, retires, equipmentIds, renewalReason: null, softwareClassIds: [], softwareWaiver: null,
});

describe('machines that a line retires', () => {
  const CASES: [what: string, ids: string[], line: Partial<RetiringLine>, verdict: string][] = [
    ['none', [], {}, 'kept'],
    ['one of its own', ['a'], {}, 'kept'],
    ['one that stands on another open line', ['a', 'b'], {}, 'EQUIPMENT_ON_OPEN_LINE equipmentIds.1'],
    ['the same, when that was said', ['a', 'b'], { shared: true }, 'kept'],
    ['one that stands on this line already', ['b'], { lineId: 'line-1' }, 'kept'],
    ['one that is not there, or another’s', ['a', 'x'], {}, 'NOT_FOUND equipmentIds.1'],
    ['one that was disposed of', ['gone'], {}, 'EQUIPMENT_WITHDRAWN equipmentIds.0'],
    ['one, for new capacity', ['a'], { newCapacity: true }, 'NEW_CAPACITY_RETIRES equipmentIds'],
    ['none, for new capacity', [], { newCapacity: true }, 'kept'],
  ];
  it.each(CASES)('%s', (_what, ids, line, verdict) => {
    const outcome = retiredBy(content(ids), { shared: false, newCapacity: false, lineId: null, ...line }, MACHINES, NAMED);
    expect(outcome.ok ? 'kept' : `${outcome.refusal.code} ${outcome.refusal.field ?? ''}`).toBe(verdict);
  });

  it('are told to suppliers by name, model and year, like ones with their number, and nothing that tells which they are', () => {
    const outcome = retiredBy(content(['a', 'b']), { shared: true, newCapacity: false, lineId: null }, MACHINES, NAMED);
    expect(outcome).toMatchObject({ ok: true, value: { retires: [{ name: '普通车床', model: 'C6140', commissionedYear: 2010, count: 4 }] } });
    expect(JSON.stringify(outcome.ok && outcome.value.retires)).not.toMatch(/GD-/);
  });

  it('leave what the owner wrote of them', () => {
    const written = [{ name: '老车床', model: null, commissionedYear: null, count: 1 }];
    expect(retiredBy(content(['a'], written), { shared: false, newCapacity: false, lineId: null }, MACHINES, NAMED)).toMatchObject({ value: { retires: written } });
  });

  it('without model or day are told so far as they are known', () => {
    expect(shownMachines([machine('c', { model: '', commissioned: null }), machine('d', { commissioned: '2010' })])).toEqual([
      { name: '普通车床', model: null, commissionedYear: null, count: 1 }, { name: '普通车床', model: 'C6140', commissionedYear: 2010, count: 1 },
    ]);
  });
});
