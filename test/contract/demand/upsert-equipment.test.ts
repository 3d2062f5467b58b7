import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { DEMAND_ENTITIES } from '../../../src/demand/index.js';
import { UpsertEquipment, type EquipmentToUpsert } from '../../../src/demand/upsert-equipment.js';
import { aMachine } from '../rooms/equipment.factory.js';
import { EquipmentRoom } from '../rooms/equipment-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let room: EquipmentRoom;
let upserting: UpsertEquipment;
let owner: MemberViewer;
beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  room = new EquipmentRoom(house);
  upserting = new UpsertEquipment(house.deeds, room.saving);
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => { owner = await house.organisation(); });

const PUMP = { classId: 'X.104', specs: [{ attributeKey: 'flow', value: '830L/min' }] };
const said = async (items: readonly EquipmentToUpsert[], viewer = owner): Promise<string[]> =>
  (await upserting.run(house.request(viewer), items)).map((one) => (one.ok ? one.value.change : `${one.refusal.code} ${one.refusal.field ?? ''}`));
const own = (): Promise<object[]> => house.rows(
  `select asset_number as "assetNumber", name, model, site, specs, spec_originals as "originals", power_kw::text as "powerKw", revision from demand_equipment where owner_id = $1 order by asset_key`, [owner.organisationId]);
const written = async (): Promise<unknown> => (await house.rows(
  `select (select count(*) from platform_audit) as audit, (select count(*) from platform_outbox) as outbox, (select count(*) from demand_equipment_revision) as revisions, (select max(updated_at) from demand_equipment) as touched`))[0];

describe('a machine by its asset number', () => {
  it('is registered, revised, and left alone when nothing is different', async () => {
    const machine = { ...aMachine({ ...PUMP, name: '离心泵' }), assetNumber: 'gd－0001' };
    expect(await said([machine])).toEqual(['REGISTERED']);
    const before = await written();
    expect(await said([machine])).toEqual(['UNCHANGED']);
    expect(await said([{ assetNumber: 'gd－0001' }])).toEqual(['UNCHANGED']);
    expect(await written()).toEqual(before);
    expect(await said([{ assetNumber: 'gd－0001', site: '二车间' }])).toEqual(['REVISED']);
    expect(await own()).toMatchObject([{ name: '离心泵', site: '二车间', specs: { flow: 49.8 }, originals: { flow: '830L/min' }, revision: 2 }]);
    expect((await house.outbox('EquipmentChanged')).filter(({ subjectId }) => subjectId === owner.organisationId)).toHaveLength(2);
  });

  it('is emptied of what null is said for, unlike by a ledger', async () => {
    await said([{ ...aMachine(), assetNumber: 'A-1' }]);
    expect(await said([{ assetNumber: 'A-1', powerKw: null, model: '' }])).toEqual(['REVISED']);
    expect(await own()).toMatchObject([{ powerKw: null, model: '' }]);
  });

  it('drops the figures of another class', async () => {
    await said([{ ...aMachine({ ...PUMP, name: '离心泵' }), assetNumber: 'A-2' }]);
    expect(await said([{ assetNumber: 'A-2', classId: null }])).toEqual(['REVISED']);
    expect(await own()).toMatchObject([{ specs: {}, originals: {} }]);
  });

  it('stands or falls for itself, in its place', async () => {
    const [withdrawn] = [await room.registered(owner, { assetNumber: 'W-1' })];
    await room.withdrawing.run(house.request(owner), [{ equipmentId: withdrawn.id, reason: '已出售', withdrawnOn: null }]);
    expect(await said([
      { ...aMachine(), assetNumber: 'B-1' }, { assetNumber: 'B-2' }, { ...aMachine(), assetNumber: 'b-1' }, { assetNumber: ' ' }, { assetNumber: 'W-1', site: '三车间' },
      { ...aMachine({ classId: 'X.999' }), assetNumber: 'B-3' }, { ...aMachine({ serial: null }), assetNumber: 'B-4' }, { ...aMachine(), assetNumber: 'B-5' },
    ])).toEqual([
      'REGISTERED', 'EQUIPMENT_NAME_MISSING name', 'ASSET_NUMBER_TWICE assetNumber', 'ASSET_NUMBER_MISSING assetNumber', 'EQUIPMENT_WITHDRAWN assetNumber',
      'UNKNOWN_CLASS classId', 'IDENTITY_REASON_MISSING identityReason', 'REGISTERED',
    ]);
    expect((await own()).map((row) => (row as { assetNumber: string }).assetNumber)).toEqual(['B-1', 'B-5', 'W-1']);
  });

  it('is nobody else’s, also under the same number', async () => {
    await said([{ ...aMachine(), assetNumber: 'C-1' }]);
    const rival = await house.organisation();
    expect(await said([{ assetNumber: 'C-1', site: '别处' }], rival)).toEqual(['EQUIPMENT_NAME_MISSING name']);
    expect(await said([{ ...aMachine(), assetNumber: 'C-1' }], rival)).toEqual(['REGISTERED']);
  });

  it('is one, however many write it at once', async () => {
    const machine = { ...aMachine(), assetNumber: 'D-1' };
    const answers = (await Promise.all(Array.from({ length: 4 }, () => said([machine])))).flat().sort();
    expect(answers).toEqual(['REGISTERED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
  });

  it('answers a repeat with the same key as the first time', async () => {
    const request = { ...house.request(owner), idempotencyKey: 'once' };
    const machine = { ...aMachine(), assetNumber: 'E-1' };
    const [first] = await upserting.run(request, [machine]);
    expect(await upserting.run(request, [machine])).toEqual([first]);
    expect(await upserting.run(request, [{ ...machine, site: '四车间' }])).toMatchObject([{ ok: false, refusal: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });
});
