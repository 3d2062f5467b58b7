import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { answering, Receiver } from '../contract/webhook/receiver.js';
import { aDemand, aProduct } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

const SECRET = 'WebhookSecret { secret webhook { id name url eventTypes state failures } }';

let house: RunningHouse;
let registry: Registry;
let receiver: Receiver;
let buyer: Member;
let seller: Member;
let webhookId: string;
let secret: string;
beforeAll(async () => {
  receiver = await Receiver.open();
  house = await runHouse(['market', 'worker'], { DUIJIE_WEBHOOK_LOCAL_TRIAL: '1' });
  registry = await Registry.open(house, house.market);
  [buyer, seller] = [await registry.member(), await registry.member()];
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
  await receiver.close();
});

/** Messages of one event that came so far, verified as their receiver would. */
const came = (type: string) => receiver.received.flatMap(({ headers, body }) => {
  const message = new Webhook(secret).verify(body, headers as Record<string, string>) as { type: string; data: { id: string; subjectId: string; organisationId: string } };
  return message.type === type ? [message] : [];
});
const deliveries = async (as: Member) => (await house.market.ask<{ webhookDeliveries: { nodes: { eventType: string; state: string; attempts: number; statusCode: number | null; attemptLog: object[] }[] } }>(
  '{ webhookDeliveries(first: 50) { nodes { eventType state attempts statusCode code latencyMs nextAttemptAt attemptLog { number statusCode code latencyMs } } } }', {}, as)).webhookDeliveries.nodes;

describe('a webhook', () => {
  it('is created with a secret that is shown once', async () => {
    const created = await house.market.done<{ secret: string; webhook: { id: string } }>('createWebhook', { name: 'ERP', url: receiver.url, eventTypes: ['RecommendationMade', 'DemandPublished'] }, SECRET, buyer);
    expect(created).toMatchObject({ secret: expect.stringMatching(/^whsec_/), webhook: { name: 'ERP', url: receiver.url, eventTypes: ['DemandPublished', 'RecommendationMade'], state: 'ACTIVE', failures: 0 } });
    [webhookId, secret] = [created.webhook.id, created.secret];
    expect(await house.market.ask('{ webhooks { nodes { id } } }', {}, buyer)).toEqual({ webhooks: { nodes: [{ id: webhookId }] } });
    expect(await house.market.ask('{ webhooks { nodes { id } } }', {}, seller)).toEqual({ webhooks: { nodes: [] } });
  }, 60_000);

  it('is told of a demand and of its recommendation, signed, with ids that its owner may read', async () => {
    const demand = await aDemand(house.market, buyer, { title: '更新采煤机 张工 13812345678', budgetCny: '7654321' });
    await aProduct(house.market, seller, { priceCny: '4567890.00' });
    await house.until('the recommendation came', () => came('RecommendationMade').length > 0, 40_000);
    expect(came('DemandPublished').map(({ data }) => data.subjectId)).toEqual([demand.id]);
    const [made] = came('RecommendationMade');
    const { recommendation } = await house.market.ask<{ recommendation: { id: string } | null }>('query ($id: ID!) { recommendation(id: $id) { id } }', { id: made?.data.subjectId }, buyer);
    expect(recommendation?.id).toBe(made?.data.subjectId);
    expect(JSON.stringify(receiver.received)).not.toMatch(/13812345678|7654321|4567890|采煤机/);
    await house.until('its delivery is written', async () => (await deliveries(buyer)).every((one) => one.state === 'DELIVERED'));
    expect((await deliveries(buyer)).find((one) => one.eventType === 'RecommendationMade')).toMatchObject({ attempts: 1, statusCode: 200, attemptLog: [{ number: 1, statusCode: 200, code: null }] });
    expect(await deliveries(seller)).toEqual([]);
  }, 90_000);

  it('gets what happened while its receiver failed and the worker fell, once that works', async () => {
    receiver.received.splice(0);
    receiver.behaviour = answering(500);
    await house.market.done('sendTestEvent', { webhookId }, 'WebhookDelivery { id }', buyer);
    await house.until('it was tried', () => receiver.received.length === 1);
    await house.kill('worker');
    receiver.behaviour = answering(200);
    const demand = await aDemand(house.market, buyer);
    await house.start('worker');
    await house.until('the demand came', () => came('DemandPublished').some(({ data }) => data.subjectId === demand.id), 60_000);
    await house.until('the trial came again', () => came('WebhookTested').length >= 2, 150_000);
    expect(new Set(came('WebhookTested').map(({ data }) => data.id)).size).toBe(1);
    expect(house.faults).toEqual([]);
  }, 300_000);
});

describe('an address inside the house', () => {
  it('is refused with a sentence that says what to do', async () => {
    const { createWebhook: refusal } = await house.market.ask<{ createWebhook: { code: string; field: string; message: string } }>(
      'mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { __typename ... on Refusal { code field message } } }',
      { input: { name: 'ERP', url: 'https://169.254.169.254/latest', eventTypes: ['DemandPublished'] } }, buyer);
    expect(refusal).toMatchObject({ code: 'WEBHOOK_ADDRESS_PRIVATE', field: 'url', message: expect.stringContaining('公网') });
  });
});
