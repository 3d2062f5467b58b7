import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DemandLineId } from '../../../src/core/ids/ids.js';
import { CloseDemandLines, DEMAND_ENTITIES, visibleDemands } from '../../../src/demand/index.js';
import { aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom, refusalOf, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let room: DemandRoom;
let buyer: MemberViewer;

beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  room = new DemandRoom(house);
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  buyer = await house.organisation();
});

const close = (viewer: MemberViewer, lineId: DemandLineId, reason = '该台设备已由集团调拨') =>
  new CloseDemandLines(house.deeds).run(house.request(viewer), [{ lineId, reason }]);

describe('closing one line of a demand', () => {
  it('leaves the other lines open, tells matching, and keeps the reason in the audit trail', async () => {
    const { id } = await room.published(buyer, { lines: [aLineDraft(), aLineDraft()] });
    const lines = async () => (await house.read(buyer, (tx) => visibleDemands(tx, buyer, [id])))[0]?.lines ?? [];
    const [first] = await lines();
    valueOf(await close(buyer, first?.id as DemandLineId));
    expect(await lines()).toMatchObject([{ state: 'CLOSED', stateReason: '该台设备已由集团调拨' }, { state: 'PUBLISHED', stateReason: null }]);
    expect((await house.outbox()).filter((event) => event.subjectId === id).map((event) => event.type)).toEqual(['DemandDraftSaved', 'DemandPublished', 'DemandClosed']);
    expect(await house.rows('select because from platform_audit where deed = $1 and subject_id = $2', ['closeDemandLines', first?.id])).toEqual([{ because: '该台设备已由集团调拨' }]);
  });

  it('refuses a line that is closed, a foreign line and an empty reason, and writes nothing', async () => {
    const { id } = await room.published(buyer, { lines: [aLineDraft()] });
    const lineId = (await house.read(buyer, (tx) => visibleDemands(tx, buyer, [id])))[0]?.lines[0]?.id as DemandLineId;
    expect(refusalOf(await close(await house.organisation(), lineId))).toMatchObject({ code: 'NOT_FOUND', field: 'lineId' });
    expect(refusalOf(await close(buyer, lineId, ' '))).toMatchObject({ code: 'CLOSE_REASON_LENGTH', field: 'reason' });
    valueOf(await close(buyer, lineId));
    expect(refusalOf(await close(buyer, lineId))).toMatchObject({ code: 'LINE_NOT_REVISABLE', field: 'lineId' });
    expect((await house.outbox()).filter((event) => event.subjectId === id && event.type === 'DemandClosed')).toHaveLength(1);
  });
});
