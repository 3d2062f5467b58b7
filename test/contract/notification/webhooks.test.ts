import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { BREAKER_AFTER } from '../../../src/core/notification/webhook-health.js';
import { AT_ONCE_TO_WEBHOOK } from '../../../src/core/notification/webhook-turns.js';
import { valueOf } from '../rooms/demand-room.js';
import { answering, hanging, Receiver } from '../webhook/receiver.js';
import { WebhookRoom } from './webhook-room.js';

let room: WebhookRoom;
let receiver: Receiver;
let buyer: MemberViewer;
beforeAll(async () => { [room, receiver] = [await WebhookRoom.open(), await Receiver.open()]; }, 60_000);
afterAll(() => Promise.all([room.house.close(), receiver.close()]));
beforeEach(async () => {
  receiver.behaviour = answering(200);
  buyer = await room.house.organisation();
});
afterEach(async () => {
  await room.house.rows('delete from notification_webhook');
  await room.house.rows('delete from notification_webhook_delivery');
  receiver.received.splice(0);
});

const idsOf = (from = receiver) => from.received.map(({ headers }) => headers['webhook-id']);

describe('an event', () => {
  it('comes signed and with ids alone', async () => {
    const { id, secret } = await room.webhook(buyer, receiver.url);
    const subjectId = await room.happens([buyer]);
    await room.pump();
    const [delivery] = await room.deliveries(id);
    expect(delivery).toMatchObject({ state: 'DELIVERED', attempts: 1, status_code: 200, code: null });
    expect(receiver.received).toHaveLength(1);
    const [message] = receiver.received;
    if (message === undefined) throw new Error('nothing came');
    expect(room.verified(message, secret)).toEqual({
      type: 'RecommendationMade', timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), data: { id: delivery?.id, subjectId, organisationId: buyer.organisationId },
    });
    expect(message.headers['webhook-id']).toBe(delivery?.id);
    expect(message.body).not.toMatch(/secret|13812345678|MG-7/);
  });

  it('comes to every webhook that asks for it, of the organisations that it names, and to no other', async () => {
    const [seller, stranger] = [await room.house.organisation(), await room.house.organisation()];
    const [one, two, unasked, sellers, strangers] = [
      await room.webhook(buyer, receiver.url), await room.webhook(buyer, receiver.url), await room.webhook(buyer, receiver.url, ['DemandPublished']),
      await room.webhook(seller, receiver.url), await room.webhook(stranger, receiver.url),
    ];
    await room.happens([buyer], { refs: { supplierId: seller.organisationId, lineId: stranger.organisationId } });
    await room.pump();
    const counts = await Promise.all([one, two, unasked, sellers, strangers].map(async ({ id }) => (await room.deliveries(id)).length));
    expect(counts).toEqual([1, 1, 0, 1, 0]);
    expect(new Set(idsOf()).size).toBe(3);
  });

  it('comes once, however often and in whatever order it is relayed', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    for (let n = 0; n < 3; n++) await room.happens([buyer]);
    await room.pump(3);
    await room.house.rows('delete from platform_inbox');
    await room.pump();
    expect([(await room.deliveries(id)).length, receiver.received.length]).toEqual([3, 3]);
  });

  it('of the platform’s own work comes to nobody, nor does anything to an organisation that is closed', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    await room.happens([buyer], { type: 'NoticePosted' });
    await room.house.rows(`update organisation set state = 'CLOSED' where id = $1`, [buyer.organisationId]);
    await room.happens([buyer]);
    await room.pump();
    expect(await room.deliveries(id)).toEqual([]);
  });
});

describe('a message that is not the platform’s', () => {
  it('is known by its receiver: another body, id or time, another secret, none at all, and one that was sent before', async () => {
    const { secret } = await room.webhook(buyer, receiver.url);
    await room.happens([buyer]);
    await room.pump();
    const [sent] = receiver.received;
    if (sent === undefined) throw new Error('nothing came');
    const other = (headers: Record<string, string>) => ({ ...sent, headers: { ...sent.headers, ...headers } });
    expect(room.verified(sent, secret)).not.toBeNull();
    expect(room.verified({ ...sent, body: sent.body.replace('RecommendationMade', 'DemandClosed') }, secret)).toBeNull();
    expect(room.verified(other({ 'webhook-id': 'whd_other' }), secret)).toBeNull();
    expect(room.verified(other({ 'webhook-timestamp': String(Number(sent.headers['webhook-timestamp']) + 1) }), secret)).toBeNull();
    expect(room.verified(sent, `whsec_${Buffer.alloc(32, 7).toString('base64')}`)).toBeNull();
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) expect(room.verified(other({ [name]: '' }), secret)).toBeNull();
    room.house.clock.moveBy(5 * 60_000 + 1_000);
    expect(room.verified(sent, secret)).toBeNull();
  });
});

describe('a receiver that fails', () => {
  it('is tried for 24 hours with growing rests, under one id, and then given up; its owner is told once', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    receiver.behaviour = answering(500);
    const start = room.house.clock.now().getTime();
    await room.happens([buyer]);
    await room.pump();
    const hours: number[] = [0];
    for (let minutes = 0; minutes < 26 * 60; minutes += 5) {
      const before = receiver.received.length;
      await room.later(5);
      if (receiver.received.length > before) hours.push((room.house.clock.now().getTime() - start) / 3_600_000);
    }
    expect(new Set(idsOf()).size).toBe(1);
    expect(hours.length).toBeGreaterThanOrEqual(11);
    expect(hours.length).toBeLessThanOrEqual(15);
    expect(hours.at(-1)).toBeCloseTo(24, 0);
    const [delivery] = await room.deliveries(id);
    expect(delivery).toMatchObject({ state: 'GIVEN_UP', attempts: receiver.received.length, status_code: 500, code: 'WEBHOOK_HTTP_500' });
    expect(await room.house.rows('select from notification_webhook_attempt where delivery_id = $1', [delivery?.id])).toHaveLength(receiver.received.length);
    expect(await room.notices(buyer)).toEqual(['NOTICE_WEBHOOK_PAUSED', 'NOTICE_WEBHOOK_GIVEN_UP']);
  }, 120_000);

  it('and comes back gets what waited', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    receiver.behaviour = answering(503);
    await room.happens([buyer]);
    await room.pump();
    expect((await room.deliveries(id))[0]).toMatchObject({ state: 'WAITING', attempts: 1, status_code: 503 });
    receiver.behaviour = answering(204);
    await room.later(2);
    expect((await room.deliveries(id))[0]).toMatchObject({ state: 'DELIVERED', attempts: 2, status_code: 204, code: null });
    expect(new Set(idsOf()).size).toBe(1);
  });

  it('and says when to come again is asked then and not before', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    receiver.behaviour = answering(429, { 'retry-after': '1800' });
    await room.happens([buyer]);
    await room.pump();
    await room.later(29);
    expect((await room.deliveries(id))[0]).toMatchObject({ state: 'WAITING', attempts: 1, status_code: 429 });
    receiver.behaviour = answering(503, { 'retry-after': new Date(room.house.clock.now().getTime() + 2 * 3_600_000).toUTCString() });
    await room.later(7);
    expect((await room.deliveries(id))[0]).toMatchObject({ state: 'WAITING', attempts: 2, status_code: 503 });
    receiver.behaviour = answering(500, { 'retry-after': '7200' });
    await room.later(110);
    expect((await room.deliveries(id))[0]).toMatchObject({ attempts: 2 });
    await room.later(12);
    expect((await room.deliveries(id))[0]).toMatchObject({ state: 'WAITING', attempts: 3, status_code: 500 });
    receiver.behaviour = answering(200);
    await room.later(19);
    expect((await room.deliveries(id))[0]).toMatchObject({ state: 'DELIVERED', attempts: 4 });
  });

  it('too often in a row is held back, tried now and then by one message, and let go on by its first success', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    receiver.behaviour = answering(500);
    for (let n = 0; n < 15; n++) await room.happens([buyer]);
    await room.pump();
    const failed = receiver.received.length;
    // Those that were under way when the tenth failed are counted, none begins after it.
    expect(failed).toBeGreaterThanOrEqual(BREAKER_AFTER);
    expect(failed).toBeLessThan(BREAKER_AFTER + AT_ONCE_TO_WEBHOOK);
    expect(await room.standing(id)).toEqual({ state: 'PAUSED_BY_BREAKER', failures: failed });
    await room.happens([buyer]);
    await room.pump();
    expect(receiver.received).toHaveLength(failed);
    await room.later(11);
    expect(receiver.received).toHaveLength(failed + 1);
    receiver.behaviour = answering(200);
    await room.later(31);
    await room.later(5);
    expect(await room.standing(id)).toEqual({ state: 'ACTIVE', failures: 0 });
    expect((await room.deliveries(id)).map((one) => one.state)).toEqual(Array.from({ length: 16 }, () => 'DELIVERED'));
    expect(await room.notices(buyer)).toEqual(['NOTICE_WEBHOOK_PAUSED']);
  });

  it('for longer than 24 hours loses what waited, and its owner is told', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    receiver.behaviour = answering(500);
    for (let n = 0; n < 12; n++) await room.happens([buyer]);
    await room.pump();
    await room.house.rows(`update notification_webhook set probe_at = $2 where id = $1`, [id, new Date(room.house.clock.now().getTime() + 30 * 3_600_000)]);
    await room.later(25 * 60);
    expect((await room.deliveries(id)).filter((one) => one.state === 'WAITING')).toHaveLength(12);
    await room.sweep();
    await room.sweep();
    expect(new Set((await room.deliveries(id)).map((one) => one.state))).toEqual(new Set(['GIVEN_UP']));
    expect(await room.notices(buyer)).toEqual(['NOTICE_WEBHOOK_PAUSED', 'NOTICE_WEBHOOK_GIVEN_UP']);
  });

  it('and answers 410 is sent nothing more, until its owner changes it', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    receiver.behaviour = answering(410);
    await room.happens([buyer]);
    await room.pump();
    await room.happens([buyer]);
    await room.pump();
    expect([(await room.standing(id)).state, (await room.deliveries(id)).map((one) => `${one.state} ${one.code ?? ''}`), receiver.received.length]).toEqual(['GONE', ['GIVEN_UP WEBHOOK_HTTP_410'], 1]);
    expect(await room.notices(buyer)).toEqual(['NOTICE_WEBHOOK_GONE']);
    receiver.behaviour = answering(200);
    valueOf(await room.revising.run(room.house.request(buyer), [{ webhookId: id, name: null, url: null, eventTypes: null, paused: false }]));
    await room.happens([buyer]);
    await room.pump();
    expect((await room.deliveries(id)).map((one) => one.state)).toEqual(['GIVEN_UP', 'DELIVERED']);
  });
});

describe('a slow receiver', () => {
  it('holds up nobody else, and at most so many messages are with it at once', async () => {
    const slow = await Receiver.open();
    slow.behaviour = hanging;
    const sluggish = await room.house.organisation();
    for (let n = 0; n < 3; n++) await room.webhook(sluggish, slow.url);
    const { id } = await room.webhook(buyer, receiver.url);
    for (let n = 0; n < 10; n++) await room.happens([sluggish]);
    for (let n = 0; n < 20; n++) await room.happens([buyer]);
    let whenOthersWere: number | null = null;
    receiver.behaviour = (response) => {
      if (receiver.received.length === 20) whenOthersWere = slow.received.length;
      response.writeHead(200).end();
    };
    await room.pump();
    expect((await room.deliveries(id)).filter((one) => one.state === 'DELIVERED')).toHaveLength(20);
    // All twenty were there before a second round of the hanging ones began.
    expect(whenOthersWere).toBeLessThanOrEqual(8);
    await slow.close();
  }, 30_000);
});

describe('a worker that is lost', () => {
  it('before it sent leaves the message to another, after a while', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    await room.happens([buyer]);
    receiver.behaviour = answering(500);
    await room.pump();
    room.house.clock.moveBy(2 * 60_000);
    expect(await room.ledger.begin(room.house.matcher, 32)).toHaveLength(1);
    receiver.behaviour = answering(200);
    await room.worker().handle([]);
    expect((await room.deliveries(id))[0]).toMatchObject({ state: 'WAITING', attempts: 2 });
    await room.later(1.1);
    expect((await room.deliveries(id))[0]).toMatchObject({ state: 'DELIVERED', attempts: 3 });
  });

  it('after it sent sends again, under the same id', async () => {
    const { id, secret } = await room.webhook(buyer, receiver.url);
    await room.happens([buyer]);
    await room.pump();
    await room.house.rows(`update notification_webhook_delivery set state = 'WAITING', settled_at = null, claimed_until = $2 where webhook_id = $1`, [id, new Date(room.house.clock.now().getTime() + 60_000)]);
    await room.later(2);
    expect(idsOf()).toEqual([idsOf()[0], idsOf()[0]]);
    const [, again] = receiver.received;
    expect(again === undefined ? null : room.verified(again, secret)).not.toBeNull();
  });

  it('is one of two: each message is sent once by them together', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    receiver.behaviour = answering(500);
    for (let n = 0; n < 9; n++) await room.happens([buyer]);
    await room.pump();
    receiver.received.splice(0);
    receiver.behaviour = answering(200);
    room.house.clock.moveBy(2 * 60_000);
    await Promise.all([room.worker().handle([]), room.worker().handle([]), room.later(0)]);
    await room.later(0);
    expect([receiver.received.length, new Set(idsOf()).size, (await room.deliveries(id)).every((one) => one.state === 'DELIVERED')]).toEqual([9, 9, true]);
  });
});
