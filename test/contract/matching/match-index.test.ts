import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DemandLineId } from '../../../src/core/ids/ids.js';
import { MatchIndex } from '../../../src/matching/index.js';
import { SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { databaseUrl, testServer } from '../../setup/test-server.js';
import { aListing, openFilledMarket, openMarket, type Market } from './market.js';

let market: Market;
let supplier: MemberViewer;
let buyer: MemberViewer;
/** Another worker, whose transactions take their time. */
let other: Client;
beforeAll(async () => {
  market = await openFilledMarket();
  [supplier, buyer] = [await market.house.organisation(), await market.house.organisation()];
  const [here] = await market.house.rows<{ name: string }>('select current_database() as name');
  other = new Client({ connectionString: databaseUrl(testServer().url, here?.name ?? '') });
  await other.connect();
}, 60_000);
afterAll(async () => {
  await other.end();
  await market.house.close();
});

const sizes = (index = market.index) => market.house.matcher.transaction(SYSTEM_SCOPE, async (tx) => {
  await index.asSeenBy(tx);
  return index.sizes;
});

describe('the index of matching', () => {
  it('holds what is open and on the market when it is filled, and follows what comes and goes', async () => {
    const { classId } = market.freshClass();
    const before = await sizes();
    const [productId] = (await market.publish(supplier, [aListing({ model: 'IX-1', classId, specs: {} })])).values();
    const demand = await market.demand(buyer, [{ classIds: [classId] }]);
    await market.settle();
    expect(await sizes()).toEqual({ lines: before.lines + 1, products: before.products + 1 });
    const later = new MatchIndex();
    await later.fill(market.house.matcher);
    expect(await sizes(later)).toEqual(await sizes());
    await market.withdraw(supplier, [productId!]);
    await market.close(buyer, demand.id);
    await market.settle();
    expect([await sizes(), await sizes(later)]).toEqual([before, before]);
  });

  it('misses nothing of a transaction that began before others and ended after them', async () => {
    const { classId } = market.freshClass();
    const early = await market.demand(buyer, [{ classIds: [classId] }]);
    const late = await market.demand(buyer, [{ classIds: [classId] }]);
    await market.settle();
    const before = await sizes();
    await other.query('begin');
    await other.query('update matching_line set active = false, changed = pg_current_xact_id() where line_id = $1', [early.lineIds[0]]);
    await market.house.rows('update matching_line set active = false, changed = pg_current_xact_id() where line_id = $1', [late.lineIds[0]]);
    expect(await sizes()).toEqual({ ...before, lines: before.lines - 1 });
    await other.query('commit');
    expect(await sizes()).toEqual({ ...before, lines: before.lines - 2 });
  });

  it('is not asked before it is filled', async () => {
    const cold = new MatchIndex();
    expect(await market.house.matcher.transaction(SYSTEM_SCOPE, (tx) => cold.asSeenBy(tx))).toBeNull();
    expect(cold.sizes).toEqual({ lines: 0, products: 0 });
  });
});

describe.each([['by SQL', openMarket], ['by the index in memory', openFilledMarket]] as const)('lines that no product of the class answers, %s', (_how, open) => {
  let there: Market;
  beforeAll(async () => { there = await open(); }, 60_000);
  afterAll(() => there.house.close());

  it('learn that there is supply of it, and that there is none any more', async () => {
    const [maker, asking] = [await there.house.organisation(), await there.house.organisation()];
    const { classId, key, unit, low, high } = there.freshClass();
    const { lineIds } = await there.demand(asking, [{ classIds: [classId], requirements: [{ attributeKey: key, op: '>=', value: high, unit, mode: 'HARD' }] }]);
    await there.settle();
    const supplied = (lineId: DemandLineId) => there.house.rows('select supplied from matching_line where line_id = $1', [lineId]);
    expect(await supplied(lineIds[0]!)).toEqual([{ supplied: false }]);
    const [productId] = (await there.publish(maker, [aListing({ model: 'IX-2', classId, specs: { [key]: low } })])).values();
    await there.settle();
    expect([await there.models(lineIds[0]!), await supplied(lineIds[0]!)]).toEqual([[], [{ supplied: true }]]);
    await there.withdraw(maker, [productId!]);
    await there.settle();
    expect(await supplied(lineIds[0]!)).toEqual([{ supplied: false }]);
  });
});
