import type { EquipmentForm } from '../../../src/core/demand/equipment/equipment.js';

let made = 0;

/** A lathe in order, without a class, of which maker and serial are known; a test writes only what it is about. */
export const aMachine = (changes: Partial<EquipmentForm> = {}): EquipmentForm => {
  const n = ++made;
  return {
    assetNumber: `GD-${String(n).padStart(4, '0')}`, name: '普通车床', model: 'C6140', classId: null, kindKey: null, maker: '沈阳第一机床厂', serial: `SN-${n}`, identityReason: null,
    commissioned: '2018-05-01', quantity: 1, powerKw: '7.5', specs: [], energyGrade: null, site: '一车间', ...changes,
  };
};
