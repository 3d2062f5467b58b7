import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer } from '../../../src/core/access/viewer.js';
import { ForgetCodes } from '../../../src/organisation/forget-codes.js';
import { organisationMessages } from '../../../src/organisation/index.js';
import { SendCodes } from '../../../src/organisation/send-codes.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import type { SmsAnswer } from '../../../src/platform/sms/sms-sender.port.js';
import { SmsSender } from '../../../src/platform/sms/sms-sender.port.js';
import { MORNING } from '../rooms/house.js';
import { code, one, PASSWORD, People, refusal, value } from './people.js';
import { SmsBox } from './sms-box.js';

let people: People;
let box: SmsBox;
let sending: SendCodes;
let phones = 0;
beforeAll(async () => {
  people = await People.open();
  box = await SmsBox.open();
  sending = sender(box.sender);
}, 60_000);
afterEach(() => people.house.clock.moveTo(MORNING));
afterAll(async () => {
  await box.close();
  await people.house.close();
});

const sender = (sms: SmsSender): SendCodes => new SendCodes(people.house.app, people.codes, sms, new MessageCatalogue([organisationMessages]), people.house.clock);
const newPhone = (): string => `1383510${String(++phones).padStart(4, '0')}`;
/** What the worker does with the events that were not handled yet. */
const deliver = async (by = sending): Promise<void> => by.handle(await people.house.outbox('CodeRequested'));
const ask = async (phone: string, address: string | null = null) => people.requestCode.run(people.request(ANONYMOUS), phone, { address, device: null });
const enter = async (phone: string, typed: string, address: string | null = null) => people.signInWithCode.run(people.request(ANONYMOUS), { phone, code: typed }, { address, device: 'Chrome · Windows' });

/** A person with a verified telephone. */
async function reachable(): Promise<{ phone: string; viewer: MemberViewer; login: string }> {
  const { login } = await people.founded();
  const [viewer, phone] = [await people.viewer(login), newPhone()];
  value(await people.phones.request(people.request(viewer), phone, PASSWORD));
  await deliver();
  value(await people.phones.verify(people.request(viewer), await box.code(phone)));
  people.house.clock.moveBy(60_000);
  return { phone, viewer, login };
}

const otherThan = (right: string): string => String((Number(right) + 1) % 1_000_000).padStart(6, '0');

describe('signing in by a code', () => {
  it('opens a session of the person whose telephone it is, by a code that is nowhere in the database', async () => {
    const { phone, viewer } = await reachable();
    value(await ask(` ${phone.slice(0, 3)} ${phone.slice(3)} `));
    await deliver();
    const sent = await box.code(phone);
    expect((await box.to(phone)).at(-1)).toMatchObject({ template: 'SMS_SIGN_IN_CODE', text: expect.stringContaining('5 分钟') });
    const dump = await people.house.rows<{ text: string }>(
      `select o::text as text from platform_outbox o union all select c::text from organisation_code c union all select a::text from platform_audit a`);
    expect(dump.filter(({ text }) => new RegExp(`(?<![0-9a-z])${sent}(?![0-9a-z])`).test(text))).toEqual([]);
    expect(dump.filter(({ text }) => text.includes(phone)).every(({ text }) => text.includes('cod_'))).toBe(true);
    const session = value(await enter(phone, ` ${sent.slice(0, 3)} ${sent.slice(3)} `));
    expect(await people.viewerOf(session.token)).toMatchObject({ accountId: viewer.accountId, organisationId: viewer.organisationId });
    expect(await people.house.rows('select device, first_factor, second_factor_at from organisation_session where id = $1', [session.id]))
      .toEqual([{ device: 'Chrome · Windows', first_factor: 'SMS', second_factor_at: null }]);
  });

  it('takes a code once, within five minutes, and only the newest', async () => {
    const { phone } = await reachable();
    value(await ask(phone));
    await deliver();
    const first = await box.code(phone);
    value(await enter(phone, first));
    expect(refusal(await enter(phone, first))).toMatchObject({ kind: 'INPUT', code: 'CODE_USED', field: 'code' });

    people.house.clock.moveBy(60_000);
    value(await ask(phone));
    await deliver();
    const second = await box.code(phone);
    expect(refusal(await enter(phone, first))?.code).toBe('CODE_WRONG');
    people.house.clock.moveBy(5 * 60_000 + 1);
    expect(refusal(await enter(phone, second))?.code).toBe('CODE_EXPIRED');
  });

  it('takes one of two that come at once', async () => {
    const { phone } = await reachable();
    value(await ask(phone));
    await deliver();
    const sent = await box.code(phone);
    const outcomes = await Promise.all([enter(phone, sent), enter(phone, sent)]);
    expect(outcomes.map((outcome) => refusal(outcome)?.code ?? 'open').sort()).toEqual(['CODE_USED', 'open']);
  });

  it('is void after five wrong tries, also for the right code, and for tries that come at once', async () => {
    const { phone } = await reachable();
    value(await ask(phone));
    await deliver();
    const sent = await box.code(phone);
    const tries = await Promise.all(Array.from({ length: 8 }, () => enter(phone, otherThan(sent))));
    const codes = tries.map((outcome) => refusal(outcome)?.code);
    expect(codes.filter((one) => one === 'CODE_WRONG')).toHaveLength(5);
    expect(codes.filter((one) => one === 'CODE_TRIES_SPENT')).toHaveLength(3);
    expect(refusal(await enter(phone, sent))?.code).toBe('CODE_TRIES_SPENT');
  });

  it('answers a stranger’s telephone like a known one, and sends it nothing', async () => {
    const { phone } = await reachable();
    const stranger = newPhone();
    const answers = [await ask(phone), await ask(stranger)].map((outcome) => ({ ...value(outcome), id: '' }));
    expect(answers[0]).toEqual(answers[1]);
    expect([refusal(await ask(phone)), refusal(await ask(stranger))]).toEqual([1, 2].map(() => ({ kind: 'STATE', code: 'CODE_TOO_OFTEN', field: 'phone', params: { seconds: 60 } })));
    await deliver();
    expect(await box.to(stranger)).toEqual([]);
    // Even who had the key could not come in by a telephone that is nobody's.
    const [row] = await people.house.rows<{ id: string }>('select id from organisation_code where phone = $1', [stranger]);
    for (const typed of ['000000', people.codes.codeOf(row?.id ?? '')]) expect(refusal(await enter(stranger, typed))?.code).toBe('CODE_WRONG');
    expect(refusal(await enter(newPhone(), '123456'))?.code).toBe('CODE_WRONG');
  });

  it.each(['', 'x', '12345', '0351-7654321', '13835100001; drop table', '1'.repeat(30)])('refuses %j as a telephone', async (phone) => {
    expect(refusal(await ask(phone))).toMatchObject({ code: 'PHONE_MALFORMED', field: 'phone' });
    expect(refusal(await enter(phone, '123456'))?.code).toBe('PHONE_MALFORMED');
  });

  it('sends a telephone one code a minute, five an hour and ten a day, whoever asks', async () => {
    const phone = newPhone();
    let [sent, asked] = [0, 0];
    for (let minutes = 0; minutes < 24 * 60; minutes += 10, asked++) {
      people.house.clock.moveTo(new Date(MORNING.getTime() + minutes * 60_000));
      if ((await ask(phone, `198.51.100.${asked % 250}`)).ok) sent++;
      if (minutes === 50) expect(sent).toBe(5);
    }
    expect(sent).toBe(10);
    people.house.clock.moveTo(new Date(MORNING.getTime() + 24 * 3_600_000 + 1));
    expect((await ask(phone)).ok).toBe(true);
  }, 60_000);

  it('asks of one address thirty codes an hour, and a hundred tries in a quarter', async () => {
    for (let n = 0; n < 30; n++) value(await ask(newPhone(), '198.51.100.251'));
    expect(refusal(await ask(newPhone(), '198.51.100.251'))).toMatchObject({ code: 'CODE_TOO_OFTEN_HERE', params: { seconds: 3_600 } });
    value(await ask(newPhone(), '198.51.100.252'));
    for (let n = 0; n < 100; n++) expect(refusal(await enter('13900000000', '123456', '198.51.100.253'))?.code).toBe('CODE_WRONG');
    expect(refusal(await enter('13900000000', '123456', '198.51.100.253'))?.code).toBe('SIGN_IN_TOO_OFTEN');
  }, 60_000);

  it('is closed to an account that was disabled', async () => {
    const { phone, viewer } = await reachable();
    value(await ask(phone));
    await deliver();
    await people.house.rows('update organisation_account set disabled_at = now() where id = $1', [viewer.accountId]);
    expect(refusal(await enter(phone, await box.code(phone)))?.code).toBe('CODE_WRONG');
  });
});

describe('the job that sends codes', () => {
  it('sends each once, however often it runs', async () => {
    const { phone } = await reachable();
    value(await ask(phone));
    const before = (await box.to(phone)).length;
    await Promise.all([deliver(), deliver()]);
    await deliver();
    expect(await box.to(phone)).toHaveLength(before + 1);
  });

  it('fails when the carrier may take the code later, having sent the others, and sends it then', async () => {
    const [one, other] = [await reachable(), await reachable()];
    value(await ask(one.phone));
    value(await ask(other.phone));
    const failing = sender(new Failing(box.sender, one.phone, { accepted: false, code: 'SMS_TRANSPORT_FAILED', retryable: true }));
    const before = (await box.to(one.phone)).length;
    await expect(deliver(failing)).rejects.toThrow('SMS_TRANSPORT_FAILED');
    value(await enter(other.phone, await box.code(other.phone)));
    expect(await box.to(one.phone)).toHaveLength(before);
    await deliver();
    value(await enter(one.phone, await box.code(one.phone)));
  });

  it('leaves what the carrier will never take, and what has expired', async () => {
    const [one, late] = [await reachable(), await reachable()];
    value(await ask(one.phone));
    await deliver(sender(new Failing(box.sender, one.phone, { accepted: false, code: 'SMS_NUMBER_MALFORMED', retryable: false })));
    value(await ask(late.phone));
    const before = [await box.to(one.phone), await box.to(late.phone)];
    people.house.clock.moveBy(5 * 60_000 + 1);
    await deliver();
    expect([await box.to(one.phone), await box.to(late.phone)]).toEqual(before);
  });

  it('is followed by one that forgets codes after a day', async () => {
    const phone = newPhone();
    value(await ask(phone));
    const left = async (): Promise<unknown[]> => people.house.rows('select id from organisation_code where phone = $1', [phone]);
    await new ForgetCodes(people.house.app, people.house.clock).handle();
    expect(await left()).toHaveLength(1);
    people.house.clock.moveBy(24 * 3_600_000 + 1);
    await new ForgetCodes(people.house.app, people.house.clock).handle();
    expect(await left()).toHaveLength(0);
  });
});

describe('a person’s own telephone', () => {
  it('is kept once its code came back, with the password typed again, and audited as the person’s own deed', async () => {
    const { organisation, login } = await people.founded();
    const [viewer, phone] = [await people.viewer(login), newPhone()];
    expect(refusal(await people.phones.request(people.request(viewer), phone, null))).toMatchObject({ code: 'PASSWORD_NEEDED', field: 'password' });
    expect(refusal(await people.phones.request(people.request(viewer), phone, 'wrong password'))).toMatchObject({ code: 'PASSWORD_WRONG', field: 'password' });
    value(await people.phones.request(people.request(viewer), phone, PASSWORD));
    await deliver();
    const sent = await box.code(phone);
    expect(refusal(await people.phones.verify(people.request(viewer), otherThan(sent)))?.code).toBe('CODE_WRONG');
    expect((await people.factors.card(viewer)).phone).toBeNull();
    value(await people.phones.verify(people.request(viewer), sent));
    expect((await people.factors.card(viewer)).phone).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    expect((await people.audited(viewer.accountId)).at(-1)).toEqual(['verifyPhone', organisation.id]);
  });

  it('is one account’s: who verifies the same number is told so after proving to hold it, and not before', async () => {
    const { phone } = await reachable();
    const viewer = await people.viewer((await people.founded()).login);
    value(await people.phones.request(people.request(viewer), phone, PASSWORD));
    await deliver();
    const sent = await box.code(phone);
    expect(refusal(await people.phones.verify(people.request(viewer), otherThan(sent)))?.code).toBe('CODE_WRONG');
    expect(refusal(await people.phones.verify(people.request(viewer), sent))).toMatchObject({ kind: 'CONFLICT', code: 'PHONE_TAKEN' });
    expect((await people.factors.card(viewer)).phone).toBeNull();
  });

  it('takes no code that another account asked for, and none that was for signing in', async () => {
    const { phone } = await reachable();
    const viewer = await people.viewer((await people.founded()).login);
    value(await ask(phone));
    await deliver();
    expect(refusal(await people.phones.verify(people.request(viewer), await box.code(phone)))?.code).toBe('CODE_WRONG');
  });

  it('stops asking for the password after ten wrong ones', async () => {
    const viewer = await people.viewer((await people.founded()).login);
    for (let n = 0; n < 10; n++) expect(refusal(await people.phones.request(people.request(viewer), newPhone(), `wrong ${n}`))?.code).toBe('PASSWORD_WRONG');
    expect(refusal(await people.phones.request(people.request(viewer), newPhone(), PASSWORD))).toMatchObject({ code: 'PASSWORD_TOO_OFTEN', params: { seconds: 900 } });
  }, 30_000);
});

describe('a new password', () => {
  it('ends the other sessions and lets the one that asked live on', async () => {
    const { login } = await people.founded();
    const [desk, pad] = [await people.open(login), await people.open(login)];
    const viewer = await people.viewerOf(desk.token);
    const changed = value(await people.changePassword.run(people.request(viewer), { currentPassword: PASSWORD, newPassword: '换设备就来对接平台' }));
    expect(changed.endedSessions).toBe(1);
    const states = await Promise.all([desk, pad].map(async ({ token }) => (await people.sessions.read(token, people.house.clock.now())).state));
    expect(states).toEqual(['VALID', 'REVOKED']);
    expect(code(await people.signIn.run(people.request(ANONYMOUS), [{ login, password: PASSWORD }]))).toBe('LOGIN_OR_PASSWORD_WRONG');
    value(one(await people.signIn.run(people.request(ANONYMOUS), [{ login, password: '换设备就来对接平台' }])));
  });

  it.each([
    ['wrong password', '换设备就来对接平台', 'PASSWORD_WRONG', 'currentPassword'],
    [PASSWORD, 'short', 'PASSWORD_LENGTH', 'newPassword'],
    [PASSWORD, 'aaaaaaaaaa', 'PASSWORD_TOO_PLAIN', 'newPassword'],
    [PASSWORD, PASSWORD, 'PASSWORD_UNCHANGED', 'newPassword'],
  ])('%s → %s is refused: %s', async (currentPassword, newPassword, wanted, field) => {
    const { login } = await people.founded();
    const [viewer, other] = [await people.viewer(login), await people.open(login)];
    expect(refusal(await people.changePassword.run(people.request(viewer), { currentPassword, newPassword }))).toMatchObject({ code: wanted, field });
    expect((await people.sessions.read(other.token, people.house.clock.now())).state).toBe('VALID');
    await people.open(login);
  });
});

/** The real transport, but for one telephone that it cannot reach now. */
class Failing extends SmsSender {
  constructor(private readonly real: SmsSender, private readonly phone: string, private readonly answer: SmsAnswer) {
    super();
  }

  send(message: Parameters<SmsSender['send']>[0]): Promise<SmsAnswer> {
    return message.to === this.phone ? Promise.resolve(this.answer) : this.real.send(message);
  }
}
