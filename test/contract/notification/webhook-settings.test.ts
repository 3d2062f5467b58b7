import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { answering, Receiver } from '../webhook/receiver.js';
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

describe('a secret', () => {
  it('is changed without a gap: for a day both sign, then the new one alone', async () => {
    const { id, secret } = await room.webhook(buyer, receiver.url);
    const { secret: fresh } = valueOf(await room.rotating.run(room.house.request(buyer), [id]));
    expect(fresh).not.toBe(secret);
    await room.happens([buyer]);
    await room.pump();
    room.house.clock.moveBy(24 * 3_600_000);
    await room.happens([buyer]);
    await room.pump();
    const [first, second] = receiver.received;
    if (first === undefined || second === undefined) throw new Error('nothing came');
    expect(String(first.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect([secret, fresh].map((one) => room.verified(second, one) !== null)).toEqual([false, true]);
    await room.sweep();
    expect(await room.house.rows('select sealed_old_secret, old_secret_until from notification_webhook where id = $1', [id])).toEqual([{ sealed_old_secret: null, old_secret_until: null }]);
  });

  it('is nowhere in clear, and a repeat under one key shows the same', async () => {
    const create = () => room.creating.run(room.house.request(buyer, { idempotencyKey: 'once' }), [{ name: 'ERP', url: receiver.url, eventTypes: ['DemandPublished'] }]);
    const [first, again] = [valueOf(await create()), valueOf(await create())];
    expect([again.id, again.secret]).toEqual([first.id, first.secret]);
    const kept = await room.house.rows<{ all: string }>(
      `select (select jsonb_agg(to_jsonb(w)) from notification_webhook w)::text || (select jsonb_agg(answer) from platform_idempotency)::text || (select jsonb_agg(to_jsonb(o)) from platform_outbox o)::text as all`);
    expect(kept[0]?.all).toContain(first.id);
    expect(kept[0]?.all).not.toContain(first.secret.slice(6, 30));
  });
});

describe('who keeps the organisation’s settings', () => {
  it('names an address of the public internet, and no more than ten', async () => {
    const create = (changes: object, viewer = buyer) => room.creating.run(room.house.request(viewer), [{ name: 'ERP', url: receiver.url, eventTypes: ['DemandPublished'], ...changes }]);
    expect(refusalOf(await create({ url: 'https://10.0.0.1/hook' }))).toMatchObject({ code: 'WEBHOOK_ADDRESS_PRIVATE', field: 'url' });
    expect(refusalOf(await create({ url: 'https://169.254.169.254/latest' }))).toMatchObject({ code: 'WEBHOOK_ADDRESS_PRIVATE' });
    expect(refusalOf(await create({ url: 'https://8.8.8.8:22/' }))).toMatchObject({ code: 'WEBHOOK_PORT_NOT_ALLOWED' });
    expect(refusalOf(await create({ url: 'hook' }))).toMatchObject({ code: 'WEBHOOK_URL_MALFORMED' });
    expect(refusalOf(await create({ name: '  ' }))).toMatchObject({ code: 'WEBHOOK_NAME_MISSING', field: 'name' });
    expect(refusalOf(await create({}, { ...buyer, roles: ['PURCHASING'] }))).toMatchObject({ code: 'ORGANISATION_SCOPE_OWNERS' });
    for (let n = 0; n < 10; n++) valueOf(await create({}));
    expect(refusalOf(await create({}))).toMatchObject({ code: 'WEBHOOKS_TOO_MANY' });
    expect(await room.house.rows('select from notification_webhook where organisation_id = $1', [buyer.organisationId])).toHaveLength(10);
  });

  it('pauses it and lets it go on: what happened meanwhile is sent then', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    const revise = (changes: object) => room.revising.run(room.house.request(buyer), [{ webhookId: id, name: null, url: null, eventTypes: null, paused: null, ...changes }]);
    expect(valueOf(await revise({ paused: true }))).toMatchObject({ state: 'PAUSED' });
    await room.happens([buyer]);
    await room.pump();
    expect(receiver.received).toEqual([]);
    expect(refusalOf(await room.testing.run(room.house.request(buyer), [id]))).toMatchObject({ code: 'WEBHOOK_NOT_ACTIVE' });
    expect(valueOf(await revise({ name: ' 新 ERP ', eventTypes: ['DemandClosed', 'DemandClosed'] }))).toMatchObject({ name: '新 ERP', state: 'PAUSED', eventTypes: ['DemandClosed'] });
    expect(refusalOf(await revise({ url: 'https://192.168.1.1/' }))).toMatchObject({ code: 'WEBHOOK_ADDRESS_PRIVATE' });
    expect(valueOf(await revise({ paused: false }))).toMatchObject({ state: 'ACTIVE' });
    await room.pump();
    expect(receiver.received).toHaveLength(1);
  });

  it('sends trials, a bounded number, and has what was settled sent again under its old id', async () => {
    const { id, secret } = await room.webhook(buyer, receiver.url);
    const trial = () => room.testing.run(room.house.request(buyer), [id]);
    const { id: deliveryId } = valueOf(await trial());
    const again = () => room.redelivering.run(room.house.request(buyer), [deliveryId]);
    expect(refusalOf(await again())).toMatchObject({ code: 'WEBHOOK_DELIVERY_WAITING' });
    await room.pump();
    expect(valueOf(await again())).toMatchObject({ id: deliveryId, state: 'WAITING', attempts: 1 });
    await room.pump();
    expect(idsOf()).toEqual([deliveryId, deliveryId]);
    const [message] = receiver.received;
    expect(message === undefined ? null : room.verified(message, secret)).toMatchObject({ type: 'WebhookTested', data: { id: deliveryId, subjectId: id } });
    for (let n = 1; n < 20; n++) valueOf(await trial());
    expect(refusalOf(await trial())).toMatchObject({ code: 'WEBHOOK_TRIALS_USED_UP' });
  });

  it('touches those of no other organisation', async () => {
    const { id } = await room.webhook(buyer, receiver.url);
    const { id: deliveryId } = valueOf(await room.testing.run(room.house.request(buyer), [id]));
    await room.pump();
    const request = room.house.request(await room.house.organisation());
    for (const refused of [
      await room.revising.run(request, [{ webhookId: id, name: null, url: null, eventTypes: null, paused: true }]), await room.removing.run(request, [id]), await room.rotating.run(request, [id]),
      await room.testing.run(request, [id]), await room.redelivering.run(request, [deliveryId]),
    ]) expect(refusalOf<unknown>(refused)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await room.standing(id)).toMatchObject({ state: 'ACTIVE' });
  });

  it('removes one with all that waits for it; the sweep takes the rest, and what is older than a month', async () => {
    const [gone, kept] = [await room.webhook(buyer, receiver.url), await room.webhook(buyer, receiver.url)];
    await room.happens([buyer]);
    receiver.behaviour = answering(500);
    await room.pump();
    receiver.behaviour = answering(200);
    valueOf(await room.removing.run(room.house.request(buyer), [gone.id]));
    receiver.received.splice(0);
    await room.later(2);
    expect(receiver.received).toHaveLength(1);
    await room.sweep();
    expect([(await room.deliveries(gone.id)).length, (await room.deliveries(kept.id)).length]).toEqual([0, 1]);
    room.house.clock.moveBy(31 * 86_400_000);
    await room.sweep();
    expect([(await room.deliveries(kept.id)).length, (await room.house.rows('select from notification_webhook_attempt')).length]).toEqual([0, 0]);
  });
});
