import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDemand, aProduct } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import type { LiveAnswers } from './endpoint.js';
import { runHouse, type RunningHouse } from './harness.js';

const PUSHED = 'subscription { recommendationPushed { id side productId demandId } }';
const NOTICES = 'subscription { noticePosted { id kind text } }';
/** Long enough for a word to come through a busy machine, short enough to wait for one that must not come. */
const NOTHING_MS = 1_500;

interface Pushed {
  readonly recommendationPushed: { readonly id: string; readonly side: string; readonly productId: string; readonly demandId: string };
}
interface Noticed {
  readonly noticePosted: { readonly id: string; readonly kind: string; readonly text: string };
}

let house: RunningHouse;
let registry: Registry;
let buyer: Member;
let seller: Member;
let stranger: Member;
let demandId: string;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  [buyer, seller, stranger] = [await registry.member(), await registry.member(), await registry.member()];
  ({ id: demandId } = await aDemand(house.market, buyer));
}, 120_000);
afterAll(async () => {
  await Promise.all(open.map((live) => live.close()));
  await registry.close();
  await house.close();
});

/** A live operation that is surely listening when this resolves. */
async function listen<D extends object>(query: string, asking: { readonly token: string | null }): Promise<LiveAnswers<D>> {
  const live = house.market.subscribe<D>(query, {}, asking);
  open.push(live);
  await live.connected;
  // The server acknowledges the connection, not the operation: give it the time of one round trip.
  await house.market.ask('{ __typename }');
  await new Promise((resolve) => setTimeout(resolve, 150));
  return live;
}

const silent = (live: { next(withinMs: number): Promise<unknown> }): Promise<boolean> => live.next(NOTHING_MS).then(() => false, () => true);

describe('a live operation', () => {
  it('of a guest is refused at once', async () => {
    expect((await (await listen(PUSHED, { token: null })).next()).codes).toEqual(['SIGN_IN_REQUIRED']);
    expect((await (await listen(PUSHED, { token: 'x'.repeat(43) })).next()).codes).toEqual(['SESSION_UNKNOWN']);
  });

  it.each([
    ['a query', '{ viewer { displayName } }', 'BAD_REQUEST'],
    ['a mutation', 'mutation { signOut(input: {}) { __typename } }', 'BAD_REQUEST'],
    ['nonsense', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nothingLikeIt { id } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('that is %s is refused', async (_what, query, code) => {
    expect((await (await listen(query, buyer)).next()).codes).toEqual([code]);
  });

  it('tells both sides of a recommendation, and nobody else', async () => {
    const [mine, theirs, other] = [await listen<Pushed>(PUSHED, buyer), await listen<Pushed>(PUSHED, seller), await listen<Pushed>(PUSHED, stranger)];
    const productId = await aProduct(house.market, seller);
    const [toBuyer, toSeller] = await Promise.all([mine.next(), theirs.next()]);
    expect(toBuyer.data?.recommendationPushed).toMatchObject({ side: 'BUYER', productId, demandId });
    expect(toSeller.data?.recommendationPushed).toMatchObject({ side: 'SUPPLIER', productId, demandId });
    expect(await silent(other)).toBe(true);
  }, 30_000);

  it('brings notices in words, without a price', async () => {
    const notices = await listen<Noticed>(NOTICES, buyer);
    await aProduct(house.market, seller, { priceCny: '7654321.00' });
    const { data } = await notices.next();
    expect(data?.noticePosted.text).toMatch(/[一-龥]/);
    expect(data?.noticePosted.text).not.toMatch(/7654321|7,654,321|765/);
  }, 30_000);

  it('ends with its session, and hears nothing said after that', async () => {
    const token = await registry.signIn(buyer.login);
    const [ended, going] = [await listen<Pushed>(PUSHED, { token }), await listen<Pushed>(PUSHED, buyer)];
    await house.market.done('signOut', {}, 'SignedOut { sessionId }', { token });
    await aProduct(house.market, seller);
    expect((await going.next()).data).not.toBeNull();
    expect(await silent(ended)).toBe(true);
    expect(ended.ended).toBe(true);
  }, 30_000);
});

describe('a process that falls', () => {
  it('the worker: what was published while it was away is pushed when it is back', async () => {
    const live = await listen<Pushed>(PUSHED, buyer);
    await house.kill('worker');
    const productId = await aProduct(house.market, seller);
    expect(await silent(live)).toBe(true);
    await house.start('worker');
    expect((await live.next(30_000)).data?.recommendationPushed).toMatchObject({ productId });
  }, 90_000);

  it('the market: it ends at once when told, and serves the same sessions when it is back', async () => {
    const began = Date.now();
    expect(await house.program('market').stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    await house.start('market');
    expect(await house.market.ask('{ viewer { organisation { id } } }', {}, buyer)).toEqual({ viewer: { organisation: { id: buyer.organisationId } } });
  }, 60_000);

  it('none of them leaves anything half done', async () => {
    await house.until('everything is delivered', async () => {
      const [relay] = await house.sql<{ stamped: string; delivered: string; pending: string }>('select stamped, delivered, (select count(*) from platform_outbox where position is null) as pending from platform_relay');
      return relay?.stamped === relay?.delivered && relay?.pending === '0';
    });
    expect(await house.sql('select line_id, product_id from matching_recommendation group by line_id, product_id having count(*) > 1')).toEqual([]);
    expect(await house.sql('select organisation_id, outbox_id from notification_notice group by organisation_id, outbox_id having count(*) > 1')).toEqual([]);
  });
});

describe('the worker', () => {
  it('serves no schema', async () => {
    expect((await house.worker.post('{"query": "{ __typename }"}')).status).toBe(404);
  });

  it.each(['market', 'admin', 'worker'] as const)('like %s answers to those who watch it', async (name) => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) expect([path, (await fetch(`${house[name].url}${path}`)).status]).toEqual([path, 200]);
  });

  it('logged no fault, and neither did the others', () => {
    expect(house.faults).toEqual([]);
  });
});
