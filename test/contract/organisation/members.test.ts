import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '../../../src/core/access/viewer.js';
import type { AccountId, OrganisationId } from '../../../src/core/ids/ids.js';
import type { MemberToAdd } from '../../../src/organisation/add-members.js';
import { organisationMessages } from '../../../src/organisation/messages.js';
import { pageOfMembers } from '../../../src/organisation/organisation.store.js';
import type { OrganisationToFound } from '../../../src/organisation/found-organisation.js';
import { messageFaults } from '../../../src/platform/messages/messages.js';
import { SYSTEM } from '../rooms/house.js';
import { code, creditCode, one, PASSWORD, People, refusal, value } from './people.js';

let people: People;
beforeAll(async () => {
  people = await People.open();
}, 60_000);
afterAll(() => people.house.close());

const person = (organisationId: OrganisationId, changes: Partial<MemberToAdd> = {}): MemberToAdd =>
  ({ organisationId, login: 'zhao.min', displayName: '赵敏', password: PASSWORD, roles: ['CATALOGUE'], ...changes });

describe('adding members', () => {
  it('gives people accounts that sign in with their roles', async () => {
    const { id, login } = await people.founded();
    const owner = await people.viewer(login);
    const added = value(one(await people.addMembers.run(people.request(owner), [person(id, { login: ' Qian.Duo ', roles: ['CATALOGUE', 'PURCHASING'] })])));
    expect(added.login).toBe('qian.duo');
    expect(await people.viewer('qian.duo')).toMatchObject({ organisationId: id, memberId: added.id, roles: ['CATALOGUE', 'PURCHASING'] });
    const members = await people.house.read(owner, (tx) => pageOfMembers(tx, id, 10, null));
    expect(members.map((member) => [member.login, member.displayName])).toEqual([[login, expect.any(String)], ['qian.duo', '赵敏']]);
    expect(await people.house.read(owner, (tx) => pageOfMembers(tx, id, 10, members[0]?.id ?? null))).toHaveLength(1);
    expect(await people.audited(added.id)).toEqual([['addMembers', id]]);
  });

  it.each<[Partial<MemberToAdd>, string, string]>([
    [{ login: 'x' }, 'LOGIN_MALFORMED', 'login'],
    [{ displayName: ' ' }, 'DISPLAY_NAME_LENGTH', 'displayName'],
    [{ password: '1234567' }, 'PASSWORD_LENGTH', 'password'],
    [{ password: 'zhao.min' }, 'PASSWORD_TOO_PLAIN', 'password'],
    [{ roles: [] }, 'ROLES_MISSING', 'roles'],
    [{ roles: ['REVIEWER'] }, 'ROLE_NOT_FOR_KIND', 'roles'],
  ])('refuses %j: %s', async (changes, refused, field) => {
    const { id, login } = await people.founded();
    const before = await people.count('organisation_account');
    const outcome = one(await people.addMembers.run(people.request(await people.viewer(login)), [person(id, changes)]));
    expect(refusal(outcome)).toMatchObject({ kind: 'INPUT', code: refused, field });
    expect(await people.count('organisation_account')).toBe(before);
  });

  it('keeps the three administrators of a department apart', async () => {
    const { id, login } = await people.founded({ kind: 'DEPARTMENT' });
    const owner = await people.viewer(login);
    expect(code(await people.addMembers.run(people.request(owner), [person(id, { roles: ['SYSTEM_ADMIN', 'AUDIT_ADMIN'] })]))).toBe('ADMIN_ROLES_TOGETHER');
  });

  it('adds nobody to another organisation, and nobody with a login that is taken', async () => {
    const [mine, other] = [await people.founded(), await people.founded()];
    const owner = await people.viewer(mine.login);
    expect(code(await people.addMembers.run(people.request(owner), [person(other.id)]))).toBe('NOT_FOUND');
    expect(code(await people.addMembers.run(people.request(ANONYMOUS), [person(mine.id)]))).toBe('NOT_FOUND');
    const outcomes = await people.addMembers.run(people.request(owner), [person(mine.id, { login: other.login }), person(mine.id, { login: 'twin-a' }), person(mine.id, { login: 'TWIN-A' })]);
    expect(outcomes.map((outcome) => refusal(outcome)?.code ?? null)).toEqual(['LOGIN_TAKEN', null, 'LOGIN_TAKEN']);
  });

  it('shows members of its own organisation alone', async () => {
    const [mine, other] = [await people.founded(), await people.founded()];
    const owner = await people.viewer(mine.login);
    expect(await people.house.read(owner, (tx) => pageOfMembers(tx, other.id, 10, null))).toEqual([]);
  });
});

describe('founding', () => {
  const facts = (changes: Partial<OrganisationToFound> = {}): OrganisationToFound => ({
    kind: 'DEPARTMENT', name: '太原市工信局', creditCode: null, regionCode: '140100', industryCode: null, sizeClass: null, trades: [], parentId: null,
    owner: { login: 'taiyuan-bureau', displayName: '管理员', password: PASSWORD, roles: ['OWNER', 'REVIEWER', 'SYSTEM_ADMIN'] }, ...changes,
  });

  it('makes a department that is approved, below the one above it, with its first owner', async () => {
    const province = await people.founded({ kind: 'DEPARTMENT', name: '省工信厅' });
    const city = value(one(await people.found.run(people.request(SYSTEM), [facts({ parentId: province.id })])));
    expect(city.organisation).toMatchObject({ kind: 'DEPARTMENT', state: 'APPROVED', branch: `${province.id}.${city.id}`, approvedAt: people.house.clock.now() });
    expect(await people.viewer('taiyuan-bureau')).toMatchObject({ kind: 'DEPARTMENT', approved: true, branch: `${province.id}.${city.id}`, roles: ['OWNER', 'REVIEWER', 'SYSTEM_ADMIN'] });
    const [audit] = await people.house.rows('select deed, because from platform_audit where subject_id = $1', [city.id]);
    expect(audit).toEqual({ deed: 'foundOrganisation', because: SYSTEM.because });
  });

  it('is the platform’s alone', async () => {
    const department = await people.founded({ kind: 'DEPARTMENT' });
    for (const viewer of [ANONYMOUS, await people.viewer(department.login)]) expect(code(await people.found.run(people.request(viewer), [facts()]))).toBe('FOUNDING_NOT_ALLOWED');
    const officer = await people.viewer(department.login);
    const { owner: _owner, ...bank } = facts({ kind: 'BANK' });
    expect(code(await people.registerOthers.run(people.request(officer), [bank]))).toBe('FOUNDING_NOT_ALLOWED');
    expect(code(await people.registerOthers.run(people.request(officer), [{ ...bank, kind: 'ENTERPRISE', creditCode: creditCode(900_001) }]))).toBeNull();
    const enterprise = await people.viewer((await people.founded()).login);
    expect(code(await people.registerOthers.run(people.request(enterprise), [{ ...bank, kind: 'ENTERPRISE', creditCode: creditCode(900_002) }]))).toBe('FOUNDING_NOT_ALLOWED');
  });

  it.each<[string, Partial<OrganisationToFound>]>([
    ['NOT_FOUND', { parentId: 'org_00000000000000000000000000' as OrganisationId }],
    ['NOT_FOUND', { owner: { accountId: 'acc_00000000000000000000000000' as AccountId, roles: ['OWNER'] } }],
    ['ROLE_NOT_FOR_KIND', { owner: { accountId: 'acc_00000000000000000000000000' as AccountId, roles: ['LOANS'] } }],
    ['CREDIT_CODE_MISSING', { kind: 'ENTERPRISE', owner: { login: 'someone', displayName: '某人', password: PASSWORD, roles: ['OWNER'] } }],
    ['PASSWORD_LENGTH', { owner: { login: 'someone', displayName: '某人', password: '1', roles: ['OWNER'] } }],
  ])('refuses with %s and founds nothing', async (refused, changes) => {
    const before = await people.count('organisation');
    expect(code(await people.found.run(people.request(SYSTEM), [facts(changes)]))).toBe(refused);
    expect(await people.count('organisation')).toBe(before);
  });

  it('places nothing below an organisation of another kind', async () => {
    const bank = await people.founded({ kind: 'BANK' });
    expect(code(await people.found.run(people.request(SYSTEM), [facts({ parentId: bank.id })]))).toBe('NOT_FOUND');
  });
});

it('says everything in both languages', () => {
  expect(messageFaults([organisationMessages])).toEqual([]);
});
