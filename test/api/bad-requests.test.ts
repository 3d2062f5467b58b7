import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry, type Member } from '../factories/organisations.js';
import { readAnswer, type Answer } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let buyer: Member;
beforeAll(async () => {
  house = await runHouse(['market', 'admin']);
  registry = await Registry.open(house, house.market);
  buyer = await registry.member();
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const MEBIBYTE = 1_048_576;
const post = async (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer<object>> => readAnswer(await house.market.post(body, { headers }));
const ask = (query: string, variables: Record<string, unknown> = {}): Promise<Answer<object>> => house.market.graphql(query, variables, { token: buyer.token });

describe('an offer of another protocol', () => {
  it('as Java makes it by itself is answered, in both processes', async () => {
    for (const { url } of [house.market, house.admin]) {
      const request = get(new URL('/api/v1/openapi.json', url), { headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAEAAEAAAAIAAAAB' } });
      const [answer] = await once(request, 'response') as [IncomingMessage];
      expect([answer.statusCode, JSON.parse(await text(answer))]).toMatchObject([400, { code: 'UPGRADE_NOT_OFFERED' }]);
    }
  });
});

describe('a request that is no operation', () => {
  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['malformed JSON', '{"query": "{ __typename }"', {}, 400, 'REQUEST_MALFORMED'],
    ['JSON of another shape', '[1, 2]', {}, 400, 'BAD_REQUEST'],
    ['no query', '{}', {}, 400, 'BAD_REQUEST'],
    ['a query that is a number', '{"query": 7}', {}, 400, 'BAD_REQUEST'],
    ['variables that are text', '{"query": "{ __typename }", "variables": "x"}', {}, 400, 'BAD_REQUEST'],
    ['an empty body', '', {}, 400, 'REQUEST_MALFORMED'],
    ['bytes that are no UTF-8', Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]), {}, 400, 'REQUEST_MALFORMED'],
    ['another content type', 'query=x', { 'content-type': 'application/x-www-form-urlencoded' }, 400, 'BAD_REQUEST'],
    ['a content type of no kind', '{"query": "{ __typename }"}', { 'content-type': 'text/x-unknown' }, 415, 'REQUEST_TYPE'],
    ['more than 1 MiB', JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(MEBIBYTE) } }), {}, 413, 'REQUEST_TOO_LARGE'],
    ['a prototype in JSON', '{"__proto__": {"x": 1}, "query": "{ __typename }"}', {}, 400, 'REQUEST_MALFORMED'],
  ])('%s', async (_what, body, headers, status, code) => {
    const answer = await post(body, headers);
    expect([answer.status, answer.codes]).toEqual([status, [code]]);
    expect(answer.errors[0]?.message).toMatch(/./);
  });

  it('an address that is none', async () => {
    const answer = await readAnswer(await fetch(`${house.market.url}/nowhere`));
    expect([answer.status, answer.codes]).toEqual([404, ['ROUTE_NOT_FOUND']]);
  });
});

describe('an operation that is refused before it runs', () => {
  it.each<[string, string, string]>([
    ['syntax', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nosuchfield }', 'GRAPHQL_VALIDATION_FAILED'],
    ['too many tokens', `{ ${'__typename '.repeat(6_000)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['an operation that is not there', 'query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['an endless fragment', '{ ...A } fragment A on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_what, query, code) => {
    const answer = await ask(query);
    expect(answer.codes[0]).toBe(code);
    expect([answer.data, answer.status]).toEqual([null, 400]);
  });

  it('too deep', async () => {
    const deep = (levels: number): string => `{ class(id: "x") { ${'answers { class { '.repeat(levels)}id${' } }'.repeat(levels)} } }`;
    expect((await ask(deep(3))).codes).toEqual([]);
    const answer = await ask(deep(20));
    expect([answer.codes, answer.status]).toEqual([['QUERY_TOO_DEEP'], 400]);
  });

  it('deep by fragments', async () => {
    const fragments = Array.from({ length: 20 }, (_, n) => `fragment F${n} on EquipmentClass { answers { class { ${n === 19 ? 'id' : `...F${n + 1}`} } } }`).join(' ');
    expect((await ask(`{ class(id: "x") { ...F0 } } ${fragments}`)).codes).toEqual(['QUERY_TOO_DEEP']);
  });

  const PAGES = 'query ($first: Int!) { openDemands(first: $first) { nodes { id title lines { id words requirements { attributeKey } classes { id zh } } } } }';
  const many = (count: number): string => `query ($first: Int!) { ${Array.from({ length: count }, (_, n) => `p${n}: openDemands(first: $first) { nodes { id title } }`).join(' ')} }`;

  it('too costly with these variables, and not with others', async () => {
    expect((await ask(many(100), { first: 1 })).codes).toEqual([]);
    const answer = await ask(many(100), { first: 100 });
    expect([answer.codes, answer.status]).toEqual([['QUERY_TOO_COMPLEX'], 400]);
    expect(answer.errors[0]?.message).toMatch(/\d+ 点/);
  });

  it('more rows than a page may have', async () => {
    const answer = await ask(PAGES.replace(/ classes \{[^}]*\}/, ''), { first: 101 });
    expect(answer.codes[0]).toBe('NUMBER_OUT_OF_RANGE');
    expect(answer.errors[0]?.extensions?.field).toBe('first');
  });

  it.each([0, -1, 1_000_000])('a page of %i rows', async (first) => {
    const answer = await ask('query ($first: Int!) { openDemands(first: $first) { nodes { id } } }', { first });
    expect([['NUMBER_OUT_OF_RANGE'], ['QUERY_TOO_COMPLEX']]).toContainEqual(answer.codes);
  });

  it('nothing for an argument that needs a value', async () => {
    const answer = await ask('query ($first: Int = 3) { openDemands(first: $first) { nodes { id } } }', { first: null });
    expect(answer.codes).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors[0]?.message).toContain('"first"');
  });

  it.each(['x', 'eyJ4IjoxfQ', 'W10', 'WzEsMiwzLDQsNSw2XQ', '字', '../../etc'])('the cursor %s', async (after) => {
    const answer = await ask('query ($after: String!) { openDemands(after: $after) { nodes { id } } }', { after });
    expect(answer.codes).toEqual(['CURSOR_INVALID']);
    expect(answer.errors[0]?.extensions?.field).toBe('after');
  });
});

describe('a session that is none', () => {
  const VIEWER = '{ myDemands(first: 1) { nodes { id } } }';
  const codesWith = async (token: string | null): Promise<readonly string[]> => (await house.market.graphql(VIEWER, {}, { token })).codes;

  it('nobody’s', async () => {
    expect(await codesWith(null)).toEqual(['SIGN_IN_REQUIRED']);
    expect(await codesWith('x'.repeat(43))).toEqual(['SESSION_UNKNOWN']);
    expect(await codesWith('short')).toEqual(['SESSION_UNKNOWN']);
  });

  it('one that was idle too long, or is too old', async () => {
    for (const past of [`last_seen_at = last_seen_at - interval '31 minutes'`, `created_at = created_at - interval '12 hours 1 minute'`]) {
      const token = await registry.signIn(buyer.login);
      expect(await codesWith(token)).toEqual([]);
      await house.sql(`update organisation_session set ${past} where token_hash = encode(sha256($1::bytea), 'hex')`, [token]);
      expect([past, await codesWith(token)]).toEqual([past, ['SESSION_EXPIRED']]);
    }
  });

  it('one that was ended, in both processes at once', async () => {
    const token = await registry.signIn(buyer.login);
    await house.market.done('signOut', {}, 'SignedOut { sessionId }', { token });
    expect(await codesWith(token)).toEqual(['SESSION_REVOKED']);
    const refusal = await house.market.refused('createDemand', { title: 'x', regionCode: '140100', lines: [{ quantity: '1', words: 'x' }] }, 'Demand { id }', { token });
    expect(refusal.code).toBe('SESSION_REVOKED');
    expect((await house.admin.graphql('{ registrationQueue { nodes { id } } }', {}, { token })).codes).toEqual(['SESSION_REVOKED']);
  });

  it('one of an organisation that was suspended loses what needs approval', async () => {
    const officer = await registry.member({ kind: 'DEPARTMENT' });
    const seller = await registry.member();
    const publish = { demandId: 'dmd_01kazzzzzzzzzzzzzzzzzzzzzz' };
    expect((await house.market.refused('publishDemand', publish, 'Demand { id }', seller)).code).toBe('NOT_FOUND');
    await house.admin.done('suspendOrganisation', { organisationId: seller.organisationId, reason: '核查' }, 'OrganisationSuspended { organisation { id } }', officer);
    expect((await house.market.refused('publishDemand', publish, 'Demand { id }', seller)).code).toBe('NOT_APPROVED');
  });

  it('a cookie that another site sends', async () => {
    const headers = { cookie: `duijie_session=${buyer.token}` };
    expect((await house.market.graphql(VIEWER, {}, { headers })).codes).toEqual([]);
    expect((await house.market.graphql(VIEWER, {}, { headers: { ...headers, 'sec-fetch-site': 'cross-site' } })).codes).toEqual(['CROSS_SITE_REQUEST']);
  });
});

describe('what leaves the house', () => {
  it('speaks the language that was asked for', async () => {
    const messageIn = async (language: string): Promise<string | undefined> => (await house.market.graphql('{ myDemands { nodes { id } } }', {}, { headers: { 'accept-language': language } })).errors[0]?.message;
    expect(await messageIn('zh-CN')).toBe('请先登录');
    expect(await messageIn('en')).toBe('Sign in first');
    expect(await messageIn('fr')).toBe('请先登录');
  });

  it('no request of this file made a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
