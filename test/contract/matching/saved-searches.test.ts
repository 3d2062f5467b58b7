import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SetOffers } from '../../../src/catalogue/index.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { ProductId, SavedSearchId } from '../../../src/core/ids/ids.js';
import { SAVED_SEARCHES_MAX } from '../../../src/core/matching/saved-search.js';
import { RemoveSavedSearches } from '../../../src/matching/remove-saved-searches.js';
import { ReviseSavedSearches, type SearchToRevise } from '../../../src/matching/revise-saved-searches.js';
import { hitsOfSearches, pageOfSavedSearches } from '../../../src/matching/saved-search.store.js';
import { SaveSearches, type SearchToSave } from '../../../src/matching/save-searches.js';
import { SearchForSaved } from '../../../src/matching/search-for-saved.js';
import { SearchedProducts } from '../../../src/matching/searched-products.js';
import { TellWaitingSearches } from '../../../src/matching/tell-waiting-searches.js';
import { openSearchIndex } from '../../../src/platform/search/open-search-index.js';
import { aListing, all, openMarket, type Market } from './market.js';

jest.setTimeout(30_000);

let market: Market;
let buyer: MemberViewer;
let supplier: MemberViewer;
let saving: SaveSearches;
let searching: SearchForSaved;
let telling: TellWaitingSearches;
let made = 0;
beforeAll(async () => {
  market = await openMarket();
  const { house } = market;
  const search = openSearchIndex();
  const products = new SearchedProducts(market.classes, search);
  saving = new SaveSearches(house.deeds, house.ids, market.classes, search);
  searching = new SearchForSaved(house.matcher, products, house.clock);
  telling = new TellWaitingSearches(house.matcher, products, house.clock);
}, 60_000);
afterAll(() => market.house.close());
beforeEach(async () => {
  [buyer, supplier] = [await market.house.organisation(), await market.house.organisation()];
  await market.unhandled();
});

const aSearch = (changes: Partial<SearchToSave> = {}): SearchToSave => ({ name: '破碎机', query: '颚式破碎机', filter: {}, frequency: 'AT_ONCE', ...changes });
const outcomeOf = async (changes: Partial<SearchToSave>, viewer = buyer) => (await saving.run(market.house.request(viewer), [aSearch(changes)]))[0]!;
async function save(changes: Partial<SearchToSave> = {}, viewer = buyer): Promise<SavedSearchId> {
  return all([await outcomeOf(changes, viewer)])[0]!.id;
}
const revise = async (savedSearchId: SavedSearchId, changes: Partial<SearchToRevise>, viewer = buyer) => (await new ReviseSavedSearches(market.house.deeds)
  .run(market.house.request(viewer), [{ savedSearchId, name: null, frequency: null, paused: null, ...changes }]))[0]!;
/** Publishes products a minute later, or revises those of the same model, and hands the events on. */
async function publish(...drafts: Parameters<typeof aListing>[0][]): Promise<ProductId[]> {
  market.house.clock.moveTo(new Date(market.house.clock.now().getTime() + 60_000));
  const ids = await market.publish(supplier, drafts.map((draft) => aListing({ model: `PE-${++made}`, ...draft })));
  await settle();
  return [...ids.values()];
}
async function settle(): Promise<void> {
  const events = (await market.unhandled()).filter(({ type }) => type.startsWith('Product'));
  if (events.length > 0) await searching.handle(events);
}
const found = async (id: SavedSearchId, viewer = buyer): Promise<string[]> =>
  (await market.house.read(viewer, (tx) => hitsOfSearches(tx, [id], 50)))[0]!.map(({ productId }) => productId).sort();
const notices = async (id: SavedSearchId) => (await market.house.outbox('SavedSearchAnswered')).filter(({ subjectId }) => subjectId === id).map(({ notice }) => notice!);

describe('a saved search', () => {
  it('is told of a product that is published and answers, once, with no price and no name of a person', async () => {
    const id = await save();
    const [productId] = await publish({ model: 'PE-900' });
    expect(await found(id)).toEqual([productId]);
    expect(await notices(id)).toEqual([{ recipients: [buyer.organisationId], code: 'NOTICE_SAVED_SEARCH_FOUND', params: { name: '破碎机', model: 'PE-900', className: expect.stringContaining('破碎机') } }]);
    await searching.handle((await market.house.outbox()).filter(({ subjectId }) => subjectId === productId));
    await publish({ model: 'PE-900', warrantyMonths: 24 });
    expect(await notices(id)).toHaveLength(1);
  });

  it('is told of several products in one sentence', async () => {
    const id = await save();
    await publish({}, {}, {});
    expect(await notices(id)).toMatchObject([{ code: 'NOTICE_SAVED_SEARCH_FOUND_SEVERAL', params: { count: 3 } }]);
  });

  it('is told of what changes into answering, and not of what answered before it was saved', async () => {
    const [dear, cheap] = await publish({ model: 'DEAR', priceCny: '90000.00' }, { model: 'CHEAP', priceCny: '70000.00' });
    const id = await save({ filter: { priceMaxCny: '80000' } });
    await publish({ model: 'CHEAP', priceCny: '75000.00' }, { model: 'DEAR', priceCny: '85000.00' });
    expect(await found(id)).toEqual([]);
    await publish({ model: 'DEAR', priceCny: '80000.00' });
    expect(await found(id)).toEqual([dear]);
    await market.withdraw(supplier, [cheap!]);
    await settle();
    await publish({ model: 'CHEAP', priceCny: '75000.00' });
    expect(await found(id)).toEqual([dear, cheap].sort());
  });

  it('learns nothing of a price that is not shown to everybody', async () => {
    const id = await save({ filter: { priceMaxCny: '999999' } });
    const [productId] = await publish({ priceCny: null });
    const offer = (priceVisibility: 'ALL' | 'APPROVED_BUYERS') => ({
      priceKind: 'FIXED', priceCny: '70000.00', priceMaxCny: null, priceVisibility, taxIncluded: true, taxRatePercent: '13', unit: '台', minimumQuantity: '1',
      leadTimeDays: null, warrantyMonths: null, regionsServed: null, validUntil: null,
    });
    const set = async (visibility: 'ALL' | 'APPROVED_BUYERS') => {
      all(await new SetOffers(market.house.deeds, market.house.ids).run(market.house.request(supplier), [{ productId: productId!, terms: offer(visibility) } as never]));
      await settle();
    };
    await set('APPROVED_BUYERS');
    expect(await found(id)).toEqual([]);
    await set('ALL');
    expect(await found(id)).toEqual([productId]);
  });

  it('is never told of what its own organisation offers, nor of what a supplier offers who is not approved', async () => {
    const own = await save({}, supplier);
    const id = await save();
    const [productId] = await publish({});
    expect([await found(own, supplier), await found(id)]).toEqual([[], [productId]]);
    const other = await save({ name: '另一个' });
    await market.house.rows(`update organisation set state = 'SUSPENDED' where id = $1`, [supplier.organisationId]);
    await publish({}).catch(() => undefined);
    await settle();
    expect(await found(other)).toEqual([]);
  });

  it('tells nothing while it is held, and nothing of that time afterwards', async () => {
    const id = await save();
    all([await revise(id, { paused: true })]);
    await publish({});
    all([await revise(id, { paused: false })]);
    expect(await found(id)).toEqual([]);
    const [later] = await publish({});
    expect(await found(id)).toEqual([later]);
  });

  it('tells once a day when it is asked to, all together', async () => {
    const id = await save({ frequency: 'DAILY' });
    const ids = await publish({}, {});
    await telling.handle();
    expect([(await found(id)), await notices(id)]).toEqual([ids.sort(), []]);
    market.house.clock.moveTo(new Date(market.house.clock.now().getTime() + 86_400_000));
    await Promise.all([telling.handle(), telling.handle()]);
    expect(await notices(id)).toMatchObject([{ code: 'NOTICE_SAVED_SEARCH_FOUND_SEVERAL', params: { count: 2 } }]);
  });
});

describe('saving, changing and removing', () => {
  it.each<[what: string, changes: Partial<SearchToSave>, code: string, field: string]>([
    ['without a name', { name: ' ' }, 'SAVED_SEARCH_NAME_MISSING', 'name'],
    ['of everything', { query: '', filter: { energyGradeAtMost: 2 } }, 'SAVED_SEARCH_TOO_WIDE', 'filter'],
    ['of a class that there is not', { filter: { classIds: ['X.999'] } }, 'UNKNOWN_CLASS', 'filter.classIds'],
    ['of an attribute that the class has not', { filter: { specs: [{ classId: 'S1.1.1.03', attributeKey: 'colour' }] } }, 'SPEC_ATTRIBUTE_UNKNOWN', 'filter.specs.0.attributeKey'],
    ['between bounds that nothing lies between', { filter: { priceMinCny: '2', priceMaxCny: '1' } }, 'SAVED_SEARCH_RANGE_REVERSED', 'filter.priceMinCny'],
  ])('%s is refused, and nothing is written', async (_what, changes, code, field) => {
    expect(await outcomeOf(changes)).toMatchObject({ ok: false, refusal: { code, field } });
    expect(await market.house.read(buyer, (tx) => pageOfSavedSearches(tx, buyer.organisationId, 10, null))).toEqual([]);
  });

  it('a name stands once in an organisation, and so many searches at most', async () => {
    const id = await save();
    expect(await outcomeOf({})).toMatchObject({ ok: false, refusal: { code: 'SAVED_SEARCH_NAME_TAKEN', field: 'name' } });
    all(await saving.run(market.house.request(buyer), Array.from({ length: SAVED_SEARCHES_MAX - 1 }, (_, n) => aSearch({ name: `第 ${n} 个` }))));
    expect(await outcomeOf({ name: '多一个' })).toMatchObject({ ok: false, refusal: { code: 'SAVED_SEARCHES_TOO_MANY' } });
    expect(await revise(id, { name: '第 3 个' })).toMatchObject({ ok: false, refusal: { code: 'SAVED_SEARCH_NAME_TAKEN' } });
    expect(await revise(id, { name: '改名', frequency: 'WEEKLY' })).toMatchObject({ ok: true, value: { name: '改名', frequency: 'WEEKLY' } });
  });

  it('is nobody else’s affair', async () => {
    const id = await save();
    await publish({});
    const stranger = await market.house.organisation();
    expect(await revise(id, { paused: true }, stranger)).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } });
    const remove = (viewer: MemberViewer) => new RemoveSavedSearches(market.house.deeds).run(market.house.request(viewer), [id]);
    expect(await remove(stranger)).toMatchObject([{ ok: false, refusal: { code: 'NOT_FOUND' } }]);
    expect(await found(id, stranger)).toEqual([]);
    expect(await remove(buyer)).toEqual([{ ok: true, value: { id } }]);
    expect(await found(id)).toEqual([]);
    await publish({});
    expect(await notices(id)).toHaveLength(1);
  });
});
