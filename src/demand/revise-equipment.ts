import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { EquipmentForm } from '../core/demand/equipment/equipment.js';
import type { EquipmentId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { ownEquipmentByKey, ownEquipmentForChange } from './equipment.store.js';
import { machineFaults } from './machine-faults.js';
import { revised, SaveEquipment, type SavedEquipment } from './save-equipment.js';

export interface EquipmentToRevise {
  readonly equipmentId: EquipmentId;
  /** The revision that was read; when another is in force by now, somebody else was quicker. Null: whatever it is. */
  readonly revision: number | null;
  /** What is left out stays. With a new class the figures of the old one are dropped. */
  readonly changes: Partial<EquipmentForm>;
}

/** Corrects machines of the register: a new revision each, the old ones stay. One that has been withdrawn is no longer changed. */
@Injectable()
export class ReviseEquipment {
  constructor(private readonly deeds: Deeds, private readonly saving: SaveEquipment) {}

  run(request: DeedRequest, inputs: readonly EquipmentToRevise[]): Promise<Outcome<EquipmentEntity>[]> {
    return this.deeds.perform(request, 'reviseEquipment', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('equipmentId'));
      const own = await ownEquipmentForChange(tx, viewer.organisationId, wanted.map((input) => input.equipmentId));
      const open = wanted.map((input): Outcome<EquipmentEntity> => openMachine(own.get(input.equipmentId), input));
      const forms = wanted.flatMap(({ changes }, index) => { const one = open[index]; return one?.ok === true ? [formWith(one.value, changes)] : []; });
      const drafts = await this.saving.drafts(tx, request, forms);
      const fit = drafts.flatMap((draft) => (draft.ok ? [draft.value] : []));
      const byKey = await ownEquipmentByKey(tx, viewer.organisationId, fit.map((draft) => draft.assetKey));
      const machineFault = await machineFaults(tx, viewer.organisationId, fit);
      const seen = new Set<string>();
      let next = 0;
      const outcomes = wanted.map((input, index): Outcome<SavedEquipment> => {
        const one = open[index] ?? notFound('equipmentId');
        const draft = one.ok ? drafts[next++] : one;
        if (!one.ok || draft?.ok !== true) return draft === undefined || draft.ok ? notFound('equipmentId') : draft;
        const { assetKey, assetNumber } = draft.value;
        const holder = byKey.get(assetKey);
        if (seen.has(one.value.id)) return refused('INPUT', 'ASSET_NUMBER_TWICE', 'equipmentId', { assetNumber });
        if ((holder !== undefined && holder.id !== one.value.id) || seen.has(assetKey)) return refused('CONFLICT', 'ASSET_NUMBER_EXISTS', 'assetNumber', { assetNumber });
        const fault = machineFault(draft.value, one.value.id);
        if (fault !== null) return fault;
        seen.add(assetKey).add(one.value.id);
        return done(revised(request, one.value, keepsFigures(one.value, input.changes) ? { ...draft.value, specs: one.value.specs, specOriginals: one.value.specOriginals } : draft.value));
      });
      await this.saving.write(tx, request, outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
      return outcomes.map((outcome) => (outcome.ok ? done(outcome.value.machine) : outcome));
    });
  }
}

function openMachine(machine: EquipmentEntity | undefined, { revision }: EquipmentToRevise): Outcome<EquipmentEntity> {
  if (machine === undefined) return notFound('equipmentId');
  if (machine.state === 'WITHDRAWN') return refused('STATE', 'EQUIPMENT_WITHDRAWN', 'equipmentId', { assetNumber: machine.assetNumber, withdrawnOn: machine.withdrawnOn ?? '' });
  if (revision !== null && revision !== machine.revision) return refused('CONFLICT', 'EQUIPMENT_CHANGED_MEANWHILE', 'revision', { revision: machine.revision });
  return done(machine);
}

/** A machine as a form says it that changes some of it: what is left out stays. With a new class the figures of the old one are dropped. */
export function formWith(machine: EquipmentEntity, changes: Partial<EquipmentForm>): EquipmentForm {
  const { assetNumber, name, model, classId, kindKey, maker, serial, identityReason, commissioned, quantity, powerKw, energyGrade, site } = machine;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<EquipmentForm>;
  const sameClass = keepsClass(machine, changes);
  const specs = sameClass ? Object.entries(machine.specs).map(([attributeKey, value]) => ({ attributeKey, value })) : [];
  return { assetNumber, name, model, classId, kindKey: sameClass ? kindKey : null, maker, serial, identityReason, commissioned, quantity, powerKw, energyGrade, site, specs, ...given };
}

const keepsClass = (machine: EquipmentEntity, { classId }: Partial<EquipmentForm>): boolean => classId === undefined || classId === machine.classId;

/** Figures that were not sent stay as they were written, in whatever unit their column had. */
export const keepsFigures = (machine: EquipmentEntity, changes: Partial<EquipmentForm>): boolean => changes.specs === undefined && keepsClass(machine, changes);
