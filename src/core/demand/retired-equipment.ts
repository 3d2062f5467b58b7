import { done, refused, type Outcome } from '../outcome/outcome.js';
import { LIMITS } from './demand-limits.js';
import type { LineContent, RetiredMachine } from './line-content.js';
import type { EquipmentState } from './equipment/equipment.js';

/** A machine of the owner's register, as far as a line that retires it asks. */
export interface MachineToRetire {
  readonly id: string;
  readonly assetNumber: string;
  readonly name: string;
  readonly model: string;
  readonly commissioned: string | null;
  readonly quantity: number;
  readonly state: EquipmentState;
  readonly withdrawnOn: string | null;
}

/** An open line that names a machine; `lineId` null for one that is being written. */
export interface LineOfMachine {
  readonly lineId: string | null;
  readonly title: string;
}

export interface RetiringLine {
  /** It was said that a machine may stand on another open line as well. */
  readonly shared: boolean;
  /** 新增, 非更新: nothing is retired. */
  readonly newCapacity: boolean;
  /** Null for a new line. */
  readonly lineId: string | null;
}

/**
 * The line with what suppliers read of the machines it retires, or why it cannot retire them: they must be the owner's, in service,
 * and on no other open line unless that was said. `machines`: the owner's own by id; fields of refusals are those of the line.
 */
export function retiredBy(
  content: LineContent, line: RetiringLine, machines: ReadonlyMap<string, MachineToRetire>, named: ReadonlyMap<string, readonly LineOfMachine[]>,
): Outcome<LineContent> {
  const { equipmentIds } = content;
  if (equipmentIds.length === 0) return done(content);
  if (line.newCapacity) return refused('INPUT', 'NEW_CAPACITY_RETIRES', 'equipmentIds');
  const retired: MachineToRetire[] = [];
  for (const [index, id] of equipmentIds.entries()) {
    const field = `equipmentIds.${index}`;
    const machine = machines.get(id);
    if (machine === undefined) return refused('NOT_FOUND', 'NOT_FOUND', field);
    const { assetNumber } = machine;
    if (machine.state !== 'IN_SERVICE') return refused('STATE', 'EQUIPMENT_WITHDRAWN', field, { assetNumber, withdrawnOn: machine.withdrawnOn ?? '' });
    const other = line.shared ? undefined : named.get(id)?.find(({ lineId }) => lineId === null || lineId !== line.lineId);
    if (other !== undefined) return refused('CONFLICT', 'EQUIPMENT_ON_OPEN_LINE', field, { assetNumber, title: other.title });
    retired.push(machine);
  }
  return done(content.retires.length > 0 ? content : { ...content, retires: shownMachines(retired) });
}

/** Machines as suppliers read of them: like ones once, with their number; nothing that tells which machine of the plant it is. */
export function shownMachines(machines: readonly Pick<MachineToRetire, 'name' | 'model' | 'commissioned' | 'quantity'>[]): RetiredMachine[] {
  const groups = new Map<string, RetiredMachine>();
  for (const { name, model, commissioned, quantity } of machines) {
    const year = commissioned === null ? null : Number(commissioned.slice(0, 4));
    const key = JSON.stringify([name, model, year]);
    groups.set(key, { name, model: model || null, commissionedYear: year, count: (groups.get(key)?.count ?? 0) + quantity });
  }
  return [...groups.values()].slice(0, LIMITS.retires);
}
