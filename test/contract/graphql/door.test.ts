import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { HttpFaultFilter } from '../../../src/app/http-fault.filter.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { SessionReader, type SessionReading } from '../../../src/platform/access/session-reader.port.js';
import { Clock, FixedClock } from '../../../src/platform/clock/clock.js';
import { DuijieGraphqlModule } from '../../../src/platform/graphql/graphql.module.js';
import { graphqlMessages } from '../../../src/platform/graphql/messages.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { ProcessLogger } from '../../../src/platform/logging/process-logger.js';
import { accessMessages } from '../../../src/platform/messages/access-messages.js';
import { fileMessages } from '../../../src/platform/files/messages.js';
import { MessageCatalogue, Messages } from '../../../src/platform/messages/messages.js';
import { DoorResolver } from './door-resolver.js';

const AT = new Date('2026-11-23T09:00:00+08:00');
const viewer = (kind: MemberViewer['kind'], roles: MemberViewer['roles']): MemberViewer =>
  ({ kind, roles, organisationId: 'org_1', branch: 'org_1', accountId: 'acc_1', memberId: 'mbr_1', sessionId: 'ses_1', approved: true } as unknown as MemberViewer);

class Sessions extends SessionReader {
  read(token: string): Promise<SessionReading> {
    if (token === 'unreadable') return Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432'));
    const known: Readonly<Record<string, SessionReading>> = {
      owner: { state: 'VALID', viewer: viewer('ENTERPRISE', ['OWNER']) }, reader: { state: 'VALID', viewer: viewer('ENTERPRISE', ['VIEWER']) },
      reviewer: { state: 'VALID', viewer: viewer('DEPARTMENT', ['REVIEWER']) }, old: { state: 'EXPIRED' }, ended: { state: 'REVOKED' },
    };
    return Promise.resolve(known[token] ?? { state: 'UNKNOWN' });
  }
}

const lines: string[] = [];
const providers = [
  { provide: Clock, useValue: new FixedClock(AT) }, { provide: SessionReader, useClass: Sessions },
  { provide: Messages, useValue: new MessageCatalogue([graphqlMessages, accessMessages, fileMessages]) },
  { provide: ProcessLogger, useValue: new ProcessLogger(createLogger({ process: 'test', level: 'info' }, { write: (line: string) => void lines.push(line) })) },
];
class Ground {}
Module({})(Ground);

let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const root = {
    module: Ground,
    imports: [{ module: class Platform {}, global: true, providers, exports: providers.map((one) => one.provide) }, DuijieGraphqlModule.forRoot()],
    providers: [DoorResolver, HttpFaultFilter.provider],
  };
  app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter({ bodyLimit: 1_048_576, forceCloseConnections: true }), { logger: false, abortOnError: false });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

interface Answer {
  readonly status: number;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[] | undefined;
}

async function post(body: string, token: string | null = 'owner', headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', body, headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
  });
  const { data, errors } = await response.json() as Answer;
  return { status: response.status, data, errors };
}
const ask = (query: string, variables: Record<string, unknown> = {}, token: string | null = 'owner', headers: Record<string, string> = {}): Promise<Answer> =>
  post(JSON.stringify({ query, variables }), token, headers);
const codes = (answer: Answer): unknown[] => (answer.errors ?? []).map((error) => error.extensions['code']);

const KEEP = `mutation ($input: KeepInput!) { keep(input: $input) { __typename ... on Kept { amount at } ... on Refusal { code message field } } }`;
const kept = async (input: Record<string, unknown>, token: string | null = 'owner'): Promise<Record<string, unknown>> => {
  const answer = await ask(KEEP, { input }, token);
  expect(answer.errors).toBeUndefined();
  return answer.data?.['keep'] as Record<string, unknown>;
};

describe('access', () => {
  it.each([
    ['whoAmI', null, 'SIGN_IN_REQUIRED'], ['whoAmI', 'old', 'SESSION_EXPIRED'], ['whoAmI', 'ended', 'SESSION_REVOKED'], ['whoAmI', 'strange', 'SESSION_UNKNOWN'],
    ['secret', 'owner', 'WRONG_KIND'], ['silent', 'owner', 'INTERNAL'],
  ])('%s with session %s is refused as %s', async (field, token, code) => {
    const answer = await ask(`{ ${field} }`, {}, token);
    expect(codes(answer)).toEqual([code]);
    expect(answer.data ?? null).toBeNull();
  });

  it('lets in whom the rule names', async () => {
    expect((await ask('{ whoAmI }')).data).toEqual({ whoAmI: 'ENTERPRISE' });
    expect((await ask('{ secret }', {}, 'reviewer')).data).toEqual({ secret: 'secret' });
  });

  it('answers a mutation with a member of its union, in the language asked for', async () => {
    expect(await kept({ name: 'x' }, 'reader')).toEqual({ __typename: 'NotAllowedRefusal', code: 'ROLE_MISSING', field: null, message: '您在本单位没有所需的角色（OWNER），请联系单位管理员' });
    expect(await kept({ name: 'x' }, 'old')).toMatchObject({ __typename: 'NotAllowedRefusal', code: 'SESSION_EXPIRED' });
    const english = await ask(KEEP, { input: { name: 'x' } }, 'reader', { 'accept-language': 'en' });
    expect(english.data?.['keep']).toMatchObject({ message: expect.stringContaining('ask an owner') });
  });
});

describe('input', () => {
  it('is refused with code, field and a sentence, and the resolver does not run', async () => {
    const ran = app.get(DoorResolver).ran;
    ran.length = 0;
    expect(await kept({ name: '' })).toMatchObject({ __typename: 'InputRefusal', code: 'TEXT_LENGTH', field: 'name' });
    expect(await kept({ name: 'a\u0000b' })).toMatchObject({ code: 'TEXT_NOT_STORABLE', field: 'name' });
    expect(await kept({ name: 'a\ud800b' })).toMatchObject({ code: 'TEXT_NOT_STORABLE', field: 'name' });
    expect(await kept({ name: 'x'.repeat(20_001) })).toMatchObject({ code: 'TEXT_TOO_LONG', field: 'name' });
    expect(await kept({ name: 'x', productId: 'org_01h' })).toMatchObject({ code: 'ID_MALFORMED', field: 'productId', message: '编号格式不对，应以 prd_ 开头' });
    expect(await kept({ name: 'x', idempotencyKey: '' })).toMatchObject({ code: 'TEXT_LENGTH', field: 'idempotencyKey' });
    expect(ran).toEqual([]);
  });

  it('is taken when it is in order; the time is that of the clock, in Shanghai', async () => {
    expect(await kept({ name: '你好', amount: '12800.50', productId: 'prd_00000000000000000000000000' })).toEqual({ __typename: 'Kept', amount: '12800.50', at: '2026-11-23T09:00:00.000+08:00' });
  });

  it.each([['amount', 1.5], ['amount', '1e5'], ['amount', 'abc'], ['on', '2026-02-30'], ['on', '23.11.2026']])('of the wrong type (%s: %j) is the caller’s fault', async (field, value) => {
    const answer = await ask(KEEP, { input: { name: 'x', productId: 'prd_00000000000000000000000000', [field]: value } });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toContain(field);
  });

  it('refuses a deed with its own code', async () => {
    expect(await kept({ name: 'taken', productId: 'prd_00000000000000000000000000' })).toMatchObject({ __typename: 'ConflictRefusal', code: 'IDEMPOTENCY_KEY_REUSED', field: 'idempotencyKey' });
  });
});

describe('errors', () => {
  it('never tell a stranger what broke; the log does, under the same trace id', async () => {
    lines.length = 0;
    const answer = await ask('{ breaks }', {}, null, { 'x-request-id': 'trace-0001' });
    expect(answer.errors).toEqual([expect.objectContaining({ extensions: { code: 'INTERNAL', traceId: 'trace-0001' } })]);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(lines.join()).toContain('trace-0001');
  });

  it('carry a refusal of a query with its field', async () => {
    expect((await ask('{ refuses }')).errors).toEqual([expect.objectContaining({ message: '单项文字不能超过 3 个字符', extensions: { code: 'TEXT_TOO_LONG', field: 'query' } })]);
  });

  it.each([
    ['{', 400, 'REQUEST_MALFORMED'], ['"text"', 400, null], ['[]', 400, null], ['{"query": 7}', 400, null], ['{"query": "{"}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['{"query": "{ nothing }"}', 400, 'GRAPHQL_VALIDATION_FAILED'], [JSON.stringify({ query: `{ things { pageInfo { startCursor } } } # ${'x'.repeat(1_100_000)}` }), 413, 'REQUEST_TOO_LARGE'],
  ])('of HTTP and language have a status and a code: %p', async (body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    const [found] = codes(answer);
    if (code !== null) expect(found).toBe(code);
    expect(found).not.toBe('INTERNAL');
  });
});

describe('a session that cannot be read, since the database is away', () => {
  it('is answered as a fault with a trace id, which the log knows with the cause', async () => {
    lines.length = 0;
    const answer = await ask('{ whoAmI }', {}, 'unreadable', { 'x-request-id': 'trace-0002' });
    expect(answer.status).toBe(500);
    expect(answer.errors).toEqual([{ message: expect.stringContaining('trace-0002'), extensions: { code: 'INTERNAL', traceId: 'trace-0002' } }]);
    expect(lines.filter((line) => line.includes('ECONNREFUSED') && line.includes('trace-0002'))).toHaveLength(1);
  });

  it('closes a live connection, and lets its client come again', async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer unreadable' } })));
    socket.once('message', () => socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { count(to: 3) }' } })));
    expect(await closed).toBe(1013);
  });
});

describe('lists', () => {
  it('page forward by cursor to the end', async () => {
    const page = (after: string | null) => ask('query ($after: String) { things(first: 100, after: $after) { nodes { n } pageInfo { hasNextPage endCursor } } }', { after });
    const seen: number[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { nodes, pageInfo } = (await page(after)).data?.['things'] as { nodes: { n: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      seen.push(...nodes.map((node) => node.n));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(seen).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
  });

  it.each([['first: 0', 'NUMBER_OUT_OF_RANGE'], ['first: 101', 'NUMBER_OUT_OF_RANGE'], ['after: "nonsense"', 'CURSOR_INVALID'], ['after: "WzEsMl0"', 'CURSOR_INVALID'], [`after: "${Buffer.from('["\\u0000"]').toString('base64url')}"`, 'CURSOR_INVALID']])('refuse %s as %s', async (args, code) => {
    expect(codes(await ask(`{ things(${args}) { nodes { n } } }`))).toEqual([code]);
  });
});

describe('limits', () => {
  it('count the rows that a variable asks for, at every level', async () => {
    const query = 'query ($n: Int!) { things(first: $n) { nodes { more(first: $n) { nodes { n } } } } }';
    expect(codes(await ask(query, { n: 100 }))).toEqual(['QUERY_TOO_COMPLEX']);
    expect((await ask(query, { n: 10 })).errors).toBeUndefined();
  });

  it('count nested fields, also inside fragments', async () => {
    const deep = (levels: number): string => (levels === 0 ? 'n' : `again { ${deep(levels - 1)} }`);
    expect(codes(await ask(`{ things(first: 1) { nodes { ${deep(12)} } } }`))).toEqual(['QUERY_TOO_DEEP']);
    expect(codes(await ask(`{ things(first: 1) { nodes { ...f } } } fragment f on Thing { ${deep(12)} }`))).toEqual(['QUERY_TOO_DEEP']);
    expect((await ask(`{ things(first: 1) { nodes { ${deep(10)} } } }`)).errors).toBeUndefined();
  });

  it('hold for many aliases and many tokens', async () => {
    const aliases = Array.from({ length: 250 }, (_, n) => `a${n}: things(first: 100) { nodes { n } }`).join(' ');
    expect(codes(await ask(`{ ${aliases} }`))).toEqual(['QUERY_TOO_COMPLEX']);
    expect(codes(await ask(`{ ${'whoAmI '.repeat(6_000)} }`))).toEqual(['GRAPHQL_PARSE_FAILED']);
  });

  it('leave room for introspection', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    expect((await ask(getIntrospectionQuery(), {}, null)).errors).toBeUndefined();
  });
});

describe('live connections', () => {
  const live = async (query: string, token: string | null): Promise<unknown[]> => {
    const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: token === null ? {} : { authorization: `Bearer ${token}` } });
    const seen: unknown[] = [];
    try {
      for await (const result of client.iterate({ query })) seen.push(result.data ?? codes(result as never));
    } catch (error) {
      seen.push((error as { extensions?: { code?: string } }[])[0]?.extensions?.code);
    } finally {
      await client.dispose();
    }
    return seen;
  };

  it('run subscriptions under the session that opened them', async () => {
    expect(await live('subscription { count(to: 3) }', 'owner')).toEqual([{ count: 1 }, { count: 2 }, { count: 3 }]);
  });

  it.each([
    ['subscription { count(to: 3) }', null, 'SIGN_IN_REQUIRED'], ['subscription { count(to: 3) }', 'ended', 'SESSION_REVOKED'],
    ['{ whoAmI }', 'owner', 'BAD_REQUEST'], ['subscription { nothing }', 'owner', 'GRAPHQL_VALIDATION_FAILED'], ['subscription {', 'owner', 'GRAPHQL_PARSE_FAILED'],
  ])('refuse %s with session %s as %s', async (query, token, code) => {
    expect((await live(query, token)).flat()).toEqual([code]);
  });
});
