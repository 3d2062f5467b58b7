import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer } from '../../../src/core/access/viewer.js';
import { CODE_LIFE_MS, CODE_REST_MS, CODE_TRIES, CODES_A_DAY, CODES_AN_HOUR } from '../../../src/core/notification/contact.js';
import type { Scope } from '../../../src/core/notification/preference.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { NotificationRoom, WECOM_URL } from './notification-room.js';

let room: NotificationRoom;
let buyer: MemberViewer;
let address: string;
let made = 0;
beforeAll(async () => { room = await NotificationRoom.open(); }, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  address = `person${++made}@example.com`;
  buyer = await room.member();
});

const give = (to = address, viewer = buyer, scope: Scope = 'MEMBER') => room.giving.run(room.house.request(viewer), [{ scope, channel: to.includes('@') ? 'EMAIL' : 'SMS', address: to }]);
const confirm = (code: string, viewer = buyer) => room.confirming.run(room.house.request(viewer), [{ scope: 'MEMBER', channel: 'EMAIL', code }]);
const contacts = (viewer = buyer) => room.house.rows<{ channel: string; masked: string; confirmed: boolean }>(
  'select channel, masked, confirmed_at is not null as confirmed from notification_contact where subscriber_id in ($1, $2) order by channel', [viewer.memberId, viewer.organisationId]);
const codes = (to: string) => room.codesTo(to);
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('the address that notices go to', () => {
  it('gets a code, and is confirmed by it', async () => {
    valueOf(await give(` ${address.toUpperCase()} `));
    await room.pump(2);
    const code = await room.codeOf(buyer.memberId, 'EMAIL');
    expect(await codes(address)).toEqual([expect.stringContaining(`验证码 ${code}，`)]);
    expect(await contacts()).toEqual([{ channel: 'EMAIL', masked: 'p***@example.com', confirmed: false }]);
    valueOf(await confirm(` ${code} `));
    expect(await contacts()).toMatchObject([{ confirmed: true }]);
    valueOf(await confirm('whatever'));
    expect(await contacts()).toMatchObject([{ confirmed: true }]);
  });

  it('by text message is the same', async () => {
    valueOf(await give('+86 138 0000 0009'));
    await room.pump();
    expect(await contacts()).toEqual([{ channel: 'SMS', masked: '138****0009', confirmed: false }]);
    expect(await codes('13800000009')).toEqual([expect.stringContaining(await room.codeOf(buyer.memberId, 'SMS'))]);
  });

  it.each([['a@b', 'EMAIL_MALFORMED'], ['12345678', 'MOBILE_MALFORMED'], ['0351-3046789', 'MOBILE_MALFORMED']])('%s is refused by name', async (to, code) => {
    expect(refusalOf(await give(to))).toEqual({ code, field: 'address' });
    expect(await contacts()).toEqual([]);
  });

  it('lies nowhere as it was typed, and neither does its code', async () => {
    valueOf(await give());
    await room.pump();
    const code = await room.codeOf(buyer.memberId, 'EMAIL');
    const tables = await room.house.rows<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
    const everything = JSON.stringify(await Promise.all(tables.map(({ name }) => room.house.rows(`select * from ${name}`))));
    expect(everything).toContain('p***@example.com');
    expect(everything).not.toContain(address);
    expect(everything).not.toContain(`"${code}"`);
  });

  it('is not confirmed by guessing: after some wrong codes the right one is worth nothing', async () => {
    valueOf(await give());
    const code = await room.codeOf(buyer.memberId, 'EMAIL');
    for (let n = 0; n < CODE_TRIES; n++) expect(refusalOf(await confirm(wrong(code)))).toEqual({ code: 'CONTACT_CODE_WRONG', field: 'code' });
    expect(refusalOf(await confirm(code))).toEqual({ code: 'CONTACT_CODE_EXPIRED', field: 'code' });
    expect(await contacts()).toMatchObject([{ confirmed: false }]);
  });

  it('is not confirmed late, nor by the code of another address', async () => {
    valueOf(await give());
    const first = await room.codeOf(buyer.memberId, 'EMAIL');
    room.house.clock.moveBy(CODE_REST_MS);
    valueOf(await give(`new.${address}`));
    expect(refusalOf(await confirm(first))).toEqual({ code: 'CONTACT_CODE_WRONG', field: 'code' });
    room.house.clock.moveBy(CODE_LIFE_MS);
    expect(refusalOf(await confirm(await room.codeOf(buyer.memberId, 'EMAIL')))).toEqual({ code: 'CONTACT_CODE_EXPIRED', field: 'code' });
    expect(refusalOf(await confirm('000000', await room.member()))).toEqual({ code: 'NOT_FOUND', field: 'channel' });
  });

  it('stays confirmed when it is given again, and another has to be confirmed anew', async () => {
    await room.told('EMAIL', address, buyer);
    valueOf(await give());
    expect(await contacts()).toMatchObject([{ confirmed: true }]);
    room.house.clock.moveBy(CODE_REST_MS);
    valueOf(await give(`new.${address}`));
    expect(await contacts()).toMatchObject([{ confirmed: false }]);
  });
});

describe('codes', () => {
  it('come a minute apart', async () => {
    valueOf(await give());
    room.house.clock.moveBy(CODE_REST_MS - 1_500);
    expect(refusalOf(await give())).toEqual({ code: 'CONTACT_CODE_JUST_SENT', field: 'address' });
    room.house.clock.moveBy(1_500);
    valueOf(await give());
  });

  it('flood no address, whoever asks', async () => {
    for (let n = 0; n < CODES_AN_HOUR + 2; n++) valueOf(await give('13800000010', await room.member()));
    await room.pump();
    expect(await codes('13800000010')).toHaveLength(CODES_AN_HOUR);
    expect(await room.house.rows(`select from notification_delivery where code = 'TOO_MANY_CODES'`)).toHaveLength(2);
  });

  it('are so many a day for an organisation', async () => {
    for (let n = 0; n < CODES_A_DAY; n++) {
      valueOf(await give(`many${n}@example.com`));
      room.house.clock.moveBy(CODE_REST_MS);
      await room.pump();
    }
    expect(refusalOf(await give())).toEqual({ code: 'CONTACT_CODES_USED_UP', field: 'address' });
    room.house.clock.moveBy(86_400_000);
    valueOf(await give());
  }, 30_000);
});

describe('the organisation as a whole', () => {
  it('is told as its owner says, and nobody else', async () => {
    const clerk = { ...buyer, roles: ['CATALOGUE'] as const };
    const request = room.house.request(clerk);
    for (const outcomes of [
      await give(address, clerk, 'ORGANISATION'),
      await room.placing.run(request, [{ url: WECOM_URL, signingSecret: null }]),
      await room.choosing.run(request, [{ scope: 'ORGANISATION', kinds: ['DEMAND'], channels: [], cadence: 'OFF' }]),
      await room.quieting.run(request, [{ scope: 'ORGANISATION', from: '22:00', to: '07:00' }]),
      await room.removing.run(request, [{ scope: 'ORGANISATION', channel: 'EMAIL' }]),
    ]) expect(refusalOf(outcomes)).toEqual({ code: 'ORGANISATION_SCOPE_OWNERS', field: 'scope' });
    expect(refusalOf(await room.quieting.run(room.house.request(ANONYMOUS), [{ scope: 'MEMBER', from: '22:00', to: '07:00' }]))).toEqual({ code: 'NOT_FOUND', field: 'scope' });
    expect([await contacts(), await room.house.rows('select from notification_preference where organisation_id = $1', [buyer.organisationId])]).toEqual([[], []]);
  });

  it('has a robot of each vendor, sealed, and another in its place later', async () => {
    const place = (url: string, signingSecret: string | null = null) => room.placing.run(room.house.request(buyer), [{ url, signingSecret }]);
    valueOf(await place(WECOM_URL));
    valueOf(await place('https://oapi.dingtalk.com/robot/send?access_token=token12345678', 'SEC-canary'));
    valueOf(await place(`${WECOM_URL}-2`));
    expect(await contacts()).toEqual([{ channel: 'DINGTALK', masked: '***5678', confirmed: true }, { channel: 'WECOM', masked: '***up-2', confirmed: true }]);
    expect(JSON.stringify(await room.house.rows('select * from notification_contact'))).not.toMatch(/key-of-a-group|token1234|SEC-canary/);
    expect(refusalOf(await place('https://10.0.0.1/cgi-bin/webhook/send?key=key-of-a-group'))).toEqual({ code: 'ROBOT_URL_UNKNOWN', field: 'url' });
    expect(refusalOf(await place(WECOM_URL, 'SEC'))).toEqual({ code: 'ROBOT_SIGNS_NOTHING', field: 'signingSecret' });
    valueOf(await room.removing.run(room.house.request(buyer), [{ scope: 'ORGANISATION', channel: 'WECOM' }]));
    expect(refusalOf(await room.removing.run(room.house.request(buyer), [{ scope: 'ORGANISATION', channel: 'WECOM' }]))).toEqual({ code: 'NOT_FOUND', field: 'channel' });
    expect(await contacts()).toMatchObject([{ channel: 'DINGTALK' }]);
  });
});
