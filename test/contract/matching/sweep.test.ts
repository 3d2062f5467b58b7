import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DemandLineId, ProductId } from '../../../src/core/ids/ids.js';
import { aListing, openMarket, type Market } from './market.js';

jest.setTimeout(30_000);

let market: Market;
let supplier: MemberViewer;
let buyer: MemberViewer;
beforeEach(async () => {
  market = await openMarket();
  [supplier, buyer] = [await market.house.organisation(), await market.house.organisation()];
}, 60_000);
afterEach(() => market.house.close());

async function pair(): Promise<{ productId: ProductId; demandId: never; lineId: DemandLineId }> {
  const [productId] = (await market.publish(supplier, [aListing()])).values();
  const { id, lineIds } = await market.demand(buyer, [{}]);
  return { productId: productId!, demandId: id as never, lineId: lineIds[0]! };
}
const traces = () => market.house.rows(
  `select 'rec' as what, id, xmin::text from matching_recommendation union all select 'product', product_id, xmin::text from matching_product
   union all select 'line', line_id, xmin::text from matching_line union all select 'run', id, xmin::text from matching_run order by 1, 2`);

describe('a sweep', () => {
  it('brings together what no event told of, and a second one writes nothing', async () => {
    const { lineId } = await pair();
    await market.sweeping.handle();
    expect(await market.models(lineId)).toEqual(['PE-600']);
    expect(await market.house.outbox('RecommendationMade')).toHaveLength(2);
    const before = await traces();
    await market.sweeping.handle();
    expect(await traces()).toEqual(before);
  });

  const LOST: [what: string, act: (ids: { productId: ProductId; demandId: never }) => Promise<unknown>][] = [
    ['a withdrawal', ({ productId }) => market.withdraw(supplier, [productId])],
    ['a closing', ({ demandId }) => market.close(buyer, demandId)],
    ['a suspension', () => market.house.rows(`update organisation set state = 'SUSPENDED' where id = $1`, [supplier.organisationId])],
    ['a revision', () => market.publish(supplier, [aListing({ classId: 'X.302', specs: {} })])],
  ];
  it.each(LOST)('takes back what %s ended whose event was lost', async (_what, act) => {
    const ids = await pair();
    await market.settle();
    await act(ids);
    await market.sweeping.handle();
    expect(await market.recommendations(ids.lineId)).toMatchObject([{ retired: true }]);
  });

  it('judges what a worker copied before it died', async () => {
    const { lineId } = await pair();
    await market.settle();
    await market.house.rows('delete from matching_recommendation; update matching_line set pending = true');
    await market.sweeping.handle();
    expect(await market.models(lineId)).toEqual(['PE-600']);
    await market.house.rows(`delete from matching_recommendation; update matching_product set pending_classes = array[class_id]`);
    await market.sweeping.handle();
    expect(await market.models(lineId)).toEqual(['PE-600']);
  });

  it('takes back what ended by its date', async () => {
    const { lineId, productId } = await pair();
    await market.house.rows(`update catalogue_offer set valid_until = '2026-12-01' where product_id = $1`, [productId]);
    const { lineIds: [soon] } = await market.demand(buyer, [{}], { neededBy: '2026-11-30' });
    await market.settle();
    const standing = async () => [await market.models(lineId), await market.models(soon!)];
    expect(await standing()).toEqual([['PE-600'], ['PE-600']]);
    market.house.clock.moveTo(new Date('2026-11-30T23:59:00+08:00'));
    await market.sweeping.handle();
    expect(await standing()).toEqual([['PE-600'], ['PE-600']]);
    market.house.clock.moveTo(new Date('2026-12-01T00:01:00+08:00'));
    await market.sweeping.handle();
    expect(await standing()).toEqual([['PE-600'], []]);
    market.house.clock.moveTo(new Date('2026-12-02T00:01:00+08:00'));
    await market.sweeping.handle();
    expect(await standing()).toEqual([[], []]);
  });

  it('takes back what an expired efficiency report proved', async () => {
    await market.publish(supplier, [aListing({ classId: 'X.109', name: '螺杆空压机', specs: {}, energyGrade: 1, certificates: ['能效等级检测报告 有效期至2026-12-01'] })]);
    const { lineIds: [lineId] } = await market.demand(buyer, [{ classIds: ['X.109'] }]);
    await market.settle();
    expect(await market.models(lineId!)).toEqual(['PE-600']);
    market.house.clock.moveTo(new Date('2026-12-02T09:00:00+08:00'));
    await market.sweeping.handle();
    expect(await market.models(lineId!)).toEqual([]);
  });
});
