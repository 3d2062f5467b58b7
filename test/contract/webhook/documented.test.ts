import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_FOLDER } from '../../../src/platform/config/project.js';
import { newWebhookSecret, webhookHeaders } from '../../../src/platform/webhook/sign-webhook.js';

type Received = (rawBody: string, headers: Readonly<Record<string, string>>, seen: Set<string>) => unknown;

const secret = newWebhookSecret();
const body = '{"type":"DemandClosed","data":{"id":"whd_1"}}';
const headersAt = (at: Date, with_ = secret, of = body) => webhookHeaders({ id: 'whd_1', at, body: of, secrets: [with_] });
const MINUTE_MS = 60_000;

let folder: string;
let received: Received;
/** The module as docs/webhooks.md shows it, beside the package that it imports. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duijie-'));
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(await readFile(join(PROJECT_FOLDER, 'docs/webhooks.md'), 'utf8')) ?? [];
  const [file, vendor] = [join(folder, 'receiver.mjs'), pathToFileURL(join(PROJECT_FOLDER, 'node_modules/standardwebhooks/dist/index.js')).href];
  await writeFile(file, code.replace("'standardwebhooks'", JSON.stringify(vendor)));
  process.env['WEBHOOK_SECRET'] = secret;
  ({ received } = await import(pathToFileURL(file).href) as { received: Received });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the receiver that the documents show', () => {
  it('takes a message once', () => {
    const seen = new Set<string>();
    expect(received(body, headersAt(new Date()), seen)).toEqual(JSON.parse(body));
    expect(received(body, headersAt(new Date()), seen)).toBeNull();
  });

  it.each<[what: string, body: string, headers: Readonly<Record<string, string>>]>([
    ['another body', body.replace('Closed', 'Published'), headersAt(new Date())],
    ['another secret', body, headersAt(new Date(), newWebhookSecret())],
    ['another id', body, { ...headersAt(new Date()), 'webhook-id': 'whd_2' }],
    ['a replay of six minutes ago', body, headersAt(new Date(Date.now() - 6 * MINUTE_MS))],
    ['a time to come', body, headersAt(new Date(Date.now() + 6 * MINUTE_MS))],
    ['an old message under a new time', body, { ...headersAt(new Date(Date.now() - 6 * MINUTE_MS)), 'webhook-timestamp': String(Math.floor(Date.now() / 1_000)) }],
    ['no id', body, { ...headersAt(new Date()), 'webhook-id': '' }],
    ['no time', body, { ...headersAt(new Date()), 'webhook-timestamp': '' }],
    ['no signature', body, { ...headersAt(new Date()), 'webhook-signature': '' }],
  ])('refuses %s', (_what, raw, headers) => {
    const seen = new Set<string>();
    expect(() => received(raw, headers, seen)).toThrow();
    expect(seen.size).toBe(0);
  });
});
