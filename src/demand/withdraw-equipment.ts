import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { EQUIPMENT_LIMITS } from '../core/demand/equipment/equipment.js';
import type { EquipmentId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { shanghaiDate, type DateText } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { ownEquipmentForChange } from './equipment.store.js';
import { openLinesOf } from './equipment-writes.store.js';
import { SaveEquipment } from './save-equipment.js';

export interface EquipmentToWithdraw {
  readonly equipmentId: EquipmentId;
  /** Where it went: sold, scrapped, moved to another plant; 1 to 500 characters. */
  readonly reason: string;
  /** Day on which it left; null: today. */
  readonly withdrawnOn: DateText | null;
}

/**
 * Takes machines out of the register that were disposed of elsewhere. One that an open line retires is refused: the line is closed
 * or changed first. Its maker and serial are free from then on, since whoever bought it will register it.
 */
@Injectable()
export class WithdrawEquipment {
  constructor(private readonly deeds: Deeds, private readonly saving: SaveEquipment) {}

  run(request: DeedRequest, inputs: readonly EquipmentToWithdraw[]): Promise<Outcome<EquipmentEntity>[]> {
    return this.deeds.perform(request, 'withdrawEquipment', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('equipmentId'));
      const ids = wanted.map((input) => input.equipmentId);
      const own = await ownEquipmentForChange(tx, viewer.organisationId, ids);
      const lines = new Map((await openLinesOf(tx, viewer.organisationId, ids)).map((line) => [line.equipmentId, line]));
      const outcomes = wanted.map((input): Outcome<EquipmentEntity> => {
        const machine = own.get(input.equipmentId);
        if (machine === undefined) return notFound('equipmentId');
        const { assetNumber } = machine;
        if (machine.state === 'WITHDRAWN') return refused('STATE', 'EQUIPMENT_WITHDRAWN', 'equipmentId', { assetNumber, withdrawnOn: machine.withdrawnOn ?? '' });
        const reason = input.reason.trim();
        if (reason === '' || reason.length > EQUIPMENT_LIMITS.reasonCharacters) return refused('INPUT', 'WITHDRAWAL_REASON_LENGTH', 'reason', { max: EQUIPMENT_LIMITS.reasonCharacters });
        const today = shanghaiDate(request.receivedAt);
        const withdrawnOn = input.withdrawnOn ?? today;
        if (withdrawnOn > today || withdrawnOn < (machine.commissioned ?? '')) return refused('INPUT', 'WITHDRAWAL_DAY_WRONG', 'withdrawnOn', { commissioned: machine.commissioned ?? '1949', today });
        const line = lines.get(machine.id);
        if (line !== undefined) return refused('STATE', 'EQUIPMENT_ON_OPEN_LINE', 'equipmentId', { assetNumber, title: line.title });
        return done(Object.assign(machine, { state: 'WITHDRAWN', stateReason: reason, withdrawnOn, revision: machine.revision + 1, updatedAt: request.receivedAt, because: reason }));
      });
      const withdrawn = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      await this.saving.write(tx, request, withdrawn.map((machine) => ({ id: machine.id, machine, change: 'REVISED' as const })));
      return outcomes;
    });
  }
}
