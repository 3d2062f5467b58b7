import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../../src/platform/config/settings.js';
import { openRobots } from '../../../src/platform/robot/open-robots.js';
import type { RobotMessage } from '../../../src/platform/robot/robots.port.js';
import { WebhookRobots } from '../../../src/platform/robot/webhook-robots.js';

const message = (changes: Partial<RobotMessage> = {}): RobotMessage =>
  ({ vendor: 'WECOM', key: 'key-of-a-group', signingSecret: null, title: '对接', text: '您的需求「破碎机」有新的推荐', reference: 'ndl_1', ...changes });

interface Posted {
  readonly url: URL;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

describe('robots by webhook', () => {
  let server: Server;
  let posted: Posted[];
  /** What the stand-in of the vendors answers; null: nothing at all. */
  let answer: { readonly status: number; readonly body: string; readonly headers?: Record<string, string> } | null;
  let robots: WebhookRobots;

  beforeEach(async () => {
    posted = [];
    answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };
    server = createServer((request, response) => void bodyOf(request).then((body) => {
      posted.push({ url: new URL(request.url ?? '', 'http://vendor'), contentType: request.headers['content-type'], body: JSON.parse(body) });
      if (answer !== null) response.writeHead(answer.status, answer.headers).end(answer.body);
    }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    robots = new WebhookRobots({ vendors: { WECOM: base, DINGTALK: base }, timeoutMs: 300 });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('post what 企业微信 takes', async () => {
    expect(await robots.post(message())).toEqual({ accepted: true, delivered: true });
    expect(posted).toMatchObject([{ contentType: 'application/json', body: { msgtype: 'text', text: { content: '您的需求「破碎机」有新的推荐' } } }]);
    expect(`${posted[0]?.url.pathname}${posted[0]?.url.search}`).toBe('/cgi-bin/webhook/send?key=key-of-a-group');
  });

  it('post what 钉钉 takes, signed by its secret', async () => {
    expect(await robots.post(message({ vendor: 'DINGTALK', signingSecret: 'SEC123', text: '一 *二*\nhttps://a.example/n_1' }))).toEqual({ accepted: true, delivered: true });
    const [{ url, body } = { url: new URL('http://none'), body: null }] = posted;
    expect(body).toEqual({ msgtype: 'markdown', markdown: { title: '对接', text: '一 \\*二\\*  \nhttps://a.example/n\\_1' } });
    expect(url.pathname).toBe('/robot/send');
    const timestamp = url.searchParams.get('timestamp') ?? '';
    expect(Math.abs(Number(timestamp) - Date.now())).toBeLessThan(60_000);
    expect(url.searchParams.get('access_token')).toBe('key-of-a-group');
    expect(url.searchParams.get('sign')).toBe(createHmac('sha256', 'SEC123').update(`${timestamp}\nSEC123`, 'utf8').digest('base64'));
  });

  it('sign nothing for a robot of 钉钉 without a secret', async () => {
    await robots.post(message({ vendor: 'DINGTALK' }));
    expect(posted[0]?.url.search).toBe('?access_token=key-of-a-group');
  });

  it('keep within the bytes that the vendors take', async () => {
    await robots.post(message({ text: '破'.repeat(3_000) }));
    const { text } = posted[0]?.body as { text: { content: string } };
    expect(Buffer.byteLength(text.content)).toBeLessThanOrEqual(2_048);
    expect(text.content).toMatch(/^破+…$/);
  });

  it.each<[what: string, answered: typeof answer, code: string, retryable: boolean]>([
    ['an unknown key', { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }, 'ROBOT_ERROR_93000', false],
    ['a wrong signature', { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' }, 'ROBOT_ERROR_310000', false],
    ['too many in a minute', { status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }, 'ROBOT_ERROR_45009', true],
    ['trouble of the vendor', { status: 502, body: '<html>' }, 'ROBOT_HTTP_502', true],
    ['a wrong address', { status: 404, body: '' }, 'ROBOT_HTTP_404', false],
    ['a page of somebody in between', { status: 200, body: '<html>sign in</html>' }, 'ROBOT_ANSWER_UNREADABLE', true],
    ['an endless answer', { status: 200, body: ' '.repeat(100_000) }, 'ROBOT_ANSWER_UNREADABLE', true],
    ['a way elsewhere, which is not taken', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }, 'ROBOT_UNREACHABLE', true],
    ['no answer in time', null, 'ROBOT_UNREACHABLE', true],
  ])('meet %s', async (_what, answered, code, retryable) => {
    answer = answered;
    expect(await robots.post(message())).toEqual({ accepted: false, code, retryable });
    expect(posted).toHaveLength(1);
  });

  it('meet nobody there', async () => {
    const nowhere = new WebhookRobots({ vendors: { WECOM: 'http://127.0.0.1:1', DINGTALK: 'http://127.0.0.1:1' } });
    expect(await nowhere.post(message())).toEqual({ accepted: false, code: 'ROBOT_UNREACHABLE', retryable: true });
  });
});

it('robots by files write what would be posted, once, without the key', async () => {
  const home = await mkdtemp(join(tmpdir(), 'duijie-机器人 '));
  try {
    const robots = await openRobots(readSettings({ DUIJIE_DATA_DIR: home }));
    for (const text of ['一', '二']) expect(await robots.post(message({ text, signingSecret: 'SEC123' }))).toEqual({ accepted: true, delivered: false });
    expect(await readdir(join(home, 'robot'))).toEqual(['ndl_1.json']);
    const text = await readFile(join(home, 'robot', 'ndl_1.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ vendor: 'WECOM', reference: 'ndl_1', body: { msgtype: 'text', text: { content: '一' } } });
    expect(text).not.toMatch(/key-of-a-group|SEC123/);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

it('robots go to the vendors when the settings say so', async () => {
  expect(await openRobots(readSettings({ DUIJIE_ROBOT_TRANSPORT: 'webhook' }))).toBeInstanceOf(WebhookRobots);
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
