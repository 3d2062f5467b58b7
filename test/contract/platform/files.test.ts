import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { Module, type DynamicModule } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { isId } from '../../../src/core/ids/ids.js';
import { SessionReader } from '../../../src/platform/access/session-reader.port.js';
import { Clock } from '../../../src/platform/clock/clock.js';
import { Ids, RandomIds } from '../../../src/platform/clock/ids.js';
import { AcceptUpload } from '../../../src/platform/files/accept-upload.js';
import { FileAnswers } from '../../../src/platform/files/file-answers.js';
import { FileRegistry } from '../../../src/platform/files/file-registry.port.js';
import { FileStore } from '../../../src/platform/files/file-store.js';
import { FilesController } from '../../../src/platform/files/files.controller.js';
import { UPLOAD_MAX_BYTES } from '../../../src/platform/files/read-multipart.js';
import { Messages } from '../../../src/platform/messages/messages.js';
import { AT, listen, NamedSessions, uploadParts, VIEWER, type UploadParts } from './upload-server.js';
import { XLSX, zipOf } from './zip.js';

const CSV = '产品名称,价格\n破碎机,1\n';
type Body = ConstructorParameters<typeof Response>[0];
const BEARER = { authorization: 'Bearer valid' };

function form(...files: [field: string, content: string | Buffer, name?: string][]): FormData {
  const data = new FormData();
  for (const [field, content, name] of files) data.append(field, new Blob([new Uint8Array(Buffer.from(content))]), name ?? 'a.csv');
  return data;
}

describe('POST /files/imports', () => {
  let parts: UploadParts;
  let fastify: FastifyInstance;
  let port: number;
  let url: string;
  beforeEach(async () => {
    parts = await uploadParts();
    ({ fastify, port } = await listen(parts));
    url = `http://127.0.0.1:${port}/files/imports`;
  });
  afterEach(async () => {
    await fastify.close();
    await parts.remove();
  });

  const post = async (body: Body, headers: Record<string, string> = BEARER): Promise<{ status: number; answer: Record<string, unknown> }> => {
    const response = await fetch(url, { method: 'POST', body, headers, ...(body instanceof ReadableStream ? { duplex: 'half' } : {}) });
    return { status: response.status, answer: await response.json() as Record<string, unknown> };
  };
  const refusedWith = async (status: number, code: string, body: Body, headers?: Record<string, string>): Promise<Record<string, unknown>> => {
    const refusal = await post(body, headers);
    expect(refusal).toEqual({ status, answer: { code, message: expect.stringMatching(/.{4}/), field: code.startsWith('FILE') || code.startsWith('XLS') ? 'file' : null } });
    expect(await parts.stored()).toEqual([]);
    expect(parts.registry.registered).toEqual([]);
    return refusal.answer;
  };
  /** Sends bytes as they are and reads the answer until the server has nothing more to say. */
  const raw = (head: string, body: string | Buffer): Promise<string> => new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST /files/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer valid\r\nConnection: close\r\n${head}\r\n\r\n`);
      socket.write(body);
    });
    let answer = '';
    socket.on('data', (chunk) => { answer += String(chunk); }).on('end', () => resolve(answer)).on('error', reject);
  });

  it('takes a table, keeps it by its hash and registers it for who sent it', async () => {
    const sha256 = createHash('sha256').update(CSV).digest('hex');
    const { status, answer } = await post(form(['file', CSV, '产品 目录.csv']));
    expect(status).toBe(201);
    expect(answer).toEqual({ fileId: expect.any(String), name: '产品 目录.csv', sizeBytes: Buffer.byteLength(CSV), sha256, kind: 'CSV' });
    expect(isId('file', String(answer['fileId']))).toBe(true);
    expect(await parts.stored()).toEqual([sha256]);
    expect(parts.registry.registered).toEqual([{
      request: { viewer: VIEWER, receivedAt: AT, idempotencyKey: null, traceId: expect.any(String), locale: 'zh-CN' },
      file: { id: answer['fileId'], name: '产品 目录.csv', sizeBytes: Buffer.byteLength(CSV), sha256, kind: 'CSV', purpose: 'IMPORT' },
    }]);
  });

  it('keeps the same content once and registers it each time', async () => {
    const first = await post(form(['file', CSV]));
    const second = await post(form(['file', CSV, 'b.csv']));
    expect(second.answer['fileId']).not.toBe(first.answer['fileId']);
    expect(await parts.stored()).toHaveLength(1);
    expect(parts.registry.registered).toHaveLength(2);
  });

  it.each<[string, Record<string, string>]>([
    ['a bearer token', BEARER],
    ['a bearer token in small letters', { authorization: 'bearer valid' }],
    ['the cookie', { cookie: 'a=1; duijie_session=valid; b=2' }],
    ['the cookie from our own page', { cookie: 'duijie_session=valid', 'sec-fetch-site': 'same-origin' }],
    ['a bearer token from another site', { ...BEARER, 'sec-fetch-site': 'cross-site' }],
  ])('lets in %s', async (_case, headers) => {
    expect((await post(form(['file', CSV]), headers)).status).toBe(201);
  });

  it.each<[number, string, Record<string, string>]>([
    [401, 'SIGN_IN_REQUIRED', {}],
    [401, 'SIGN_IN_REQUIRED', { authorization: 'Basic dmFsaWQ=' }],
    [401, 'SIGN_IN_REQUIRED', { cookie: 'duijie_session=' }],
    [401, 'SESSION_EXPIRED', { authorization: 'Bearer expired' }],
    [401, 'SESSION_REVOKED', { cookie: 'duijie_session=revoked' }],
    [401, 'SESSION_UNKNOWN', { authorization: 'Bearer made-up' }],
    [403, 'CROSS_SITE_REQUEST', { cookie: 'duijie_session=valid', 'sec-fetch-site': 'cross-site' }],
  ])('refuses with %i %s: %j', async (status, code, headers) => {
    await refusedWith(status, code, form(['file', CSV]), headers);
  });

  it('asks for a session before anything else, also for a large or wrong body', async () => {
    await refusedWith(401, 'SIGN_IN_REQUIRED', form(['file', Buffer.alloc(3 * UPLOAD_MAX_BYTES, 'a')]), {});
    await refusedWith(401, 'SIGN_IN_REQUIRED', '{', { 'content-type': 'application/json' });
    await refusedWith(401, 'SIGN_IN_REQUIRED', undefined, {});
  });

  it.each<[string, number, string, FormData]>([
    ['no file', 400, 'FILE_MISSING', form()],
    ['a field of text instead', 400, 'FILE_MISSING', (() => { const data = new FormData(); data.append('file', 'text'); return data; })()],
    ['another field', 400, 'FILE_FIELD_UNKNOWN', form(['upload', CSV])],
    ['two files', 400, 'FILE_ONE_ONLY', form(['file', CSV], ['file', CSV])],
    ['three files', 400, 'FILE_ONE_ONLY', form(['file', CSV], ['file', CSV], ['file', CSV])],
    ['a second file in another field', 400, 'FILE_FIELD_UNKNOWN', form(['file', CSV], ['other', CSV])],
    ['an empty file', 400, 'FILE_EMPTY', form(['file', ''])],
    ['an old workbook named .xlsx', 415, 'XLS_NOT_SUPPORTED', form(['file', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'a.xlsx'])],
    ['a program named .csv', 415, 'FILE_KIND_NOT_ALLOWED', form(['file', Buffer.from('4d5a90000300', 'hex'), 'a.csv'])],
    ['a PDF', 415, 'FILE_KIND_NOT_ALLOWED', form(['file', '%PDF-1.7 ...', 'a.csv'])],
    ['a damaged workbook', 400, 'FILE_DAMAGED', form(['file', zipOf(XLSX).subarray(0, 90)])],
    ['a field beyond the limits', 400, 'FILE_MISSING', (() => { const data = form(); data.append('note', 'x'.repeat(200_000)); return data; })()],
    ['too many fields', 400, 'MULTIPART_MALFORMED', (() => { const data = form(); for (let i = 0; i < 40; i++) data.append(`f${i}`, 'x'); return data; })()],
    ['a field named like a trap', 400, 'MULTIPART_MALFORMED', (() => { const data = form(); data.append('__proto__', 'x'); return data; })()],
  ])('refuses %s: %i %s', async (_case, status, code, body) => {
    await refusedWith(status, code, body);
  });

  it('tells by content, not by name', async () => {
    expect((await post(form(['file', zipOf(XLSX), 'a.csv']))).answer).toMatchObject({ kind: 'XLSX', name: 'a.csv' });
    expect((await post(form(['file', CSV, '../../x/program.exe']))).answer).toMatchObject({ kind: 'CSV', name: 'program.exe' });
  });

  it.each([['zh-CN', '请另存为 .xlsx'], ['en-GB,en;q=0.9', 'save it as .xlsx'], ['fr', '请另存为 .xlsx']])('speaks %s', async (language, words) => {
    const answer = await refusedWith(415, 'XLS_NOT_SUPPORTED', form(['file', Buffer.from('d0cf11e0a1b11ae1', 'hex')]), { ...BEARER, 'accept-language': language });
    expect(answer['message']).toContain(words);
  });

  it('takes 20 MiB and not a byte more', async () => {
    const { status, answer } = await post(form(['file', Buffer.alloc(UPLOAD_MAX_BYTES, 'a')]));
    expect([status, answer['sizeBytes']]).toEqual([201, UPLOAD_MAX_BYTES]);
    await parts.remove();
    parts.registry.registered.length = 0;
    await fastify.close();
    parts = await uploadParts();
    ({ fastify, port } = await listen(parts));
    url = `http://127.0.0.1:${port}/files/imports`;
    await refusedWith(413, 'FILE_TOO_LARGE', form(['file', Buffer.alloc(UPLOAD_MAX_BYTES + 1, 'a')]));
  });

  it('refuses far too much before it is written, whether its length is announced or not', async () => {
    await refusedWith(413, 'FILE_TOO_LARGE', form(['file', Buffer.alloc(3 * UPLOAD_MAX_BYTES, 'a')]));
    const boundary = 'frontier';
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (sent === 0) controller.enqueue(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`));
        sent += 1_048_576;
        if (sent > 4 * UPLOAD_MAX_BYTES) controller.close();
        else controller.enqueue(Buffer.alloc(1_048_576, 'a'));
      },
    });
    await refusedWith(413, 'FILE_TOO_LARGE', endless, { ...BEARER, 'content-type': `multipart/form-data; boundary=${boundary}` });
  });

  const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
  it.each<[string, string, string]>([
    ['no boundary', 'multipart/form-data', `${part}${CSV}\r\n--b--\r\n`],
    ['another boundary', 'multipart/form-data; boundary=c', `${part}${CSV}\r\n--b--\r\n`],
    ['no end', 'multipart/form-data; boundary=b', `${part}${CSV}`],
    ['an end in the middle of the head', 'multipart/form-data; boundary=b', '--b\r\nContent-Dispo'],
    ['nothing but words', 'multipart/form-data; boundary=b', 'hello'],
    ['JSON', 'application/json', '{"file":1}'],
    ['broken JSON', 'application/json', '{'],
    ['bare text', 'text/csv', CSV],
    ['a form of another type', 'application/x-www-form-urlencoded', 'file=1'],
    ['a type that is none', ';;;', CSV],
  ])('refuses a body with %s', async (_case, type, body) => {
    const answer = await raw(`Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}`, body);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('"code":"MULTIPART_MALFORMED"');
    expect(await parts.stored()).toEqual([]);
  });

  it.each([
    ['UTF-8', Buffer.from('目录.csv'), '目录.csv'],
    ['with quotes and backslashes', Buffer.from('C:\\\\x\\\\目 "录".csv'.replace(/"/g, '\\"')), '目 "录".csv'],
  ])('reads a name in %s', async (_case, name, shown) => {
    const body = Buffer.concat([Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="'), name, Buffer.from(`"\r\n\r\n${CSV}\r\n--b--\r\n`)]);
    const answer = await raw(`Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}`, body);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ name: shown });
  });

  it('reads a name in RFC 5987 form', async () => {
    const body = `--b\r\nContent-Disposition: form-data; name="file"; filename*=UTF-8''%E7%9B%AE%E5%BD%95.csv\r\n\r\n${CSV}\r\n--b--\r\n`;
    const answer = await raw(`Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${Buffer.byteLength(body)}`, body);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ name: '目录.csv' });
  });

  it('leaves nothing of an upload whose sender goes away', async () => {
    const left = connect(port, '127.0.0.1');
    left.on('error', () => undefined);
    left.write(`POST /files/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer valid\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n`);
    left.write(part + 'a'.repeat(1_000_000));
    while ((await parts.stored()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    left.destroy();
    const limit = Date.now() + 3_000;
    while ((await parts.stored()).length > 0 && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await parts.stored()).toEqual([]);
    expect(parts.registry.registered).toEqual([]);
    expect((await post(form(['file', CSV]))).status).toBe(201);
  });

  it('answers a fault with its number and logs it, without telling what failed', async () => {
    parts.registry.failing = true;
    const { status, answer } = await post(form(['file', CSV]), { ...BEARER, 'x-request-id': 'trace-123456' });
    expect(status).toBe(500);
    expect(answer).toEqual({ code: 'INTERNAL', message: expect.stringContaining('trace-123456'), field: null, traceId: 'trace-123456' });
    expect(parts.lines.join('')).toContain('registry is down');
    expect(parts.lines.join('')).toMatch(/"route":"\/files\/imports","status":500,.*"organisationId":"org_1"/);
  });

  it('answers a fault of the store likewise, and leaves no half file', async () => {
    await parts.remove();
    expect(await post(form(['file', CSV]))).toMatchObject({ status: 500, answer: { code: 'INTERNAL' } });
  });

  it('takes several at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => post(form(['file', `${CSV}${i}`]))));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(await parts.stored()).toHaveLength(8);
  });

  it('leaves the other routes their parsers', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } });
    expect(await response.json()).toEqual({ a: 1 });
    expect((await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body: form(['file', CSV]) })).status).toBe(415);
    expect((await fetch(url)).status).toBe(404);
  });
});

@Module({})
class UploadModule {}

describe('POST /files/imports inside Nest', () => {
  it('works as it does alone, made by Nest from its ports', async () => {
    const parts = await uploadParts();
    const module: DynamicModule = {
      module: UploadModule,
      providers: [
        FilesController, AcceptUpload, FileAnswers,
        { provide: SessionReader, useClass: NamedSessions },
        { provide: Clock, useValue: parts.clock },
        { provide: Ids, useClass: RandomIds },
        { provide: Messages, useValue: parts.messages },
        { provide: FileStore, useValue: parts.store },
        { provide: FileRegistry, useValue: parts.registry },
      ],
    };
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
    app.get(FilesController).serve(app.getHttpAdapter().getInstance(), parts.log);
    await app.listen(0, '127.0.0.1');
    const url = `${await app.getUrl()}/files/imports`;
    const accepted = await fetch(url, { method: 'POST', body: form(['file', CSV]), headers: BEARER });
    expect(await accepted.json()).toMatchObject({ kind: 'CSV' });
    const refused = await fetch(url, { method: 'POST', body: '{', headers: { ...BEARER, 'content-type': 'application/json' } });
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ code: 'MULTIPART_MALFORMED' })]);
    await app.close();
    await parts.remove();
  });
});
