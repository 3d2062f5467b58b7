import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { Cadence } from '../../../src/core/notification/preference.js';
import { valueOf } from '../rooms/demand-room.js';
import { NotificationRoom, PUBLIC_URL } from './notification-room.js';

let room: NotificationRoom;
let buyer: MemberViewer;
let address: string;
let made = 0;
beforeAll(async () => { room = await NotificationRoom.open(); }, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  address = `buyer${++made}@example.com`;
  buyer = await room.told('EMAIL', address);
});

const choose = async (cadence: Cadence) => valueOf(await room.choosing.run(room.house.request(buyer), [{ scope: 'MEMBER', kinds: ['DEMAND'], channels: ['EMAIL'], cadence }]));
const recommended = (n = 1) => repeat(n, () => room.happens([buyer], {
  type: 'RecommendationMade', notice: { recipients: [buyer.organisationId], code: 'NOTICE_RECOMMENDATION_BUYER', params: { title: '破碎机', model: 'PE-750', className: '破碎机' } },
}));
const expired = (n = 1) => repeat(n, () => room.happens([buyer]));
const textsOf = async () => (await room.mails(address)).map((mail) => mail.text);
const waiting = async () => (await room.house.rows('select from notification_digest_item where subscriber_id = $1 and delivery_id is null', [buyer.memberId])).length;

async function repeat(n: number, tell: () => Promise<void>): Promise<void> {
  for (let k = 0; k < n; k++) await tell();
  await room.pump();
}

/** The next Monday, Tuesday … to come at a time of day in Shanghai. */
function until(time: string, weekday: number | null = null): void {
  const { clock } = room.house;
  for (let day = 0; ; day++) {
    const date = new Date(clock.now().getTime() + 8 * 3_600_000 + day * 86_400_000);
    const at = Date.parse(`${date.toISOString().slice(0, 10)}T${time}+08:00`);
    if (at > clock.now().getTime() && (weekday === null || date.getUTCDay() === weekday)) return void clock.moveBy(at - clock.now().getTime());
  }
}

async function swept(): Promise<void> {
  await room.sweep.handle();
  await room.pump();
}

describe('a digest', () => {
  it('gathers recommendations for a day when nothing was chosen: counts and a link, at nine', async () => {
    until('10:00:00');
    await recommended(3);
    await swept();
    expect(await textsOf()).toEqual([]);
    until('08:59:59');
    await swept();
    expect(await textsOf()).toEqual([]);
    until('09:00:00');
    await swept();
    expect(await textsOf()).toEqual([`每日汇总：推荐 3 条\n查看详情：${PUBLIC_URL}/notices`]);
  });

  it('counts each kind', async () => {
    await choose('DAILY');
    until('10:00:00');
    await recommended(2);
    await expired(1);
    until('09:00:00');
    await swept();
    expect(await textsOf()).toEqual([`每日汇总：推荐 2 条、需求 1 条\n查看详情：${PUBLIC_URL}/notices`]);
  });

  it('of a week goes out on Monday, beside that of the day', async () => {
    await choose('WEEKLY');
    until('10:00:00', 3);
    await expired(2);
    until('09:00:00');
    await swept();
    expect(await textsOf()).toEqual([]);
    until('08:00:00', 1);
    await recommended(1);
    await swept();
    until('09:00:00');
    await swept();
    expect((await textsOf()).sort()).toEqual([`每周汇总：需求 2 条\n查看详情：${PUBLIC_URL}/notices`, `每日汇总：推荐 1 条\n查看详情：${PUBLIC_URL}/notices`].sort());
  });

  it('goes out once, however many sweeps run at once and again', async () => {
    await recommended(5);
    until('09:00:00');
    await Promise.all(Array.from({ length: 4 }, () => room.sweep.handle()));
    await room.pump(3);
    await swept();
    await swept();
    expect(await textsOf()).toEqual([`每日汇总：推荐 5 条\n查看详情：${PUBLIC_URL}/notices`]);
    expect((await room.deliveries(buyer.memberId)).map(({ purpose, state }) => [purpose, state])).toEqual([['DIGEST', 'SENT']]);
  });

  it('goes out once when the worker is killed while it gathers', async () => {
    await recommended(2);
    until('09:00:00');
    // The sweep waits for this row within its transaction, and is killed there with its connection.
    const held = await hold();
    const sweeping = room.sweep.handle().then(() => 'done', () => 'killed');
    await killedWaiters();
    await held.release();
    expect(await sweeping).toBe('killed');
    expect([await waiting(), (await room.deliveries(buyer.memberId)).length]).toEqual([2, 0]);
    await swept();
    await swept();
    expect(await textsOf()).toEqual([`每日汇总：推荐 2 条\n查看详情：${PUBLIC_URL}/notices`]);
  });

  it('that is out takes nothing more: what came too late waits for the next', async () => {
    await recommended(1);
    until('09:00:00');
    await swept();
    // Planned a moment before nine, committed after the sweep.
    await recommended(1);
    const [sent] = await room.house.rows<{ about: string }>(`select about from notification_delivery where subscriber_id = $1`, [buyer.memberId]);
    await room.house.rows('update notification_digest_item set period = $2, due_at = $3 where subscriber_id = $1 and delivery_id is null', [buyer.memberId, sent?.about, room.house.clock.now()]);
    await swept();
    expect([(await textsOf()).length, await waiting()]).toEqual([1, 1]);
    until('09:00:00');
    await swept();
    expect([await textsOf(), await waiting()]).toEqual([Array.from({ length: 2 }, () => `每日汇总：推荐 1 条\n查看详情：${PUBLIC_URL}/notices`), 0]);
  });

  it('waits for the end of quiet hours', async () => {
    valueOf(await room.quieting.run(room.house.request(buyer), [{ scope: 'MEMBER', from: '22:00', to: '09:30' }]));
    until('10:00:00');
    await recommended(1);
    until('09:00:00');
    await swept();
    expect(await textsOf()).toEqual([]);
    until('09:30:00');
    await swept();
    expect(await textsOf()).toHaveLength(1);
  });

  it('that its channel does not take comes by the next one, whole', async () => {
    await room.robot(buyer);
    room.vendor = { status: 200, errcode: 93_000 };
    valueOf(await room.giving.run(room.house.request(buyer), [{ scope: 'ORGANISATION', channel: 'EMAIL', address: `office${made}@example.com` }]));
    valueOf(await room.confirming.run(room.house.request(buyer), [{ scope: 'ORGANISATION', channel: 'EMAIL', code: await room.codeOf(buyer.organisationId, 'EMAIL') }]));
    valueOf(await room.choosing.run(room.house.request(buyer), [{ scope: 'ORGANISATION', kinds: ['RECOMMENDATION'], channels: ['WECOM'], cadence: 'DAILY' }]));
    await room.pump();
    await recommended(4);
    until('09:00:00');
    await swept();
    expect((await room.mails(`office${made}@example.com`)).map((mail) => mail.text)).toEqual([`每日汇总：推荐 4 条\n查看详情：${PUBLIC_URL}/notices`]);
    expect((await room.deliveries(buyer.organisationId)).filter((one) => one.purpose === 'DIGEST').map(({ channel, state }) => `${channel} ${state}`)).toEqual(['WECOM FELL_BACK', 'EMAIL SENT']);
  });
});

it('receipts and digests of half a year ago are forgotten, and nothing that waits', async () => {
  await recommended(1);
  await expired(1);
  until('09:00:00');
  await swept();
  const DAY_MS = 86_400_000;
  const count = async () => [(await room.deliveries(buyer.memberId)).map(({ purpose }) => purpose), (await room.house.rows('select from notification_digest_item where subscriber_id = $1', [buyer.memberId])).length];
  room.house.clock.moveBy(179 * DAY_MS);
  await swept();
  expect(await count()).toEqual([['NOTICE', 'DIGEST'], 1]);
  await room.house.rows(
    `insert into notification_delivery (id, organisation_id, subscriber_id, channel, purpose, about, kind, state, due_at, created_at) values ($1, $2, $3, 'EMAIL', 'NOTICE', 'x', 'OTHER', 'QUEUED', $4, $5)`,
    [room.house.ids.next('noticeDelivery'), buyer.organisationId, buyer.memberId, new Date(room.house.clock.now().getTime() + 10 * DAY_MS), new Date(0)]);
  room.house.clock.moveBy(2 * DAY_MS);
  await swept();
  expect(await count()).toEqual([['NOTICE'], 0]);
  expect(await room.deliveries(buyer.memberId)).toMatchObject([{ state: 'QUEUED' }]);
});

/** Locks the digest items of the buyer from outside. */
async function hold(): Promise<{ release(): Promise<void> }> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => { release = resolve; });
  let locked: () => void = () => undefined;
  const isLocked = new Promise<void>((resolve) => { locked = resolve; });
  const { organisationId } = buyer;
  const holding = room.house.matcher.transaction({ organisationId, kind: 'SYSTEM', branch: '', approved: false }, async (tx) => {
    await tx.query('select from notification_digest_item where subscriber_id = $1 for update', [buyer.memberId]);
    locked();
    await released;
  });
  await isLocked;
  return { release: async () => { release(); await holding; } };
}

/** Ends every connection of this database that waits for a lock, as the death of its worker would. */
async function killedWaiters(): Promise<void> {
  for (;;) {
    const killed = await room.house.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`);
    if (killed.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
