import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ProductIndex } from '../../../src/catalogue/product-index.js';
import { IndexProducts } from '../../../src/catalogue/index-products.js';
import { IndexSuppliers } from '../../../src/catalogue/index-suppliers.js';
import { RebuildProductIndex } from '../../../src/catalogue/rebuild-product-index.js';
import { SweepProductIndex } from '../../../src/catalogue/sweep-product-index.js';
import { CATALOGUE_ENTITIES } from '../../../src/catalogue/index.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { ProductDraft } from '../../../src/core/catalogue/import/product-draft.js';
import type { ProductId } from '../../../src/core/ids/ids.js';
import { ORGANISATION_ENTITIES } from '../../../src/organisation/index.js';
import { PublishProducts, SaveProducts, SetOffers, WithdrawProducts } from '../../../src/catalogue/index.js';
import type { HandledEvent } from '../../../src/platform/deed/handlers.js';
import { openSearchIndex } from '../../../src/platform/search/open-search-index.js';
import type { SearchRequest } from '../../../src/platform/search/search-index.port.js';
import { Classes } from '../../../src/policy/index.js';
import { valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let supplier: MemberViewer;
const search = openSearchIndex();
const classes = new Classes();
const index = new ProductIndex(classes, search);

beforeAll(async () => { house = await openHouse([...CATALOGUE_ENTITIES, ...ORGANISATION_ENTITIES]); }, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows('delete from platform_search_product');
  supplier = await house.organisation();
});

const draft = (model: string, more: Partial<ProductDraft> = {}): ProductDraft => ({
  name: '固定带式输送机', model, modelKey: model.toUpperCase(), classId: 'S1.1.1.02', kindKey: null, specs: { capacity: 800 }, specOriginals: {}, description: '',
  certificates: ['防爆合格证'], energyGrade: null, priceCny: '720000.00', unit: '台', leadTimeDays: 30, warrantyMonths: 12, ...more,
});
const save = async (product: ProductDraft): Promise<ProductId> => valueOf(await new SaveProducts(house.deeds, house.ids, classes).run(house.request(supplier), [product])).id;
const publish = (id: ProductId) => new PublishProducts(house.deeds, classes).run(house.request(supplier), [id]);
const withdraw = (id: ProductId) => new WithdrawProducts(house.deeds).run(house.request(supplier), [id]);
const published = async (product: ProductDraft): Promise<ProductId> => {
  const id = await save(product);
  await publish(id);
  return id;
};
const handler = () => new IndexProducts(house.handlers, index);
const sweep = () => new SweepProductIndex(house.matcher, index);
const eventsOf = async (id: string): Promise<HandledEvent[]> => (await house.outbox()).filter(({ subjectId }) => subjectId === id);
/** Ids of what is found of the supplier of the test. */
const found = ({ filter, ...request }: Partial<SearchRequest>) => house.read({ kind: 'ANONYMOUS' }, async (tx) => {
  const own = { ...filter, supplierIds: [supplier.organisationId] };
  const { hits } = await search.query(tx, { text: '', filter: own, sort: 'RELEVANCE', first: 50, after: null, withCount: false, withFacets: false, ...request });
  return hits.map(({ id }) => id);
});

describe('the job that indexes products', () => {
  it('lists what is published, as it is after a revision, until it is withdrawn', async () => {
    const id = await published(draft('DTL-1'));
    await handler().handle(await eventsOf(id));
    expect(await found({ text: '皮带机', filter: { certificates: ['防爆合格证'], specs: [{ field: 'spec_S1_1_1_02_capacity', min: 800 }] } })).toEqual([id]);
    await save(draft('DTL-1', { name: '矿用甲带给料机' }));
    await handler().handle(await eventsOf(id));
    expect(await found({ text: '固定带式' })).toEqual([]);
    expect(await found({ text: '甲带给料机' })).toEqual([id]);
    await withdraw(id);
    await handler().handle(await eventsOf(id));
    expect(await found({})).toEqual([]);
  });

  it('lets a product go that was withdrawn by a request which arrived before the one that published it', async () => {
    const id = await save(draft('DTL-6'));
    const later = house.request(supplier);
    await new PublishProducts(house.deeds, classes).run(later, [id]);
    await handler().handle(await eventsOf(id));
    await new WithdrawProducts(house.deeds).run({ ...house.request(supplier), receivedAt: new Date(later.receivedAt.getTime() - 40) }, [id]);
    await handler().handle(await eventsOf(id));
    expect(await found({})).toEqual([]);
  });

  it('comes to the same whatever the order of events and however often they come', async () => {
    const id = await published(draft('DTL-2'));
    await withdraw(id);
    await publish(id);
    const events = (await eventsOf(id)).reverse();
    for (const event of [...events, ...events]) await handler().handle([event]);
    expect(await found({})).toEqual([id]);
    await withdraw(id);
    await Promise.all((await eventsOf(id)).map((event) => handler().handle([event])));
    expect(await found({})).toEqual([]);
  });

  it('does its work once for one event', async () => {
    const id = await published(draft('DTL-3'));
    const events = await eventsOf(id);
    await handler().handle(events);
    await house.rows('delete from platform_search_product');
    await handler().handle(events);
    expect(await found({})).toEqual([]);
  });

  it('never lists drafts, nor anything of a supplier that is not approved', async () => {
    await save(draft('DTL-4'));
    supplier = await house.organisation({ approved: false });
    const id = await published(draft('DTL-4'));
    await house.matcher.transaction({ organisationId: '', kind: 'SYSTEM', branch: '', approved: false }, (tx) => index.bring(tx, [id]));
    await sweep().handle();
    expect(await found({})).toEqual([]);
  });

  it.each(['APPROVED_BUYERS', 'ON_REQUEST'] as const)('lets nobody filter or sort by a price shown to %s', async (priceVisibility) => {
    const [hidden, open] = [await published(draft('DTL-5')), await published(draft('DTL-6', { priceCny: '900000.00' }))];
    const terms = {
      priceKind: 'FIXED' as const, priceCny: '1.00', priceMaxCny: null, priceVisibility, taxIncluded: true, taxRatePercent: '13.00', minimumQuantity: '1.000',
      leadTimeDays: 30, warrantyMonths: 12, regionsServed: null, validUntil: null,
    };
    await new SetOffers(house.deeds, house.ids).run(house.request(supplier), [{ productId: hidden, terms }]);
    await handler().handle([...await eventsOf(hidden), ...await eventsOf(open)]);
    expect(await found({ filter: { priceMaxCny: '100' } })).toEqual([]);
    expect(await found({ filter: { priceMinCny: '0' } })).toEqual([open]);
    for (const sort of ['PRICE_ASC', 'PRICE_DESC'] as const) expect(await found({ sort })).toEqual([open, hidden]);
  });
});

describe('the job that follows suppliers', () => {
  it('takes all they published off and puts it back', async () => {
    const ids = [await published(draft('A-1')), await published(draft('A-2'))];
    await sweep().handle();
    expect(new Set(await found({}))).toEqual(new Set(ids));
    const event = { id: '1', type: 'OrganisationSuspended', subjectId: supplier.organisationId, organisationId: supplier.organisationId, traceId: 't' };
    const move = async (state: string): Promise<void> => {
      await house.rows('update organisation set state = $1 where id = $2', [state, supplier.organisationId]);
      await new IndexSuppliers(house.matcher, index).handle([event]);
    };
    await move('SUSPENDED');
    expect(await found({})).toEqual([]);
    await move('APPROVED');
    expect(new Set(await found({}))).toEqual(new Set(ids));
  });
});

describe('the sweep', () => {
  it('brings in what is missing, again what is outdated, and out what is gone', async () => {
    const [missing, outdated, other, gone] = [await published(draft('S-1')), await published(draft('S-2')), await published(draft('S-3')), await published(draft('S-4'))];
    await sweep().handle();
    await house.rows('delete from platform_search_product where product_id = $1', [missing]);
    await house.rows(`update platform_search_product set version = version - 1, name = 'x' where product_id = $1`, [outdated]);
    await house.rows(`update platform_search_product set edition = 'older', name = 'x' where product_id = $1`, [other]);
    await house.rows(`update platform_search_product set version = version + 1000000 where product_id = $1`, [gone]);
    await withdraw(gone);
    await sweep().handle();
    expect(new Set(await found({}))).toEqual(new Set([missing, outdated, other]));
    expect(await house.rows(`select product_id from platform_search_product where name = 'x'`)).toEqual([]);
  });

  it('goes through more than one stretch', async () => {
    const ids: ProductId[] = [];
    const drafts = Array.from({ length: 1_000 }, (_, n) => draft(`L-${n}`));
    for (const outcome of await new SaveProducts(house.deeds, house.ids, classes).run(house.request(supplier), drafts)) if (outcome.ok) ids.push(outcome.value.id);
    await new PublishProducts(house.deeds, classes).run(house.request(supplier), ids);
    const mine = async (): Promise<number> => (await house.rows<{ n: number }>('select count(*)::int as n from platform_search_product where supplier_id = $1 and not deleted', [supplier.organisationId]))[0]?.n ?? 0;
    await sweep().handle();
    expect(await mine()).toBe(1_000);
    await new WithdrawProducts(house.deeds).run(house.request(supplier), ids);
    await sweep().handle();
    expect(await mine()).toBe(0);
  }, 60_000);

  it('makes the whole index anew while the one in use answers', async () => {
    const id = await published(draft('R-1', { name: '重建试验机' }));
    await sweep().handle();
    const before = await house.rows<{ live: number }>('select live from platform_search_generation');
    await new RebuildProductIndex(house.matcher, search, sweep()).handle();
    expect(await found({ text: '重建试验机' })).toEqual([id]);
    expect(await house.rows('select live, next from platform_search_generation')).not.toEqual(before);
    expect(await house.rows('select distinct generation from platform_search_product')).toHaveLength(1);
  });
});
