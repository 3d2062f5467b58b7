import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { ATTEMPTS_MAX } from '../../../src/core/notification/receipt.js';
import { HOURLY_LIMIT } from '../../../src/core/notification/plan-delivery.js';
import { valueOf } from '../rooms/demand-room.js';
import { NotificationRoom, PUBLIC_URL } from './notification-room.js';

let room: NotificationRoom;
let buyer: MemberViewer;
let address: string;
let made = 0;
beforeAll(async () => { room = await NotificationRoom.open(); }, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  room.vendor = { status: 200, errcode: 0 };
  room.failed = [];
  address = `buyer${++made}@example.com`;
  buyer = await room.told('EMAIL', address);
  room.posted.splice(0);
});

const states = async (subscriberId: string) => (await room.deliveries(subscriberId)).filter((one) => one.purpose !== 'CODE').map(({ channel, state, code }) => `${channel} ${state}${code === null ? '' : ` ${code}`}`);

describe('a notice outside the platform', () => {
  it('is a mail that says what happened and where to read on', async () => {
    await room.happens([buyer]);
    await room.pump();
    const [notice] = await room.house.rows<{ id: string }>('select id from notification_notice where organisation_id = $1', [buyer.organisationId]);
    expect(await room.mails(address)).toEqual([{
      reference: expect.stringMatching(/^ndl_/), to: address,
      text: `需求「破碎机改造」的需求时间 2026-11-30 已过，未成交的行已终止；仍有需要请重新发布\n查看详情：${PUBLIC_URL}/notices/${notice?.id ?? ''}`,
    }]);
    expect(await states(buyer.memberId)).toEqual(['EMAIL SENT']);
  });

  it('goes to nobody whose address is not confirmed, nor to other organisations', async () => {
    const [unconfirmed, stranger] = [await room.member(), await room.told('EMAIL', 'stranger@example.com')];
    valueOf(await room.giving.run(room.house.request(unconfirmed), [{ scope: 'MEMBER', channel: 'EMAIL', address: 'nobody@example.com' }]));
    await room.happens([unconfirmed, buyer]);
    await room.pump();
    expect([await room.mails('nobody@example.com'), await room.mails('stranger@example.com'), await states(stranger.memberId)]).toEqual([[], [], []]);
    expect(await room.mails(address)).toHaveLength(1);
  });

  it('is sent once, however often and in whatever order its events come', async () => {
    for (let n = 0; n < 3; n++) await room.happens([buyer]);
    await room.pump(3);
    await room.house.rows('delete from platform_inbox');
    await room.pump();
    expect(await room.mails(address)).toHaveLength(3);
    expect(await states(buyer.memberId)).toEqual(['EMAIL SENT', 'EMAIL SENT', 'EMAIL SENT']);
  });

  it('that went out and whose receipt was lost with the worker is known by its reference', async () => {
    await room.happens([buyer]);
    const [before] = [await room.mails(address)];
    const crash = room.ledger.settle.bind(room.ledger);
    room.ledger.settle = () => Promise.reject(new Error('the worker died'));
    await room.pump();
    room.ledger.settle = crash;
    expect([before.length, (await room.mails(address)).length, await states(buyer.memberId)]).toEqual([0, 1, ['EMAIL QUEUED']]);
    await room.retry();
    expect(await states(buyer.memberId)).toEqual(['EMAIL QUEUED']);
    room.house.clock.moveBy(3 * 60_000);
    await Promise.all([room.sweep.handle(), room.sweep.handle()]);
    await room.pump();
    expect(await room.mails(address)).toHaveLength(1);
    expect(await room.deliveries(buyer.memberId)).toMatchObject([{ state: 'SENT', attempts: 2 }]);
  });

  it('whose job was lost is woken by the sweep', async () => {
    await room.happens([buyer]);
    await room.pump();
    await room.house.rows(`update notification_delivery set state = 'QUEUED', claimed_until = null where subscriber_id = $1`, [buyer.memberId]);
    await rm(join(room.folder, 'mail', `${(await room.mails(address))[0]?.reference ?? ''}.eml`));
    await room.sweep.handle();
    await room.pump();
    expect(await room.mails(address)).toEqual([]);
    room.house.clock.moveBy(20 * 60_000);
    await room.sweep.handle();
    await room.pump();
    expect(await room.mails(address)).toHaveLength(1);
  });
});

describe('a carrier that does not take a message', () => {
  beforeEach(() => room.robot(buyer));

  it('is tried again with the queue’s rests until it does, and once it has not again', async () => {
    room.vendor = { status: 502, errcode: 0 };
    await room.happens([buyer]);
    await room.pump();
    await room.retry();
    expect(await states(buyer.organisationId)).toEqual(['WECOM QUEUED ROBOT_HTTP_502']);
    room.vendor = { status: 200, errcode: 0 };
    await room.retry();
    await room.retry();
    expect(await room.deliveries(buyer.organisationId)).toMatchObject([{ state: 'DELIVERED', code: null, attempts: 3 }]);
    expect([room.failed, room.posted.length]).toEqual([[], 3]);
    expect(room.posted[0]).toContain('破碎机改造');
  });

  it('for good is stood in for by the next channel that has not had it', async () => {
    const { organisationId } = buyer;
    await confirm('SMS', '13800000001');
    await confirm('EMAIL', `office${made}@example.com`);
    room.vendor = { status: 200, errcode: 93_000 };
    await room.happens([buyer]);
    await room.pump(2);
    expect(await states(organisationId)).toEqual(['WECOM FELL_BACK ROBOT_ERROR_93000', 'EMAIL SENT', 'SMS SENT']);
    expect(await room.texts('13800000001')).toEqual([expect.stringMatching(/^需求「破碎机改造」.* 查看详情：https:\/\/duijie\.example\/notices\/ntc_\w+$/)]);
    expect(room.failed).toEqual([]);
  });

  it('too often is stood in for as well', async () => {
    await confirm('SMS', '13800000002');
    valueOf(await room.choosing.run(room.house.request(buyer), [{ scope: 'ORGANISATION', kinds: ['DEMAND'], channels: ['WECOM'], cadence: 'AT_ONCE' }]));
    room.vendor = { status: 500, errcode: 0 };
    await room.happens([buyer]);
    await room.pump();
    for (let n = 2; n <= ATTEMPTS_MAX; n++) await room.retry();
    expect(await states(buyer.organisationId)).toEqual(['WECOM FELL_BACK ROBOT_HTTP_500', 'SMS SENT']);
    expect([room.posted.length, room.failed]).toEqual([ATTEMPTS_MAX, []]);
  });

  it('and nothing stands in: the receipt says why', async () => {
    room.vendor = { status: 404, errcode: 0 };
    await room.happens([buyer]);
    await room.pump();
    expect(await states(buyer.organisationId)).toEqual(['WECOM FAILED ROBOT_HTTP_404']);
    expect(await states(buyer.memberId)).toEqual(['EMAIL SENT']);
  });

  it('does not hold up the others of its batch', async () => {
    const other = await room.told('EMAIL', `other${made}@example.com`);
    room.vendor = { status: 502, errcode: 0 };
    await room.happens([buyer, other]);
    await room.pump();
    expect([await states(buyer.organisationId), await states(buyer.memberId), await states(other.memberId)]).toEqual([['WECOM QUEUED ROBOT_HTTP_502'], ['EMAIL SENT'], ['EMAIL SENT']]);
  });

  /** A confirmed address of the organisation as a whole. */
  async function confirm(channel: 'SMS' | 'EMAIL', to: string): Promise<void> {
    valueOf(await room.giving.run(room.house.request(buyer), [{ scope: 'ORGANISATION', channel, address: to }]));
    valueOf(await room.confirming.run(room.house.request(buyer), [{ scope: 'ORGANISATION', channel, code: await room.codeOf(buyer.organisationId, channel) }]));
    await room.pump();
  }
});

describe('what changed while a message waited', () => {
  it('a member who left gets nothing, then and later', async () => {
    await room.house.rows('update organisation_member set disabled_at = now() where id = $1', [buyer.memberId]);
    for (let n = 0; n < 2; n++) {
      await room.happens([buyer]);
      await room.pump();
    }
    expect([await states(buyer.memberId), await room.mails(address)]).toEqual([['EMAIL FAILED MEMBER_LEFT'], []]);
  });

  it('an address that was taken away gets nothing, and nothing stands in for it', async () => {
    await room.told('SMS', '13800000003', buyer);
    valueOf(await room.choosing.run(room.house.request(buyer), [{ scope: 'MEMBER', kinds: ['DEMAND'], channels: ['EMAIL'], cadence: 'AT_ONCE' }]));
    await room.happens([buyer]);
    const begin = room.ledger.begin.bind(room.ledger);
    room.ledger.begin = async (...given) => {
      valueOf(await room.removing.run(room.house.request(buyer), [{ scope: 'MEMBER', channel: 'EMAIL' }]));
      room.ledger.begin = begin;
      return begin(...given);
    };
    await room.pump();
    expect([await states(buyer.memberId), await room.mails(address), await room.texts('13800000003')]).toEqual([['EMAIL FAILED ADDRESS_GONE'], [], []]);
  });

  it('an address sealed under a secret that was lost is stood in for', async () => {
    await room.robot(buyer);
    await room.house.rows(`update notification_contact set sealed_address = 'v1.AAAA' where subscriber_id = $1`, [buyer.organisationId]);
    await room.happens([buyer]);
    await room.pump();
    expect(await states(buyer.organisationId)).toEqual(['WECOM FAILED ADDRESS_UNREADABLE']);
  });
});

describe('quiet hours', () => {
  beforeEach(async () => {
    valueOf(await room.quieting.run(room.house.request(buyer), [{ scope: 'MEMBER', from: '22:00', to: '07:00' }]));
  });

  it('hold a notice until they end, then it is sent once', async () => {
    nextDay('23:30:00');
    await room.happens([buyer]);
    await room.pump();
    await room.sweep.handle();
    await room.pump();
    expect([await states(buyer.memberId), await room.mails(address)]).toEqual([['EMAIL QUEUED'], []]);
    nextDay('06:59:00');
    await room.sweep.handle();
    await room.pump();
    expect(await room.mails(address)).toEqual([]);
    room.house.clock.moveBy(60_000);
    await Promise.all([room.sweep.handle(), room.sweep.handle()]);
    await room.pump(2);
    expect([await states(buyer.memberId), (await room.mails(address)).length]).toEqual([['EMAIL SENT'], 1]);
  });

  it('let through what is urgent', async () => {
    nextDay('23:30:00');
    await room.happens([buyer], { type: 'OrganisationSuspended', notice: { recipients: [buyer.organisationId], code: 'NOTICE_ORGANISATION_SUSPENDED', params: { name: '某厂' } } });
    await room.pump();
    expect(await states(buyer.memberId)).toEqual(['EMAIL SENT']);
  });

  it('that begin while a message is tried again hold it, and no try is lost', async () => {
    nextDay('21:59:00');
    await rm(join(room.folder, 'mail'), { recursive: true });
    await room.happens([buyer]);
    await room.pump();
    expect(await states(buyer.memberId)).toEqual(['EMAIL QUEUED MAIL_TRANSPORT_FAILED']);
    await mkdir(join(room.folder, 'mail'));
    room.house.clock.moveBy(2 * 60_000);
    await room.retry();
    expect((await room.deliveries(buyer.memberId)).at(-1)).toMatchObject({ state: 'QUEUED', attempts: 1 });
    nextDay('07:00:00');
    await room.sweep.handle();
    await room.pump();
    expect([await states(buyer.memberId), (await room.mails(address)).length]).toEqual([['EMAIL SENT'], 1]);
  });

  /** The next time of day to come. */
  function nextDay(time: string): void {
    const now = room.house.clock.now().getTime();
    const today = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
    const wanted = Date.parse(`${today}T${time}+08:00`);
    room.house.clock.moveBy((wanted > now ? wanted : wanted + 86_400_000) - now);
  }
});

describe('push limits', () => {
  it('let so many through in an hour; the rest comes with the next digest, and the hour after is free again', async () => {
    for (let n = 0; n < HOURLY_LIMIT.EMAIL + 3; n++) await room.happens([buyer]);
    await room.pump(2);
    const waiting = () => room.house.rows('select from notification_digest_item where subscriber_id = $1 and delivery_id is null', [buyer.memberId]);
    expect([(await room.mails(address)).length, (await waiting()).length]).toEqual([HOURLY_LIMIT.EMAIL, 3]);
    room.house.clock.moveBy(3_600_001);
    await room.happens([buyer]);
    await room.pump();
    expect([(await room.mails(address)).length, (await waiting()).length]).toEqual([HOURLY_LIMIT.EMAIL + 1, 3]);
  });

  it('count the notices that quiet hours hold for the same moment', async () => {
    valueOf(await room.quieting.run(room.house.request(buyer), [{ scope: 'MEMBER', from: '00:00', to: '23:59' }]));
    for (let n = 0; n < HOURLY_LIMIT.EMAIL + 2; n++) await room.happens([buyer]);
    await room.pump();
    expect((await states(buyer.memberId)).filter((state) => state === 'EMAIL QUEUED')).toHaveLength(HOURLY_LIMIT.EMAIL);
  });
});
