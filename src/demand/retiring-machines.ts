import { retiredBy, type LineOfMachine, type MachineToRetire } from '../core/demand/retired-equipment.js';
import { within, type LineContent, type LineDraft } from '../core/demand/line-content.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import type { Tx } from '../platform/db/tx.js';
import type { DemandEntity } from './demand.entity.js';
import { ownEquipmentForChange } from './equipment.store.js';
import { openLinesOf } from './equipment-writes.store.js';

type Head = Pick<DemandEntity, 'purpose' | 'title'>;

/**
 * The machines that the lines of a batch retire. Read once and locked, so that of two batches that name the same machine one waits and
 * then finds it on the other's line.
 */
export class RetiringMachines {
  private constructor(private readonly machines: ReadonlyMap<string, MachineToRetire>, private readonly named: Map<string, LineOfMachine[]>) {}

  static async of(tx: Tx, ownerId: OrganisationId, drafts: readonly Pick<LineDraft, 'equipmentIds'>[]): Promise<RetiringMachines> {
    const ids = [...new Set(drafts.flatMap((draft) => draft.equipmentIds ?? []))];
    const machines = await ownEquipmentForChange(tx, ownerId, ids);
    const named = new Map<string, LineOfMachine[]>();
    for (const { equipmentId, lineId, title } of await openLinesOf(tx, ownerId, ids)) named.set(equipmentId, [...(named.get(equipmentId) ?? []), { lineId, title }]);
    return new RetiringMachines(machines, named);
  }

  /** The lines of a new demand, or those added to one, with the machines they retire; fields of refusals below `lines.<index>`. */
  lines(contents: readonly LineContent[], drafts: readonly LineDraft[], demand: Head): Outcome<LineContent[]> {
    const before = new Map(this.named);
    const lines: LineContent[] = [];
    for (const [index, content] of contents.entries()) {
      const line = this.line(content, drafts[index] ?? {}, demand, null);
      if (!line.ok) {
        // What is refused as a whole holds none of its machines.
        this.named.clear();
        for (const [id, others] of before) this.named.set(id, others);
        return within(`lines.${index}`, line);
      }
      lines.push(line.value);
    }
    return done(lines);
  }

  /** One line with the machines it retires. `lineId`: null for a new one. */
  line(content: LineContent, { equipmentShared = false }: Pick<LineDraft, 'equipmentShared'>, demand: Head | null, lineId: string | null): Outcome<LineContent> {
    const outcome = retiredBy(content, { shared: equipmentShared, newCapacity: demand?.purpose === 'NEW_CAPACITY', lineId }, this.machines, this.named);
    if (!outcome.ok) return outcome;
    for (const id of content.equipmentIds) this.named.set(id, [...(this.named.get(id) ?? []), { lineId, title: demand?.title ?? '' }]);
    return outcome;
  }
}
