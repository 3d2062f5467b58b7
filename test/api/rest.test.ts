import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TokenScope } from '../../src/core/access/token-scopes.js';
import { aDemand, CLASS_ID } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let supplier: Member;
let token: string;
beforeAll(async () => {
  house = await runHouse(['market', 'worker']);
  registry = await Registry.open(house, house.market);
  supplier = await registry.member();
  token = await tokenOf(supplier, ['CATALOGUE_READ', 'CATALOGUE_WRITE', 'DEMAND_READ', 'DEMAND_WRITE', 'RECOMMENDATIONS_READ', 'RECOMMENDATIONS_ANSWER', 'NOTICES_READ']);
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

async function tokenOf(of: Member, scopes: readonly TokenScope[]): Promise<string> {
  const { secret } = await house.market.done<{ secret: string }>('createApiToken', { name: 'ERP', scopes, days: 1 }, 'ApiTokenCreated { secret }', of);
  return secret;
}
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}
async function rest(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(`${house.market.url}/api/v1/${path}`, {
    method, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.json() as Record<string, unknown> };
}
const row = (externalRef: string, changes: object = {}): object => ({ externalRef, name: '滚筒采煤机', model: externalRef, classId: CLASS_ID, priceCny: '1280000', ...changes });
const itemsOf = ({ body }: Answer): readonly { readonly externalRef: string; readonly id: string | null; readonly change: string | null; readonly problem: { code: string; field: string; message: string } | null }[] => body['items'] as never;

describe('the main job over REST', () => {
  it('a price list is written, published, read back by its own number, and left alone when sent again', async () => {
    const sent = { products: [row('A-1', { specs: [] }), row('A-2', { classId: 'S9' })], publish: true };
    const first = await rest('PUT', 'products', sent);
    expect([first.status, itemsOf(first).map(({ change, problem }) => change ?? [problem?.code, problem?.field])]).toEqual([200, ['CREATED', ['UNKNOWN_CLASS', 'products.1.classId']]]);
    expect(itemsOf(await rest('PUT', 'products', { products: [row('A-1')], publish: true })).map(({ change }) => change)).toEqual(['UNCHANGED']);
    const product = await rest('GET', 'products/A-1');
    expect(product).toMatchObject({ status: 200, body: { externalRef: 'A-1', state: 'PUBLISHED', offer: { priceCny: '1280000.00' }, publishedAt: expect.stringMatching(/\+08:00$/) } });
    expect((await rest('GET', `products/${String(product.body['id'])}`)).body).toEqual(product.body);
    expect(await rest('GET', 'products/unknown')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', field: 'ref' } });
  });

  it('a demand is published, recommended, answered, and each step stands in the changes', async () => {
    await rest('PUT', 'products', { products: [row('B-1')], publish: true });
    const buyer = await registry.member();
    await aDemand(house.market, buyer);
    const recommended = async (): Promise<{ id: string; side: string; supplierState: string }[]> => (await rest('GET', 'recommendations?side=SUPPLIER&first=100')).body['recommendations'] as never;
    await house.until('the offer is recommended', async () => (await recommended()).length > 0);
    const id = (await recommended())[0]?.id ?? '';
    expect(await rest('POST', `recommendations/${id}/answer`, { answer: 'DISMISSED' })).toMatchObject({ status: 400, body: { code: 'DISMISSAL_REASON_MISSING', field: 'reason' } });
    expect(await rest('POST', `recommendations/${id}/answer`, { answer: 'INTERESTED' })).toMatchObject({ status: 200, body: { id, side: 'SUPPLIER', supplierState: 'INTERESTED' } });

    const demand = { externalRef: 'PR-1', title: '更新采煤机', regionCode: '140100', noStateSecretConfirmed: true, lines: [{ classIds: [CLASS_ID], quantity: '2', requirements: [] }] };
    expect(itemsOf(await rest('PUT', 'demands', { demands: [demand], publish: true })).map(({ change }) => change)).toEqual(['CREATED']);
    const told = new Set<string>();
    let cursor = '';
    await house.until('everything is told', async () => {
      const page = (await rest('GET', `changes?first=50${cursor === '' ? '' : `&cursor=${cursor}`}`)).body as { changes: { type: string; kind: string; externalRef: string | null }[]; cursor: string };
      cursor = page.cursor;
      for (const { type, kind, externalRef } of page.changes) told.add(`${type} ${kind} ${externalRef ?? '-'}`);
      return ['PRODUCT PUBLISHED B-1', 'RECOMMENDATION ANSWERED -', 'DEMAND PUBLISHED PR-1'].every((one) => told.has(one));
    });
  }, 60_000);

  it('what a buyer answers moves the weights of its lines, until the answer is withdrawn', async () => {
    await rest('PUT', 'products', { products: [row('F-1')], publish: true });
    const buyer = await registry.member();
    const authorization = `Bearer ${await tokenOf(buyer, ['RECOMMENDATIONS_READ', 'RECOMMENDATIONS_ANSWER'])}`;
    const lines = await Promise.all([1, 2, 3, 4].map(() => aDemand(house.market, buyer)));
    const firstOf = async (): Promise<string[]> => {
      const { body } = await rest('GET', 'recommendations?side=BUYER&first=100', undefined, { authorization });
      const made = body['recommendations'] as { id: string; lineId: string }[];
      return lines.flatMap(({ lineId }) => made.find((one) => one.lineId === lineId)?.id ?? []);
    };
    await house.until('every line has a recommendation', async () => (await firstOf()).length === lines.length);
    const [judged = '', ...answered] = await firstOf();
    const answer = (id: string, body: object): Promise<Answer> => rest('POST', `recommendations/${id}/answer`, body, { authorization });
    for (const id of answered) expect(await answer(id, { answer: 'DISMISSED', cause: 'TOO_DEAR' })).toMatchObject({ status: 200, body: { buyerState: 'DISMISSED' } });
    const movedBy = async (): Promise<number | undefined> => {
      const { recommendation } = await house.market.ask<{ recommendation: { factors: { code: string; moved: number }[] } }>('query ($id: ID!) { recommendation(id: $id) { factors { code moved } } }', { id: judged }, buyer);
      return recommendation.factors.find(({ code }) => code === 'PRICE')?.moved;
    };
    await house.until('the price counts for more', async () => (await movedBy()) === 300);
    expect(await answer(answered[0] ?? '', { answer: 'WITHDRAWN' })).toMatchObject({ status: 200, body: { buyerState: 'SEEN' } });
    await house.until('and for as much as before', async () => (await movedBy()) === 0);
  }, 60_000);
});

describe('a repeat', () => {
  it('with the same key answers the same and writes once; with other content it is refused', async () => {
    const headers = { 'idempotency-key': 'night run 7' };
    const first = await rest('PUT', 'products', { products: [row('K-1')] }, headers);
    const before = await house.counts('catalogue_product', 'platform_audit', 'catalogue_product_revision');
    expect((await rest('PUT', 'products', { products: [row('K-1')] }, headers)).body).toEqual(first.body);
    expect(await rest('PUT', 'products', { products: [row('K-1', { priceCny: '2' })] }, headers)).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await house.counts('catalogue_product', 'platform_audit', 'catalogue_product_revision')).toEqual(before);
    expect(await rest('PUT', 'products', { products: [row('K-1')] }, { 'idempotency-key': 'x'.repeat(201) })).toMatchObject({ status: 400 });
  });
});

describe('bad input', () => {
  it.each<[what: string, method: string, path: string, body: unknown, status: number, code: string, field: string | null]>([
    ['malformed JSON', 'PUT', 'products', '{"products": [', 400, 'REST_JSON_MALFORMED', null],
    ['a body that poisons prototypes', 'PUT', 'products', '{"__proto__": {"x": 1}, "products": []}', 400, 'REST_JSON_MALFORMED', null],
    ['no body', 'PUT', 'products', '{}', 400, 'VALUE_MISSING', 'products'],
    ['no list', 'PUT', 'products', { products: {} }, 400, 'REST_TYPE_WRONG', 'products'],
    ['an empty list', 'PUT', 'products', { products: [] }, 400, 'REST_LIST_LENGTH', 'products'],
    ['1,001 items', 'PUT', 'products', { products: Array.from({ length: 1_001 }, (_, n) => row(`T-${n}`)) }, 400, 'REST_LIST_LENGTH', 'products'],
    ['101 demands', 'PUT', 'demands', { demands: Array.from({ length: 101 }, (_, n) => ({ externalRef: `T-${n}` })) }, 400, 'REST_LIST_LENGTH', 'demands'],
    ['a price as a number', 'PUT', 'products', { products: [row('T', { priceCny: 1.5 })] }, 400, 'REST_TYPE_WRONG', 'products.0.priceCny'],
    ['a text as a flag', 'PUT', 'products', { products: [row('T')], publish: 'true' }, 400, 'REST_TYPE_WRONG', 'publish'],
    ['an unknown field', 'PUT', 'products', { products: [row('T', { colour: 'red' })] }, 400, 'REST_FIELD_UNKNOWN', 'products.0.colour'],
    ['no number', 'PUT', 'products', { products: [{ name: 'x' }] }, 400, 'VALUE_MISSING', 'products.0.externalRef'],
    ['text that cannot be kept', 'PUT', 'products', { products: [row('T\u0000')] }, 400, 'TEXT_NOT_STORABLE', 'products.0.externalRef'],
    ['half a surrogate pair', 'PUT', 'products', '{"products":[{"externalRef":"\\ud800"}]}', 400, 'TEXT_NOT_STORABLE', 'products.0.externalRef'],
    ['a long text', 'PUT', 'products', { products: [row('T', { name: 'x'.repeat(201) })] }, 400, 'REST_VALUE_WRONG', 'products.0.name'],
    ['a wrong amount', 'PUT', 'demands', { demands: [{ externalRef: 'T', budgetCny: '1e9' }] }, 400, 'REST_VALUE_WRONG', 'demands.0.budgetCny'],
    ['another word', 'POST', 'recommendations/x/answer', { answer: 'MAYBE' }, 400, 'REST_VALUE_UNKNOWN', 'answer'],
    ['nobody’s recommendation', 'POST', 'recommendations/rec_00000000000000000000000000/answer', { answer: 'SEEN' }, 404, 'NOT_FOUND', 'recommendationId'],
    ['a page of nothing', 'GET', 'changes?first=0', undefined, 400, 'REST_COUNT_WRONG', 'first'],
    ['a page too long', 'GET', 'changes?first=501', undefined, 400, 'REST_COUNT_WRONG', 'first'],
    ['a page of words', 'GET', 'changes?first=ten', undefined, 400, 'REST_VALUE_WRONG', 'first'],
    ['a cursor of nobody', 'GET', 'changes?cursor=x', undefined, 400, 'CURSOR_INVALID', 'cursor'],
    ['a place of nobody', 'GET', 'recommendations?side=BUYER&after=x', undefined, 400, 'CURSOR_INVALID', 'after'],
    ['no side', 'GET', 'recommendations', undefined, 400, 'VALUE_MISSING', 'side'],
    ['an unknown parameter', 'GET', 'changes?since=1', undefined, 400, 'REST_FIELD_UNKNOWN', 'since'],
  ])('%s is refused, and nothing is written', async (_what, method, path, body, status, code, field) => {
    const before = await house.counts('catalogue_product', 'demand_demand', 'platform_audit');
    const answer = await rest(method, path, body);
    expect([answer.status, answer.body['code'], answer.body['field']]).toEqual([status, code, field]);
    expect(answer.type).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: `urn:duijie:problem:${code}`, title: code, status, detail: answer.body['message'], code, field, message: expect.stringMatching(/[一-龥]/), traceId: expect.any(String),
    });
    expect(await house.counts('catalogue_product', 'demand_demand', 'platform_audit')).toEqual(before);
  });

  it('is told in English to who asks for it; other types and too much are refused', async () => {
    expect((await rest('PUT', 'products', {}, { 'accept-language': 'en' })).body['message']).toMatch(/^[ -~]+$/);
    expect(await rest('PUT', 'products', 'a=1', { 'content-type': 'text/plain' })).toMatchObject({ status: 415, body: { code: 'REST_MEDIA_TYPE' } });
    expect(await rest('PUT', 'products', JSON.stringify({ products: [row('T', { description: 'x'.repeat(1_100_000) })] }))).toMatchObject({ status: 413, body: { code: 'REST_BODY_TOO_LARGE' } });
  });

  it('a cursor of another organisation is refused', async () => {
    const other = await registry.member();
    const { body } = await rest('GET', 'changes', undefined, { authorization: `Bearer ${await tokenOf(other, ['NOTICES_READ'])}` });
    expect(await rest('GET', `changes?cursor=${String(body['cursor'])}`)).toMatchObject({ status: 400, body: { code: 'CURSOR_FOREIGN', field: 'cursor' } });
  });
});

describe('the door', () => {
  const expired = async (secret: string): Promise<string> => {
    await house.sql(`update organisation_api_token set expires_at = now() - interval '1 minute' where last_letters = $1`, [secret.slice(-4)]);
    return secret;
  };

  it.each<[what: string, authorization: () => Promise<string>, status: number, code: string]>([
    ['no token', () => Promise.resolve(''), 401, 'SIGN_IN_REQUIRED'],
    ['an unknown token', () => Promise.resolve(`djk_${'x'.repeat(43)}`), 401, 'TOKEN_UNKNOWN'],
    ['an expired token', async () => expired(await tokenOf(supplier, ['CATALOGUE_WRITE'])), 401, 'TOKEN_EXPIRED'],
    ['a token without the scope', () => tokenOf(supplier, ['CATALOGUE_READ', 'DEMAND_WRITE']), 403, 'SCOPE_MISSING'],
  ])('stays shut to %s', async (_what, authorization, status, code) => {
    const secret = await authorization();
    expect(await rest('PUT', 'products', { products: [row('D-1')] }, { authorization: secret === '' ? '' : `Bearer ${secret}` })).toMatchObject({ status, body: { code } });
  });

  it('asks for a role of people, and for approval before publishing', async () => {
    const viewer = await registry.member({ roles: ['VIEWER'] });
    expect(await rest('PUT', 'products', { products: [row('D-1')] }, { authorization: `Bearer ${viewer.token}` })).toMatchObject({ status: 403, body: { code: 'ROLE_MISSING' } });
    const newcomer = await registry.member({ approved: false });
    const answer = await rest('PUT', 'products', { products: [row('D-1')], publish: true }, { authorization: `Bearer ${newcomer.token}` });
    expect(itemsOf(answer)[0]?.problem).toMatchObject({ code: 'NOT_APPROVED', field: 'products.0.publish' });
  });

  it('describes itself', async () => {
    const { status, body } = await rest('GET', 'openapi.json');
    expect([status, body['openapi'], Object.keys(body['paths'] as object).sort()]).toEqual([200, '3.1.0', [
      '/api/v1/changes', '/api/v1/demands', '/api/v1/equipment', '/api/v1/products', '/api/v1/products/{ref}', '/api/v1/recommendations', '/api/v1/recommendations/{id}/answer',
    ]]);
  });

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
