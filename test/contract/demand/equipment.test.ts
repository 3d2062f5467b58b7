import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer, type Viewer } from '../../../src/core/access/viewer.js';
import type { EquipmentForm } from '../../../src/core/demand/equipment/equipment.js';
import { DEMAND_ENTITIES } from '../../../src/demand/index.js';
import { equipmentByIds, pageOfEquipment } from '../../../src/demand/equipment.store.js';
import { EquipmentRoom } from '../rooms/equipment-room.js';
import { aMachine } from '../rooms/equipment.factory.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let room: EquipmentRoom;
let owner: MemberViewer;
let rival: MemberViewer;

beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  room = new EquipmentRoom(house);
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  [owner, rival] = [await house.organisation(), await house.organisation()];
});

const read = async (viewer: Viewer, id: string) => (await house.read(viewer, (tx) => equipmentByIds(tx, [id])))[0] ?? null;
const register = async (viewer: MemberViewer, changes: Partial<EquipmentForm>) => room.registering.run(house.request(viewer), [aMachine(changes)]);
const countOf = async (): Promise<number> => Number((await house.rows<{ count: string }>('select count(*) from demand_equipment where owner_id = $1', [owner.organisationId]))[0]?.count);
const PUMP: Partial<EquipmentForm> = { name: '单级单吸离心泵', model: 'IS80-65-160', classId: 'X.104', specs: [{ attributeKey: 'flow', value: 50 }, { attributeKey: 'head', value: 32 }] };

describe('a machine entered into the register', () => {
  it('is kept in one form, its rated values in the units of the class, with a first revision', async () => {
    const { id } = await room.registered(owner, { ...PUMP, assetNumber: ' gd－0001 ', specs: [{ attributeKey: 'flow', value: '830L/min' }, { attributeKey: 'head', value: 32 }], commissioned: '2016-11', powerKw: '7.50' });
    expect(await read(owner, id)).toMatchObject({
      assetNumber: 'gd－0001', assetKey: 'GD-0001', classId: 'X.104', specs: { flow: 49.8, head: 32 }, specOriginals: { flow: '830L/min' }, commissioned: '2016-11', powerKw: '7.5',
      state: 'IN_SERVICE', revision: 1, identityReason: null,
    });
    expect(await house.rows('select revision, content->>$2 as name from demand_equipment_revision where equipment_id = $1', [id, 'name'])).toEqual([{ revision: 1, name: '单级单吸离心泵' }]);
    expect((await house.outbox('EquipmentChanged')).filter((event) => event.subjectId === owner.organisationId)).toHaveLength(1);
  });

  it('does without maker and serial for a reason', async () => {
    expect(await room.registered(owner, { maker: null, serial: null, identityReason: '铭牌缺失' })).toMatchObject({ makerKey: null, serialKey: null, identityReason: '铭牌缺失' });
  });

  const REFUSED: [what: string, changes: Partial<EquipmentForm>, code: string, field: string][] = [
    ['no asset number', { assetNumber: ' ' }, 'ASSET_NUMBER_MISSING', 'assetNumber'],
    ['no name', { name: '　' }, 'EQUIPMENT_NAME_MISSING', 'name'],
    ['a name of 201 characters', { name: '床'.repeat(201) }, 'EQUIPMENT_TEXT_TOO_LONG', 'name'],
    ['no serial and no reason', { serial: null }, 'IDENTITY_REASON_MISSING', 'identityReason'],
    ['tomorrow', { commissioned: '2026-11-24' }, 'COMMISSIONED_FUTURE', 'commissioned'],
    ['the year 1948', { commissioned: '1948' }, 'COMMISSIONED_TOO_EARLY', 'commissioned'],
    ['a day in no calendar', { commissioned: '2016-02-30' }, 'COMMISSIONED_WRONG', 'commissioned'],
    ['half a machine', { quantity: 0.5 }, 'EQUIPMENT_QUANTITY_WRONG', 'quantity'],
    ['no power', { powerKw: '0' }, 'POWER_WRONG', 'powerKw'],
    ['grade 4', { energyGrade: 4 }, 'ENERGY_GRADE_UNKNOWN', 'energyGrade'],
    ['a class that is none', { classId: 'X.999' }, 'UNKNOWN_CLASS', 'classId'],
    ['figures without a class', { specs: [{ attributeKey: 'flow', value: 1 }] }, 'EQUIPMENT_CLASS_NEEDED', 'specs'],
    ['a kind of another class', { ...PUMP, kindKey: 'jaw' }, 'KIND_UNKNOWN', 'kindKey'],
    ['an attribute of another class', { ...PUMP, specs: [{ attributeKey: 'drum', value: 1 }] }, 'SPEC_ATTRIBUTE_UNKNOWN', 'specs.0.attributeKey'],
    ['a figure in a unit of another kind', { ...PUMP, specs: [{ attributeKey: 'flow', value: '50kW' }] }, 'SPEC_UNREADABLE', 'specs.0.value'],
  ];
  it.each(REFUSED)('is refused for %s, and nothing is kept', async (_what, changes, code, field) => {
    expect(refusalOf(await register(owner, changes))).toEqual({ code, field });
    expect(await countOf()).toBe(0);
  });

  it('is told by its asset number, however that is typed, within one owner', async () => {
    await room.registered(owner, { assetNumber: 'A-17' });
    expect(refusalOf(await register(owner, { assetNumber: 'ａ-17' }))).toEqual({ code: 'ASSET_NUMBER_EXISTS', field: 'assetNumber' });
    expect(refusalOf(await register(rival, { assetNumber: 'A-17' }))).toBeNull();
    const twice = await room.registering.run(house.request(owner), [aMachine({ assetNumber: 'B-1' }), aMachine({ assetNumber: 'b-1' })]);
    expect(twice.map((outcome) => (outcome.ok ? 'OK' : outcome.refusal.code))).toEqual(['OK', 'ASSET_NUMBER_TWICE']);
  });

  it('is one machine by maker and serial on the whole platform, and nobody learns who has it', async () => {
    await room.registered(owner, { assetNumber: 'A-17', maker: '沈阳第一机床厂', serial: 'no. 1998-3' });
    expect(await register(owner, { maker: '沈阳第一机床厂（集团）有限责任公司', serial: 'NO.1998-3' })).toMatchObject([{ refusal: { code: 'MACHINE_REGISTERED_TWICE', params: { assetNumber: 'A-17' } } }]);
    const [elsewhere] = await register(rival, { maker: '沈阳第一机床厂', serial: 'NO. 1998-3' });
    expect(elsewhere).toEqual({ ok: false, refusal: { kind: 'CONFLICT', code: 'MACHINE_REGISTERED_ELSEWHERE', field: 'serial', params: { serial: 'NO. 1998-3' } } });
    expect(refusalOf(await register(rival, { maker: '大连机床厂', serial: 'NO. 1998-3' }))).toBeNull();
    expect(refusalOf(await register(rival, { maker: null, serial: 'NO. 1998-3', identityReason: '厂名不清' }))).toBeNull();
  });

  it('is taken once when two organisations enter it at the same time', async () => {
    const serial = `race-${house.ids.next('audit')}`;
    const both = await Promise.all([register(owner, { serial }), register(rival, { serial })]);
    expect(both.map((outcome) => refusalOf(outcome)?.code ?? 'OK').sort()).toEqual(['MACHINE_REGISTERED_ELSEWHERE', 'OK']);
  });

  it('comes a thousand at once', async () => {
    const outcomes = await room.registering.run(house.request(owner), Array.from({ length: 1_000 }, () => aMachine()));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1_000);
    expect((await house.outbox('EquipmentChanged')).filter((event) => event.subjectId === owner.organisationId)).toHaveLength(1);
  }, 30_000);
});

describe('who reads a register', () => {
  it('the owner, the group above it and a department in whose branch it stands; nobody else', async () => {
    const department = await house.organisation({ kind: 'DEPARTMENT' });
    const group = await house.organisation({ parent: department });
    const plant = await house.organisation({ parent: group });
    const { id } = await room.registered(plant);
    const viewers: Record<string, Viewer> = {
      anonymous: ANONYMOUS, plant, group, sister: await house.organisation({ parent: group }), rival, bank: await house.organisation({ kind: 'BANK' }),
      department, otherDepartment: await house.organisation({ kind: 'DEPARTMENT' }),
    };
    const readers: string[] = [];
    for (const [name, viewer] of Object.entries(viewers)) if (await read(viewer, id) !== null) readers.push(name);
    expect(readers).toEqual(['plant', 'group', 'department']);
  });

  it('by pages, by class, words and day', async () => {
    const [lathe, pump, old] = [await room.registered(owner), await room.registered(owner, { ...PUMP, specs: [] }), await room.registered(owner, { commissioned: '2001', site: '二车间' })];
    const page = async (changes: object, limit = 10, after: string | null = null) => (await house.read(owner, (tx) => pageOfEquipment(tx, {
      ownerId: owner.organisationId, state: null, classIds: null, query: null, commissionedUntil: null, ...changes,
    }, limit, after))).map((one) => one.id);
    expect(await page({})).toEqual([old.id, pump.id, lathe.id]);
    expect(await page({}, 2, old.id)).toEqual([pump.id, lathe.id]);
    expect(await page({ classIds: ['X.104'] })).toEqual([pump.id]);
    expect(await page({ query: '二车间' })).toEqual([old.id]);
    expect(await page({ query: '100%_' })).toEqual([]);
    expect(await page({ commissionedUntil: '2010-01-01' })).toEqual([old.id]);
    expect(await page({ state: 'WITHDRAWN' })).toEqual([]);
  });
});

describe('a machine revised', () => {
  it('keeps what was not named, figures as they were written among it', async () => {
    const { id } = await room.registered(owner, { ...PUMP, specs: [{ attributeKey: 'flow', value: '830L/min' }] });
    const revise = (changes: Partial<EquipmentForm>, revision: number | null = null) => room.revising.run(house.request(owner), [{ equipmentId: id, revision, changes }]);
    expect(valueOf(await revise({ site: '三车间' }, 1))).toMatchObject({ site: '三车间', revision: 2, specs: { flow: 49.8 }, specOriginals: { flow: '830L/min' } });
    expect(valueOf(await revise({ site: '三车间' }))).toMatchObject({ revision: 2 });
    expect(refusalOf(await revise({ site: '四车间' }, 1))).toEqual({ code: 'EQUIPMENT_CHANGED_MEANWHILE', field: 'revision' });
    expect(valueOf(await revise({ classId: null }))).toMatchObject({ classId: null, specs: {}, revision: 3 });
    expect(refusalOf(await room.revising.run(house.request(rival), [{ equipmentId: id, revision: null, changes: {} }]))).toEqual({ code: 'NOT_FOUND', field: 'equipmentId' });
    expect(await house.rows('select revision from demand_equipment_revision where equipment_id = $1 order by 1', [id])).toEqual([{ revision: 1 }, { revision: 2 }, { revision: 3 }]);
  });

  it('takes no asset number and no serial of another', async () => {
    const [first, second] = [await room.registered(owner, { assetNumber: 'A-1' }), await room.registered(owner, { assetNumber: 'A-2' })];
    const revise = async (changes: Partial<EquipmentForm>) => refusalOf(await room.revising.run(house.request(owner), [{ equipmentId: second.id, revision: null, changes }]))?.code;
    expect(await revise({ assetNumber: 'a-1' })).toBe('ASSET_NUMBER_EXISTS');
    expect(await revise({ serial: first.serial })).toBe('MACHINE_REGISTERED_TWICE');
    expect(await revise({ assetNumber: 'A-3' })).toBeUndefined();
  });
});

describe('a machine withdrawn', () => {
  const withdraw = (viewer: MemberViewer, equipmentId: string, changes: object = {}) =>
    room.withdrawing.run(house.request(viewer), [{ equipmentId: equipmentId as never, reason: '已整机出售', withdrawnOn: null, ...changes }]);

  it('stays readable with its reason, and is free for whoever bought it', async () => {
    const { id, serial } = await room.registered(owner);
    valueOf(await withdraw(owner, id));
    expect(await read(owner, id)).toMatchObject({ state: 'WITHDRAWN', stateReason: '已整机出售', withdrawnOn: '2026-11-23', revision: 2 });
    expect(await house.rows('select because from platform_audit where deed = $1 and subject_id = $2', ['withdrawEquipment', id])).toEqual([{ because: '已整机出售' }]);
    expect(refusalOf(await register(rival, { serial }))).toBeNull();
  });

  it('is refused without a reason, on a day to come, twice, and for another’s', async () => {
    const { id, assetNumber } = await room.registered(owner);
    expect(refusalOf(await withdraw(owner, id, { reason: ' ' }))).toEqual({ code: 'WITHDRAWAL_REASON_LENGTH', field: 'reason' });
    expect(refusalOf(await withdraw(owner, id, { withdrawnOn: '2026-11-24' }))).toEqual({ code: 'WITHDRAWAL_DAY_WRONG', field: 'withdrawnOn' });
    expect(refusalOf(await withdraw(rival, id))).toEqual({ code: 'NOT_FOUND', field: 'equipmentId' });
    expect(await read(owner, id)).toMatchObject({ state: 'IN_SERVICE', revision: 1 });
    valueOf(await withdraw(owner, id, { withdrawnOn: '2026-11-01' }));
    expect(refusalOf(await withdraw(owner, id))).toEqual({ code: 'EQUIPMENT_WITHDRAWN', field: 'equipmentId' });
    expect(refusalOf(await register(owner, { assetNumber }))).toEqual({ code: 'EQUIPMENT_WITHDRAWN', field: 'assetNumber' });
    expect(refusalOf(await room.revising.run(house.request(owner), [{ equipmentId: id, revision: null, changes: { site: '' } }]))).toEqual({ code: 'EQUIPMENT_WITHDRAWN', field: 'equipmentId' });
  });
});
