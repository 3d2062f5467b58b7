import type { EquipmentDraft } from '../core/demand/equipment/equipment.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { refused, type Refused } from '../core/outcome/outcome.js';
import type { Tx } from '../platform/db/tx.js';
import { machinesElsewhere, ownMachines, type MachineKey } from './equipment.store.js';

type Machine = Pick<EquipmentDraft, 'assetNumber' | 'makerKey' | 'serialKey' | 'serial'>;

/**
 * Whether a machine, by maker and serial, is one that stands in a register already: in the same batch, under another asset number
 * of the owner, or with another organisation, which is not named. Asked once for each machine of the batch, in its order; `id` is
 * null for a new one.
 */
export async function machineFaults(tx: Tx, ownerId: OrganisationId, machines: readonly Machine[]): Promise<(machine: Machine, id: string | null) => Refused | null> {
  const asked = machines.flatMap((machine) => keyOf(machine) ?? []);
  const own = new Map((await ownMachines(tx, ownerId, asked)).map((one) => [textOf(one), one]));
  const elsewhere = new Set((await machinesElsewhere(tx, asked)).map(textOf));
  const seen = new Map<string, string>();
  return (machine, id) => {
    const key = keyOf(machine);
    if (key === null) return null;
    const text = textOf(key);
    const [twin, earlier] = [own.get(text), seen.get(text)];
    const serial = machine.serial ?? '';
    if (twin !== undefined && twin.id !== id) return refused('CONFLICT', 'MACHINE_REGISTERED_TWICE', 'serial', { serial, assetNumber: twin.assetNumber });
    if (earlier !== undefined) return refused('CONFLICT', 'MACHINE_REGISTERED_TWICE', 'serial', { serial, assetNumber: earlier });
    if (elsewhere.has(text)) return refused('CONFLICT', 'MACHINE_REGISTERED_ELSEWHERE', 'serial', { serial });
    seen.set(text, machine.assetNumber);
    return null;
  };
}

function keyOf({ makerKey, serialKey }: Machine): MachineKey | null {
  return makerKey === null || serialKey === null ? null : { makerKey, serialKey };
}

const textOf = ({ makerKey, serialKey }: MachineKey): string => JSON.stringify([makerKey, serialKey]);
