import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN_DOORS, TOKEN_SCOPES, type TokenScope } from '../../src/core/access/token-scopes.js';
import { aDemand, aProduct } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import type { RefusalAnswer } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';
import { readSchemas } from './schemas.js';

const { calls } = await readSchemas();
const marketCalls = calls.filter(({ schema }) => schema === 'market');

let house: RunningHouse;
let registry: Registry;
let owner: Member;
beforeAll(async () => {
  house = await runHouse(['market', 'admin']);
  registry = await Registry.open(house, house.market);
  owner = await registry.member();
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

interface Token {
  readonly id: string;
  readonly token: string;
}
async function aToken(scopes: readonly TokenScope[], of = owner): Promise<Token> {
  const { token, secret } = await house.market.done<{ token: { id: string }; secret: string }>('createApiToken', { name: 'ERP', scopes, days: 30 }, 'ApiTokenCreated { token { id } secret }', of);
  return { id: token.id, token: secret };
}
const PRODUCTS = '{ myProducts { nodes { id } } }';

describe('a token', () => {
  it('is made by an owner, listed without its secret, and says when it was used', async () => {
    const of = await registry.member();
    const { token } = await aToken(['CATALOGUE_READ'], of);
    const product = await aProduct(house.market, of);
    expect((await house.market.ask<{ myProducts: { nodes: { id: string }[] } }>(PRODUCTS, {}, { token })).myProducts.nodes.map(({ id }) => id)).toEqual([product]);
    const { apiTokens } = await house.market.ask<{ apiTokens: { nodes: Record<string, unknown>[] } }>('{ apiTokens { nodes { name scopes lastLetters state lastUsedAt revokedAt } } }', {}, of);
    expect(apiTokens.nodes).toEqual([{ name: 'ERP', scopes: ['CATALOGUE_READ'], lastLetters: token.slice(-4), state: 'ACTIVE', lastUsedAt: expect.any(String), revokedAt: null }]);
  });

  it('writes as itself: the audit trail names the token', async () => {
    const of = await registry.member();
    const { id, token } = await aToken(['CATALOGUE_WRITE'], of);
    const product = await aProduct(house.market, { ...of, token }, { state: 'DRAFT' });
    expect(await house.sql('select deed, organisation_id, member_id from platform_audit where subject_id = $1', [product])).toEqual([{ deed: 'createProducts', organisation_id: of.organisationId, member_id: id }]);
  });

  it('subscribes over a live connection', async () => {
    const { token } = await aToken(['NOTICES_READ']);
    const live = house.market.subscribe('subscription { noticePosted { id } }', {}, { token });
    await live.connected;
    await expect(live.next(600)).rejects.toThrow('No live answer');
    await live.close();
    const closed = house.market.subscribe('subscription { recommendationPushed { id } }', {}, { token });
    expect((await closed.next()).codes).toEqual(['SCOPE_MISSING']);
    await closed.close();
  });
});

describe('the door', () => {
  it.each(marketCalls.map((call) => [`${call.kind}.${call.field}`, call] as const))('%s opens to no token but one of its scope', async (title, call) => {
    const door = TOKEN_DOORS[title] ?? 'NEVER';
    const others = TOKEN_SCOPES.filter((scope) => scope !== door);
    const { token } = await tokenOf(door === 'NEVER' || door === 'ANY' ? TOKEN_SCOPES : others);
    const expected = door === 'NEVER' ? 'TOKEN_NOT_HERE' : door === 'ANY' ? null : 'SCOPE_MISSING';
    if (call.kind === 'Subscription') {
      const live = house.market.subscribe(call.query, call.variables, { token });
      expect((await live.next()).codes[0]).toBe(expected);
      await live.close();
      return;
    }
    const { codes, data, errors } = await house.market.graphql<Record<string, RefusalAnswer | null>>(call.query, call.variables, { token });
    const code = codes[0] ?? data?.[call.field]?.code ?? null;
    if (expected !== null) expect(code).toBe(expected);
    else expect(['TOKEN_NOT_HERE', 'SCOPE_MISSING', 'INTERNAL']).not.toContain(code);
    if (expected === 'SCOPE_MISSING') expect(errors[0]?.message ?? data?.[call.field]?.message).toContain(door);
  });

  it('is no way around another one: what lies behind a field asks for its own scope', async () => {
    const { token } = await aToken(['DEMAND_READ', 'CATALOGUE_READ']);
    const { id } = await aDemand(house.market, owner);
    const query = 'query ($id: ID!) { demand(id: $id) { ...whole } } fragment whole on Demand { lines { id matches { id } } }';
    expect((await house.market.graphql(query, { id }, { token })).codes).toEqual(['SCOPE_MISSING']);
    expect((await house.market.graphql('query ($id: ID!) { demand(id: $id) { lines { id } } }', { id }, { token })).codes).toEqual([]);
  });

  it.each([['zh-CN', /缺少权限 DEMAND_READ/], ['en', /lacks the scope DEMAND_READ/]])('names the scope in %s', async (language, message) => {
    const { token } = await aToken(['CATALOGUE_READ']);
    const { errors } = await house.market.graphql('{ myDemands { nodes { id } } }', {}, { token, headers: { 'accept-language': language } });
    expect(errors[0]?.message).toMatch(message);
  });

  it('is shut to tokens where people upload and download, and in the department’s process', async () => {
    const { token } = await aToken(TOKEN_SCOPES);
    expect((await house.market.upload('a.csv', 'x', { token })).body).toMatchObject({ code: 'TOKEN_NOT_HERE' });
    const download = await fetch(`${house.market.url}/files/templates/S1.1.1.01.xlsx`, { headers: { authorization: `Bearer ${token}` } });
    expect(download.status === 404 || (await download.json() as { code: string }).code === 'TOKEN_NOT_HERE').toBe(true);
    expect((await house.admin.graphql('{ registrationQueue { nodes { id } } }', {}, { token })).codes).toEqual(['TOKEN_NOT_HERE']);
    expect((await house.admin.graphql('{ products { nodes { id } } }', {}, { token })).codes).toEqual(['WRONG_KIND']);
  });

  it('does not take a token out of a cookie', async () => {
    const { token } = await aToken(TOKEN_SCOPES);
    expect((await house.market.graphql(PRODUCTS, {}, { headers: { cookie: `duijie_session=${token}` } })).codes).toEqual(['SESSION_UNKNOWN']);
  });
});

describe('a token that does not work', () => {
  it.each<[what: string, end: (id: string) => Promise<unknown>, code: string]>([
    ['has expired', (id) => house.sql(`update organisation_api_token set expires_at = now() - interval '1 second' where id = $1`, [id]), 'TOKEN_EXPIRED'],
    ['was revoked', (tokenId) => house.market.done('revokeApiToken', { tokenId }, 'ApiTokenRevoked { token { state } }', owner), 'TOKEN_REVOKED'],
  ])('since it %s opens nothing, not even what is public', async (_what, end, code) => {
    const { id, token } = await aToken(['CATALOGUE_READ', 'CATALOGUE_WRITE']);
    await end(id);
    expect((await house.market.graphql(PRODUCTS, {}, { token })).codes).toEqual([code]);
    expect((await house.market.graphql('{ classGroups { id } }', {}, { token })).codes.length).toBeGreaterThan(0);
    expect((await house.market.graphql('{ products { nodes { id } } }', {}, { token })).codes).toEqual([code]);
    expect(await house.market.refused('withdrawProducts', { productIds: ['prd_00000000000000000000000000'] }, 'ProductBatch { products { id } }', { token })).toMatchObject({ code, __typename: 'NotAllowedRefusal' });
  });

  it.each(['djk_', 'djk_x', `djk_${'x'.repeat(43)}`, `djk_${'x'.repeat(300)}`])('since it is %s and nobody’s', async (token) => {
    expect((await house.market.graphql(PRODUCTS, {}, { token })).codes).toEqual(['TOKEN_UNKNOWN']);
  });

  it('ends a live connection', async () => {
    const { id, token } = await aToken(['NOTICES_READ']);
    const live = house.market.subscribe('subscription { noticePosted { id } }', {}, { token });
    await live.connected;
    await house.market.done('revokeApiToken', { tokenId: id }, 'ApiTokenRevoked { token { id } }', owner);
    const late = house.market.subscribe('subscription { noticePosted { id } }', {}, { token });
    expect((await late.next()).codes).toEqual(['TOKEN_REVOKED']);
    await late.close();
    await live.close();
  });
});

describe('after all that', () => {
  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});

/** One token for each set of scopes: an organisation may have twenty. */
const made = new Map<string, Token>();
async function tokenOf(scopes: readonly TokenScope[]): Promise<Token> {
  const key = scopes.join();
  const known = made.get(key) ?? await aToken(scopes);
  made.set(key, known);
  return known;
}
