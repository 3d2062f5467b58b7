import type { MachineInService } from '../core/policy/retirement.js';
import type { EquipmentEntity } from './equipment.entity.js';

/** A machine of the register as the law looks at it. */
export function inService({ id, classId, kindKey, name, model, specs, commissioned, energyGrade }: EquipmentEntity): MachineInService {
  return { equipmentId: id, classId, kindKey, name, model, specs, commissioned, energyGrade };
}
