import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { TokenScope } from '../../src/core/access/token-scopes.js';
import { aDemand, aProduct, CLASS_ID } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import type { Asking } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
beforeAll(async () => {
  house = await runHouse(['market', 'worker']);
  registry = await Registry.open(house, house.market);
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

interface Change {
  readonly type: string;
  readonly id: string;
  readonly externalRef: string | null;
  readonly kind: string;
  readonly deleted: boolean;
}
interface Page {
  readonly changes: readonly Change[];
  readonly cursor: string;
  readonly more: boolean;
}
const QUERY = 'query ($cursor: String, $first: Int! = 100) { changesSince(cursor: $cursor, first: $first) { changes { type id externalRef kind deleted } cursor more } }';
const page = async (asking: Asking, cursor: string | null = null, first = 100): Promise<Page> => (await house.market.ask<{ changesSince: Page }>(QUERY, { cursor, first }, asking)).changesSince;
const codes = async (asking: Asking, variables: object): Promise<readonly string[]> => (await house.market.graphql(QUERY, { ...variables }, asking)).codes;

/** All that an organisation is told, page by page, until the outbox has been delivered. */
async function all(asking: Asking, first = 100): Promise<Change[]> {
  await stamped();
  const changes: Change[] = [];
  for (let cursor: string | null = null, more = true; more;) {
    const next: Page = await page(asking, cursor, first);
    changes.push(...next.changes);
    [cursor, more] = [next.cursor, next.more];
  }
  return changes;
}
const stamped = (): Promise<void> => house.until('everything is stamped', async () => (await house.sql('select 1 from platform_outbox where position is null limit 1')).length === 0);
const row = (n: string): object => ({ externalRef: n, name: '滚筒采煤机', model: n, classId: CLASS_ID, priceCny: '1280000' });
const upsert = (of: Member, rows: readonly object[], publish = false): Promise<unknown> => house.market.done('upsertProducts', { products: rows, publish }, 'ProductsUpserted { items { change } }', of);
async function tokenOf(of: Member, scopes: readonly TokenScope[]): Promise<Asking> {
  const { secret } = await house.market.done<{ secret: string }>('createApiToken', { name: 'ERP', scopes, days: 1 }, 'ApiTokenCreated { secret }', of);
  return { token: secret };
}

describe('what changed', () => {
  it('is told of products and demands, recommendations and notices, in order, with the numbers of one’s own software', async () => {
    const [supplier, buyer] = [await registry.member(), await registry.member()];
    await upsert(supplier, [row('ERP-1')]);
    await upsert(supplier, [row('ERP-1')], true);
    const demand = await aDemand(house.market, buyer);
    await house.until('the offer is recommended', async () => (await house.sql(`select 1 from notification_notice where organisation_id = $1`, [supplier.organisationId])).length > 0);
    const told = await all(supplier);
    expect(told.slice(0, 2)).toEqual([
      expect.objectContaining({ type: 'PRODUCT', kind: 'SAVED', externalRef: 'ERP-1', deleted: false }), expect.objectContaining({ type: 'PRODUCT', kind: 'PUBLISHED', externalRef: 'ERP-1' }),
    ]);
    expect(told.map(({ type, kind }) => `${type} ${kind}`)).toEqual(expect.arrayContaining(['RECOMMENDATION MADE', 'NOTICE POSTED']));
    // Each side hears of its own rows: the buyer of no product, the supplier of no demand.
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['PRODUCT', 'RECOMMENDATION', 'NOTICE']));
    const other = await all(buyer);
    expect(other.filter(({ type }) => type === 'DEMAND').map(({ id, kind }) => [id, kind])).toEqual([[demand.id, 'SAVED'], [demand.id, 'PUBLISHED']]);
    expect(other.map(({ type }) => type)).not.toContain('PRODUCT');
  });

  it('is what a token’s scopes may read', async () => {
    const of = await registry.member();
    await aProduct(house.market, of);
    await aDemand(house.market, of);
    await stamped();
    expect(new Set((await all(await tokenOf(of, ['DEMAND_READ']))).map(({ type }) => type))).toEqual(new Set(['DEMAND']));
    expect(new Set((await all(await tokenOf(of, ['CATALOGUE_READ', 'DEMAND_READ']))).map(({ type }) => type))).toEqual(new Set(['PRODUCT', 'DEMAND']));
    expect(await codes(await tokenOf(of, ['CATALOGUE_WRITE']), {})).toEqual(['SCOPE_MISSING']);
  });

  it('comes once each to who polls while many write, in the order of the positions, and none is passed over', async () => {
    const of = await registry.member();
    const WRITERS = 6;
    const EACH = 15;
    let writing = true;
    const writers = Promise.all(Array.from({ length: WRITERS }, async (_, w) => {
      for (let n = 0; n < EACH; n++) await upsert(of, [row(`W${w}-${n}`)]);
    })).finally(() => { writing = false; });
    const seen: Change[] = [];
    let cursor: string | null = null;
    const poll = async (): Promise<number> => {
      const next = await page(of, cursor, 4);
      cursor = next.cursor;
      seen.push(...next.changes);
      return next.changes.length;
    };
    while (writing) await poll();
    await writers;
    await stamped();
    while (await poll() > 0);
    expect(seen).toHaveLength(WRITERS * EACH);
    expect(new Set(seen.map(({ externalRef }) => externalRef)).size).toBe(WRITERS * EACH);
    for (let w = 0; w < WRITERS; w++) expect(seen.flatMap(({ externalRef }) => (externalRef?.startsWith(`W${w}-`) === true ? [externalRef] : []))).toEqual(Array.from({ length: EACH }, (_, n) => `W${w}-${n}`));
  }, 120_000);

  it('that is committed late is told late, and not passed over', async () => {
    const of = await registry.member();
    const late = new Client({ connectionString: house.database.ownerUrl });
    await late.connect();
    await late.query('begin');
    // Its id is drawn now, before those that are committed first.
    await late.query(`insert into platform_outbox (type, subject_id, organisation_id, trace_id) values ('NoticePosted', 'ntc_late', $1, 'late')`, [of.organisationId]);
    await upsert(of, [row('early')]);
    const before = await page(of);
    await late.query('commit');
    await late.end();
    const after = await (async () => {
      await stamped();
      return page(of, before.cursor);
    })();
    expect([...before.changes, ...after.changes].map(({ id, externalRef }) => externalRef ?? id).sort()).toEqual(['early', 'ntc_late']);
  });

  it('answers the same cursor while nothing is new', async () => {
    const of = await registry.member();
    await upsert(of, [row('one')]);
    await stamped();
    const first = await page(of);
    expect(await page(of, first.cursor)).toEqual({ changes: [], cursor: first.cursor, more: false });
    expect((await page(of, null, 1)).more).toBe(false);
  });
});

describe('a cursor', () => {
  it('of another organisation is refused, and so is one that was made up or changed', async () => {
    const [own, other] = [await registry.member(), await registry.member()];
    await upsert(own, [row('one')]);
    await stamped();
    const { cursor } = await page(own);
    expect(await codes(other, { cursor })).toEqual(['CURSOR_FOREIGN']);
    const [text = '', signature = ''] = cursor.split('.');
    const forged = Buffer.from(`${own.organisationId} 0`).toString('base64url');
    for (const wrong of ['x', `${text}.`, `${text}.${'0'.repeat(64)}`, `${forged}.${signature}`, `.${signature}`, ' ']) expect([wrong, await codes(own, { cursor: wrong })]).toEqual([wrong, ['CURSOR_INVALID']]);
    expect(await codes(own, { cursor: '' })).toEqual(['TEXT_LENGTH']);
    for (const first of [0, 501]) expect(await codes(own, { first })).toEqual(['NUMBER_OUT_OF_RANGE']);
  });

  it('nothing was a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
