import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '../../../src/core/access/viewer.js';
import { adminResolvers } from '../../../src/organisation/admin.js';
import { organisationDeeds, organisationMessages } from '../../../src/organisation/index.js';
import { AuditChain } from '../../../src/platform/audit/audit-chain.js';
import { ServedRooms } from '../rooms/serve-rooms.js';
import { one, PASSWORD, People, value } from './people.js';

let people: People;
let admin: ServedRooms;
let officer: string;
let departmentId: string;
beforeAll(async () => {
  people = await People.open();
  admin = await ServedRooms.open(people.house, [...organisationDeeds, ...adminResolvers], [organisationMessages]);
  const department = await people.founded({ kind: 'DEPARTMENT', name: '省工信厅' });
  departmentId = department.id;
  const signedIn = await admin.perform<{ session: { token: string } }>('signIn', { login: department.login, password: PASSWORD }, 'SignedIn { session { token } viewer { organisation { kind } } }');
  officer = signedIn.session.token;
}, 60_000);
afterAll(async () => {
  await admin.close();
  await people.house.close();
});

const registered = async (name: string): Promise<string> => value(one(await people.register.run(people.request(ANONYMOUS), [people.enterprise({ name })]))).id;
const REVIEWED = 'RegistrationReviewed { organisation { id state stateReason creditCode } }';

describe('the registration queue', () => {
  const QUEUE = 'query ($first: Int! = 20, $after: String) { registrationQueue(first: $first, after: $after) { nodes { id dueOn overdue state departments organisation { id name creditCode } } pageInfo { hasNextPage endCursor } } }';
  interface Queue { readonly nodes: { readonly organisation: { readonly id: string; readonly name: string }; readonly overdue: boolean }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } }
  const queue = async (variables: object = {}): Promise<Queue> => (await admin.ask(QUEUE, { ...variables }, officer)).data?.['registrationQueue'] as Queue;

  it('shows who waits, page by page, and says what is overdue', async () => {
    for (const name of ['甲厂', '乙厂', '丙厂']) await registered(name);
    const first = await queue({ first: 2 });
    expect(first).toMatchObject({
      nodes: [{ dueOn: '2026-11-30', overdue: false, state: 'OPEN', departments: ['省工信厅'], organisation: { name: '甲厂', creditCode: expect.any(String) } }, {}], pageInfo: { hasNextPage: true },
    });
    const second = await queue({ first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map((node) => node.organisation.name)).toEqual(['甲厂', '乙厂', '丙厂']);
    people.house.clock.moveBy(8 * 86_400_000);
    const { token } = await people.open((await people.founded({ kind: 'DEPARTMENT' })).login);
    expect((await admin.ask('{ registrationQueue { nodes { overdue } } }', {}, token)).data).toEqual({ registrationQueue: { nodes: [{ overdue: true }, { overdue: true }, { overdue: true }] } });
    people.house.clock.moveBy(-8 * 86_400_000);
  });

  it('loses what is decided', async () => {
    const id = await registered('丁厂');
    expect(await admin.perform('reviewRegistration', { organisationId: id, items: [{ item: '营业执照', verdict: 'NOT_OK', reason: '照片不清' }] }, REVIEWED, officer))
      .toMatchObject({ organisation: { id, state: 'RETURNED', stateReason: '营业执照：照片不清', creditCode: expect.any(String) } });
    expect((await queue({ first: 100 })).nodes.map((node) => node.organisation.id)).not.toContain(id);
    expect(await admin.perform('reviewRegistration', { organisationId: id, items: [{ item: '营业执照', verdict: 'OK' }] }, REVIEWED, officer)).toMatchObject({ __typename: 'StateRefusal', code: 'REVIEW_NOT_OPEN' });
  });

  it('refuses verdicts by their field', async () => {
    const id = await registered('戊厂');
    const review = (items: object[]) => admin.perform('reviewRegistration', { organisationId: id, items }, REVIEWED, officer);
    expect(await review([])).toMatchObject({ code: 'VERDICTS_MISSING', field: 'items' });
    expect(await review([{ item: '', verdict: 'OK' }])).toMatchObject({ code: 'TEXT_LENGTH', field: 'items.0.item' });
    expect(await review([{ item: '执照', verdict: 'NOT_OK' }])).toMatchObject({ code: 'REASON_MISSING', field: 'items.0.reason' });
    expect(await review(Array.from({ length: 51 }, (_, n) => ({ item: String(n), verdict: 'OK' })))).toMatchObject({ code: 'LIST_LENGTH', field: 'items' });
  });
});

describe('organisations', () => {
  it('are suspended with a reason and reinstated', async () => {
    const { id } = await people.founded({ name: '己厂' });
    const suspended = await admin.perform('suspendOrganisation', { organisationId: id, reason: '虚假报价' }, 'OrganisationSuspended { organisation { state stateReason } }', officer);
    expect(suspended).toMatchObject({ organisation: { state: 'SUSPENDED', stateReason: '虚假报价' } });
    const { data } = await admin.ask('{ organisations(kind: ENTERPRISE, state: SUSPENDED) { nodes { id name } } }', {}, officer);
    expect(data).toEqual({ organisations: { nodes: [{ id, name: '己厂' }] } });
    expect(await admin.perform('reinstateOrganisation', { organisationId: id }, 'OrganisationReinstated { organisation { state stateReason } }', officer)).toMatchObject({ organisation: { state: 'APPROVED', stateReason: null } });
    const found = await admin.ask('query ($query: String) { organisations(query: $query) { nodes { id } } }', { query: '己' }, officer);
    expect(found.data).toEqual({ organisations: { nodes: [{ id }] } });
  });
});

describe('the audit trail', () => {
  it('says who did what to one thing, newest first, page by page', async () => {
    const id = await registered('庚厂');
    await admin.perform('reviewRegistration', { organisationId: id, items: [{ item: '营业执照', verdict: 'OK' }] }, REVIEWED, officer);
    const TRAIL = 'query ($subjectId: ID, $organisationId: ID, $first: Int! = 20, $after: String) { auditTrail(subjectId: $subjectId, organisationId: $organisationId, first: $first, after: $after) { nodes { deed subjectId organisationId memberId because traceId position } pageInfo { endCursor } } }';
    interface Trail { readonly nodes: { readonly deed: string; readonly organisationId: string | null }[]; readonly pageInfo: { readonly endCursor: string } }
    const trail = async (variables: Record<string, unknown>): Promise<Trail> => (await admin.ask(TRAIL, variables, officer)).data?.['auditTrail'] as Trail;
    expect((await trail({ subjectId: id })).nodes).toMatchObject([
      { deed: 'reviewRegistrations', organisationId: departmentId, memberId: expect.stringMatching(/^mbr_/), position: null },
      { deed: 'registerEnterprise', organisationId: null, memberId: null, because: 'self-registration of an enterprise' },
    ]);
    const first = await trail({ subjectId: id, first: 1 });
    expect((await trail({ subjectId: id, first: 1, after: first.pageInfo.endCursor })).nodes).toMatchObject([{ deed: 'registerEnterprise' }]);
    const own = await trail({ organisationId: departmentId, first: 100 });
    expect(own.nodes.every((node) => node.organisationId === departmentId)).toBe(true);
    expect(own.nodes.map((node) => node.deed)).toContain('signIn');
  });
});

describe('the audit trail is searched', () => {
  const TRAIL = 'query ($deed: String, $memberId: ID, $from: Date, $to: Date, $organisationId: ID) { auditTrail(deed: $deed, memberId: $memberId, from: $from, to: $to, organisationId: $organisationId, first: 100) { nodes { deed memberId at } } }';
  interface Found { readonly deed: string; readonly memberId: string | null; readonly at: string }
  const search = async (variables: Record<string, unknown>): Promise<Found[]> => ((await admin.ask(TRAIL, variables, officer)).data?.['auditTrail'] as { nodes: Found[] }).nodes;

  it('by deed, by member, and by days in Shanghai, together with the rest', async () => {
    await registered('壬厂');
    const registrations = await search({ deed: 'registerEnterprise' });
    expect(registrations.length).toBeGreaterThan(0);
    expect(registrations.every(({ deed }) => deed === 'registerEnterprise')).toBe(true);
    const [reviewed] = await search({ deed: 'reviewRegistrations' });
    const byMember = await search({ memberId: reviewed?.memberId });
    expect(byMember.length).toBeGreaterThan(1);
    expect(byMember.every(({ memberId }) => memberId === reviewed?.memberId)).toBe(true);
    expect(await search({ deed: 'registerEnterprise', from: '2026-11-23', to: '2026-11-23' })).toEqual(registrations);
    expect(await search({ from: '2026-12-31' })).toEqual([]);
    expect(await search({ to: '2026-11-22' })).toEqual([]);
    expect(await search({ deed: 'registerEnterprise', organisationId: departmentId })).toEqual([]);
  });

  it('and refuses days in the wrong order, and text that is no deed', async () => {
    expect((await admin.ask(TRAIL, { from: '2026-11-24', to: '2026-11-23' }, officer)).codes).toEqual(['AUDIT_PERIOD_WRONG']);
    expect((await admin.ask(TRAIL, { deed: "x' or 1" }, officer)).codes).toEqual(['TEXT_MALFORMED']);
  });
});

describe('the audit chain', () => {
  const VERIFY = 'query ($from: String! = "1", $to: String) { verifyAudit(from: $from, to: $to) { from to head { position hash } broken { position reason entryId } nextFrom unchained } }';

  it('is verified from one place to another, and its break is named', async () => {
    const chain = new AuditChain(people.house.superuserUrl, { pauseMs: 1_000, onError: (error) => { throw error as Error; } });
    // A transaction of any database of the server, of another test as well, holds the chain up while it runs.
    for (let left = 1; left > 0;) {
      await chain.once();
      left = (await people.house.rows('select from platform_audit where position is null')).length;
    }
    await chain.stop();
    const whole = (await admin.ask(VERIFY, {}, officer)).data?.['verifyAudit'] as { to: string };
    expect(whole).toMatchObject({ from: '1', to: expect.stringMatching(/^[1-9]\d*$/), head: { position: whole.to, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }, broken: null, nextFrom: null, unchained: 0 });
    const [{ id } = { id: '' }] = await people.house.rows<{ id: string }>('select id from platform_audit where position = 2');
    await people.house.rows(`do $$ begin set local session_replication_role = replica; update platform_audit set because = 'other' where position = 2; end $$`);
    expect((await admin.ask(VERIFY, { to: '2' }, officer)).data).toMatchObject({ verifyAudit: { to: '2', broken: { position: '2', reason: 'CHANGED', entryId: id } } });
    expect((await admin.ask(VERIFY, { from: '3' }, officer)).data).toMatchObject({ verifyAudit: { broken: null } });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ from: '3', to: '2' }, 'AUDIT_RANGE_WRONG'], [{ from: '0' }, 'TEXT_MALFORMED'], [{ from: '-1' }, 'TEXT_MALFORMED'], [{ from: '1e3' }, 'TEXT_MALFORMED'], [{ to: '9999999999999999999' }, 'TEXT_MALFORMED'],
  ])('refuses %j', async (variables, code) => {
    expect((await admin.ask(VERIFY, variables, officer)).codes).toEqual([code]);
  });
});

describe('the door', () => {
  it.each([
    '{ registrationQueue { nodes { id } } }', '{ organisations { nodes { id } } }', '{ auditTrail { nodes { id } } }', '{ verifyAudit { to } }',
  ])('keeps an enterprise out of %s', async (query) => {
    const { token } = await people.open((await people.founded()).login);
    expect((await admin.ask(query, {}, token)).codes).toEqual(['WRONG_KIND']);
    expect((await admin.ask(query)).codes).toEqual(['SIGN_IN_REQUIRED']);
  });

  it('keeps a member without the role from deciding', async () => {
    const { login } = await people.founded({ kind: 'DEPARTMENT', owner: { login: 'auditor', displayName: '审计', password: PASSWORD, roles: ['AUDITOR'] } });
    const { token } = await people.open(login);
    const id = await registered('辛厂');
    expect(await admin.perform('reviewRegistration', { organisationId: id, items: [{ item: '执照', verdict: 'OK' }] }, REVIEWED, token)).toMatchObject({ __typename: 'NotAllowedRefusal', code: 'ROLE_MISSING' });
    expect(await people.house.rows('select state from organisation where id = $1', [id])).toEqual([{ state: 'UNDER_REVIEW' }]);
  });
});

it('logged no fault', () => {
  expect(admin.logged).toEqual([]);
});
