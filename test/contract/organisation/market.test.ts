import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { organisationDeeds, organisationMessages } from '../../../src/organisation/index.js';
import { marketResolvers } from '../../../src/organisation/market.js';
import { ServedRooms } from '../rooms/serve-rooms.js';
import { creditCode, PASSWORD, People } from './people.js';

let people: People;
let market: ServedRooms;
beforeAll(async () => {
  people = await People.open();
  market = await ServedRooms.open(people.house, [...organisationDeeds, ...marketResolvers], [organisationMessages]);
}, 60_000);
afterAll(async () => {
  await market.close();
  await people.house.close();
});

const VIEWER = 'viewer { accountId memberId displayName roles organisation { id name kind state creditCode stateReason region { code zh en } } organisations { id name kind roles } }';
const SIGNED_IN = `SignedIn { session { id token endsAt idleMinutes } ${VIEWER} }`;
interface Opened { readonly session: { readonly token: string }; readonly viewer: object }
const REGISTERED = 'EnterpriseRegistered { organisation { id name kind state trades sizeClass region { zh } } }';
const FACTS = {
  name: '晋中纺机有限公司', creditCode: ` ${creditCode(77).toLowerCase()} `, regionCode: '140702', industryCode: 'C3551', sizeClass: 'MEDIUM', trades: ['MAKER', 'BUYER'],
  businessPhone: '0354-1234567', owner: { login: 'Fangji', displayName: '张三', password: PASSWORD },
};

describe('the way in', () => {
  it('leads from the registration through the department to an approved enterprise', async () => {
    const { organisation } = await market.perform<{ organisation: { id: string } }>('registerEnterprise', FACTS, REGISTERED);
    expect(organisation).toMatchObject({ name: '晋中纺机有限公司', kind: 'ENTERPRISE', state: 'UNDER_REVIEW', trades: ['MAKER', 'BUYER'], sizeClass: 'MEDIUM', region: { zh: '山西省晋中市' } });
    const signedIn = await market.perform<Opened>('signIn', { login: 'fangji', password: PASSWORD }, SIGNED_IN);
    expect(signedIn.session).toMatchObject({ endsAt: '2026-11-23T21:00:00.000+08:00', idleMinutes: 30 });
    expect(signedIn.viewer).toMatchObject({
      displayName: '张三', roles: ['OWNER'], organisation: { id: organisation.id, creditCode: creditCode(77), state: 'UNDER_REVIEW' },
      organisations: [{ id: organisation.id, kind: 'ENTERPRISE', roles: ['OWNER'] }],
    });
    const { token } = signedIn.session;
    expect((await market.ask(`{ ${VIEWER} }`, {}, token)).data?.['viewer']).toEqual(signedIn.viewer);

    const officer = await people.viewer((await people.founded({ kind: 'DEPARTMENT' })).login);
    await people.review.run(people.request(officer), [{ organisationId: organisation.id as never, items: [{ item: '行业代码', verdict: 'NOT_OK', reason: '应为 C3552' }] }]);
    const { data } = await market.ask(
      `query ($id: ID!) { viewer { organisation { state stateReason } } registrationReviews(organisationId: $id) { state dueOn verdicts { item verdict reason } } }`, { id: organisation.id }, token);
    expect(data).toMatchObject({
      viewer: { organisation: { state: 'RETURNED', stateReason: '行业代码：应为 C3552' } },
      registrationReviews: [{ state: 'RETURNED', dueOn: '2026-11-30', verdicts: [{ item: '行业代码', verdict: 'NOT_OK', reason: '应为 C3552' }] }],
    });
    const corrected = await market.perform('correctRegistration', { industryCode: 'C3552' }, 'RegistrationCorrected { organisation { state industryCode businessPhone name } }', token);
    expect(corrected).toMatchObject({ organisation: { state: 'UNDER_REVIEW', industryCode: 'C3552', businessPhone: '0354-1234567', name: '晋中纺机有限公司' } });
  });

  it.each([
    [{ ...FACTS, creditCode: '91350100M000100Y44' }, 'InputRefusal', 'CREDIT_CODE_WRONG', 'creditCode'],
    [{ ...FACTS, trades: [] }, 'InputRefusal', 'LIST_LENGTH', 'trades'],
    [{ ...FACTS, businessPhone: 'call me' }, 'InputRefusal', 'TEXT_MALFORMED', 'businessPhone'],
    [{ ...FACTS, owner: { ...FACTS.owner, login: '' } }, 'InputRefusal', 'TEXT_LENGTH', 'owner.login'],
    [{ ...FACTS, owner: { ...FACTS.owner, login: 'somebody-else', password: 'short' } }, 'InputRefusal', 'PASSWORD_LENGTH', 'owner.password'],
    [FACTS, 'ConflictRefusal', 'CREDIT_CODE_TAKEN', 'creditCode'],
  ])('refuses a registration by its field: %#', async (input, type, code, field) => {
    expect(await market.perform('registerEnterprise', input, REGISTERED)).toMatchObject({ __typename: type, code, field, message: expect.stringMatching(/[\u4e00-\u9fff]/) });
  });

  it('gives a browser a cookie that scripts cannot read, and takes it away', async () => {
    const { login } = await people.founded();
    const query = `mutation ($login: String!, $password: String!) { signIn(input: { login: $login, password: $password }) { ... on SignedIn { session { token } } } }`;
    const { data, cookie } = await market.ask(query, { login, password: PASSWORD });
    const { token } = (data?.['signIn'] as { session: { token: string } }).session;
    expect(cookie).toBe(`duijie_session=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200`);
    const asBrowser = (operation: string) => market.ask(operation, {}, null, { cookie: `duijie_session=${token}` });
    expect((await asBrowser('{ viewer { displayName } }')).data).toMatchObject({ viewer: { displayName: expect.stringMatching(/^管理员/) } });
    const left = await asBrowser('mutation { signOut { __typename ... on SignedOut { sessionId } } }');
    expect(left).toMatchObject({ data: { signOut: { __typename: 'SignedOut' } }, cookie: expect.stringContaining('Max-Age=0') });
    expect((await asBrowser('mutation { signOut { ... on Refusal { code } } }')).data).toEqual({ signOut: { code: 'SESSION_REVOKED' } });
    expect((await asBrowser('{ viewer { displayName } }')).data).toEqual({ viewer: null });
    expect((await asBrowser('{ members { nodes { id } } }')).codes).toEqual(['SESSION_REVOKED']);
  });

  it('sets no cookie and says no more than that it was wrong', async () => {
    const { login } = await people.founded();
    for (const input of [{ login, password: 'wrong password' }, { login: 'nobody', password: PASSWORD }]) {
      const answer = await market.ask('mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on Refusal { code field message } } }', { input });
      expect(answer).toMatchObject({ data: { signIn: { __typename: 'InputRefusal', code: 'LOGIN_OR_PASSWORD_WRONG', field: 'password' } }, cookie: null });
    }
  });

  it('leads on to another organisation of the same account', async () => {
    const group = await people.founded();
    const plant = await people.founded({ parentId: group.id, owner: { accountId: group.accountId, roles: ['PURCHASING'] } });
    const { token } = await people.open(group.login);
    const acting = await market.perform<Opened>('actFor', { organisationId: plant.id }, SIGNED_IN, token);
    expect(acting.viewer).toMatchObject({ roles: ['PURCHASING'], organisation: { id: plant.id } });
    expect((await market.ask('{ viewer { roles } }', {}, token)).data).toEqual({ viewer: null });
    expect(await market.perform('actFor', { organisationId: people.house.ids.next('organisation') }, SIGNED_IN, acting.session.token)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await market.perform('actFor', { organisationId: 'org_1' }, SIGNED_IN, acting.session.token)).toMatchObject({ code: 'ID_MALFORMED', field: 'organisationId' });
    expect(await market.perform('actFor', { organisationId: plant.id }, SIGNED_IN)).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });
});

describe('what others see', () => {
  const CARD = 'query ($id: ID!) { organisation(id: $id) { name state creditCode businessPhone region { code } } }';
  const card = async (id: string, token: string | null = null) => (await market.ask(CARD, { id }, token)).data?.['organisation'];

  it('is the card of an approved enterprise, with its telephone only where it is public', async () => {
    const quiet = await people.founded({ businessPhone: '0351-1' });
    const open = await people.founded({ businessPhone: '0351-2', businessPhonePublic: true });
    expect(await card(quiet.id)).toMatchObject({ state: 'APPROVED', creditCode: null, businessPhone: null, region: { code: '140100' } });
    expect(await card(open.id)).toMatchObject({ creditCode: null, businessPhone: '0351-2' });
    expect(await card(quiet.id, (await people.open(quiet.login)).token)).toMatchObject({ creditCode: quiet.organisation.creditCode, businessPhone: '0351-1' });
  });

  it('is nothing of an enterprise under review, and nothing where there is none', async () => {
    const facts = people.enterprise();
    const [outcome] = await people.register.run(people.request({ kind: 'ANONYMOUS' }), [facts]);
    const id = outcome?.ok === true ? outcome.value.id : '';
    const stranger = (await people.open((await people.founded()).login)).token;
    expect([await card(id), await card(id, stranger), await card('org_1'), await card('')]).toEqual([null, null, null, null]);
    expect((await market.ask('query ($id: ID!) { registrationReviews(organisationId: $id) { id } }', { id }, stranger)).data).toEqual({ registrationReviews: [] });
  });
});

describe('members', () => {
  const ADDED = 'MemberAdded { member { id login displayName roles } }';

  it('are added and listed by an owner, page by page', async () => {
    const { login } = await people.founded();
    const { token } = await people.open(login);
    const input = { login: 'sun.li', displayName: '孙丽', password: PASSWORD, roles: ['CATALOGUE'], idempotencyKey: 'add-1' };
    const added = await market.perform('addMember', input, ADDED, token);
    expect(added).toMatchObject({ member: { login: 'sun.li', displayName: '孙丽', roles: ['CATALOGUE'] } });
    expect(await market.perform('addMember', input, ADDED, token)).toEqual(added);
    expect(await market.perform('addMember', { ...input, idempotencyKey: 'add-2' }, ADDED, token)).toMatchObject({ code: 'LOGIN_TAKEN', field: 'login' });
    const page = 'query ($after: String) { members(first: 1, after: $after) { nodes { login } pageInfo { hasNextPage endCursor } } }';
    const first = (await market.ask(page, {}, token)).data?.['members'] as { nodes: object[]; pageInfo: { endCursor: string } };
    expect(first).toMatchObject({ nodes: [{ login }], pageInfo: { hasNextPage: true } });
    expect((await market.ask(page, { after: first.pageInfo.endCursor }, token)).data).toMatchObject({ members: { nodes: [{ login: 'sun.li' }], pageInfo: { hasNextPage: false } } });
  });

  it('are nobody’s business but the owner’s', async () => {
    const { login } = await people.founded();
    const owner = (await people.open(login)).token;
    await market.perform('addMember', { login: 'reader', displayName: '读者', password: PASSWORD, roles: ['VIEWER'] }, ADDED, owner);
    const reader = (await people.open('reader')).token;
    expect((await market.ask('{ members { nodes { id } } }', {}, reader)).codes).toEqual(['ROLE_MISSING']);
    expect(await market.perform('addMember', { login: 'friend', displayName: '朋友', password: PASSWORD, roles: ['OWNER'] }, ADDED, reader)).toMatchObject({ __typename: 'NotAllowedRefusal', code: 'ROLE_MISSING' });
    expect((await market.ask('{ members(after: "x") { nodes { id } } }', {}, owner)).codes).toEqual(['CURSOR_INVALID']);
  });
});

it('logged no fault', () => {
  expect(market.logged).toEqual([]);
});
