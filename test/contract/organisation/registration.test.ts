import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer } from '../../../src/core/access/viewer.js';
import type { OrganisationId } from '../../../src/core/ids/ids.js';
import { pageOfOrganisations, visibleOrganisations } from '../../../src/organisation/organisation.store.js';
import { pageOfRegistrationQueue, registrationReviewsOf } from '../../../src/organisation/review.store.js';
import { code, creditCode, one, People, refusal, value } from './people.js';

let people: People;
let officer: MemberViewer;
let colleague: MemberViewer;
beforeAll(async () => {
  people = await People.open();
  const department = await people.founded({ kind: 'DEPARTMENT', name: '省工信厅' });
  officer = await people.viewer(department.login);
  const added = value(one(await people.addMembers.run(people.request(officer), [
    { organisationId: officer.organisationId, login: 'colleague', displayName: '李雷', password: 'another long one', roles: ['REVIEWER'] },
  ])));
  colleague = { ...officer, memberId: added.id, accountId: added.accountId };
}, 60_000);
afterAll(() => people.house.close());

const ok = { item: '营业执照', verdict: 'OK', reason: null } as const;
const notOk = { item: '行政区划', verdict: 'NOT_OK', reason: '与营业执照住所不符' } as const;
const registered = async (changes: Parameters<People['enterprise']>[0] = {}): Promise<{ id: OrganisationId; login: string }> => {
  const facts = people.enterprise(changes);
  const { id } = value(one(await people.register.run(people.request(ANONYMOUS), [facts])));
  return { id, login: facts.owner.login };
};
const decide = (organisationId: OrganisationId, items: readonly (typeof ok | typeof notOk)[], viewer = officer) =>
  people.review.run(people.request(viewer), [{ organisationId, items }]);

describe('an enterprise that registers itself', () => {
  it('waits for a department, with its owner, its case and nothing more', async () => {
    const { id, login } = await registered({ name: ' 太原重型机械厂 ' });
    const owner = await people.viewer(login);
    expect(owner).toMatchObject({ kind: 'ENTERPRISE', organisationId: id, branch: id, roles: ['OWNER'], approved: false });
    const [seen] = await people.house.read(owner, (tx) => visibleOrganisations(tx, owner, [id]));
    expect(seen).toMatchObject({ name: '太原重型机械厂', state: 'UNDER_REVIEW', region: { code: '140105', zh: '山西省太原市' }, approvedAt: null, parentId: null });
    const queue = await people.house.read(officer, (tx) => pageOfRegistrationQueue(tx, officer, 100, null));
    expect(queue.filter((one) => one.organisationId === id)).toMatchObject([{ state: 'OPEN', dueOn: '2026-11-30', organisation: { id, name: '太原重型机械厂' } }]);
    expect((await people.house.outbox('EnterpriseRegistered')).filter((event) => event.subjectId === id)).toHaveLength(1);
    expect(await people.audited(id)).toEqual([['registerEnterprise', null]]);
  });

  it('is hidden from everybody else until it is approved, and then shows its card', async () => {
    const { id } = await registered({ businessPhone: '0351-1234567' });
    const stranger = await people.viewer((await people.founded()).login);
    const seenBy = (viewer: MemberViewer | typeof ANONYMOUS) => people.house.read(viewer, (tx) => visibleOrganisations(tx, viewer, [id]));
    expect([await seenBy(stranger), await seenBy(ANONYMOUS)]).toEqual([[], []]);
    value(one(await decide(id, [ok])));
    for (const viewer of [stranger, ANONYMOUS]) expect(await seenBy(viewer)).toMatchObject([{ id, creditCode: null, businessPhone: null, state: 'APPROVED' }]);
    expect(await seenBy(officer)).toMatchObject([{ businessPhone: '0351-1234567' }]);
  });

  it.each([
    [{ creditCode: '91350100M000100Y44' }, 'CREDIT_CODE_WRONG', 'creditCode'],
    [{ regionCode: '990000' }, 'REGION_CODE_WRONG', 'regionCode'],
    [{ name: ' ' }, 'ORGANISATION_NAME_LENGTH', 'name'],
    [{ owner: { login: 'a b', displayName: '王', password: 'long enough' } }, 'LOGIN_MALFORMED', 'owner.login'],
    [{ owner: { login: 'weak-one', displayName: '王', password: 'short' } }, 'PASSWORD_LENGTH', 'owner.password'],
  ])('is refused with %j: %s, and nothing is written', async (changes, refused, field) => {
    const before = await Promise.all((['organisation', 'organisation_account', 'organisation_review', 'platform_outbox', 'platform_audit'] as const).map((table) => people.count(table)));
    const outcome = one(await people.register.run(people.request(ANONYMOUS), [people.enterprise(changes)]));
    expect(refusal(outcome)).toMatchObject({ kind: 'INPUT', code: refused, field });
    expect(await Promise.all((['organisation', 'organisation_account', 'organisation_review', 'platform_outbox', 'platform_audit'] as const).map((table) => people.count(table)))).toEqual(before);
  });

  it('is refused a credit code or a login that another has, also one that nobody else may see yet', async () => {
    const facts = people.enterprise();
    await people.register.run(people.request(ANONYMOUS), [facts]);
    expect(code(await people.register.run(people.request(ANONYMOUS), [people.enterprise({ creditCode: facts.creditCode })]))).toBe('CREDIT_CODE_TAKEN');
    const login = { ...facts.owner, login: ` ${facts.owner.login.toUpperCase()} ` };
    const before = await people.count('organisation');
    expect(refusal(one(await people.register.run(people.request(ANONYMOUS), [people.enterprise({ owner: login })])))).toMatchObject({ code: 'LOGIN_TAKEN', field: 'owner.login' });
    expect(await people.count('organisation')).toBe(before);
  });

  it('is one enterprise when two requests with one credit code come at once', async () => {
    const facts = people.enterprise();
    const other = { ...facts, owner: { ...facts.owner, login: `${facts.owner.login}-b` } };
    const outcomes = await Promise.all([facts, other].map(async (one) => code(await people.register.run(people.request(ANONYMOUS), [one]))));
    expect(outcomes.sort()).toEqual(['CREDIT_CODE_TAKEN', null]);
  });

  it('answers a repeat with the same key, and takes another enterprise’s same key for its own', async () => {
    const [first, second] = [people.enterprise(), people.enterprise()];
    const keyed = { ...people.request(ANONYMOUS), idempotencyKey: '1' };
    const { id } = value(one(await people.register.run(keyed, [first])));
    expect(value(one(await people.register.run(keyed, [first]))).id).toBe(id);
    expect(code(await people.register.run(keyed, [second]))).toBeNull();
    expect(code(await people.register.run(keyed, [{ ...first, name: '换了名称' }]))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is one of 30 in an hour from one address', async () => {
    const address = '203.0.113.7';
    const taken = people.enterprise();
    await people.register.run(people.request(ANONYMOUS), [taken]);
    for (let n = 0; n < 30; n++) expect(code(await people.register.run(people.request(ANONYMOUS), [people.enterprise({ creditCode: 'WRONG' })], address))).toBe('CREDIT_CODE_WRONG');
    for (let n = 0; n < 30; n++) expect(code(await people.register.run(people.request(ANONYMOUS), [people.enterprise({ creditCode: taken.creditCode })], address))).toBe('CREDIT_CODE_TAKEN');
    const late = one(await people.register.run(people.request(ANONYMOUS), [people.enterprise()], address));
    expect(refusal(late)).toMatchObject({ kind: 'STATE', code: 'REGISTRATION_TOO_OFTEN', params: { seconds: 3_600 } });
    expect(code(await people.register.run(people.request(ANONYMOUS), [people.enterprise()], '203.0.113.8'))).toBeNull();
  }, 60_000);
});

describe('a registration under review', () => {
  it('comes back with reasons, is corrected where it was wrong, and is approved', async () => {
    const { id, login } = await registered();
    const owner = await people.viewer(login);
    const returned = value(one(await decide(id, [ok, notOk])));
    expect(returned).toMatchObject({ state: 'RETURNED', stateReason: '行政区划：与营业执照住所不符' });
    const corrected = value(one(await people.correct.run(people.request(owner), [{ regionCode: '140108' }])));
    expect(corrected).toMatchObject({ id, state: 'UNDER_REVIEW', stateReason: null, regionCode: '140108', industryCode: 'C3511', trades: ['MAKER'] });
    value(one(await decide(id, [ok, { ...notOk, verdict: 'OK', reason: null } as never])));
    expect(await people.viewer(login)).toMatchObject({ approved: true });
    const reviews = await people.house.read(owner, (tx) => registrationReviewsOf(tx, id, 20));
    expect(reviews.map((review) => [review.state, review.verdicts.length, review.decidedBy])).toEqual([['APPROVED', 2, officer.memberId], ['RETURNED', 2, officer.memberId]]);
    expect((await people.notices()).filter(([, recipients]) => recipients.includes(id)).map(([notice]) => notice)).toEqual(['NOTICE_REGISTRATION_RETURNED', 'NOTICE_REGISTRATION_APPROVED']);
    expect(await people.audited(id)).toEqual([
      ['registerEnterprise', null], ['reviewRegistrations', officer.organisationId], ['correctRegistration', id], ['reviewRegistrations', officer.organisationId],
    ]);
  });

  it('is corrected only when it was returned, only with what may be registered, and never with another’s credit code', async () => {
    const hidden = people.enterprise();
    await people.register.run(people.request(ANONYMOUS), [hidden]);
    const { id, login } = await registered();
    const owner = await people.viewer(login);
    const correct = async (correction: Parameters<People['correct']['run']>[1][number]) => code(await people.correct.run(people.request(owner), [correction]));
    expect(await correct({ name: '新名称' })).toBe('REGISTRATION_NOT_RETURNED');
    value(one(await decide(id, [notOk])));
    expect(await correct({ regionCode: '160000' })).toBe('REGION_CODE_WRONG');
    // The other enterprise is under review: its row is hidden from this one, its code is taken all the same.
    expect(await correct({ creditCode: hidden.creditCode })).toBe('CREDIT_CODE_TAKEN');
    expect(await people.house.rows('select state from organisation where id = $1', [id])).toEqual([{ state: 'RETURNED' }]);
    expect(await correct({})).toBeNull();
    expect(await correct({})).toBe('REGISTRATION_NOT_RETURNED');
    expect(code(await people.correct.run(people.request(ANONYMOUS), [{}]))).toBe('NOT_FOUND');
  });

  it('is decided once when two officers decide at once', async () => {
    const { id } = await registered();
    const verdicts = await Promise.all([decide(id, [ok]), decide(id, [notOk], colleague)]);
    expect(verdicts.map(code).sort()).toEqual(['REVIEW_NOT_OPEN', null]);
    const [row] = await people.house.rows<{ state: string; open: string }>(
      `select o.state, (select count(*) from organisation_review r where r.organisation_id = o.id and r.state = 'OPEN') as open from organisation o where id = $1`, [id]);
    expect(row?.open).toBe('0');
    expect((await people.notices()).filter(([, recipients]) => recipients.includes(id))).toHaveLength(1);
  });

  it('is refused verdicts that the applicant could not act on', async () => {
    const { id, login } = await registered();
    expect(code(await decide(id, []))).toBe('VERDICTS_MISSING');
    expect(refusal(one(await decide(id, [ok, { ...notOk, reason: ' ' } as never])))).toMatchObject({ code: 'REASON_MISSING', field: 'items.1.reason' });
    expect(refusal(one(await decide(id, [ok, ok])))).toMatchObject({ code: 'VERDICT_REPEATED', field: 'items.1.item' });
    expect(code(await decide(officer.organisationId, [ok]))).toBe('REVIEW_NOT_OPEN');
    expect(code(await decide('org_00000000000000000000000000' as OrganisationId, [ok]))).toBe('NOT_FOUND');
    expect(code(await decide(id, [ok], await people.viewer(login)))).toBe('REVIEW_NOT_OPEN');
    expect(await people.house.rows('select state from organisation where id = $1', [id])).toEqual([{ state: 'UNDER_REVIEW' }]);
  });

  it('stands in the queue by due date, page by page', async () => {
    people.house.clock.moveBy(86_400_000);
    const later = await registered();
    people.house.clock.moveBy(-86_400_000);
    const all = await people.house.read(officer, (tx) => pageOfRegistrationQueue(tx, officer, 1_000, null));
    expect(all.map((one) => one.dueOn)).toEqual(all.map((one) => one.dueOn).sort());
    expect(all.at(-1)?.organisationId).toBe(later.id);
    const first = all.slice(0, 2);
    const rest = await people.house.read(officer, (tx) => pageOfRegistrationQueue(tx, officer, 1_000, [String(first[1]?.dueOn), String(first[1]?.id)]));
    expect([...first, ...rest].map((one) => one.id)).toEqual(all.map((one) => one.id));
    const enterprise = await people.viewer(later.login);
    expect((await people.house.read(enterprise, (tx) => pageOfRegistrationQueue(tx, enterprise, 100, null))).map((one) => one.organisationId)).toEqual([later.id]);
  });
});

describe('a suspended enterprise', () => {
  it('signs in and reads why, is seen by nobody else, and is approved again when reinstated', async () => {
    const { organisation, login } = await people.founded();
    const stranger = await people.viewer((await people.founded()).login);
    const owner = await people.viewer(login);
    expect(owner.approved).toBe(true);
    value(one(await people.suspend.run(people.request(officer), [{ organisationId: organisation.id, reason: '多次虚假报价' }])));
    expect(await people.viewer(login)).toMatchObject({ approved: false });
    const seenBy = (viewer: MemberViewer) => people.house.read(viewer, (tx) => visibleOrganisations(tx, viewer, [organisation.id]));
    expect(await seenBy(owner)).toMatchObject([{ state: 'SUSPENDED', stateReason: '多次虚假报价' }]);
    expect(await seenBy(stranger)).toEqual([]);
    expect(code(await people.suspend.run(people.request(officer), [{ organisationId: organisation.id, reason: '再次' }]))).toBe('ORGANISATION_NOT_APPROVED');
    const reinstated = value(one(await people.reinstate.run(people.request(officer), [organisation.id])));
    expect(reinstated).toMatchObject({ state: 'APPROVED', stateReason: null, approvedAt: organisation.approvedAt });
    expect(await people.viewer(login)).toMatchObject({ approved: true });
    expect((await people.house.outbox()).filter((event) => event.subjectId === organisation.id).map((event) => event.type)).toEqual(['EnterpriseRegistered', 'OrganisationSuspended', 'OrganisationReinstated']);
    expect((await people.notices()).filter(([, recipients]) => recipients.includes(organisation.id)).map(([notice]) => notice)).toEqual(['NOTICE_ORGANISATION_SUSPENDED', 'NOTICE_ORGANISATION_REINSTATED']);
  });

  it('is suspended by a department only, and no department is', async () => {
    const { organisation, login } = await people.founded();
    const owner = await people.viewer(login);
    expect(code(await people.suspend.run(people.request(owner), [{ organisationId: organisation.id, reason: '自己' }]))).toBe('NOT_FOUND');
    expect(code(await people.reinstate.run(people.request(owner), [organisation.id]))).toBe('NOT_FOUND');
    expect(code(await people.suspend.run(people.request(officer), [{ organisationId: officer.organisationId, reason: '自己' }]))).toBe('DEPARTMENT_NOT_SUSPENDED');
    expect(code(await people.suspend.run(people.request(officer), [{ organisationId: organisation.id, reason: ' ' }]))).toBe('REASON_MISSING');
    expect(code(await people.reinstate.run(people.request(officer), [organisation.id]))).toBe('ORGANISATION_NOT_SUSPENDED');
  });
});

describe('the department’s list', () => {
  it('filters by kind, state and words, and pages by the order of registration', async () => {
    const bank = await people.founded({ kind: 'BANK', name: '晋商银行(%_)测试支行' });
    const list = (filter: Partial<Parameters<typeof pageOfOrganisations>[2]>, limit = 100, after: string | null = null) =>
      people.house.read(officer, (tx) => pageOfOrganisations(tx, officer, { kind: null, state: null, query: null, ...filter }, limit, after));
    expect((await list({ kind: 'BANK' })).map((row) => row.id)).toEqual([bank.id]);
    expect((await list({ query: '(%_)' })).map((row) => row.id)).toEqual([bank.id]);
    expect((await list({ query: creditCode(1_000_000) }))).toEqual([]);
    const [some] = await list({ kind: 'ENTERPRISE' });
    expect((await list({ query: String(some?.creditCode).toLowerCase() })).map((row) => row.id)).toEqual([some?.id]);
    expect((await list({ state: 'RETURNED' })).every((row) => row.state === 'RETURNED')).toBe(true);
    const all = await list({});
    const [first] = await list({}, 1);
    expect([first, ...await list({}, 100, String(first?.id))].map((row) => row?.id)).toEqual(all.map((row) => row.id));
  });
});
