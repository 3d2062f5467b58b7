import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { MemberViewer, Viewer } from '../../../src/core/access/viewer.js';
import { BundleResolver } from '../../../src/matching/bundle.resolver.js';
import type { DemandBundlesNode } from '../../../src/matching/bundle.types.js';
import { ComposeBundles } from '../../../src/matching/compose-bundles.js';
import { SoftwareOfferResolver } from '../../../src/matching/software-offer.resolver.js';
import { Explanations } from '../../../src/matching/explanations.js';
import { matchingMessages } from '../../../src/matching/messages.js';
import { visibleDemands } from '../../../src/demand/index.js';
import type { RequestContext } from '../../../src/platform/graphql/context.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { ClassCards } from '../../../src/policy/index.js';
import type { DemandId } from '../../../src/core/ids/ids.js';
import { aListing, openMarket, type FreshClass, type Market } from './market.js';

jest.setTimeout(30_000);

let market: Market;
let buyer: MemberViewer;
let [all, half, rest, officer]: MemberViewer[] = [];
let resolver: BundleResolver;
let offers: SoftwareOfferResolver;
beforeAll(async () => {
  market = await openMarket();
  const { house } = market;
  [buyer, all, half, rest] = [await house.organisation(), await house.organisation(), await house.organisation(), await house.organisation()];
  officer = await house.organisation({ kind: 'DEPARTMENT' });
  const messages = new MessageCatalogue([matchingMessages]);
  const cards = new ClassCards(house.app, market.classes);
  resolver = new BundleResolver(new ComposeBundles(house.app, market.classes, house.clock), new Explanations(messages, cards), messages, cards);
  offers = new SoftwareOfferResolver(house.app, market.classes, new Explanations(messages, cards));
}, 60_000);
afterAll(() => market.house.close());

const line = ({ classId, key, unit, low }: FreshClass) => ({ classIds: [classId], requirements: [{ attributeKey: key, op: '>=' as const, value: low, unit, mode: 'HARD' as const }] });
const listing = ({ classId, key, low }: FreshClass, model: string, specs = { [key]: low }) => aListing({ model: `${model}-${classId}`, classId, specs });
async function read(viewer: Viewer, id: DemandId): Promise<DemandBundlesNode | null> {
  const [demand] = await market.house.read(viewer, (tx) => visibleDemands(tx, viewer, [id]));
  return resolver.bundles(demand!, { first: 3 }, { viewer, locale: 'zh-CN' } as RequestContext);
}

describe('bundles of a demand', () => {
  it('are the fewest suppliers that cover it, with a product for each line, and name what nobody covers and why', async () => {
    const classes = [market.freshClass(), market.freshClass(), market.freshClass(), market.freshClass(), market.freshClass()];
    const [furnace, saw, coater, soaker, stringer] = classes as [FreshClass, FreshClass, FreshClass, FreshClass, FreshClass];
    await market.publish(half!, [listing(furnace, 'A'), listing(saw, 'A')]);
    await market.publish(rest!, [listing(coater, 'B'), listing(saw, 'B')]);
    await market.publish(all!, [listing(furnace, 'C'), listing(soaker, 'C', {})]);
    const { id, lineIds } = await market.demand(buyer, classes.map(line));
    await market.settle();
    const found = await read(buyer, id);
    expect(found).toMatchObject({ positions: 5, smallest: true, best: true });
    expect(found!.bundles.map(({ supplierIds, picks }) => [supplierIds, picks.map(({ lineId }) => lineId)])).toEqual(
      [[half!, rest!], [all!, rest!]].map((pair) => [pair.map(({ organisationId }) => organisationId).sort(), lineIds.slice(0, 3)]).sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)));
    expect(found!.bundles[0]!.because).toBe('2 家供应商合起来满足 5 行中的 3 行，不能更少');
    expect(found!.gaps).toMatchObject([
      { lineId: lineIds[3], number: 4, gate: { code: 'HARD_REQUIREMENT' }, because: ['平台上有此类产品，但均未通过全部门槛；最接近的一个：', expect.stringContaining('未填写该参数')] },
      { lineId: lineIds[4], number: 5, gate: null, closestProductId: null, because: [expect.stringContaining('平台上尚无所需品类的产品'), expect.stringContaining('省内缺口')] },
    ]);
    expect(stringer.classId).not.toBe(soaker.classId);
    expect((await read(officer!, id))!.bundles).toHaveLength(2);
  });

  it('are nobody else’s to see, and count the price as neutral for a buyer that is not approved', async () => {
    const wanted = market.freshClass();
    await market.publish(all!, [listing(wanted, 'D')]);
    const { id } = await market.demand(buyer, [{ ...line(wanted), budgetCny: '1000' }], { visibility: 'PUBLIC' });
    await market.settle();
    expect(await read(all!, id)).toBeNull();
    const whole = (await read(buyer, id))!.bundles[0]!;
    const neutral = (await read({ ...buyer, approved: false }, id))!.bundles[0]!;
    expect([whole.score, neutral.score]).toEqual([whole, neutral].map(({ picks }) => (picks[0]!.recommendation as { score: number }).score));
    expect(neutral.score).toBeGreaterThan(whole.score);
  });

  it('have the software that lines name among their positions, once for each class, and name what nobody supplies', async () => {
    const machine = market.freshClass();
    await market.publish(half!, [listing(machine, 'E')]);
    const software = (model: string, classId: string, priceCny: string | null = '500000.00') => aListing({ model, classId, specs: {}, priceCny });
    await market.publish(all!, [listing(machine, 'F'), software('MES-1', 'X.901')]);
    const [own] = (await market.publish(buyer, [software('MES-0', 'X.901')])).values();
    const both = { ...line(machine), softwareClassIds: ['X.901', 'X.905'] };
    const { id, lineIds } = await market.demand(buyer, [both, { ...line(machine), softwareClassIds: ['X.901'] }]);
    await market.settle();
    const found = (await read(buyer, id))!;
    expect([found.positions, found.bundles.length]).toEqual([2, 1]);
    const [bundle] = found.bundles;
    expect(bundle).toMatchObject({
      supplierIds: [all!.organisationId], picks: [{ lineId: lineIds[0] }, { lineId: lineIds[1] }], software: [{ classId: 'X.901', lineIds }],
      because: '1 家供应商合起来满足 2 行中的 2 行，不能更少；指明的 2 种配套软件中可供 1 种',
    });
    expect(bundle!.software[0]!.productId).not.toBe(own);
    expect(found.softwareGaps).toEqual([{ classId: 'X.905', lineIds: [lineIds[0]], because: '平台上尚无可为该需求供应的「电子设计自动化软件 X.905」' }]);

    const offered = async (viewer: Viewer) => {
      const [demand] = await market.house.read(viewer, (tx) => visibleDemands(tx, viewer, [id]));
      return offers.softwareOffers(demand!.lines[0]!, { first: 5 }, { viewer, locale: 'zh-CN', receivedAt: market.house.clock.now() } as RequestContext);
    };
    const [offer] = await offered(buyer);
    expect(offer).toMatchObject({ classId: 'X.901', product: { model: 'MES-1' }, score: bundle!.software[0]!.score, factors: expect.arrayContaining([expect.objectContaining({ code: 'PATH_STRENGTH', because: expect.stringContaining('制造执行系统') })]) });
    expect([await offered(officer!), await offered(all!), await offered({ kind: 'ANONYMOUS' })].map((list) => list.length)).toEqual([1, 0, 0]);
  });

  it('are none where nothing is asked for any more', async () => {
    const { id } = await market.demand(buyer, [line(market.freshClass())]);
    await market.close(buyer, id);
    await market.settle();
    expect(await read(buyer, id)).toEqual({ positions: 0, bundles: [], gaps: [], softwareGaps: [], smallest: true, best: true });
  });
});
