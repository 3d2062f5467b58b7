import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { DemandId, DemandLineId } from '../../../src/core/ids/ids.js';
import { InlineQueue } from '../../../src/platform/queue/inline/inline-queue.js';
import { jobId } from '../../../src/platform/queue/job.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { aListing, openMarket, type Market } from './market.js';

jest.setTimeout(30_000);

let market: Market;
afterEach(() => market.house.close());

/** A small market with a past: products published, revised, withdrawn and returned, demands published, revised and closed. */
async function story(): Promise<{ lineIds: DemandLineId[]; expected: string[][] }> {
  const [one, other, buyer] = [await market.house.organisation(), await market.house.organisation(), await market.house.organisation()];
  const crusher = (model: string, capacity: number) => aListing({ model, specs: { capacity } });
  const demand = (least: number, of: MemberViewer = buyer) => market.demand(of, [{ requirements: [{ attributeKey: 'capacity', op: '>=', value: least, unit: 't/h', mode: 'HARD' }] }]);
  const first = await market.publish(one, [crusher('A-200', 200), crusher('A-300', 300), crusher('A-400', 400)]);
  const wide = await demand(200);
  await market.publish(other, [crusher('B-250', 250), crusher('B-350', 350)]);
  const narrow = await demand(350);
  const closed = await demand(100);
  await market.publish(one, [crusher('A-200', 150)]);
  await market.withdraw(one, [first.get('A-300')!]);
  await market.close(buyer, closed.id as DemandId);
  await market.reviseLine(buyer, narrow.lineIds[0]!, { requirements: [{ attributeKey: 'capacity', op: '>=', value: 380, unit: 't/h', mode: 'HARD' }] });
  await market.publish(one, [crusher('A-300', 390)]);
  const own = await demand(100, other);
  return {
    lineIds: [wide.lineIds[0]!, narrow.lineIds[0]!, closed.lineIds[0]!, own.lineIds[0]!],
    expected: [['A-300', 'A-400', 'B-250', 'B-350'], ['A-300', 'A-400'], [], ['A-200', 'A-300', 'A-400']],
  };
}

async function standing(lineIds: readonly DemandLineId[]): Promise<string[][]> {
  return Promise.all(lineIds.map(async (lineId) => (await market.models(lineId)).sort()));
}

describe('events', () => {
  it.each(Array.from({ length: 6 }, (_, seed) => seed))('delivered in any order and some of them twice come to the same (seed %i)', async (seed) => {
    market = await openMarket();
    const { lineIds, expected } = await story();
    const queue = new InlineQueue({ clock: market.house.clock, shuffleSeed: seed, doubleSeed: seed + 100, onFault: ({ error }) => { throw error; } });
    const handlers: Readonly<Record<string, { handle(events: never): Promise<void> }>> = { MatchProducts: market.matchProducts, MatchDemands: market.matchDemands };
    await queue.work('MATCH', (job) => handlers[job.handler]!.handle(job.events as never), { concurrency: 1 });
    for (const event of await market.unhandled()) {
      const handler = event.type.startsWith('Product') ? 'MatchProducts' : 'MatchDemands';
      await queue.enqueue([{ id: jobId(handler, [event]), lane: 'MATCH', handler, events: [event] }]);
    }
    await queue.drain();
    await queue.close();

    expect(await standing(lineIds)).toEqual(expected);
    const made = await market.house.outbox('RecommendationMade');
    const rows = await market.house.rows<{ id: string }>('select id from matching_recommendation');
    const told = (side: 'buyerId' | 'supplierId') => made.filter((event) => event.refs[side] !== undefined).map((event) => event.subjectId).sort();
    for (const side of ['buyerId', 'supplierId'] as const) expect(told(side)).toEqual(rows.map(({ id }) => id).sort());
    expect(await market.house.rows(`select from matching_product where pending_classes is not null union all select from matching_line where pending`)).toEqual([]);
  });

  it('delivered again when all is done write nothing', async () => {
    market = await openMarket();
    const { lineIds, expected } = await story();
    const events = await market.unhandled();
    await market.handOn(events);
    const traces = () => market.house.rows(
      `select 'run' as what, id, xmin::text from matching_run union all select 'rec', id, xmin::text from matching_recommendation union all select 'product', product_id, xmin::text from matching_product
       union all select 'line', line_id, xmin::text from matching_line union all select type, id::text, xmin::text from platform_outbox order by 1, 2`);
    const before = await traces();
    await market.handOn(events);
    expect(await traces()).toEqual(before);
    expect(await standing(lineIds)).toEqual(expected);
  });
});

describe('notices of recommendations', () => {
  const told = async (viewer: MemberViewer) => (await market.house.outbox('RecommendationMade')).flatMap(({ subjectId, notice }) => (notice?.recipients.includes(viewer.organisationId) ? [{ subjectId, ...notice }] : []));

  it('come once for all that one look brought to a line and to a supplier, about the best of them', async () => {
    market = await openMarket();
    const [one, other, buyer] = [await market.house.organisation(), await market.house.organisation(), await market.house.organisation()];
    const { lineIds } = await market.demand(buyer, [{ requirements: [{ attributeKey: 'capacity', op: '>=', value: 200, unit: 't/h', mode: 'HARD' }] }], { title: '破碎线改造' });
    await market.settle();
    await market.publish(one, [200, 300, 400].map((capacity) => aListing({ model: `A-${capacity}`, specs: { capacity } })));
    await market.publish(other, [aListing({ model: 'B-300', specs: { capacity: 300 } })]);
    await market.settle();

    const rows = await market.recommendations(lineIds[0]!);
    expect(rows).toHaveLength(4);
    const best = Math.max(...rows.map(({ score }) => score));
    const [toBuyer, ...more] = await told(buyer);
    expect(more).toEqual([]);
    expect(toBuyer).toMatchObject({ code: 'NOTICE_RECOMMENDATIONS_BUYER', params: { title: '破碎线改造', count: 4 } });
    expect(rows.find(({ id }) => id === toBuyer?.subjectId)?.score).toBe(best);
    expect(await told(one)).toMatchObject([{ code: 'NOTICE_RECOMMENDATIONS_SUPPLIER', params: { title: '破碎线改造', count: 3 } }]);
    expect(await told(other)).toMatchObject([{ code: 'NOTICE_RECOMMENDATION_SUPPLIER', params: { model: 'B-300' } }]);
    const names = (await market.house.outbox('RecommendationMade')).map(({ subjectId, refs }) => [subjectId, refs['buyerId'], refs['supplierId']]);
    for (const row of rows) {
      const of = names.filter(([id]) => id === row.id);
      expect([of.filter(([, buyerId]) => buyerId !== undefined).length, of.filter(([, , supplierId]) => supplierId !== undefined).length]).toEqual([1, 1]);
    }
  });
});
