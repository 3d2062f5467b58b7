import { Injectable } from '@nestjs/common';
import type { EquipmentForm } from '../core/demand/equipment/equipment.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { SaveEquipment } from './save-equipment.js';

/** Enters machines into the register of the viewer's organisation. An asset number that is there already is refused: that machine is revised. */
@Injectable()
export class RegisterEquipment {
  constructor(private readonly deeds: Deeds, private readonly saving: SaveEquipment) {}

  run(request: DeedRequest, forms: readonly EquipmentForm[]): Promise<Outcome<EquipmentEntity>[]> {
    return this.deeds.perform(request, 'registerEquipment', forms, async (tx, wanted) => {
      const saved = await this.saving.save(tx, request, await this.saving.drafts(tx, request, wanted), 'REFUSED');
      return saved.map((outcome) => (outcome.ok ? done(outcome.value.machine) : outcome));
    });
  }
}
