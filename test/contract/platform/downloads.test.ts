import Fastify, { type FastifyInstance } from 'fastify';
import { createConnection } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anyone, department, enterprise, type AccessRule } from '../../../src/core/access/rule.js';
import { done, notFound, refused, type Outcome } from '../../../src/core/outcome/outcome.js';
import { attachment } from '../../../src/platform/files/attachment.js';
import { Download, type DownloadedFile, type DownloadRequest } from '../../../src/platform/files/download.js';
import { DownloadController } from '../../../src/platform/files/download.controller.js';
import { FileAnswers } from '../../../src/platform/files/file-answers.js';
import { fileMessages } from '../../../src/platform/files/messages.js';
import { graphqlMessages } from '../../../src/platform/graphql/messages.js';
import { FixedClock } from '../../../src/platform/clock/clock.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { accessMessages } from '../../../src/platform/messages/access-messages.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { AT, NamedSessions, VIEWER } from './upload-server.js';

const BEARER = { authorization: 'Bearer valid' };

/** A download whose content is what a test puts there. */
class Made extends Download {
  readonly paths = ['/files/things/:name', '/files/all.csv'];
  access: AccessRule = enterprise();
  readonly asked: DownloadRequest[] = [];
  answer: () => Promise<Outcome<DownloadedFile>> = () => Promise.resolve(file(['甲']));

  open(request: DownloadRequest): Promise<Outcome<DownloadedFile>> {
    this.asked.push(request);
    return this.answer();
  }
}

function file(content: Iterable<string> | AsyncIterable<string>, name = '产品目录.csv'): Outcome<DownloadedFile> {
  return done({ name, type: 'CSV', content: (async function* () { yield* content; })() });
}

describe('GET /files', () => {
  let made: Made;
  let fastify: FastifyInstance;
  let url: string;
  let lines: string[];
  beforeEach(async () => {
    made = new Made();
    lines = [];
    const answers = new FileAnswers(new MessageCatalogue([fileMessages, accessMessages, graphqlMessages]));
    fastify = Fastify({ forceCloseConnections: true });
    const log = createLogger({ process: 'market', level: 'info' }, { write: (line: string) => void lines.push(line) });
    new DownloadController(new NamedSessions(), new FixedClock(AT), answers).serve(fastify, [made], log);
    await fastify.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(fastify.server.address() as AddressInfo).port}`;
  });
  afterEach(() => fastify.close());

  const get = (path: string, headers: Record<string, string> = BEARER, method = 'GET'): Promise<Response> => fetch(`${url}${path}`, { headers, method });
  const refusal = async (response: Response): Promise<unknown[]> => [response.status, (await response.json() as { code: string }).code, response.headers.get('content-disposition')];

  it('sends a file under its Chinese name, kept by nobody on the way', async () => {
    made.answer = () => Promise.resolve(file(['一', '二']));
    const response = await get('/files/all.csv');
    expect([response.status, await response.text()]).toEqual([200, '一二']);
    expect(Object.fromEntries(['content-type', 'content-disposition', 'cache-control', 'x-content-type-options'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'content-type': 'text/csv; charset=utf-8; header=present', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
      'content-disposition': "attachment; filename=\"file.csv\"; filename*=UTF-8''%E4%BA%A7%E5%93%81%E7%9B%AE%E5%BD%95.csv",
    });
  });

  it('tells the room who asks, in which language and for what', async () => {
    await get('/files/things/%E7%94%B2.xlsx?a=1&a=2&b=', { ...BEARER, 'accept-language': 'en' });
    expect(made.asked).toEqual([{ viewer: VIEWER, receivedAt: AT, locale: 'en', path: '/files/things/%E7%94%B2.xlsx', params: { name: '甲.xlsx' }, query: { a: ['1', '2'], b: [''] } }]);
  });

  it.each<[number, string, AccessRule, Record<string, string>]>([
    [401, 'SIGN_IN_REQUIRED', enterprise(), {}],
    [401, 'SIGN_IN_REQUIRED', anyone, {}],
    [401, 'SESSION_EXPIRED', enterprise(), { authorization: 'Bearer expired' }],
    [401, 'SESSION_REVOKED', enterprise(), { cookie: 'duijie_session=revoked' }],
    [403, 'CROSS_SITE_REQUEST', enterprise(), { cookie: 'duijie_session=valid', 'sec-fetch-site': 'cross-site' }],
    [403, 'WRONG_KIND', department(), BEARER],
    [403, 'ROLE_MISSING', enterprise('OWNER'), BEARER],
  ])('answers %i %s and asks no room', async (status, code, access, headers) => {
    made.access = access;
    expect(await refusal(await get('/files/all.csv', headers))).toEqual([status, code, null]);
    expect(made.asked).toEqual([]);
  });

  it.each<[number, string, Outcome<DownloadedFile>]>([
    [404, 'NOT_FOUND', notFound('importId')], [410, 'FILE_GONE', refused('STATE', 'FILE_GONE', 'importId')], [409, 'STOPPING', refused('STATE', 'STOPPING')],
  ])('answers %i %s where the room refuses', async (status, code, outcome) => {
    const answers = new FileAnswers(new MessageCatalogue([{ ...accessMessages, FILE_GONE: { zh: '没了', en: 'gone' } }, graphqlMessages]));
    const server = Fastify();
    made.answer = () => Promise.resolve(outcome);
    new DownloadController(new NamedSessions(), new FixedClock(AT), answers).serve(server, [made], createLogger({ process: 'market', level: 'info' }, { write: () => undefined }));
    await server.listen({ host: '127.0.0.1', port: 0 });
    try {
      expect(await refusal(await fetch(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}/files/all.csv`, { headers: BEARER }))).toEqual([status, code, null]);
    } finally {
      await server.close();
    }
  });

  it('answers a fault before the first byte with its trace id, and logs it', async () => {
    for (const answer of [() => Promise.reject(new Error('no database')), () => Promise.resolve(file((async function* () { yield* []; await Promise.reject(new Error('no database')); })()))]) {
      made.answer = answer;
      const response = await get('/files/all.csv');
      expect([response.status, response.headers.get('content-disposition'), await response.json()]).toEqual([500, null, expect.objectContaining({ code: 'INTERNAL', traceId: expect.any(String) })]);
    }
    expect(lines.filter((line) => line.includes('no database')).length).toBeGreaterThanOrEqual(2);
  });

  it('breaks off where its source does, so that nobody takes a half for the whole', async () => {
    made.answer = () => Promise.resolve(file((async function* () {
      yield 'x'.repeat(100_000);
      await Promise.reject(new Error('half way'));
    })()));
    await expect(get('/files/all.csv').then((response) => response.text())).rejects.toThrow();
    expect(lines.some((line) => line.includes('a download broke off') && line.includes('half way'))).toBe(true);
  });

  it('lets one organisation have three open, and takes the place of one whose reader has left', async () => {
    let left = 0;
    made.answer = () => Promise.resolve(file((async function* () {
      try {
        for (;;) yield 'x'.repeat(65_536);
      } finally {
        left += 1;
      }
    })()));
    const readers = Array.from({ length: 3 }, () => createConnection(Number(new URL(url).port), '127.0.0.1'));
    for (const reader of readers) {
      reader.write('GET /files/all.csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer valid\r\n\r\n');
      await new Promise((resolve) => reader.once('data', resolve));
      reader.pause();
    }
    const fourth = await get('/files/all.csv');
    expect([fourth.status, fourth.headers.get('retry-after'), (await fourth.json() as { code: string }).code]).toEqual([503, '10', 'DOWNLOADS_BUSY']);
    readers[0]?.destroy();
    made.answer = () => Promise.resolve(file(['甲']));
    for (let status = 503; status === 503;) ({ status } = await get('/files/all.csv'));
    for (const reader of readers) reader.destroy();
    for (let n = 0; left < 3 && n < 200; n += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(left).toBe(3);
  });

  it('makes nothing for who asks for the head alone', async () => {
    expect((await get('/files/all.csv', BEARER, 'HEAD')).status).toBe(404);
    expect(made.asked).toEqual([]);
  });
});

describe('the name of a file to be saved', () => {
  it.each([
    ['products.xlsx', "attachment; filename=\"products.xlsx\"; filename*=UTF-8''products.xlsx"],
    ["a'(1)*.csv", "attachment; filename=\"a-1.csv\"; filename*=UTF-8''a%27%281%29%2A.csv"],
    ['产品目录-2026-11-25.xlsx', "attachment; filename=\"2026-11-25.xlsx\"; filename*=UTF-8''%E4%BA%A7%E5%93%81%E7%9B%AE%E5%BD%95-2026-11-25.xlsx"],
    ['目录 "甲"\r\nx: y.csv', "attachment; filename=\"x-y.csv\"; filename*=UTF-8''%E7%9B%AE%E5%BD%95%20%22%E7%94%B2%22%0D%0Ax%3A%20y.csv"],
    ['目录', "attachment; filename=\"file\"; filename*=UTF-8''%E7%9B%AE%E5%BD%95"],
  ])('%j', (name, header) => {
    expect(attachment(name)).toBe(header);
  });
});
