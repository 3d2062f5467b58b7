import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer, type Viewer } from '../../../src/core/access/viewer.js';
import { demandState } from '../../../src/core/demand/demand-state.js';
import type { DemandId } from '../../../src/core/ids/ids.js';
import { DEMAND_ENTITIES, pageOfOpenLines, visibleDemands, visibleLines, type VisibleDemand } from '../../../src/demand/index.js';
import { pageOfDemands, pageOfOpenDemands, pageOfOwnDemands } from '../../../src/demand/demand.store.js';
import { SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom, refusalOf, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let room: DemandRoom;
let group: MemberViewer;
let buyer: MemberViewer;
let viewers: Record<string, Viewer>;

beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  room = new DemandRoom(house);
  group = await house.organisation();
  buyer = await house.organisation({ parent: group, name: '太原某水泥厂' });
  viewers = {
    anonymous: ANONYMOUS, owner: buyer, group, sister: await house.organisation({ parent: group }), supplier: await house.organisation(),
    unapproved: await house.organisation({ approved: false }), bank: await house.organisation({ kind: 'BANK' }), department: await house.organisation({ kind: 'DEPARTMENT' }),
  };
}, 60_000);
afterAll(() => house.close());

const read = async (viewer: Viewer, id: DemandId): Promise<VisibleDemand | null> => (await house.read(viewer, (tx) => visibleDemands(tx, viewer, [id])))[0] ?? null;
const who = async (sees: (viewer: Viewer) => Promise<boolean>): Promise<string[]> => {
  const seen: string[] = [];
  for (const [name, viewer] of Object.entries(viewers)) if (await sees(viewer)) seen.push(name);
  return seen;
};

describe('who sees a demand', () => {
  const CASES: [visibility: 'PUBLIC' | 'APPROVED_SUPPLIERS' | 'THROUGH_DEPARTMENT', seenBy: string[], ownerKnownBy: string[]][] = [
    ['PUBLIC', ['anonymous', 'owner', 'group', 'sister', 'supplier', 'unapproved', 'bank', 'department'], ['anonymous', 'owner', 'group', 'sister', 'supplier', 'unapproved', 'bank', 'department']],
    ['APPROVED_SUPPLIERS', ['owner', 'group', 'sister', 'supplier', 'department'], ['owner', 'group', 'sister', 'supplier', 'department']],
    ['THROUGH_DEPARTMENT', ['owner', 'group', 'sister', 'supplier', 'department'], ['owner', 'group', 'department']],
  ];
  it.each(CASES)('that is %s', async (visibility, seenBy, ownerKnownBy) => {
    const { id } = await room.published(buyer, { visibility, externalRef: `PR-${visibility}` });
    expect(await who(async (viewer) => await read(viewer, id) !== null)).toEqual(seenBy);
    expect(await who(async (viewer) => (await read(viewer, id))?.ownerId === buyer.organisationId)).toEqual(ownerKnownBy);
    expect(await who(async (viewer) => (await read(viewer, id))?.budgetCny === '600000.00')).toEqual(['owner', 'group', 'department']);
  });

  it('as a draft: its owner, the group above it and departments', async () => {
    const { id } = await room.draft(buyer, { visibility: 'PUBLIC' });
    expect(await who(async (viewer) => await read(viewer, id) !== null)).toEqual(['owner', 'group', 'department']);
  });

  it('through the department: nothing that others read names or prices it, line by line as well', async () => {
    const { id } = await room.published(buyer, { visibility: 'THROUGH_DEPARTMENT', externalRef: 'PR-secret', lines: [aLineDraft({ budgetCny: '123456.78' })] });
    const lineIds = (await read(buyer, id))?.lines.map((line) => line.id) ?? [];
    const secrets = [buyer.organisationId, group.organisationId, '太原某水泥厂', 'PR-secret', '123456.78', '600000'];
    for (const viewer of [viewers['supplier'] as Viewer, viewers['sister'] as Viewer]) {
      const page = await house.read(viewer, (tx) => pageOfOpenDemands(tx, viewer, null, 1, null));
      const seen = JSON.stringify([page, await read(viewer, id), await house.read(viewer, (tx) => visibleLines(tx, viewer, lineIds))]);
      expect(page.map((demand) => demand.id)).toEqual([id]);
      expect(secrets.filter((secret) => seen.includes(secret))).toEqual([]);
    }
  });

  it('nobody’s statement reads another owner’s revisions', async () => {
    const { id } = await room.published(buyer, { visibility: 'PUBLIC' });
    const revisions = await who(async (viewer) => (await house.read(viewer, (tx) => tx.query('select r.id from demand_line_revision r join demand_line l on l.id = r.line_id where l.demand_id = $1', [id]))).length > 0);
    expect(revisions).toEqual(['owner', 'department']);
  });
});

describe('publishing and closing', () => {
  it('announces a demand once and is quiet the second time', async () => {
    const { id } = await room.published(buyer);
    valueOf(await room.publishing.run(house.request(buyer), [id]));
    expect((await house.outbox('DemandPublished')).filter((event) => event.subjectId === id)).toHaveLength(1);
    expect(await read(buyer, id)).toMatchObject({ state: 'PUBLISHED', publishedAt: house.clock.now(), lines: [{ state: 'PUBLISHED' }] });
  });

  it('refuses what is not fit to be seen', async () => {
    const words = aLineDraft({ classIds: [], words: '破碎机', requirements: [] });
    const [secret, wordy, mine] = [await room.draft(buyer, { noStateSecretConfirmed: false }), await room.draft(buyer, { lines: [aLineDraft(), words] }), await room.draft(buyer)];
    const publish = async (viewer: MemberViewer, id: DemandId) => refusalOf(await room.publishing.run(house.request(viewer), [id]));
    expect(await publish(buyer, secret.id)).toEqual({ code: 'STATE_SECRET_NOT_CONFIRMED', field: 'noStateSecretConfirmed' });
    expect(await publish(buyer, wordy.id)).toEqual({ code: 'LINE_WITHOUT_CLASS', field: 'lines.1' });
    expect(await publish(viewers['supplier'] as MemberViewer, mine.id)).toEqual({ code: 'NOT_FOUND', field: 'demandId' });
    expect(await publish(group, mine.id)).toEqual({ code: 'NOT_FOUND', field: 'demandId' });
    expect(await read(viewers['supplier'] as Viewer, mine.id)).toBeNull();
    valueOf(await room.revising.run(house.request(buyer), [{ demandId: secret.id, noStateSecretConfirmed: true }]));
    expect(await publish(buyer, secret.id)).toBeNull();
  });

  it('publishes words once their classes are confirmed', async () => {
    const { id } = await room.draft(buyer, { lines: [aLineDraft({ classIds: [], words: '破碎机', requirements: [] })] });
    const lineId = (await read(buyer, id))?.lines[0]?.id;
    if (lineId === undefined) throw new Error('The draft has no line.');
    valueOf(await room.revisingLines.run(house.request(buyer), [{ lineId, revision: 1, line: aLineDraft({ words: '破碎机' }) }]));
    valueOf(await room.publishing.run(house.request(buyer), [id]));
    expect(await read(buyer, id)).toMatchObject({ lines: [{ state: 'PUBLISHED', wants: 'CLASS', words: '破碎机', revision: 2 }] });
  });

  it('closes with a reason that only the owner and departments read', async () => {
    const { id } = await room.published(buyer);
    expect(refusalOf(await room.closing.run(house.request(buyer), [{ demandId: id, reason: '  ' }]))?.code).toBe('CLOSE_REASON_LENGTH');
    valueOf(await room.closing.run(house.request(buyer), [{ demandId: id, reason: '已线下采购' }]));
    expect(await read(buyer, id)).toMatchObject({ state: 'CLOSED', lines: [{ stateReason: '已线下采购' }] });
    expect(await read(viewers['supplier'] as Viewer, id)).toMatchObject({ state: 'CLOSED', lines: [{ stateReason: null }] });
    expect(refusalOf(await room.closing.run(house.request(buyer), [{ demandId: id, reason: '再关' }]))?.code).toBe('DEMAND_NOT_OPEN');
    expect((await house.outbox('DemandClosed')).filter((event) => event.subjectId === id)).toHaveLength(1);
  });
});

describe('pages', () => {
  it('of open demands: newly published first, of the classes asked for, without drafts and closed ones', async () => {
    const supplier = viewers['supplier'] as Viewer;
    house.clock.moveBy(60_000);
    const [first, second, third] = [
      await room.published(buyer, { lines: [aLineDraft({ classIds: ['X.201'], requirements: [] })] }), await room.draft(buyer, { lines: [aLineDraft({ classIds: ['X.201'], requirements: [] })] }),
      await room.published(buyer, { lines: [aLineDraft({ classIds: ['X.201', 'X.202'], requirements: [] })] }),
    ];
    house.clock.moveBy(60_000);
    valueOf(await room.publishing.run(house.request(buyer), [second.id]));
    const page = (classIds: string[] | null, limit: number, after: readonly [string, string] | null) => house.read(supplier, (tx) => pageOfOpenDemands(tx, supplier, classIds, limit, after));
    const all = await page(['X.201'], 10, null);
    expect(all.map((demand) => demand.id)).toEqual([second.id, third.id, first.id]);
    const [, last] = await page(['X.201'], 2, null);
    if (!last?.publishedAt) throw new Error('A published demand has no time.');
    expect((await page(['X.201'], 10, [last.publishedAt.toISOString(), last.id])).map((demand) => demand.id)).toEqual([first.id]);
    expect(await page([], 10, null)).toEqual([]);
    valueOf(await room.closing.run(house.request(buyer), [{ demandId: third.id, reason: '不买了' }]));
    expect((await page(['X.202'], 10, null)).map((demand) => demand.id)).toEqual([]);
  });

  it('of one’s own, and of everybody’s for a department by state and owner', async () => {
    const [other, department] = [await house.organisation(), viewers['department'] as Viewer];
    const [draft, published, closed] = [await room.draft(other), await room.published(other), await room.published(other)];
    valueOf(await room.closing.run(house.request(other), [{ demandId: closed.id, reason: '不买了' }]));
    const own = await house.read(other, (tx) => pageOfOwnDemands(tx, other, other.organisationId, 10, null));
    expect(own.map((demand) => demand.id)).toEqual([closed.id, published.id, draft.id]);
    expect((await house.read(other, (tx) => pageOfOwnDemands(tx, other, other.organisationId, 1, closed.id))).map((demand) => demand.id)).toEqual([published.id]);
    for (const demand of own) {
      const found = await house.read(department, (tx) => pageOfDemands(tx, department, { state: demandState(demand.lines.map((line) => line.state)), ownerId: other.organisationId }, 10, null));
      expect(found.map((one) => [one.id, one.ownerId])).toEqual([[demand.id, other.organisationId]]);
    }
    expect((await house.read(department, (tx) => pageOfDemands(tx, department, { state: null, ownerId: null }, 3, null))).map((one) => one.id)).toEqual([closed.id, published.id, draft.id]);
  });

  it('of open lines for sweeps, in the order of their ids', async () => {
    const lines = await house.matcher.read(SYSTEM_SCOPE, (tx) => pageOfOpenLines(tx, 3, null));
    const [first] = await house.matcher.read(SYSTEM_SCOPE, (tx) => pageOfOpenLines(tx, 1, lines[1]?.id ?? null));
    expect(first?.id).toBe(lines[2]?.id);
    expect(lines.every((line) => line.state === 'PUBLISHED' && line.demand.regionCode === '140900')).toBe(true);
  });
});
