import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messagesIn } from '../contract/organisation/sms-box.js';
import { codeOf, Registry, setUpAuthenticator, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

const SIGNED_IN = 'SignedIn { session { token } viewer { displayName } secondFactor { due steps phone } }';
const MINE = '{ mySessions { nodes { id device organisationName current } } }';
const QUEUE = '{ registrationQueue(first: 1) { nodes { id } } }';

interface SignedIn {
  readonly session: { readonly token: string };
  readonly viewer: { readonly displayName: string } | null;
  readonly secondFactor: { readonly due: boolean; readonly steps: string[]; readonly phone: string | null };
}
interface MySessions {
  readonly mySessions: { readonly nodes: { readonly id: string; readonly device: string | null; readonly current: boolean }[] };
}

let house: RunningHouse;
let registry: Registry;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const sent = async (phone: string): Promise<string[]> => (await messagesIn(house.dataDir)).filter((message) => message.to === phone).map(({ text }) => /\d{6}/.exec(text)?.[0] ?? '');

/** The code of the nth message to a telephone, once the worker has sent it. */
async function codeTo(phone: string, nth = 1): Promise<string> {
  await house.until(`a code for ${phone}`, async () => (await sent(phone)).length >= nth, 20_000);
  return (await sent(phone))[nth - 1] ?? '';
}

/** As if the minute between two codes had passed. */
const aMinuteLater = (phone: string): Promise<unknown> => house.sql(`update organisation_code set created_at = created_at - interval '61 seconds' where phone = $1`, [phone]);

async function withPhone(member: Member, phone: string): Promise<void> {
  await house.market.done('requestPhoneCode', { phone, password: member.password }, 'CodeRequested { expiresAt againInSeconds }', member);
  await house.market.done('verifyPhone', { code: await codeTo(phone) }, 'PhoneVerified { secondFactor { phone } }', member);
  await aMinuteLater(phone);
}

describe('an officer', () => {
  const password = 'correct horse 7 battery';

  it('does nothing with the password alone, in either process, and everything after the second step', async () => {
    const officer = await registry.member({ kind: 'DEPARTMENT' });
    const { session: { token }, viewer, secondFactor } = await house.admin.done<SignedIn>('signIn', { login: officer.login, password }, SIGNED_IN);
    expect([viewer, secondFactor]).toEqual([null, { due: true, steps: ['TOTP', 'RECOVERY_CODE'], phone: null }]);
    expect((await house.admin.graphql(QUEUE, {}, { token })).codes).toEqual(['SECOND_FACTOR_REQUIRED']);
    expect((await house.market.graphql(MINE, {}, { token })).codes).toEqual(['SECOND_FACTOR_REQUIRED']);
    expect(await house.admin.ask('{ viewer { displayName } }', {}, { token })).toEqual({ viewer: null });
    for (const [mutation, input, success] of [
      ['suspendOrganisation', { organisationId: officer.organisationId, reason: 'x' }, 'OrganisationSuspended { organisation { id } }'],
      ['changePassword', { currentPassword: password, newPassword: 'another horse 8' }, 'PasswordChanged { endedSessions }'],
      ['actFor', { organisationId: officer.organisationId }, SIGNED_IN],
      ['enrolAuthenticator', { password }, 'AuthenticatorOffered { secret }'],
      ['requestPhoneCode', { phone: '13835100001', password }, 'CodeRequested { expiresAt }'],
    ] as const) expect([mutation, (await house.admin.refused(mutation, input, success, { token })).code]).toEqual([mutation, 'SECOND_FACTOR_REQUIRED']);
    expect((await house.market.upload('a.csv', 'x', { token })).body).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED', message: expect.stringMatching(/[一-龥]/) });
    const live = house.market.subscribe('subscription { noticePosted { id } }', {}, { token });
    await live.connected;
    expect((await live.next()).codes).toEqual(['SECOND_FACTOR_REQUIRED']);
    await live.close();

    const forged = await house.admin.refused('completeSecondFactor', { by: 'TOTP', code: '000000' }, 'SecondFactorCompleted { sessionId }', { token });
    expect([forged.code, forged.field]).toEqual(['CODE_WRONG', 'code']);
    expect((await house.admin.refused('completeSecondFactor', { by: 'ENROL', code: '000000' }, 'SecondFactorCompleted { sessionId }', { token })).code).toBe('SECOND_STEP_NOT_OPEN');
    expect((await house.admin.graphql(QUEUE, {}, { token: await registry.signIn(officer.login) })).codes).toEqual([]);
  });

  it('is let in by the authenticator, once by each code, and sees it through in both processes', async () => {
    const officer = await registry.member({ kind: 'DEPARTMENT' });
    const { secret } = await house.admin.done<{ secret: string }>('enrolAuthenticator', { password }, 'AuthenticatorOffered { secret }', officer);
    await house.admin.done('confirmAuthenticator', { code: codeOf(secret, -1) }, 'AuthenticatorConfirmed { recoveryCodes }', officer);
    const open = async (): Promise<string> => (await house.admin.done<SignedIn>('signIn', { login: officer.login, password }, SIGNED_IN)).session.token;
    const [first, second] = [await open(), await open()];
    const code = codeOf(secret);
    await house.admin.done('completeSecondFactor', { by: 'TOTP', code }, 'SecondFactorCompleted { sessionId secondFactor { due } }', { token: first });
    for (const process of [house.admin, house.market]) expect((await process.graphql(MINE, {}, { token: first })).codes).toEqual([]);
    expect((await house.market.refused('completeSecondFactor', { by: 'TOTP', code }, 'SecondFactorCompleted { sessionId }', { token: second })).code).toBe('CODE_WRONG');
    expect((await house.admin.graphql(QUEUE, {}, { token: second })).codes).toEqual(['SECOND_FACTOR_REQUIRED']);
    await house.admin.done('signOut', {}, 'SignedOut { sessionId }', { token: second });
    expect((await house.admin.graphql('{ secondFactor { due } }', {}, { token: second })).codes).toEqual(['SESSION_REVOKED']);
  });

  it('is closed out for five minutes after five wrong codes', async () => {
    const banker = await registry.member({ kind: 'BANK' });
    const { session: { token } } = await house.market.done<SignedIn>('signIn', { login: banker.login, password }, SIGNED_IN);
    const codes: string[] = [];
    for (let n = 0; n < 7; n++) codes.push((await house.market.refused('completeSecondFactor', { by: 'RECOVERY_CODE', code: `AAAAA-AAAA${n}` }, 'SecondFactorCompleted { sessionId }', { token })).code);
    expect(codes).toEqual([...Array<string>(5).fill('CODE_WRONG'), 'SECOND_FACTOR_TOO_OFTEN', 'SECOND_FACTOR_TOO_OFTEN']);
  });

  it('who has no second factor yet sets one up at the first sign-in, and a guest sets up none', async () => {
    expect((await house.market.refused('enrolAuthenticator', {}, 'AuthenticatorOffered { secret }')).code).toBe('SIGN_IN_REQUIRED');
    expect((await house.market.graphql('{ secondFactor { due } }')).codes).toEqual(['SIGN_IN_REQUIRED']);
    const buyer = await registry.member();
    expect(await setUpAuthenticator(house.market, buyer.token)).toHaveLength(10);
    const { secondFactor } = await house.market.done<SignedIn>('signIn', { login: buyer.login, password }, SIGNED_IN);
    expect(secondFactor.due).toBe(true);
  });
});

describe('a code by SMS', () => {
  it('signs in who verified the telephone; replayed, forged and expired it does not', async () => {
    const [member, phone] = [await registry.member(), '13835200001'];
    await withPhone(member, phone);
    await house.market.done('requestSignInCode', { phone }, 'CodeRequested { expiresAt againInSeconds }');
    const code = await codeTo(phone, 2);
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await house.market.refused('signInWithCode', { phone, code: wrong }, SIGNED_IN)).code).toBe('CODE_WRONG');
    const { session, secondFactor } = await house.market.done<SignedIn>('signInWithCode', { phone, code }, SIGNED_IN);
    expect(secondFactor).toMatchObject({ due: false, phone: '138****0001' });
    expect((await house.market.graphql(MINE, {}, session)).codes).toEqual([]);
    expect((await house.market.refused('signInWithCode', { phone, code }, SIGNED_IN)).code).toBe('CODE_USED');

    await aMinuteLater(phone);
    await house.market.done('requestSignInCode', { phone }, 'CodeRequested { expiresAt }');
    const late = await codeTo(phone, 3);
    await house.sql(`update organisation_code set expires_at = now() - interval '1 second' where phone = $1`, [phone]);
    expect((await house.market.refused('signInWithCode', { phone, code: late }, SIGNED_IN)).code).toBe('CODE_EXPIRED');
  });

  it('answers alike for a telephone that is nobody’s, is limited by the telephone, and is in no log and no queue', async () => {
    const [member, phone, stranger] = [await registry.member(), '13835200002', '13835200003'];
    await withPhone(member, phone);
    const answers = await Promise.all([phone, stranger].map((one) => house.market.done<{ againInSeconds: number }>('requestSignInCode', { phone: one }, 'CodeRequested { againInSeconds }')));
    expect(answers[0]).toEqual(answers[1]);
    const again = await Promise.all([phone, stranger].map((one) => house.market.refused('requestSignInCode', { phone: one }, 'CodeRequested { expiresAt }')));
    expect(again.map(({ code, field }) => [code, field])).toEqual([1, 2].map(() => ['CODE_TOO_OFTEN', 'phone']));
    const code = await codeTo(phone, 2);
    expect(await sent(stranger)).toEqual([]);
    for (const name of ['market', 'admin', 'worker'] as const) for (const secret of [code, phone, stranger]) expect(house.program(name).log).not.toContain(secret);
    const jobs = await house.sql<{ text: string }>(`select o::text as text from platform_outbox o where type = 'CodeRequested'`);
    for (const { text } of jobs) for (const secret of [`${code}`, phone]) expect(text.replace(/cod_\w+/g, '').replace(/\d{4}-\d\d-\d\d [\d:.+]+/g, '')).not.toContain(secret);
  });

  it.each([['1383520000'], ['0351-7654321'], ['<script>'], ['1'.repeat(31)]])('refuses the telephone %j', async (phone) => {
    const { code, field } = await house.market.refused('requestSignInCode', { phone }, 'CodeRequested { expiresAt }');
    expect([['PHONE_MALFORMED', 'phone'], ['TEXT_LENGTH', 'phone']]).toContainEqual([code, field]);
  });
});

describe('sessions of one’s own', () => {
  const list = async (token: string): Promise<MySessions['mySessions']['nodes']> => (await house.market.ask<MySessions>(MINE, {}, { token })).mySessions.nodes;
  const state = async (token: string): Promise<string> => (await house.market.graphql(MINE, {}, { token })).codes[0] ?? 'VALID';

  it('are listed with their device, and end one by one with the next request, in both processes', async () => {
    const member = await registry.member();
    const chrome = { headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36' } };
    const { session: { token } } = await house.market.done<SignedIn>('signIn', { login: member.login, password: member.password }, SIGNED_IN, chrome);
    const nodes = await list(member.token);
    expect(nodes.map(({ device, current }) => [device, current])).toEqual([['Chrome · Windows', false], ['node', true]]);
    await house.market.done('revokeSession', { sessionId: nodes[0]?.id }, 'SessionRevoked { sessionId }', member);
    expect(await state(token)).toBe('SESSION_REVOKED');
    expect((await house.admin.graphql('{ members { nodes { id } } }', {}, { token })).codes).toEqual(['SESSION_REVOKED']);
    expect((await list(member.token)).map(({ current }) => current)).toEqual([true]);
  });

  it('of another are not found, and stay', async () => {
    const [one, other] = [await registry.member(), await registry.member()];
    const [own] = await list(one.token);
    const { code, field } = await house.market.refused('revokeSession', { sessionId: own?.id }, 'SessionRevoked { sessionId }', other);
    expect([code, field]).toEqual(['NOT_FOUND', 'sessionId']);
    expect(await state(one.token)).toBe('VALID');
  });

  it('end all at once, the one that asks included', async () => {
    const member = await registry.member();
    const others = [await registry.signIn(member.login), await registry.signIn(member.login)];
    const { endedSessions } = await house.market.done<{ endedSessions: number }>('signOutEverywhere', {}, 'SignedOutEverywhere { endedSessions }', member);
    expect(endedSessions).toBe(3);
    expect(await Promise.all([member.token, ...others].map(state))).toEqual(Array<string>(3).fill('SESSION_REVOKED'));
  });

  it('but for the one that asks end with a new password', async () => {
    const member = await registry.member();
    const other = await registry.signIn(member.login);
    const answer = await house.market.done<{ endedSessions: number }>('changePassword', { currentPassword: member.password, newPassword: '换设备就来对接平台' }, 'PasswordChanged { endedSessions }', member);
    expect(answer.endedSessions).toBe(1);
    expect([await state(member.token), await state(other)]).toEqual(['VALID', 'SESSION_REVOKED']);
    expect((await house.market.refused('signIn', { login: member.login, password: member.password }, SIGNED_IN)).code).toBe('LOGIN_OR_PASSWORD_WRONG');
  });

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
