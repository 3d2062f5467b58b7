import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer } from '../../../src/core/access/viewer.js';
import type { OrganisationId } from '../../../src/core/ids/ids.js';
import { adminResolvers } from '../../../src/organisation/admin.js';
import { EndSubstitutes, NameSubstitutes, organisationDeeds, organisationMessages } from '../../../src/organisation/index.js';
import { ServedRooms } from '../rooms/serve-rooms.js';
import { code, one, People, refusal, value } from './people.js';

const DAY_MS = 86_400_000;
let people: People;
let admin: ServedRooms;
let province: MemberViewer;
let city: MemberViewer;
let county: MemberViewer;
let neighbour: MemberViewer;
let naming: NameSubstitutes;
const tokens = new Map<string, string>();
beforeAll(async () => {
  people = await People.open();
  const department = async (name: string, regionCode: string, parentId: OrganisationId | null): Promise<MemberViewer> => {
    const { login } = await people.founded({ kind: 'DEPARTMENT', name, regionCode, parentId });
    const { token } = await people.open(login);
    const viewer = await people.viewerOf(token);
    tokens.set(viewer.organisationId, token);
    return viewer;
  };
  province = await department('省工信厅', '140000', null);
  city = await department('太原市工信局', '140100', province.organisationId);
  county = await department('小店区工信局', '140105', city.organisationId);
  neighbour = await department('迎泽区工信局', '140106', city.organisationId);
  naming = new NameSubstitutes(people.house.deeds, people.house.ids);
  admin = await ServedRooms.open(people.house, [...organisationDeeds, ...adminResolvers], [organisationMessages]);
}, 60_000);
afterAll(async () => {
  await admin.close();
  await people.house.close();
});

const ok = { item: '营业执照', verdict: 'OK', reason: null } as const;
const notOk = { item: '行政区划', verdict: 'NOT_OK', reason: '与营业执照住所不符' } as const;
const registered = async (regionCode = '140105'): Promise<OrganisationId> => value(one(await people.register.run(people.request(ANONYMOUS), [people.enterprise({ regionCode })]))).id;
const review = (organisationId: OrganisationId, viewer: MemberViewer, items: readonly (typeof ok | typeof notOk)[] = [ok]) => people.review.run(people.request(viewer), [{ organisationId, items }]);
const caseOf = async (id: OrganisationId) => (await people.house.rows<{ stage: string; at_id: string | null; due_on: string; state: string; steps: { stage: string }[] }>(
  `select stage, at_id, due_on::text, state, steps from organisation_review where organisation_id = $1 order by id desc limit 1`, [id]))[0];
interface Queued { readonly organisation: { readonly id: string }; readonly stage: string; readonly daysLeft: number; readonly overdue: boolean; readonly departments: string[]; readonly steps: object[] }
const queueOf = async (viewer: MemberViewer, below = false): Promise<Queued[]> => {
  const answer = await admin.ask(`query ($below: Boolean!) { registrationQueue(first: 100, below: $below) { nodes { stage decides daysLeft overdue departments organisation { id } steps { stage departmentId at verdicts { item verdict } } } } }`,
    { below }, tokens.get(viewer.organisationId) ?? null);
  return (answer.data?.['registrationQueue'] as { nodes: Queued[] }).nodes;
};
const sees = async (viewer: MemberViewer, id: OrganisationId, below = false): Promise<boolean> => (await queueOf(viewer, below)).some((one) => one.organisation.id === id);

describe('a registration climbs', () => {
  it('from the county over the city to the province, each with its own days, and is approved at the top', async () => {
    const id = await registered();
    expect(await caseOf(id)).toMatchObject({ stage: 'COUNTY', at_id: county.organisationId, due_on: '2026-11-26', state: 'OPEN' });
    expect(value(one(await review(id, county)))).toMatchObject({ state: 'UNDER_REVIEW' });
    people.house.clock.moveBy(DAY_MS);
    expect(await caseOf(id)).toMatchObject({ stage: 'CITY', at_id: city.organisationId, due_on: '2026-11-26', state: 'OPEN' });
    value(one(await review(id, city)));
    expect(await caseOf(id)).toMatchObject({ stage: 'PROVINCE', at_id: null, due_on: '2026-12-01', steps: [{ stage: 'COUNTY' }, { stage: 'CITY' }] });
    expect(value(one(await review(id, province)))).toMatchObject({ state: 'APPROVED' });
    people.house.clock.moveBy(-DAY_MS);
    const told = (await people.notices()).filter(([, recipients]) => [id, city.organisationId].some((one) => recipients.includes(one)));
    expect(told).toEqual([['NOTICE_REGISTRATION_PASSED_ON', [city.organisationId]], ['NOTICE_REGISTRATION_APPROVED', [id]]]);
    expect((await people.audited(id)).map(([, organisation]) => organisation)).toEqual([null, county.organisationId, city.organisationId, province.organisationId]);
  });

  it.each<[string, string, () => string | null, string]>([
    ['a county without a bureau: with its city', '140107', () => city.organisationId, 'CITY'],
    ['a city without one: with the province', '140200', () => null, 'PROVINCE'],
  ])('from where somebody is: %s', async (_what, region, at, stage) => {
    expect(await caseOf(await registered(region))).toMatchObject({ stage, at_id: at() });
  });

  it('is returned by any level, and begins anew when it comes back', async () => {
    const facts = people.enterprise();
    const { id } = value(one(await people.register.run(people.request(ANONYMOUS), [facts])));
    value(one(await review(id, county)));
    expect(value(one(await review(id, city, [ok, notOk])))).toMatchObject({ state: 'RETURNED' });
    value(one(await people.correct.run(people.request(await people.viewer(facts.owner.login)), [{ regionCode: '140106' }])));
    expect(await caseOf(id)).toMatchObject({ stage: 'COUNTY', at_id: neighbour.organisationId, steps: [] });
  });
});

describe('a case is handled', () => {
  it('by the department it lies with and those above it, not by its neighbour', async () => {
    const id = await registered();
    expect(refusal(one(await review(id, neighbour)))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'REVIEW_OF_ANOTHER_DEPARTMENT', params: { department: '小店区工信局' } });
    expect(await caseOf(id)).toMatchObject({ stage: 'COUNTY', state: 'OPEN', steps: [] });
    // From above: the city passes it on to the province, the province decides at once.
    value(one(await review(id, city)));
    expect(await caseOf(id)).toMatchObject({ stage: 'PROVINCE', steps: [{ stage: 'CITY' }] });
    const other = await registered();
    expect(value(one(await review(other, province)))).toMatchObject({ state: 'APPROVED' });
  });

  it('by a substitute on the days it was named for, until that is ended', async () => {
    const id = await registered();
    const name = (changes: object = {}, viewer = county) => naming.run(people.request(viewer), [{ substituteId: neighbour.organisationId, fromDay: '2026-11-24', toDay: '2026-11-25', ...changes }]);
    const named = value(one(await name()));
    expect(await sees(neighbour, id)).toBe(false);
    expect(code(await review(id, neighbour))).toBe('REVIEW_OF_ANOTHER_DEPARTMENT');
    people.house.clock.moveBy(DAY_MS);
    const { token } = await people.open((await people.house.rows<{ login: string }>('select login from organisation_account where id = $1', [neighbour.accountId]))[0]?.login ?? '');
    tokens.set(neighbour.organisationId, token);
    expect(await sees(neighbour, id)).toBe(true);
    value(one(await review(id, neighbour)));
    expect(await caseOf(id)).toMatchObject({ stage: 'CITY', steps: [{ stage: 'COUNTY' }] });
    const later = await registered();
    const ending = new EndSubstitutes(people.house.deeds);
    expect(code(await ending.run(people.request(neighbour), [named.id]))).toBe('NOT_FOUND');
    value(one(await ending.run(people.request(county), [named.id])));
    expect(code(await review(later, neighbour))).toBe('REVIEW_OF_ANOTHER_DEPARTMENT');
    people.house.clock.moveBy(-DAY_MS);
  });

  it.each<[string, object, string]>([
    ['oneself', { substituteId: 'SELF' }, 'SUBSTITUTE_IS_ONESELF'],
    ['an enterprise', { substituteId: 'ENTERPRISE' }, 'NOT_FOUND'],
    ['for days that have passed', { fromDay: '2026-11-01', toDay: '2026-11-22' }, 'SUBSTITUTE_DAYS_WRONG'],
    ['for days in the wrong order', { fromDay: '2026-11-30', toDay: '2026-11-29' }, 'SUBSTITUTE_DAYS_WRONG'],
    ['for good', { fromDay: '2026-11-23', toDay: '2027-11-23' }, 'SUBSTITUTE_DAYS_WRONG'],
  ])('never by a substitute that is %s', async (_what, changes, refused) => {
    const ids: Readonly<Record<string, OrganisationId>> = { SELF: county.organisationId, ENTERPRISE: (await people.founded()).organisation.id };
    const input = { substituteId: neighbour.organisationId, fromDay: '2026-11-24', toDay: '2026-11-25', ...changes };
    expect(code(await naming.run(people.request(county), [{ ...input, substituteId: ids[input.substituteId] ?? input.substituteId }]))).toBe(refused);
  });
});

describe('the queue of a department', () => {
  it('shows its own cases with the days left, and those below when asked', async () => {
    const id = await registered();
    expect([await sees(county, id), await sees(city, id), await sees(province, id), await sees(neighbour, id)]).toEqual([true, false, false, false]);
    expect([await sees(city, id, true), await sees(province, id, true), await sees(neighbour, id, true)]).toEqual([true, true, false]);
    expect((await queueOf(county)).find((one) => one.organisation.id === id)).toMatchObject({ stage: 'COUNTY', decides: 'PROVINCE', daysLeft: 3, overdue: false, departments: ['小店区工信局'], steps: [] });
    value(one(await review(id, county)));
    expect((await queueOf(city)).find((one) => one.organisation.id === id)).toMatchObject({ steps: [{ stage: 'COUNTY', departmentId: county.organisationId, verdicts: [{ item: '营业执照', verdict: 'OK' }] }] });
    // Due on Thursday: on the Tuesday after, three working days late.
    people.house.clock.moveBy(8 * DAY_MS);
    const { token } = await people.open((await people.house.rows<{ login: string }>('select login from organisation_account where id = $1', [city.accountId]))[0]?.login ?? '');
    tokens.set(city.organisationId, token);
    expect((await queueOf(city)).find((one) => one.organisation.id === id)).toMatchObject({ daysLeft: -3, overdue: true });
    people.house.clock.moveBy(-8 * DAY_MS);
  });

  it('names its substitutes over the API', async () => {
    const token = (await people.open((await people.house.rows<{ login: string }>('select login from organisation_account where id = $1', [county.accountId]))[0]?.login ?? '')).token;
    const named = await admin.perform<{ id: string }>('nameSubstitute', { substituteId: city.organisationId, fromDay: '2026-11-23', toDay: '2026-11-30' }, 'SubstituteNamed { id }', token);
    const { data } = await admin.ask('{ substitutes { id department { name } substitute { name } fromDay toDay } }', {}, token);
    expect(data).toEqual({ substitutes: [{ id: named.id, department: { name: '小店区工信局' }, substitute: { name: '太原市工信局' }, fromDay: '2026-11-23', toDay: '2026-11-30' }] });
    expect(await admin.perform('endSubstitute', { substituteId: named.id }, 'SubstituteEnded { id }', token)).toMatchObject({ id: named.id });
    expect((await admin.ask('{ substitutes { id } }', {}, token)).data).toEqual({ substitutes: [] });
  });
});
