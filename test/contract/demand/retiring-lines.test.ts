import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { LineDraft } from '../../../src/core/demand/line-content.js';
import type { DemandId } from '../../../src/core/ids/ids.js';
import { DEMAND_ENTITIES, visibleDemands, type DemandToCreate } from '../../../src/demand/index.js';
import type { EquipmentEntity } from '../../../src/demand/equipment.entity.js';
import { aDemand, aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom, refusalOf, valueOf } from '../rooms/demand-room.js';
import { EquipmentRoom } from '../rooms/equipment-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let room: DemandRoom;
let register: EquipmentRoom;
let owner: MemberViewer;
let supplier: MemberViewer;
let lathe: EquipmentEntity;

beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  [room, register] = [new DemandRoom(house), new EquipmentRoom(house)];
  supplier = await house.organisation();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  owner = await house.organisation();
  lathe = await register.registered(owner, { commissioned: '2010-05-01' });
});

const read = async (viewer: MemberViewer, id: DemandId) => (await house.read(viewer, (tx) => visibleDemands(tx, viewer, [id])))[0];
const retiring = (changes: Partial<LineDraft> = {}): LineDraft => aLineDraft({ equipmentIds: [lathe.id], ...changes });
const create = (changes: Partial<DemandToCreate>) => room.creating.run(house.request(owner), [aDemand(changes)]);

describe('a line that retires a machine of the register', () => {
  it('names it to its owner, and to suppliers by name, model and year alone', async () => {
    const { id } = await room.published(owner, { lines: [retiring()] });
    expect((await read(owner, id))?.lines).toMatchObject([{ equipmentIds: [lathe.id], retires: [{ name: '普通车床', model: 'C6140', commissionedYear: 2010, count: 1 }] }]);
    const seen = await read(supplier, id);
    expect(seen?.lines).toMatchObject([{ equipmentIds: [], renewalReason: null, retires: [{ name: '普通车床', commissionedYear: 2010 }] }]);
    expect(JSON.stringify(seen)).not.toContain(lathe.id);
    expect(JSON.stringify(seen)).not.toContain(lathe.assetNumber);
    expect(await house.rows(`select content->'equipmentIds' as ids from demand_line_revision where owner_id = $1`, [owner.organisationId])).toEqual([{ ids: [lathe.id] }]);
  });

  it('holds it: no other line of a batch, a demand or a revision takes it, until it is closed', async () => {
    expect(refusalOf(await create({ lines: [retiring(), retiring()] }))).toEqual({ code: 'EQUIPMENT_ON_OPEN_LINE', field: 'lines.1.equipmentIds.0' });
    const { id } = await room.draft(owner, { lines: [retiring(), aLineDraft()] });
    const [, second] = (await read(owner, id))?.lines ?? [];
    const refusals = [
      refusalOf(await create({ lines: [retiring()] })), refusalOf(await room.adding.run(house.request(owner), [{ demandId: id, lines: [retiring()] }])),
      refusalOf(await room.revisingLines.run(house.request(owner), [{ lineId: second?.id as never, revision: null, line: retiring() }])),
      refusalOf(await register.withdrawing.run(house.request(owner), [{ equipmentId: lathe.id, reason: '卖了', withdrawnOn: null }])),
    ];
    expect(refusals).toEqual([
      { code: 'EQUIPMENT_ON_OPEN_LINE', field: 'lines.0.equipmentIds.0' }, { code: 'EQUIPMENT_ON_OPEN_LINE', field: 'lines.0.equipmentIds.0' },
      { code: 'EQUIPMENT_ON_OPEN_LINE', field: 'line.equipmentIds.0' }, { code: 'EQUIPMENT_ON_OPEN_LINE', field: 'equipmentId' },
    ]);
    valueOf(await create({ lines: [retiring({ equipmentShared: true })] }));
    valueOf(await room.closing.run(house.request(owner), [{ demandId: id, reason: '并入集团采购' }]));
    expect(refusalOf(await create({ lines: [retiring()] }))?.code).toBe('EQUIPMENT_ON_OPEN_LINE');
  });

  it('is written once when two people take the same machine at the same time', async () => {
    const both = await Promise.all([create({ lines: [retiring()] }), create({ lines: [retiring()] })]);
    expect(both.map((outcome) => refusalOf(outcome)?.code ?? 'OK').sort()).toEqual(['EQUIPMENT_ON_OPEN_LINE', 'OK']);
  });

  it('keeps its machine when it is revised without a change of it', async () => {
    const { id } = await room.draft(owner, { lines: [retiring()] });
    const [line] = (await read(owner, id))?.lines ?? [];
    expect(valueOf(await room.revisingLines.run(house.request(owner), [{ lineId: line?.id as never, revision: 1, line: retiring() }]))).toMatchObject({ revision: 1 });
    expect(valueOf(await room.revisingLines.run(house.request(owner), [{ lineId: line?.id as never, revision: 1, line: retiring({ quantity: '3' }) }]))).toMatchObject({ revision: 2, equipmentIds: [lathe.id] });
  });

  it('takes no machine of another owner, none that was disposed of, and none for new capacity', async () => {
    const theirs = await register.registered(await house.organisation());
    expect(refusalOf(await create({ lines: [retiring({ equipmentIds: [theirs.id] })] }))).toEqual({ code: 'NOT_FOUND', field: 'lines.0.equipmentIds.0' });
    expect(refusalOf(await create({ purpose: 'NEW_CAPACITY', lines: [retiring()] }))).toEqual({ code: 'NEW_CAPACITY_RETIRES', field: 'lines.0.equipmentIds' });
    valueOf(await register.withdrawing.run(house.request(owner), [{ equipmentId: lathe.id, reason: '报废', withdrawnOn: null }]));
    expect(refusalOf(await create({ lines: [retiring()] }))).toEqual({ code: 'EQUIPMENT_WITHDRAWN', field: 'lines.0.equipmentIds.0' });
    expect(await house.rows('select id from demand_demand where owner_id = $1', [owner.organisationId])).toEqual([]);
  });
});

describe('a renewal of an owner who keeps a register', () => {
  const publish = async (changes: Partial<DemandToCreate>) => refusalOf(await room.publishing.run(house.request(owner), [(await room.draft(owner, changes)).id]));
  const CASES: [what: string, changes: Partial<DemandToCreate>, refusal: object | null][] = [
    ['that names nothing old', { lines: [aLineDraft({ renewalReason: '旧设备已先行拆除' }), aLineDraft()] }, { code: 'LINE_RENEWS_NOTHING', field: 'lines.1.equipmentIds' }],
    ['that says why it names none', { lines: [aLineDraft({ renewalReason: '旧设备已先行拆除' })] }, null],
    ['that names old machines in its own words', { lines: [aLineDraft({ retires: [{ name: '老设备', model: null, commissionedYear: null, count: 1 }] })] }, null],
    ['that is none: new capacity', { purpose: 'NEW_CAPACITY' }, null],
  ];
  it.each(CASES)('%s', async (_what, changes, refusal) => expect(await publish(changes)).toEqual(refusal));

  it('is not asked of who keeps none', async () => {
    owner = await house.organisation();
    expect(await publish({})).toBeNull();
  });
});
