import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { ANONYMOUS, type MemberViewer } from '../../../src/core/access/viewer.js';
import { fromBase32, totpCode, totpStep } from '../../../src/core/organisation/totp.js';
import { organisationMessages } from '../../../src/organisation/index.js';
import { SendCodes } from '../../../src/organisation/send-codes.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { MORNING } from '../rooms/house.js';
import { one, PASSWORD, People, refusal, value } from './people.js';
import { SmsBox } from './sms-box.js';

let people: People;
let box: SmsBox;
let phones = 0;
beforeAll(async () => {
  people = await People.open({ demanded: true });
  box = await SmsBox.open();
}, 60_000);
afterEach(() => people.house.clock.moveTo(MORNING));
afterAll(async () => {
  await box.close();
  await people.house.close();
});

const deliver = async (): Promise<void> =>
  new SendCodes(people.house.app, people.codes, box.sender, new MessageCatalogue([organisationMessages]), people.house.clock).handle(await people.house.outbox('CodeRequested'));
/** What an app with this secret shows, so many steps from now. */
const shown = (secret: string, steps = 0): string => totpCode(
  fromBase32(secret) ?? new Uint8Array(), totpStep(people.house.clock.now()) + steps, (key, message) => createHmac('sha1', key).update(message).digest());

async function state(login: string): Promise<{ state: string; viewer: MemberViewer; token: string }> {
  const { token } = await people.open(login);
  return { ...await again(token), token };
}

async function again(token: string): Promise<{ state: string; viewer: MemberViewer }> {
  const reading = await people.sessions.read(token, people.house.clock.now());
  if (reading.state !== 'VALID' && reading.state !== 'HALFWAY') throw new Error(`The session is ${reading.state}.`);
  return reading;
}

/** An officer who has set up an authenticator at the first sign-in. */
async function enrolled(kind: 'DEPARTMENT' | 'BANK' | 'ENTERPRISE' = 'DEPARTMENT'): Promise<{ login: string; secret: string; recoveryCodes: string[]; token: string }> {
  const { login } = await people.founded({ kind });
  const { viewer, token } = await state(login);
  const { secret } = value(await people.enrol.run(people.request(viewer), kind === 'ENTERPRISE' ? PASSWORD : null));
  const { recoveryCodes } = value(await people.confirm.run(people.request(viewer), shown(secret)));
  return { login, secret, recoveryCodes, token };
}

const by = (viewer: MemberViewer, how: 'TOTP' | 'RECOVERY_CODE' | 'SMS', typed: string) => people.complete.run(people.request(viewer), { by: how, code: typed });

describe('the first sign-in of an officer', () => {
  it.each(['DEPARTMENT', 'BANK'] as const)('of a %s leads nowhere until a second factor is set up', async (kind) => {
    const { login } = await people.founded({ kind });
    const first = await state(login);
    expect(first.state).toBe('HALFWAY');
    expect(await people.factors.card(first.viewer)).toEqual({ due: true, steps: ['ENROL'], authenticator: false, phone: null, recoveryCodesLeft: 0 });
    const { secret, uri } = value(await people.enrol.run(people.request(first.viewer), null));
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(uri).toContain(`:${login}?secret=${secret}&`);
    expect((await again(first.token)).state).toBe('HALFWAY');
    expect(refusal(await people.confirm.run(people.request(first.viewer), '000000'))).toMatchObject({ code: 'CODE_WRONG', field: 'code' });
    const { recoveryCodes } = value(await people.confirm.run(people.request(first.viewer), shown(secret)));
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(recoveryCodes.every((one) => /^[A-Z2-7]{5}-[A-Z2-7]{5}$/.test(one))).toBe(true);
    expect((await again(first.token)).state).toBe('VALID');
    const kept = await people.house.rows<{ text: string }>('select t::text as text from organisation_totp t union all select r::text from organisation_recovery_code r');
    for (const { text } of kept) for (const told of [secret, ...recoveryCodes]) expect(text).not.toContain(told);
  });

  it('may be done by a telephone instead', async () => {
    const { login } = await people.founded({ kind: 'DEPARTMENT' });
    const [first, phone] = [await state(login), `1393510${String(++phones).padStart(4, '0')}`];
    value(await people.phones.request(people.request(first.viewer), phone, null));
    await deliver();
    value(await people.phones.verify(people.request(first.viewer), await box.code(phone)));
    expect((await again(first.token)).state).toBe('VALID');

    people.house.clock.moveBy(60_000);
    const second = await state(login);
    expect((await people.factors.card(second.viewer)).steps).toEqual(['SMS']);
    expect(refusal(await people.enrol.run(people.request(second.viewer), null))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'SECOND_FACTOR_REQUIRED' });
    expect(refusal(await people.phones.request(people.request(second.viewer), '13900000001', null))?.code).toBe('SECOND_FACTOR_REQUIRED');
    value(await people.desk.requestCode(people.request(second.viewer), second.viewer));
    await deliver();
    expect((await box.to(phone)).at(-1)?.template).toBe('SMS_SECOND_FACTOR_CODE');
    value(await by(second.viewer, 'SMS', await box.code(phone)));
    expect((await again(second.token)).state).toBe('VALID');
  });

  it('of an enterprise needs none, and one that set up an authenticator is asked from then on', async () => {
    const { login } = await people.founded();
    expect((await state(login)).state).toBe('VALID');
    const own = await enrolled('ENTERPRISE');
    expect((await state(own.login)).state).toBe('HALFWAY');
  });
});

describe('the second step', () => {
  it('is done by the authenticator, each code once, a step early or late', async () => {
    const { login, secret } = await enrolled();
    const second = await state(login);
    expect(refusal(await by(second.viewer, 'TOTP', shown(secret)))?.code).toBe('CODE_WRONG');
    people.house.clock.moveBy(90_000);
    for (const steps of [2, -2]) expect(refusal(await by(second.viewer, 'TOTP', shown(secret, steps)))?.code).toBe('CODE_WRONG');
    expect((await again(second.token)).state).toBe('HALFWAY');
    const typed = shown(secret, -1);
    value(await by(second.viewer, 'TOTP', `${typed.slice(0, 3)} ${typed.slice(3)}`));
    expect((await again(second.token)).state).toBe('VALID');
    const third = await state(login);
    expect(refusal(await by(third.viewer, 'TOTP', typed))?.code).toBe('CODE_WRONG');
    value(await by(third.viewer, 'TOTP', shown(secret, 1)));
    expect(refusal(await by((await state(login)).viewer, 'TOTP', shown(secret)))?.code).toBe('CODE_WRONG');
  });

  it('takes one of two equal codes that come at once', async () => {
    const { login, secret } = await enrolled();
    people.house.clock.moveBy(60_000);
    const [one, other] = [await state(login), await state(login)];
    const typed = shown(secret);
    const outcomes = await Promise.all([by(one.viewer, 'TOTP', typed), by(other.viewer, 'TOTP', typed)]);
    expect(outcomes.map((outcome) => refusal(outcome)?.code ?? 'done').sort()).toEqual(['CODE_WRONG', 'done']);
  });

  it('is done by a recovery code, once, however it is typed, and by no other account’s', async () => {
    const [own, other] = [await enrolled(), await enrolled('BANK')];
    const [recovery = '', next = ''] = own.recoveryCodes;
    const strange = await state(other.login);
    expect(refusal(await by(strange.viewer, 'RECOVERY_CODE', recovery))?.code).toBe('CODE_WRONG');
    const second = await state(own.login);
    value(await by(second.viewer, 'RECOVERY_CODE', ` ${recovery.toLowerCase().replace('-', ' ')} `));
    expect(await people.factors.card(second.viewer)).toMatchObject({ due: false, recoveryCodesLeft: 9 });
    const third = await state(own.login);
    expect(refusal(await by(third.viewer, 'RECOVERY_CODE', recovery))?.code).toBe('CODE_WRONG');
    value(await by(third.viewer, 'RECOVERY_CODE', next));
  });

  it('is closed after five wrong codes of whatever kind, for five minutes, also to the right one', async () => {
    const { login, secret, recoveryCodes: [recovery = ''] } = await enrolled();
    people.house.clock.moveBy(60_000);
    const second = await state(login);
    for (let n = 0; n < 5; n++) expect(refusal(await by(second.viewer, n % 2 === 0 ? 'TOTP' : 'RECOVERY_CODE', `00000${n}`))?.code).toBe('CODE_WRONG');
    expect(refusal(await by(second.viewer, 'TOTP', shown(secret)))).toMatchObject({ code: 'SECOND_FACTOR_TOO_OFTEN', params: { seconds: 300 } });
    expect(refusal(await by((await state(login)).viewer, 'RECOVERY_CODE', recovery))?.code).toBe('SECOND_FACTOR_TOO_OFTEN');
    people.house.clock.moveBy(300_000);
    value(await by(second.viewer, 'TOTP', shown(secret)));
  });

  it('cannot be the telephone that opened the session: the authenticator is asked, or the password', async () => {
    const officer = await enrolled();
    const phone = `1373510${String(++phones).padStart(4, '0')}`;
    const { viewer } = await again(officer.token);
    value(await people.phones.request(people.request(viewer), phone, PASSWORD));
    await deliver();
    value(await people.phones.verify(people.request(viewer), await box.code(phone)));
    people.house.clock.moveBy(60_000);
    value(await people.requestCode.run(people.request(ANONYMOUS), phone));
    await deliver();
    const { token } = value(await people.signInWithCode.run(people.request(ANONYMOUS), { phone, code: await box.code(phone) }));
    const half = await again(token);
    expect(half.state).toBe('HALFWAY');
    expect((await people.factors.card(half.viewer)).steps).toEqual(['TOTP', 'RECOVERY_CODE']);
    expect(refusal(await people.desk.requestCode(people.request(half.viewer), half.viewer))?.code).toBe('SECOND_STEP_NOT_OPEN');
    expect(refusal(await by(half.viewer, 'SMS', '123456'))).toMatchObject({ code: 'SECOND_STEP_NOT_OPEN', field: 'by' });
    value(await by(half.viewer, 'TOTP', shown(officer.secret)));

    // Without an authenticator, who holds the telephone alone sets up nothing.
    await people.house.rows('delete from organisation_totp where account_id = $1', [viewer.accountId]);
    people.house.clock.moveBy(60_000);
    value(await people.requestCode.run(people.request(ANONYMOUS), phone));
    await deliver();
    const alone = await again(value(await people.signInWithCode.run(people.request(ANONYMOUS), { phone, code: await box.code(phone) })).token);
    expect((await people.factors.card(alone.viewer)).steps).toEqual([]);
    expect(refusal(await people.enrol.run(people.request(alone.viewer), null))?.code).toBe('ENROL_BY_PASSWORD');
  });

  it('is kept when the person acts for another organisation, and is asked again at the next sign-in', async () => {
    const bureau = await people.founded({ kind: 'DEPARTMENT' });
    const other = await people.founded({ kind: 'DEPARTMENT', owner: { accountId: bureau.accountId, roles: ['OWNER'] } });
    const first = await state(bureau.login);
    const { secret } = value(await people.enrol.run(people.request(first.viewer), null));
    value(await people.confirm.run(people.request(first.viewer), shown(secret)));
    const switched = value(one(await people.actFor.run(people.request(first.viewer), [other.id])));
    expect((await again(switched.token)).state).toBe('VALID');
    expect((await state(bureau.login)).state).toBe('HALFWAY');
  });
});

describe('another authenticator', () => {
  it('counts once its first code came back, and the old one until then', async () => {
    const { login, secret: old, recoveryCodes: [recovery = ''], token } = await enrolled();
    const { viewer } = await again(token);
    expect(refusal(await people.enrol.run(people.request(viewer), null))).toMatchObject({ code: 'PASSWORD_NEEDED', field: 'password' });
    expect(refusal(await people.enrol.run(people.request(viewer), 'wrong password'))?.code).toBe('PASSWORD_WRONG');
    const { secret } = value(await people.enrol.run(people.request(viewer), PASSWORD));
    people.house.clock.moveBy(60_000);
    value(await by((await state(login)).viewer, 'TOTP', shown(old)));
    value(await people.confirm.run(people.request(viewer), shown(secret)));
    people.house.clock.moveBy(60_000);
    const second = await state(login);
    expect(refusal(await by(second.viewer, 'TOTP', shown(old)))?.code).toBe('CODE_WRONG');
    expect(refusal(await by(second.viewer, 'RECOVERY_CODE', recovery))?.code).toBe('CODE_WRONG');
    value(await by(second.viewer, 'TOTP', shown(secret)));
  });

  it('is not confirmed where none was offered, and not by a session that has steps open', async () => {
    const enterprise = await people.viewer((await people.founded()).login);
    expect(refusal(await people.confirm.run(people.request(enterprise), '123456'))?.code).toBe('AUTHENTICATOR_NOT_OFFERED');
    const { login, token } = await enrolled();
    const { secret } = value(await people.enrol.run(people.request((await again(token)).viewer), PASSWORD));
    const half = await state(login);
    expect(refusal(await people.confirm.run(people.request(half.viewer), shown(secret)))?.code).toBe('SECOND_FACTOR_REQUIRED');
    expect((await again(half.token)).state).toBe('HALFWAY');
  });
});
