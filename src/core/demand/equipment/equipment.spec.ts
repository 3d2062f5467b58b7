import { describe, expect, it } from '@jest/globals';
import { assetKey, fromLedger, makerKey, type EquipmentDraft } from './equipment.js';

const aDraft = (changes: Partial<EquipmentDraft> = {}): EquipmentDraft => ({
  assetNumber: 'A-1', assetKey: 'A-1', name: '离心泵', model: 'IS80', classId: 'X.104', kindKey: null, maker: '上海水泵厂', makerKey: '上海水泵厂', serial: '7', serialKey: '7', identityReason: null,
  commissioned: '2010', quantity: 1, powerKw: '7.5', specs: { flow: 50 }, specOriginals: {}, energyGrade: 3, site: '泵房', ...changes,
});

describe('what tells machines apart', () => {
  it.each([['GD-0001', 'gd－0001'], ['ＧＤ 0001', 'GD0001'], ['设备 12', '设备12']])('asset numbers %s and %s are one', (a, b) => expect(assetKey(a)).toBe(assetKey(b)));
  it.each([
    ['沈阳机床股份有限公司', '沈阳机床', true], ['沈阳第一机床厂（集团）有限责任公司', '沈阳第一机床厂', true], ['沈阳第一机床厂', '沈阳第二机床厂', false], ['Siemens', 'SIEMENS', true], ['集团', '公司', false],
  ])('makers %s and %s: %s', (a, b, same) => expect(makerKey(a) === makerKey(b)).toBe(same));
});

describe('a ledger imported again', () => {
  const CASES: [what: string, known: Partial<EquipmentDraft>, ledger: Partial<EquipmentDraft>, kept: Partial<EquipmentDraft>][] = [
    ['changes what it says', {}, { site: '新泵房', commissioned: '2011', specs: { flow: 60 } }, { site: '新泵房', commissioned: '2011', specs: { flow: 60 } }],
    ['empties nothing', {}, { model: '', site: '', commissioned: null, powerKw: null, energyGrade: null }, { model: 'IS80', site: '泵房', commissioned: '2010', powerKw: '7.5', energyGrade: 3 }],
    ['keeps figures that it has no column for', { specs: { flow: 50, head: 32 } }, { specs: { flow: 60 } }, { specs: { flow: 60, head: 32 } }],
    ['leaves the class that the owner chose, and its figures', { classId: 'X.105' }, { specs: { flow: 99 } }, { classId: 'X.105', specs: { flow: 50 } }],
    ['gives a class where there was none', { classId: null, specs: {} }, {}, { classId: 'X.104', specs: { flow: 50 } }],
    ['leaves maker and serial', {}, { maker: null, makerKey: null, serial: null, serialKey: null, identityReason: '台账未载明' }, { maker: '上海水泵厂', makerKey: '上海水泵厂', serial: '7', serialKey: '7', identityReason: null }],
    ['leaves the reason why they are not known', { serial: null, serialKey: null, makerKey: null, identityReason: '铭牌缺失' }, { serial: null, serialKey: null, makerKey: null, identityReason: '台账未载明' }, { serialKey: null, identityReason: '铭牌缺失' }],
    ['gives them where they were not known', { maker: null, makerKey: null, serial: null, serialKey: null, identityReason: '铭牌缺失' }, {}, { makerKey: '上海水泵厂', serialKey: '7', identityReason: null }],
  ];
  it.each(CASES)('%s', (_what, known, ledger, kept) => expect(fromLedger(aDraft(known), aDraft(ledger))).toMatchObject(kept));
});
