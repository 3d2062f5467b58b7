import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer } from '../../../src/core/access/viewer.js';
import type { WrittenDemand } from '../../../src/core/demand/on-behalf/read-demand.js';
import type { OrganisationId } from '../../../src/core/ids/ids.js';
import { checkCharacter } from '../../../src/core/organisation/credit-code.js';
import type { WrittenEnterprise } from '../../../src/core/organisation/on-behalf/read-enterprise.js';
import { ConfirmOnBehalf, type Confirmation } from '../../../src/demand/confirm-on-behalf.js';
import { EnterDemands } from '../../../src/demand/enter-demands.js';
import { DEMAND_ENTITIES } from '../../../src/demand/index.js';
import { IssueConfirmationLinks } from '../../../src/demand/issue-confirmation-links.js';
import { PublishOnBehalf } from '../../../src/demand/jobs.js';
import { demandsOnBehalfOf } from '../../../src/demand/on-behalf.store.js';
import { TakeOverDemands } from '../../../src/demand/take-over-demands.js';
import { ConfirmationLinks, EnterEnterprises, onBehalfOf, ORGANISATION_ENTITIES, ReviewRegistrations, visibleOrganisations } from '../../../src/organisation/index.js';
import { Classes } from '../../../src/policy/index.js';
import { DemandRoom, refusalOf, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

const DAY_MS = 86_400_000;
let house: House;
let bureau: MemberViewer;
let county: MemberViewer;
let stranger: MemberViewer;
let enterprises: EnterEnterprises;
let demands: EnterDemands;
let issuing: IssueConfirmationLinks;
let confirming: ConfirmOnBehalf;
let publishing: PublishOnBehalf;
beforeAll(async () => {
  house = await openHouse([...ORGANISATION_ENTITIES, ...DEMAND_ENTITIES]);
  bureau = await house.organisation({ kind: 'DEPARTMENT', name: '太原市工信局', regionCode: '140100' });
  county = await house.organisation({ kind: 'DEPARTMENT', name: '小店区工信局', regionCode: '140105', parent: bureau });
  stranger = await house.organisation();
  const room = new DemandRoom(house);
  const takeOver = new TakeOverDemands(house.deeds, room.creating, room.publishing);
  enterprises = new EnterEnterprises(house.app, house.deeds, house.ids);
  demands = new EnterDemands(house.app, house.deeds, house.ids, new Classes());
  issuing = new IssueConfirmationLinks(house.deeds, house.ids);
  confirming = new ConfirmOnBehalf(house.app, house.deeds, house.ids, new ConfirmationLinks(house.app), takeOver);
  publishing = new PublishOnBehalf(house.app, house.deeds, takeOver, house.clock);
}, 60_000);
afterAll(() => house.close());

let made = 0;
const written = (changes: Partial<WrittenEnterprise> = {}): WrittenEnterprise => {
  const body = `91140100MD${String(++made).padStart(7, '0')}`;
  return {
    kind: 'ENTERPRISE', name: `代填第${made}厂`, creditCode: `${body}${checkCharacter(body) ?? ''}`, regionCode: '140105', industryCode: null, sizeClass: 'SMALL', trades: ['BUYER'],
    businessPhone: null, contactName: '王丽', contactPhone: '13800138000', ...changes,
  };
};
const wanted = (creditCode: string, changes: Partial<WrittenDemand> = {}): WrittenDemand => ({
  creditCode, title: '破碎机更新', words: '', regionCode: null, budgetCny: '600000', neededBy: '2027-05-30', externalRef: null, purpose: 'RENEWAL', visibility: 'APPROVED_SUPPLIERS',
  line: { classIds: ['S1.1.1.03'], itemId: null, words: '', quantity: '2', unit: '', requirements: [], energyGradeAtMost: null, budgetCny: null, retires: [] }, ...changes,
});
const entered = async (changes: Partial<WrittenEnterprise> = {}): Promise<{ id: OrganisationId; creditCode: string }> =>
  valueOf(await enterprises.run(house.request(bureau), [written(changes)]));
const demanded = async (creditCode: string, changes: Partial<WrittenDemand> = {}) => valueOf(await demands.run(house.request(bureau), [wanted(creditCode, changes)])).id;
const linked = async (organisationId: OrganisationId, validDays = 14): Promise<string> => valueOf(await issuing.run(house.request(bureau), [{ organisationId, validDays }])).token;
const confirm = (token: string, changes: Partial<Confirmation> = {}, address: string | null = null) =>
  confirming.run(house.request(ANONYMOUS), [{ token, corrections: {}, demands: [], noStateSecretConfirmed: true, ...changes }], address);
const stateOf = async (id: string): Promise<string | undefined> => (await house.rows<{ state: string }>('select state from organisation where id = $1', [id]))[0]?.state;
const rowsWritten = async (): Promise<unknown> => house.rows(
  `select (select count(*) from organisation) as o, (select count(*) from demand_demand) as d, (select count(*) from demand_on_behalf where state <> 'UNCONFIRMED') as b,
          (select count(*) from platform_outbox) as e, (select count(*) from platform_audit) as a`);

describe('an enterprise that a bureau enters', () => {
  it('is seen by departments alone, with its contact for the one that wrote it down', async () => {
    const { id } = await entered();
    const seenBy = async (viewer: MemberViewer | typeof ANONYMOUS) => (await house.read(viewer, (tx) => visibleOrganisations(tx, viewer, [id]))).map((one) => one.state);
    expect([await seenBy(ANONYMOUS), await seenBy(stranger), await seenBy(bureau)]).toEqual([[], [], ['REGISTERED']]);
    const recordOf = async (viewer: MemberViewer) => (await house.read(viewer, (tx) => onBehalfOf(tx, [id]))).size;
    expect([await recordOf(stranger), await recordOf(county)]).toEqual([0, 1]);
    expect(await house.rows(`select deed, organisation_id from platform_audit where subject_id = $1`, [id])).toEqual([{ deed: 'enterEnterprises', organisation_id: bureau.organisationId }]);
    // Whom to send the link to is in no event and no audit row.
    expect(JSON.stringify([await house.outbox(), await house.rows('select * from platform_audit')])).not.toMatch(/13800138000|王丽/u);
  });

  it.each<[string, () => Promise<string | null>, string]>([
    ['that is there already', async () => refusalOf(await enterprises.run(house.request(bureau), [written({ creditCode: (await entered()).creditCode })]))?.code ?? null, 'ON_BEHALF_EXISTS'],
    ['of another county', async () => refusalOf(await enterprises.run(house.request(county), [written({ regionCode: '140106' })]))?.code ?? null, 'ON_BEHALF_REGION_OF_OTHERS'],
    ['with a wrong code', async () => refusalOf(await enterprises.run(house.request(bureau), [written({ creditCode: '91350100M000100Y44' })]))?.code ?? null, 'CREDIT_CODE_WRONG'],
    ['by an enterprise', async () => refusalOf(await enterprises.run(house.request(stranger), [written()]))?.code ?? null, 'ON_BEHALF_NOT_ALLOWED'],
  ])('%s is refused', async (_what, attempt, code) => {
    expect(await attempt()).toBe(code);
  });

  it('twice in one list is entered once, and a trial writes nothing', async () => {
    const one = written();
    const before = await rowsWritten();
    const trial = await enterprises.trial(house.request(bureau), [one, one]);
    expect(trial.map((outcome) => (outcome.ok ? 'OK' : outcome.refusal.code))).toEqual(['OK', 'ON_BEHALF_REPEATED']);
    expect(await rowsWritten()).toEqual(before);
    const outcomes = await enterprises.run(house.request(bureau), [one, one]);
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false]);
  });
});

describe('a demand that a bureau enters', () => {
  it('is no demand until its enterprise confirms: nobody can read or match it', async () => {
    const { id, creditCode } = await entered();
    await demanded(creditCode);
    expect(await house.rows('select id from demand_demand where owner_id = $1', [id])).toEqual([]);
    expect((await house.outbox('DemandPublished'))).toEqual([]);
    for (const viewer of [ANONYMOUS, stranger]) expect(await house.read(viewer, (tx) => demandsOnBehalfOf(tx, [id], ['UNCONFIRMED']))).toEqual([]);
  });

  it.each<[string, (creditCode: string) => Partial<WrittenDemand>, string]>([
    ['of nobody', () => ({ creditCode: '91350100M000100Y43' }), 'ON_BEHALF_ENTERPRISE_UNKNOWN'],
    ['of a class that is none', () => ({ line: { ...wanted('').line, classIds: ['S9.9'] } }), 'LINE_CLASS_UNKNOWN'],
    ['needed by a day that has passed', () => ({ neededBy: '2026-11-22' }), 'NEEDED_BY_PAST'],
    ['in no quantity', () => ({ line: { ...wanted('').line, quantity: '若干' } }), 'LINE_QUANTITY_WRONG'],
  ])('%s is refused', async (_what, changes, code) => {
    const { creditCode } = await entered();
    expect(refusalOf(await demands.run(house.request(bureau), [wanted(creditCode, changes(creditCode))]))?.code).toBe(code);
  });

  it('that waits already is not entered twice, nor is one of another county', async () => {
    const { creditCode } = await entered();
    await demanded(creditCode);
    expect(refusalOf(await demands.run(house.request(bureau), [wanted(creditCode)]))?.code).toBe('ON_BEHALF_DEMAND_WAITS');
    const other = await entered({ regionCode: '140106' });
    expect(refusalOf(await demands.run(house.request(county), [wanted(other.creditCode)]))?.code).toBe('ON_BEHALF_REGION_OF_OTHERS');
  });
});

describe('a link', () => {
  it('confirms enterprise and demands at once, as the enterprise corrects them, and works no second time', async () => {
    const { id, creditCode } = await entered();
    const [first, second, third] = [await demanded(creditCode), await demanded(creditCode, { title: '不是我们的' }), await demanded(creditCode, { title: '空压机', line: { ...wanted('').line, classIds: [], words: '空压机', unit: '台' } })];
    const token = await linked(id);
    expect(await house.rows('select token_hash from organisation_confirmation_link where token_hash = $1', [token])).toEqual([]);
    const confirmed = valueOf(await confirm(token, { corrections: { industryCode: 'C35' }, demands: [{ id: first, leaveOut: false, quantity: '3' }, { id: second, leaveOut: true }] }));
    expect(confirmed.organisation).toMatchObject({ id, state: 'APPROVED', industryCode: 'C35', approvedAt: house.clock.now() });
    expect(confirmed.demands.map((one) => [one.id, one.state])).toEqual([[first, 'TAKEN_OVER'], [second, 'LEFT_OUT'], [third, 'TAKEN_OVER']]);
    expect(await house.rows('select title, quantity, state from demand_demand d join demand_line l on l.demand_id = d.id where d.owner_id = $1 order by d.id', [id]))
      .toEqual([{ title: '破碎机更新', quantity: '3.000', state: 'PUBLISHED' }, { title: '空压机', quantity: '2.000', state: 'DRAFT' }]);
    expect((await house.outbox('DemandPublished')).filter((event) => event.organisationId === id)).toHaveLength(1);
    expect((await house.outbox('OnBehalfConfirmed')).at(-1)?.notice).toMatchObject({ recipients: [bureau.organisationId], code: 'NOTICE_ON_BEHALF_CONFIRMED' });
    expect((await house.rows<{ because: string }>(`select because from platform_audit where subject_id = $1 and deed = 'confirmOnBehalf'`, [id]))[0]?.because).toMatch(/^by link lnk_/);
    expect(await house.rows('select contact_name, contact_phone, corrected from organisation_on_behalf where organisation_id = $1', [id])).toEqual([{ contact_name: null, contact_phone: null, corrected: ['industryCode'] }]);
    const before = await rowsWritten();
    expect(refusalOf(await confirm(token))).toEqual({ code: 'CONFIRMATION_LINK_USED', field: 'token' });
    expect(await rowsWritten()).toEqual(before);
  });

  it('is used once by two who hold it at once', async () => {
    const { id } = await entered();
    const token = await linked(id);
    const codes = (await Promise.all([confirm(token), confirm(token)])).map((outcomes) => refusalOf(outcomes)?.code ?? null);
    expect(codes.sort()).toEqual(['CONFIRMATION_LINK_USED', null]);
  });

  it('expires, and is ended by a newer one', async () => {
    const { id } = await entered();
    const [old, newer] = [await linked(id, 1), await linked(id, 1)];
    expect(refusalOf(await confirm(old))?.code).toBe('CONFIRMATION_LINK_REPLACED');
    house.clock.moveBy(DAY_MS);
    expect(refusalOf(await confirm(newer))?.code).toBe('CONFIRMATION_LINK_EXPIRED');
    house.clock.moveBy(-DAY_MS);
    expect(await stateOf(id)).toBe('REGISTERED');
    expect(refusalOf(await confirm(newer))).toBeNull();
  });

  it('is for who has something to confirm', async () => {
    const { id } = await entered();
    await confirm(await linked(id));
    expect(refusalOf(await issuing.run(house.request(bureau), [{ organisationId: id, validDays: 1 }]))?.code).toBe('ON_BEHALF_NOTHING_TO_CONFIRM');
    expect(refusalOf(await issuing.run(house.request(stranger), [{ organisationId: id, validDays: 1 }]))?.code).toBe('ON_BEHALF_NOT_ALLOWED');
  });

  it('that nobody issued is refused, twenty times from one address in a quarter of an hour', async () => {
    const address = '203.0.113.9';
    for (let n = 0; n < 20; n++) expect(refusalOf(await confirm(`forged-${n}`, {}, address))?.code).toBe('CONFIRMATION_LINK_UNKNOWN');
    const { id } = await entered();
    const token = await linked(id);
    expect(refusalOf(await confirm(token, {}, address))?.code).toBe('CONFIRMATION_TOO_OFTEN');
    expect(refusalOf(await confirm(token, {}, '203.0.113.10'))).toBeNull();
  });

  it.each<[string, (demand: string) => Partial<Confirmation>, string, string | null]>([
    ['without the word that no state secret is in it', () => ({ noStateSecretConfirmed: false }), 'STATE_SECRET_NOT_CONFIRMED', 'noStateSecretConfirmed'],
    ['with a place that is none', () => ({ corrections: { regionCode: '990000' } }), 'REGION_CODE_WRONG', 'corrections.regionCode'],
    ['with no quantity', (id) => ({ demands: [{ id: id as never, leaveOut: false, quantity: '0' }] }), 'LINE_QUANTITY_WRONG', 'demands.0.lines.0.quantity'],
    ['with a demand of another', () => ({ demands: [{ id: 'obd_00000000000000000000000000' as never, leaveOut: false }] }), 'NOT_FOUND', 'demands.0.id'],
  ])('%s confirms nothing and stays usable', async (_what, changes, code, field) => {
    const { id, creditCode } = await entered();
    const demand = await demanded(creditCode);
    const token = await linked(id);
    const before = await rowsWritten();
    expect(refusalOf(await confirm(token, changes(demand)))).toEqual({ code, field });
    expect(await rowsWritten()).toEqual(before);
    expect(await stateOf(id)).toBe('REGISTERED');
    expect(refusalOf(await confirm(token))).toBeNull();
  });
});

describe('an enterprise that corrects its name', () => {
  it('waits for review, its demands with it, and both come with the approval', async () => {
    const { id, creditCode } = await entered();
    const demand = await demanded(creditCode);
    const confirmed = valueOf(await confirm(await linked(id), { corrections: { name: '太原新名称厂' } }));
    expect([confirmed.organisation.state, confirmed.demands.map((one) => one.state)]).toEqual(['UNDER_REVIEW', ['CONFIRMED']]);
    expect((await house.outbox('OnBehalfConfirmed')).at(-1)?.notice?.code).toBe('NOTICE_ON_BEHALF_IN_REVIEW');
    await publishing.handle((await house.outbox('OnBehalfConfirmed')).slice(-1));
    expect(await house.rows('select id from demand_demand where owner_id = $1', [id])).toEqual([]);
    valueOf(await new ReviewRegistrations(house.deeds).run(house.request(bureau), [{ organisationId: id, items: [{ item: '名称', verdict: 'OK', reason: null }] }]));
    const events = (await house.outbox('RegistrationReviewed')).filter((event) => event.subjectId === id);
    await publishing.handle(events);
    await publishing.handle(events);
    expect(await house.rows('select title, published_at from demand_demand where owner_id = $1', [id])).toEqual([{ title: '破碎机更新', published_at: house.clock.now() }]);
    expect(await house.rows('select state, demand_id is not null as made from demand_on_behalf where id = $1', [demand])).toEqual([{ state: 'TAKEN_OVER', made: true }]);
  });
});

describe('an enterprise that a county entered', () => {
  it('is looked at from the next level on, since the county’s word is not the last', async () => {
    const { id } = valueOf(await enterprises.run(house.request(county), [written()]));
    const { token } = valueOf(await issuing.run(house.request(county), [{ organisationId: id, validDays: 14 }]));
    expect(valueOf(await confirm(token)).organisation.state).toBe('UNDER_REVIEW');
    // The county's bureau lies below a provincial one here: between the two there is nobody.
    expect(await house.rows(`select stage, at_id, state from organisation_review where organisation_id = $1`, [id])).toEqual([{ stage: 'PROVINCE', at_id: null, state: 'OPEN' }]);
  });
});
