import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { EquipmentForm } from '../../../src/core/demand/equipment/equipment.js';
import { AcceptRetirementDrafts, DEMAND_ENTITIES, DeferRetirementDrafts, DisputeRetirementDrafts, visibleDemands } from '../../../src/demand/index.js';
import { SuggestRetirements } from '../../../src/demand/jobs.js';
import type { RetirementDraftEntity } from '../../../src/demand/retirement-draft.entity.js';
import { causesOf, pageOfDrafts } from '../../../src/demand/retirement-draft.store.js';
import { ORGANISATION_ENTITIES } from '../../../src/organisation/index.js';
import { aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom, refusalOf, valueOf } from '../rooms/demand-room.js';
import { EquipmentRoom } from '../rooms/equipment-room.js';
import { aMachine } from '../rooms/equipment.factory.js';
import { MORNING, openHouse, type House, type OutboxRow } from '../rooms/house.js';

let house: House;
let room: EquipmentRoom;
let demands: DemandRoom;
let owner: MemberViewer;

beforeAll(async () => {
  house = await openHouse([...ORGANISATION_ENTITIES, ...DEMAND_ENTITIES]);
  [room, demands] = [new EquipmentRoom(house), new DemandRoom(house)];
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.moveTo(MORNING);
  owner = await house.organisation();
});

/** A worker of its own each time: none remembers what another did. */
const sweep = (events: readonly OutboxRow[] = []): Promise<void> => new SuggestRetirements(house.app, house.deeds, house.ids, house.clock).handle(events);
const drafts = (): Promise<RetirementDraftEntity[]> => house.read(owner, (tx) => pageOfDrafts(tx, owner.organisationId, null, 50, null));
const machinesIn = async ({ id }: RetirementDraftEntity): Promise<string[]> => (await house.read(owner, (tx) => causesOf(tx, [id]))).map((cause) => cause.equipmentId);
const notices = async () => (await house.outbox('RetirementSuggested')).filter((event) => event.organisationId === owner.organisationId).map((event) => event.notice);
const accept = (viewer: MemberViewer, draftId: string) => new AcceptRetirementDrafts(house.deeds, demands.creating).run(house.request(viewer), [
  { draftId: draftId as never, title: null, regionCode: null, neededBy: null, budgetCny: null, visibility: 'APPROVED_SUPPLIERS' },
]);
const defer = (viewer: MemberViewer, draftId: string, until: string, reason = '明年大修后再定') => new DeferRetirementDrafts(house.deeds).run(house.request(viewer), [{ draftId: draftId as never, until, reason }]);
const dispute = (viewer: MemberViewer, draftId: string, reason = '已整机大修') => new DisputeRetirementDrafts(house.deeds).run(house.request(viewer), [{ draftId: draftId as never, reason }]);
const at = (time: string): void => house.clock.moveTo(new Date(`${time}+08:00`));
/** A lathe that went into service ten years before 24 November 2026. */
const aged = (changes: Partial<EquipmentForm> = {}) => room.registered(owner, { commissioned: '2016-11-24', ...changes });
const only = async (): Promise<RetirementDraftEntity> => {
  const [draft, ...others] = await drafts();
  if (draft === undefined || others.length > 0) throw new Error(`${others.length + Number(draft !== undefined)} drafts`);
  return draft;
};

describe('a lathe commissioned on 24 November 2016', () => {
  it('is not suggested ten years later to the day, and is the day after, once, with clause and cause', async () => {
    const { id } = await aged();
    at('2026-11-24T23:59:59');
    await sweep();
    expect(await drafts()).toEqual([]);
    at('2026-11-25T00:00:00');
    await sweep();
    const draft = await only();
    expect(draft).toMatchObject({ rule: 'SERVICE_LIFE', clause: '二（一）1', demandItemId: 'D1.1.d.01', state: 'SUGGESTED', verify: false });
    expect(await house.read(owner, (tx) => causesOf(tx, [draft.id]))).toMatchObject([{ equipmentId: id, code: 'RETIRE_SERVICE_LIFE', params: { commissioned: '2016-11-24', years: 10 } }]);
    expect(await notices()).toEqual([{ recipients: [owner.organisationId], code: 'NOTICE_RETIREMENT_SUGGESTED', params: { machines: 1, clause: '二（一）1' } }]);
    for (const later of ['2026-11-25T12:00:00', '2026-11-26T00:00:00', '2027-11-25T00:00:00']) {
      at(later);
      await sweep();
    }
    expect((await only()).id).toBe(draft.id);
    expect(await notices()).toHaveLength(1);
  });

  it('is suggested once, however often and by however many the registers are looked at', async () => {
    await aged();
    at('2026-11-25T08:00:00');
    await Promise.all([sweep(), sweep(), sweep()]);
    const [event] = (await house.outbox('EquipmentChanged')).filter((one) => one.subjectId === owner.organisationId);
    await sweep([event as OutboxRow, event as OutboxRow]);
    at('2036-11-25T08:00:00');
    await sweep();
    expect(await drafts()).toHaveLength(1);
    expect(await notices()).toHaveLength(1);
    expect(await house.rows(`select deed, because from platform_audit where subject_id = $1`, [(await only()).id])).toEqual([{ deed: 'suggestRetirements', because: 'the law speaks for renewing these machines' }]);
  });

  it('joins the others of its rule while their draft waits, and is told of', async () => {
    const first = await aged();
    at('2026-11-25T08:00:00');
    await sweep();
    const second = await aged({ name: '立式铣床', commissioned: '2001' });
    await sweep((await house.outbox('EquipmentChanged')).filter((one) => one.subjectId === owner.organisationId));
    expect(await machinesIn(await only())).toEqual([first.id, second.id]);
    expect((await notices()).map((notice) => notice?.params['machines'])).toEqual([1, 1]);
  });
});

describe('what else speaks for renewing a machine', () => {
  it('makes a draft of its own for each rule; ten years are for machine tools alone', async () => {
    const motor: Partial<EquipmentForm> = {
      name: '三相异步电动机', model: 'Y280S-4', classId: 'X.113', kindKey: 'async', commissioned: '1998',
      specs: [{ attributeKey: 'power', value: 75 }, { attributeKey: 'poles', value: 4 }, { attributeKey: 'efficiency', value: 92.7 }, { attributeKey: 'voltage', value: 380 }],
    };
    await aged({ commissioned: '2010' });
    await aged(motor);
    await aged({ name: '离心风机', model: '4-72', commissioned: '1990' });
    await sweep();
    expect((await drafts()).map(({ rule, demandItemId }) => `${rule} ${demandItemId ?? '-'}`).sort()).toEqual(expect.arrayContaining(['ENERGY D3.3.c.02', 'SERVICE_LIFE D1.1.d.01']));
    expect((await drafts()).every(({ rule, clause }) => (rule === 'SERVICE_LIFE') === (clause === '二（一）1'))).toBe(true);
  });

  it('is asked of more machines than one draft holds', async () => {
    await room.registering.run(house.request(owner), Array.from({ length: 620 }, () => aMachine({ commissioned: '2010' })));
    await sweep();
    expect((await Promise.all((await drafts()).map(machinesIn))).map((machines) => machines.length).sort((a, b) => a - b)).toEqual([20, 200, 200, 200]);
  }, 30_000);
});

describe('a suggestion accepted', () => {
  it('becomes a draft demand with a line for each kind of machine and the machines it retires', async () => {
    const lathes = [await aged({ commissioned: '2010-05-01' }), await aged({ commissioned: '2010-07-01' })];
    const mill = await aged({ name: '立式铣床', model: 'X5032', commissioned: '2003', quantity: 2 });
    await sweep();
    const accepted = valueOf(await accept(owner, (await only()).id));
    expect(accepted).toMatchObject({ state: 'ACCEPTED' });
    const [demand] = await house.read(owner, (tx) => visibleDemands(tx, owner, [accepted.demandId as never]));
    expect(demand).toMatchObject({
      title: '更新服役超过 10 年的机床 4 台', state: 'DRAFT', purpose: 'RENEWAL', regionCode: '140100', taskId: 'D1.1',
      lines: [
        { wants: 'ITEM', itemId: 'D1.1.d.01', quantity: '2', unit: '台', equipmentIds: lathes.map(({ id }) => id), retires: [{ name: '普通车床', model: 'C6140', commissionedYear: 2010, count: 2 }] },
        { quantity: '2', equipmentIds: [mill.id], words: '替换：立式铣床 X5032 2003 年投用 2 台' },
      ],
    });
    expect(demand?.lines[0]?.classIds).toEqual(expect.arrayContaining(['X.301']));
    await sweep();
    expect(await drafts()).toHaveLength(1);
    expect(refusalOf(await accept(owner, accepted.id))).toEqual({ code: 'RETIREMENT_DRAFT_ANSWERED', field: 'draftId' });
  });

  it('leaves out machines that are gone, corrected, or on another line; of nothing it makes nothing', async () => {
    const [gone, corrected, taken, left] = [await aged({ commissioned: '2010' }), await aged({ commissioned: '2010' }), await aged({ commissioned: '2010' }), await aged({ commissioned: '2010' })];
    await sweep();
    const { id } = await only();
    valueOf(await room.withdrawing.run(house.request(owner), [{ equipmentId: gone.id, reason: '已报废', withdrawnOn: null }]));
    valueOf(await room.revising.run(house.request(owner), [{ equipmentId: corrected.id, revision: null, changes: { commissioned: '2019' } }]));
    const other = await demands.draft(owner, { lines: [aLineDraft({ equipmentIds: [taken.id] })] });
    const { demandId } = valueOf(await accept(owner, id));
    const [demand] = await house.read(owner, (tx) => visibleDemands(tx, owner, [demandId as never]));
    expect(demand?.lines).toMatchObject([{ equipmentIds: [left.id], quantity: '1' }]);
    expect(demand?.id).not.toBe(other.id);
  });

  it('is refused when nothing is left of it, and lapses', async () => {
    const { id: machineId } = await aged({ commissioned: '2010' });
    await sweep();
    const { id } = await only();
    valueOf(await room.withdrawing.run(house.request(owner), [{ equipmentId: machineId, reason: '已报废', withdrawnOn: null }]));
    expect(refusalOf(await accept(owner, id))).toEqual({ code: 'RETIREMENT_DRAFT_EMPTY', field: 'draftId' });
    expect(await house.rows('select id from demand_demand where owner_id = $1', [owner.organisationId])).toEqual([]);
    await sweep((await house.outbox('EquipmentChanged')).filter((one) => one.subjectId === owner.organisationId));
    expect((await only()).state).toBe('LAPSED');
  });

  it('is its owner’s alone', async () => {
    await aged({ commissioned: '2010' });
    await sweep();
    const { id } = await only();
    const rival = await house.organisation();
    for (const outcome of [await accept(rival, id), await defer(rival, id, '2027-01-01'), await dispute(rival, id)]) expect(refusalOf(outcome)).toEqual({ code: 'NOT_FOUND', field: 'draftId' });
    expect((await only()).state).toBe('SUGGESTED');
    expect(await house.read(rival, (tx) => pageOfDrafts(tx, owner.organisationId, null, 10, null))).toEqual([]);
  });
});

describe('a suggestion put off', () => {
  it('stays away until its day has passed, then comes back, once and told of', async () => {
    await aged({ commissioned: '2010' });
    await sweep();
    const { id } = await only();
    valueOf(await defer(owner, id, '2027-03-31'));
    at('2027-03-31T23:59:59');
    await sweep();
    expect(await only()).toMatchObject({ state: 'DEFERRED', deferredUntil: '2027-03-31', reason: '明年大修后再定' });
    at('2027-04-01T00:00:00');
    await Promise.all([sweep(), sweep()]);
    expect(await only()).toMatchObject({ state: 'SUGGESTED', deferredUntil: null });
    expect((await notices()).map((notice) => notice?.code)).toEqual(['NOTICE_RETIREMENT_SUGGESTED', 'NOTICE_RETIREMENT_RETURNED']);
  });

  it.each([['2026-11-23', '今天不行', 'DEFERRAL_DAY_WRONG', 'until'], ['2040-01-01', '太远', 'DEFERRAL_DAY_WRONG', 'until'], ['2027-01-01', ' ', 'RETIREMENT_REASON_LENGTH', 'reason']])('is refused until %s for %j', async (until, reason, code, field) => {
    await aged({ commissioned: '2010' });
    await sweep();
    const { id } = await only();
    expect(refusalOf(await defer(owner, id, until, reason))).toEqual({ code, field });
    expect((await only()).state).toBe('SUGGESTED');
  });
});

describe('a suggestion disputed', () => {
  it('keeps its reason and is never made again', async () => {
    await aged({ commissioned: '2010' });
    await sweep();
    valueOf(await dispute(owner, (await only()).id));
    at('2030-01-01T08:00:00');
    await sweep();
    expect(await only()).toMatchObject({ state: 'DISPUTED', reason: '已整机大修' });
    expect(refusalOf(await defer(owner, (await only()).id, '2031-01-01'))).toEqual({ code: 'RETIREMENT_DRAFT_ANSWERED', field: 'draftId' });
  });
});
