import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '../../../src/core/access/viewer.js';
import { Viewers } from '../../../src/organisation/viewers.js';
import { hashPassword } from '../../../src/platform/access/passwords.js';
import { MORNING, SYSTEM } from '../rooms/house.js';
import { code, one, PASSWORD, PUBLIC_PASSWORD, People, refusal, value } from './people.js';

let people: People;
beforeAll(async () => {
  people = await People.open();
}, 60_000);
afterAll(() => people.house.close());

const signIn = (login: string, password = PASSWORD, address: string | null = null) => people.signIn.run(people.request(ANONYMOUS), [{ login, password }], { address, device: null });
const state = async (token: string): Promise<string> => (await people.sessions.read(token, people.house.clock.now())).state;

describe('signing in', () => {
  it('opens a session whose token is nowhere in the database, and is audited as the member’s own', async () => {
    const { organisation, memberId, login } = await people.founded();
    const session = value(one(await signIn(` ${login.toUpperCase()} `)));
    expect(await people.viewerOf(session.token)).toMatchObject({ organisationId: organisation.id, memberId, approved: true });
    const [row] = await people.house.rows<{ row: string }>('select organisation_session::text as row from organisation_session where id = $1', [session.id]);
    expect(row?.row).not.toContain(session.token);
    const dump = await people.house.rows<{ n: string }>(
      `select count(*) as n from platform_audit a, platform_outbox o, platform_idempotency i where a::text like $1 or o::text like $1 or i::text like $1`, [`%${session.token}%`]);
    expect(dump).toEqual([{ n: '0' }]);
    expect(await people.audited(session.id)).toEqual([['signIn', organisation.id]]);
  });

  it('answers a wrong login and a wrong password alike, and a disabled account as well', async () => {
    const { login, accountId } = await people.founded();
    const refusals = [await signIn(login, 'wrong password'), await signIn('nobody-here'), await signIn('x')];
    await people.house.rows('update organisation_account set disabled_at = now() where id = $1', [accountId]);
    refusals.push(await signIn(login));
    expect(refusals.map((outcomes) => refusal(one(outcomes)))).toEqual(refusals.map(() => ({ kind: 'INPUT', code: 'LOGIN_OR_PASSWORD_WRONG', field: 'password', params: {} })));
  });

  it('opens nothing to the public password of a demo that has ended, and tells a wrong one no more than ever', async () => {
    const { login, accountId } = await people.founded();
    const hash = await hashPassword(PUBLIC_PASSWORD);
    await people.house.rows('update organisation_account set password_hash = $2 where id = $1', [accountId, hash]);
    expect(refusal(one(await signIn(login, PUBLIC_PASSWORD)))).toEqual({ kind: 'STATE', code: 'PASSWORD_PUBLIC', field: 'password', params: {} });
    expect(code(await signIn('nobody-here', PUBLIC_PASSWORD))).toBe('LOGIN_OR_PASSWORD_WRONG');
    expect(await people.house.rows('select 1 from organisation_session where account_id = $1', [accountId])).toEqual([]);
  });

  it('is refused after ten wrong passwords from one address, there and only there, for a quarter of an hour', async () => {
    const { login } = await people.founded();
    for (let n = 0; n < 10; n++) expect(code(await signIn(login, `wrong ${n}`, '198.51.100.1'))).toBe('LOGIN_OR_PASSWORD_WRONG');
    const refused = refusal(one(await signIn(login, PASSWORD, '198.51.100.1')));
    expect(refused).toEqual({ kind: 'STATE', code: 'SIGN_IN_TOO_OFTEN', field: 'login', params: { seconds: 900 } });
    expect(code(await signIn(login, PASSWORD, '198.51.100.2'))).toBeNull();
    people.house.clock.moveBy(900_000);
    expect(code(await signIn(login, PASSWORD, '198.51.100.1'))).toBeNull();
    people.house.clock.moveTo(MORNING);
  }, 30_000);

  it('counts no sign-in that fits', async () => {
    const { login } = await people.founded();
    for (let n = 0; n < 12; n++) expect(code(await signIn(login, PASSWORD, '198.51.100.3'))).toBeNull();
  }, 30_000);

  it('sends away what would make a flood of hashes, and serves what stands in line', async () => {
    const { login } = await people.founded();
    const hashes = await Promise.all(Array.from({ length: 80 }, () => hashPassword('a flood of passwords')));
    expect(hashes.filter((hash) => hash === null)).toHaveLength(80 - 66);
    const codes = (await Promise.all(Array.from({ length: 150 }, (_, n) => signIn(`flood-${n}`, PASSWORD, `198.51.100.${n}`)))).map(code);
    expect(new Set(codes)).toEqual(new Set(['LOGIN_OR_PASSWORD_WRONG', 'SIGN_IN_BUSY']));
    expect(code(await signIn(login, PASSWORD, '198.51.100.4'))).toBeNull();
  }, 60_000);

  it('counts attempts that run at once, so that no burst slips through', async () => {
    const { login } = await people.founded();
    const codes = (await Promise.all(Array.from({ length: 30 }, (_, n) => signIn(login, `guess ${n}`, '198.51.100.5')))).map(code);
    expect(codes.filter((one) => one === 'LOGIN_OR_PASSWORD_WRONG')).toHaveLength(10);
    expect(codes.filter((one) => one === 'SIGN_IN_TOO_OFTEN')).toHaveLength(20);
  }, 30_000);
});

describe('a session', () => {
  it('ends with the request after the sign-out, and signing out twice is no other answer', async () => {
    const { login } = await people.founded();
    const session = await people.open(login);
    const viewer = await people.viewerOf(session.token);
    expect(value(one(await people.signOut.run(people.request(viewer)))).id).toBe(session.id);
    expect(await state(session.token)).toBe('REVOKED');
    expect(code(await people.signOut.run(people.request(viewer)))).toBeNull();
    expect(code(await people.signOut.run(people.request(ANONYMOUS)))).toBe('NOT_FOUND');
  });

  it('leaves the account’s other sessions alone', async () => {
    const { login } = await people.founded();
    const [phone, desk] = [await people.open(login), await people.open(login)];
    await people.signOut.run(people.request(await people.viewerOf(phone.token)));
    expect([await state(phone.token), await state(desk.token)]).toEqual(['REVOKED', 'VALID']);
  });

  it.each([
    ['empty', ''], ['too short', 'x'], ['nobody’s', 'nobody-has-this-token-at-all'], ['far too long', 'x'.repeat(5_000)],
  ])('with a token that is %s is unknown', async (_what, token) => {
    expect(await state(token)).toBe('UNKNOWN');
  });

  it('expires after 30 idle minutes, lives on while used, and ends after twelve hours whatever happens', async () => {
    const { login } = await people.founded();
    const [idle, busy] = [await people.open(login), await people.open(login)];
    for (let minutes = 20; minutes <= 720; minutes += 20) {
      people.house.clock.moveTo(new Date(MORNING.getTime() + minutes * 60_000));
      expect([minutes, await state(busy.token)]).toEqual([minutes, 'VALID']);
    }
    expect(await state(idle.token)).toBe('EXPIRED');
    people.house.clock.moveBy(60_000);
    expect(await state(busy.token)).toBe('EXPIRED');
    people.house.clock.moveTo(MORNING);
  });

  it.each([
    ['account', 'update organisation_account set disabled_at = $2 where id = (select account_id from organisation_member where organisation_id = $1)'],
    ['member', 'update organisation_member set disabled_at = $2 where organisation_id = $1'],
  ])('ends when its %s is disabled', async (_what, statement) => {
    const { id, login } = await people.founded();
    const session = await people.open(login);
    await people.house.rows(statement, [id, people.house.clock.now()]);
    expect(await state(session.token)).toBe('REVOKED');
  });

  it('ends when its organisation is closed', async () => {
    const { id, login } = await people.founded();
    const session = await people.open(login);
    await people.house.rows(`update organisation set state = 'CLOSED' where id = $1`, [id]);
    expect(await state(session.token)).toBe('REVOKED');
  });
});

describe('acting for another organisation', () => {
  it('ends the session and opens another, which lives no longer than the first would have', async () => {
    const group = await people.founded({ name: '集团' });
    const plant = await people.founded({ name: '分厂', parentId: group.id, owner: { accountId: group.accountId, roles: ['OWNER', 'PURCHASING'] } });
    expect(plant.organisation.branch).toBe(`${group.id}.${plant.id}`);
    const first = await people.open(group.login);
    const viewer = await people.viewerOf(first.token);
    const card = await new Viewers(people.house.app, people.sessions, people.factors).card(viewer);
    expect(card).toMatchObject({ displayName: expect.stringMatching(/^管理员/), roles: ['OWNER'], organisation: { id: group.id, name: '集团' } });
    expect(card.organisations).toEqual([
      { id: group.id, name: '集团', kind: 'ENTERPRISE', roles: ['OWNER'] }, { id: plant.id, name: '分厂', kind: 'ENTERPRISE', roles: ['OWNER', 'PURCHASING'] },
    ]);
    people.house.clock.moveBy(20 * 60_000);
    const second = value(one(await people.actFor.run(people.request(viewer), [plant.id])));
    expect(second.openedAt).toEqual(MORNING);
    expect(await state(first.token)).toBe('REVOKED');
    expect(await people.viewerOf(second.token)).toMatchObject({ organisationId: plant.id, memberId: plant.memberId, roles: ['OWNER', 'PURCHASING'] });
    people.house.clock.moveTo(MORNING);
  });

  it('is refused for an organisation that the account does not belong to, and the session lives on', async () => {
    const [mine, other] = [await people.founded(), await people.founded()];
    const session = await people.open(mine.login);
    const viewer = await people.viewerOf(session.token);
    expect(code(await people.actFor.run(people.request(viewer), [other.id]))).toBe('NOT_FOUND');
    expect(await state(session.token)).toBe('VALID');
    expect(code(await people.actFor.run(people.request(ANONYMOUS), [mine.id]))).toBe('NOT_FOUND');
    expect(code(await people.actFor.run(people.request(SYSTEM), [mine.id]))).toBe('NOT_FOUND');
  });
});
