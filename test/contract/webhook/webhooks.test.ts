import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { PROJECT_FOLDER } from '../../../src/platform/config/project.js';
import { readSettings } from '../../../src/platform/config/settings.js';
import { HttpsWebhooks } from '../../../src/platform/webhook/https-webhooks.js';
import { openWebhooks } from '../../../src/platform/webhook/open-webhooks.js';
import { newWebhookSecret } from '../../../src/platform/webhook/sign-webhook.js';
import type { WebhookMessage } from '../../../src/platform/webhook/webhooks.port.js';
import { answering, hanging, Receiver } from './receiver.js';

const TRIAL = { networks: [], localTrial: true };
const pem = (name: string): string => readFileSync(join(PROJECT_FOLDER, 'test/fixtures/webhook', name), 'utf8');

let receiver: Receiver;
let secure: Receiver;
beforeAll(async () => {
  [receiver, secure] = [await Receiver.open(), await Receiver.open({ key: pem('receiver.key.pem'), cert: pem('receiver.cert.pem') })];
});
afterAll(() => Promise.all([receiver.close(), secure.close()]));
afterEach(() => {
  for (const one of [receiver, secure]) one.received.splice(0);
  receiver.behaviour = answering(200);
});

const secret = newWebhookSecret();
const message = (changes: Partial<WebhookMessage> = {}): WebhookMessage => ({
  url: receiver.url, id: 'whd_1', at: new Date(), body: '{"type":"RecommendationMade","data":{"id":"whd_1"}}', secrets: [secret], ...changes,
});
const post = (changes: Partial<WebhookMessage> = {}, timeoutMs = 2_000) => new HttpsWebhooks(TRIAL, { timeoutMs }).post(message(changes));

describe('a message', () => {
  it('comes with the headers of Standard Webhooks, which its reference implementation verifies', async () => {
    expect(await post()).toEqual({ statusCode: 200, retryAfter: null, code: null, latencyMs: expect.any(Number) });
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
    expect([path, headers['content-type'], headers['webhook-id'], body]).toEqual(['/hook?key=1', 'application/json; charset=utf-8', 'whd_1', message().body]);
    expect(headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
  });

  it('is signed with the old secret as well while that still holds', async () => {
    const old = newWebhookSecret();
    await post({ secrets: [secret, old] });
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    for (const one of [secret, old]) expect(new Webhook(one).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers as Record<string, string>)).toThrow('No matching signature');
  });

  it('takes secrets of 256 bits, never the same twice', () => {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newWebhookSecret()).not.toBe(secret);
  });
});

describe('a receiver that', () => {
  it.each<[status: number, code: string | null]>([
    [200, null], [201, null], [204, null], [299, null], [304, 'WEBHOOK_HTTP_304'], [400, 'WEBHOOK_HTTP_400'], [404, 'WEBHOOK_HTTP_404'], [410, 'WEBHOOK_HTTP_410'], [429, 'WEBHOOK_HTTP_429'], [500, 'WEBHOOK_HTTP_500'], [503, 'WEBHOOK_HTTP_503'],
  ])('answers %s counts as %s', async (status, code) => {
    receiver.behaviour = (response) => void response.writeHead(status).end();
    expect(await post()).toMatchObject({ statusCode: status, code });
  });

  it('says when to come again is heard', async () => {
    receiver.behaviour = answering(503, { 'retry-after': '120' });
    expect(await post()).toMatchObject({ statusCode: 503, retryAfter: '120', code: 'WEBHOOK_HTTP_503' });
  });

  it('redirects is not followed', async () => {
    const elsewhere = await Receiver.open();
    for (const status of [301, 302, 307, 308]) {
      receiver.behaviour = answering(status, { location: elsewhere.url });
      expect(await post()).toMatchObject({ statusCode: status, code: `WEBHOOK_HTTP_${status}` });
    }
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  it('says nothing is given up in time', async () => {
    receiver.behaviour = hanging;
    const { latencyMs, ...answer } = await post({}, 300);
    expect(answer).toEqual({ statusCode: null, retryAfter: null, code: 'WEBHOOK_TIMEOUT' });
    expect(latencyMs).toBeGreaterThanOrEqual(250);
  });

  it('sends a huge answer, or a slow one without end, is not read on', async () => {
    const sent = { bytes: 0 };
    receiver.behaviour = (response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent.bytes += 65_536;
      };
      response.writeHead(200).on('drain', pour).on('error', () => undefined);
      pour();
    };
    expect(await post()).toMatchObject({ statusCode: 200, code: null });
    expect(sent.bytes).toBeLessThan(50_000_000);
    receiver.behaviour = (response) => {
      const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write('.')), 50);
      response.writeHead(200);
    };
    const { latencyMs, ...answer } = await post({}, 30_000);
    expect(answer).toEqual({ statusCode: 200, retryAfter: null, code: null });
    expect(latencyMs).toBeLessThan(10_000);
  });

  it.each<[what: string, behaviour: Receiver['behaviour']]>([
    ['breaks the connection', (response) => void response.socket?.resetAndDestroy()],
    ['speaks no HTTP', (response) => void response.socket?.end('what?\r\n\r\n')],
    ['answers with endless headers', (response) => void response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end()],
    ['wants another protocol', (response) => void response.writeHead(101, { connection: 'upgrade', upgrade: 'other' }).end()],
  ])('%s is unreachable', async (_what, behaviour) => {
    receiver.behaviour = behaviour;
    expect(await post()).toMatchObject({ statusCode: null, code: 'WEBHOOK_UNREACHABLE' });
  });

  it('is not there is unreachable', async () => {
    const gone = await Receiver.open();
    const { url } = gone;
    await gone.close();
    expect(await post({ url })).toMatchObject({ statusCode: null, code: 'WEBHOOK_UNREACHABLE' });
  });
});

describe('a certificate', () => {
  const named = (ca?: string) => new HttpsWebhooks(TRIAL, { timeoutMs: 2_000, resolve: () => Promise.resolve(['127.0.0.1']), ...(ca === undefined ? {} : { ca }) });
  const ca = pem('receiver.cert.pem');

  it('must be trusted and of that name', async () => {
    expect(await named(ca).post(message({ url: secure.at('receiver.example') }))).toMatchObject({ statusCode: 200, code: null });
    expect(await named().post(message({ url: secure.at('receiver.example') }))).toMatchObject({ statusCode: null, code: 'WEBHOOK_CERTIFICATE' });
    expect(await named(ca).post(message({ url: secure.at('other.example') }))).toMatchObject({ statusCode: null, code: 'WEBHOOK_CERTIFICATE' });
    expect(secure.received).toHaveLength(1);
  });
});

describe('an address inside the house', () => {
  const strict = (resolve?: (host: string) => Promise<readonly string[]>) => new HttpsWebhooks({ networks: [], localTrial: false }, { timeoutMs: 2_000, ...(resolve === undefined ? {} : { resolve }) });
  const refusedBy = async (webhooks: HttpsWebhooks, url: string) => [(await webhooks.check(url)).fault, (await webhooks.post(message({ url }))).code];

  it('is refused when it is given and when it is sent to, by number and by name', async () => {
    expect(await refusedBy(strict(), secure.url)).toEqual(['WEBHOOK_ADDRESS_PRIVATE', 'WEBHOOK_ADDRESS_PRIVATE']);
    expect(await refusedBy(strict(), secure.at('localhost'))).toEqual(['WEBHOOK_ADDRESS_PRIVATE', 'WEBHOOK_ADDRESS_PRIVATE']);
    expect(await refusedBy(strict(), secure.at('0x7f000001'))).toEqual(['WEBHOOK_ADDRESS_PRIVATE', 'WEBHOOK_ADDRESS_PRIVATE']);
    expect(await refusedBy(strict(), receiver.url)).toEqual(['WEBHOOK_URL_NOT_HTTPS', 'WEBHOOK_URL_NOT_HTTPS']);
    expect(secure.received).toEqual([]);
  });

  it('is refused where a name leads there beside a public one', async () => {
    const mixed = strict(() => Promise.resolve(['93.184.216.34', '127.0.0.1']));
    expect(await refusedBy(mixed, 'https://receiver.example/hook')).toEqual(['WEBHOOK_ADDRESS_PRIVATE', 'WEBHOOK_ADDRESS_PRIVATE']);
  });

  it('is refused where a name was public when it was given and leads there now', async () => {
    const answers = [['93.184.216.34'], ['127.0.0.1']];
    const rebound = strict(() => Promise.resolve(answers.shift() ?? []));
    expect(await refusedBy(rebound, 'https://receiver.example/hook')).toEqual([null, 'WEBHOOK_ADDRESS_PRIVATE']);
    expect(answers).toEqual([]);
  });

  it('is looked up once for a connection, which goes to what was judged', async () => {
    const asked: string[] = [];
    const allowed = new HttpsWebhooks({ networks: ['127.0.0.1/32'], localTrial: false }, {
      timeoutMs: 2_000, ca: pem('receiver.cert.pem'), resolve: (host) => { asked.push(host); return Promise.resolve(asked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1']); },
    });
    expect(await allowed.post(message({ url: secure.at('receiver.example') }))).toMatchObject({ statusCode: 200 });
    expect(asked).toEqual(['receiver.example']);
  });
});

describe('an address that is given', () => {
  const webhooks = new HttpsWebhooks({ networks: [], localTrial: false }, { resolve: (host) => (host === 'receiver.example' ? Promise.resolve(['93.184.216.34']) : Promise.reject(new Error('ENOTFOUND'))) });

  it.each<[given: string, checked: object]>([
    ['https://Receiver.EXAMPLE/a/../hook', { fault: null, url: 'https://receiver.example/hook' }],
    ['https://receiver.example:8443/hook?token=1', { fault: null, url: 'https://receiver.example:8443/hook?token=1' }],
    ['https://receiver.example:8080/hook', { fault: 'WEBHOOK_PORT_NOT_ALLOWED' }],
    ['https://nowhere.example/hook', { fault: 'WEBHOOK_HOST_UNKNOWN' }],
    ['http://receiver.example/hook', { fault: 'WEBHOOK_URL_NOT_HTTPS' }],
    ['javascript:alert(1)', { fault: 'WEBHOOK_URL_NOT_HTTPS' }],
    ['receiver.example/hook', { fault: 'WEBHOOK_URL_MALFORMED' }],
    ['', { fault: 'WEBHOOK_URL_MALFORMED' }],
    ['https://receiver.example/ho ok', { fault: 'WEBHOOK_URL_MALFORMED' }],
    ['https://receiver.example\\@127.0.0.1/', { fault: 'WEBHOOK_URL_MALFORMED' }],
    ['https://receiver.exa\nmple/', { fault: 'WEBHOOK_URL_MALFORMED' }],
    ['https://receiver.example@127.0.0.1/', { fault: 'WEBHOOK_URL_MALFORMED' }],
    [`https://receiver.example/${'x'.repeat(500)}`, { fault: 'WEBHOOK_URL_MALFORMED' }],
  ])('%.60j: %j', async (given, checked) => {
    expect(await webhooks.check(given)).toEqual(checked);
  });

  it('is judged by the settings', async () => {
    expect(await openWebhooks(readSettings({})).check(receiver.url)).toEqual({ fault: 'WEBHOOK_URL_NOT_HTTPS' });
    expect(await openWebhooks(readSettings({ DUIJIE_WEBHOOK_LOCAL_TRIAL: '1' })).check(receiver.url)).toEqual({ fault: null, url: receiver.url });
    expect(await openWebhooks(readSettings({ DUIJIE_WEBHOOK_NETWORKS: '127.0.0.0/8' })).check(secure.url)).toEqual({ fault: null, url: secure.url });
  });
});
