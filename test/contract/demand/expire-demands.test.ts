import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DemandId } from '../../../src/core/ids/ids.js';
import { ExpireDemands } from '../../../src/demand/jobs.js';
import { DEMAND_ENTITIES, visibleDemands } from '../../../src/demand/index.js';
import { aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let room: DemandRoom;
let buyer: MemberViewer;
let sweep: ExpireDemands;

beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  room = new DemandRoom(house);
  buyer = await house.organisation();
  sweep = new ExpireDemands(house.app, house.deeds, house.clock);
}, 60_000);
afterAll(() => house.close());

const read = async (id: DemandId) => (await house.read(buyer, (tx) => visibleDemands(tx, buyer, [id])))[0];
const closedEvents = async (id: DemandId) => (await house.outbox('DemandClosed')).filter((event) => event.subjectId === id);

describe('demands whose day has passed', () => {
  it('expire after that day, and their owner is told once', async () => {
    const { id } = await room.published(buyer, { neededBy: '2026-11-25', title: '破碎机' });
    const later = await room.published(buyer, { neededBy: '2026-11-26' });
    const never = await room.published(buyer, { neededBy: null });
    const draft = await room.draft(buyer, { neededBy: '2026-11-25' });
    house.clock.moveTo(new Date('2026-11-25T23:59:59+08:00'));
    await sweep.handle();
    expect((await read(id))?.state).toBe('PUBLISHED');

    house.clock.moveTo(new Date('2026-11-26T00:00:00+08:00'));
    await Promise.all([sweep.handle(), sweep.handle()]);
    await sweep.handle();
    expect(await read(id)).toMatchObject({ state: 'EXPIRED', lines: [{ state: 'EXPIRED' }] });
    for (const other of [later, never]) expect((await read(other.id))?.state).toBe('PUBLISHED');
    expect((await read(draft.id))?.state).toBe('DRAFT');
    expect(await closedEvents(id)).toMatchObject([{
      organisationId: buyer.organisationId,
      notice: { recipients: [buyer.organisationId], code: 'NOTICE_DEMAND_EXPIRED', params: { title: '破碎机', neededBy: '2026-11-25' } },
    }]);
  });

  it('expire line by line: drafts and settled lines stay as they are', async () => {
    const { id } = await room.published(buyer, { neededBy: '2026-11-26', lines: [aLineDraft(), aLineDraft()] });
    valueOf(await room.adding.run(house.request(buyer), [{ demandId: id, lines: [aLineDraft()] }]));
    await house.rows(`update demand_line set state = 'SOURCING' where demand_id = $1 and number = 2`, [id]);
    house.clock.moveTo(new Date('2026-11-28T08:00:00+08:00'));
    await sweep.handle();
    expect((await read(id))?.lines.map((line) => line.state)).toEqual(['EXPIRED', 'SOURCING', 'DRAFT']);
  });

  it('of several owners expire each under its own owner, audited as the platform’s deed with the reason', async () => {
    const owners = [await house.organisation(), await house.organisation(), await house.organisation()];
    const ids: DemandId[] = [];
    for (const owner of owners) ids.push((await room.published(owner, { neededBy: '2026-12-01', lines: Array.from({ length: 400 }, () => aLineDraft()) })).id, (await room.published(owner, { neededBy: '2026-12-01' })).id);
    house.clock.moveTo(new Date('2026-12-02T08:00:00+08:00'));
    await sweep.handle();
    const states = await house.rows<{ state: string; lines: string }>('select state, count(*) as lines from demand_line where demand_id = any($1) group by state', [ids]);
    expect(states).toEqual([{ state: 'EXPIRED', lines: '1203' }]);
    const audit = await house.rows<{ because: string; organisation_id: string | null }>(`select distinct because, organisation_id from platform_audit where deed = 'expireDemands' and subject_id = any($1)`, [ids]);
    expect(audit).toEqual([{ because: 'needed by a day that has passed', organisation_id: null }]);
  }, 30_000);
});
