import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { assetKey, type EquipmentDraft, type EquipmentForm } from '../core/demand/equipment/equipment.js';
import type { EquipmentId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { lockRegisterOf, ownEquipmentByKey } from './equipment.store.js';
import { formWith, keepsFigures } from './revise-equipment.js';
import { SaveEquipment } from './save-equipment.js';

/** What is known of a machine by its asset number, which is its number in the owner's own software. Left out, it stays; a new one needs a name. */
export interface EquipmentToUpsert extends Partial<Omit<EquipmentForm, 'assetNumber'>> {
  readonly assetNumber: string;
}

export interface UpsertedEquipment {
  readonly id: EquipmentId;
  readonly change: 'REGISTERED' | 'REVISED' | 'UNCHANGED';
  readonly untouched: boolean;
}

const NEW: Omit<EquipmentForm, 'assetNumber'> = {
  name: '', model: '', classId: null, kindKey: null, maker: null, serial: null, identityReason: null, commissioned: null, quantity: 1, powerKw: null, specs: [], energyGrade: null, site: '',
};

/**
 * Registers or corrects machines of the viewer's organisation by their asset numbers, each for itself. What has no difference is not
 * written; one that has been withdrawn is refused, so that an old ledger brings no machine back.
 */
@Injectable()
export class UpsertEquipment {
  constructor(private readonly deeds: Deeds, private readonly saving: SaveEquipment) {}

  run(request: DeedRequest, inputs: readonly EquipmentToUpsert[]): Promise<Outcome<UpsertedEquipment>[]> {
    return this.deeds.perform(request, 'upsertEquipment', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('assetNumber'));
      await lockRegisterOf(tx, viewer.organisationId);
      const own = await ownEquipmentByKey(tx, viewer.organisationId, wanted.map((input) => assetKey(input.assetNumber)));
      const before = wanted.map((input) => own.get(assetKey(input.assetNumber)) ?? null);
      const drafts = await this.saving.drafts(tx, request, wanted.map((input, index) => formOf(input, before[index] ?? null)));
      const kept = drafts.map((draft, index) => withFigures(draft, before[index] ?? null, wanted[index]));
      return (await this.saving.save(tx, request, kept, 'REPLACED')).map((one) => (one.ok ? done({ id: one.value.id, change: one.value.change, untouched: one.value.change === 'UNCHANGED' }) : one));
    });
  }
}

function formOf(input: EquipmentToUpsert, before: EquipmentEntity | null): EquipmentForm {
  return before === null ? { ...NEW, ...input } : formWith(before, input);
}

/** Figures that were not sent stay as they were written, in whatever unit their column had. */
function withFigures(draft: Outcome<EquipmentDraft>, before: EquipmentEntity | null, input: EquipmentToUpsert | undefined): Outcome<EquipmentDraft> {
  if (!draft.ok || before === null || input === undefined || !keepsFigures(before, input)) return draft;
  return done({ ...draft.value, specs: before.specs, specOriginals: before.specOriginals });
}
