import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { EquipmentForm } from '../../../src/core/demand/equipment/equipment.js';
import { RegisterEquipment, ReviseEquipment, SaveEquipment, WithdrawEquipment } from '../../../src/demand/index.js';
import type { EquipmentEntity } from '../../../src/demand/equipment.entity.js';
import { Classes } from '../../../src/policy/index.js';
import { valueOf } from './demand-room.js';
import { aMachine } from './equipment.factory.js';
import type { House } from './house.js';

/** The deeds of the register in a house. */
export class EquipmentRoom {
  readonly saving: SaveEquipment;
  readonly registering: RegisterEquipment;
  readonly revising: ReviseEquipment;
  readonly withdrawing: WithdrawEquipment;

  constructor(private readonly house: House) {
    this.saving = new SaveEquipment(house.deeds, house.ids, new Classes());
    this.registering = new RegisterEquipment(house.deeds, this.saving);
    this.revising = new ReviseEquipment(house.deeds, this.saving);
    this.withdrawing = new WithdrawEquipment(house.deeds, this.saving);
  }

  /** A machine in this owner's register. */
  async registered(owner: MemberViewer, changes: Partial<EquipmentForm> = {}): Promise<EquipmentEntity> {
    return valueOf(await this.registering.run(this.house.request(owner), [aMachine(changes)]));
  }
}
