import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CATALOGUE_ENTITIES, catalogueMessages, PublishProducts, SaveProducts, SetOffers, WithdrawProducts } from '../../../src/catalogue/index.js';
import { ProductFieldsResolver } from '../../../src/catalogue/product-fields.resolver.js';
import { ProductIndex } from '../../../src/catalogue/product-index.js';
import { SimilarProductsResolver, SupplierFacetResolver } from '../../../src/catalogue/product-search-fields.resolver.js';
import { ProductSearchResolver } from '../../../src/catalogue/product-search.resolver.js';
import { ProductResolver } from '../../../src/catalogue/product.resolver.js';
import { SearchProducts } from '../../../src/catalogue/search-products.js';
import { SweepProductIndex } from '../../../src/catalogue/sweep-product-index.js';
import type { ProductId } from '../../../src/core/ids/ids.js';
import { ORGANISATION_ENTITIES, organisationMessages } from '../../../src/organisation/index.js';
import { openSearchIndex } from '../../../src/platform/search/open-search-index.js';
import { SearchIndex } from '../../../src/platform/search/search-index.port.js';
import { Classes, policyMessages, policyServices } from '../../../src/policy/index.js';
import { marketResolvers as policyResolvers } from '../../../src/policy/market.js';
import { sampleListings } from '../matching/sample-listings.js';
import { openHouse, type House } from '../rooms/house.js';
import { ServedRooms, type Answer } from '../rooms/serve-rooms.js';

const FILES = ['01-mining-face-equipment.csv', '02-conveying-crushing.csv', '04-boilers-heatpumps.csv', '08-construction-openpit.csv', '13-fans-pumps-compressors.csv'];
let house: House;
let rooms: ServedRooms;
const ids = new Map<string, ProductId>();
const suppliers: string[] = [];
const tokens: string[] = [];

beforeAll(async () => {
  house = await openHouse([...ORGANISATION_ENTITIES, ...CATALOGUE_ENTITIES]);
  const classes = new Classes();
  const search = openSearchIndex();
  for (const file of FILES) {
    const supplier = await house.organisation({ name: `供方 ${file.slice(0, 2)}` });
    suppliers.push(supplier.organisationId);
    tokens.push(await house.token(supplier));
    const saved = await new SaveProducts(house.deeds, house.ids, classes).run(house.request(supplier), await sampleListings(file));
    for (const outcome of saved) if (outcome.ok) ids.set(outcome.value.product.model, outcome.value.id);
    await new PublishProducts(house.deeds, classes).run(house.request(supplier), saved.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : [])));
    if (file.startsWith('04')) {
      const hidden = ids.get('JN-SZS25-1.6-Q') as ProductId;
      await new SetOffers(house.deeds, house.ids).run(house.request(supplier), [{ productId: hidden, terms: { priceVisibility: 'APPROVED_BUYERS' } }]);
    }
  }
  await new SweepProductIndex(house.matcher, new ProductIndex(classes, search)).handle();
  rooms = await ServedRooms.open(house, [
    ...policyServices, ...policyResolvers, ProductResolver, ProductFieldsResolver, ProductSearchResolver, SimilarProductsResolver, SupplierFacetResolver, SearchProducts,
    { provide: SearchIndex, useValue: search },
  ], [organisationMessages, policyMessages, catalogueMessages]);
}, 120_000);
afterAll(async () => {
  await rooms.close();
  await house.close();
});

interface Page {
  readonly nodes: { readonly id: string; readonly name: string; readonly model: string; readonly offer: { readonly priceCny: string | null } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly [field: string]: unknown;
}
const SHOWN = 'nodes { id name model offer { priceCny priceHidden } } pageInfo { hasNextPage endCursor } didYouMean partly degraded';
const find = (variables: object, more = '', token: string | null = null): Promise<Answer> => rooms.ask(
  `query ($query: String, $filter: ProductFilterInput, $sort: ProductSort, $first: Int, $after: String) { products(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) { ${SHOWN} ${more} } }`,
  { sort: 'RELEVANCE', first: 20, ...variables }, token);
const page = async (variables: object, more = '', token: string | null = null): Promise<Page> => {
  const { data, codes } = await find(variables, more, token);
  expect(codes).toEqual([]);
  return data?.['products'] as Page;
};
const models = ({ nodes }: Page): string[] => nodes.map(({ model }) => model);

describe('products(query …) without an account', () => {
  it('finds by words, model and sentence, and marks what was asked for', async () => {
    expect(models(await page({ query: 'sgz764' }))[0]).toBe('JS-SGZ764/630');
    expect((await page({ query: '我们想把老锅炉换成10吨的燃气蒸汽锅炉，要求低氮' })).nodes[0]?.name).toContain('燃气蒸汽锅炉');
    const { edges } = await page({ query: '带式输送机 dtl140', first: 1 }, 'edges { node { name } highlights { field parts { text hit } } }');
    expect(edges).toEqual([{
      node: { name: '固定带式输送机' },
      highlights: [
        { field: 'name', parts: [{ text: '固定', hit: false }, { text: '带式输送机', hit: true }] },
        { field: 'model', parts: [{ text: 'SL-', hit: false }, { text: 'DTL140', hit: true }, { text: '/220/3×560', hit: false }] },
      ],
    }]);
  });

  it('says what was probably meant', async () => {
    expect(await page({ query: '采媒机', first: 1 })).toMatchObject({ didYouMean: '采煤机', partly: false, nodes: [{ name: expect.stringContaining('采煤机') }] });
  });

  it('filters, counts and spreads', async () => {
    const filter = { classIds: ['S1.1.4'], energyGradeAtMost: 1, priceMaxCny: '1000000' };
    const facets = `totalCount totalCountBasis facets { classes { id zh count } classGroups { id count } energyGrades { value count } regions { value } certificates { value count }
      suppliers { id count supplier { name } } prices { minCny maxCny } }`;
    const found = await page({ query: '锅炉', filter }, facets);
    expect(found).toMatchObject({
      totalCount: found.nodes.length, totalCountBasis: 'EXACT',
      facets: {
        classes: [{ id: 'S1.1.4.01', zh: '高效清洁燃烧锅炉', count: found.nodes.length }], energyGrades: [{ value: '1', count: found.nodes.length }], regions: [{ value: '000000' }],
        suppliers: [{ id: suppliers[2], count: found.nodes.length, supplier: { name: '供方 04' } }], prices: { minCny: '185000.00' },
      },
    });
    expect((found['facets'] as { classGroups: unknown[] }).classGroups).toContainEqual({ id: 'S1.1.4', count: found.nodes.length });
    const specs = [{ classId: 'S1.1.1.02', attributeKey: 'capacity', min: 2000 }, { classId: 'S1.1.1.02', attributeKey: 'undergroundUse', values: [true] }];
    expect(new Set(models(await page({ filter: { specs } })))).toEqual(new Set(['SL-DSJ120/150/3×315', 'SL-DSJ140/250/3×500', 'SL-DTL140/220/3×560'].filter((model) => model !== 'SL-DSJ120/150/3×315')));
    expect(models(await page({ filter: { classIds: [], specs: [], certificates: [], supplierIds: [] } })).length).toBe(20);
  });

  it('pages through prices in order, the hidden one last', async () => {
    const filter = { classIds: ['S1.1.4.01'] };
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const found: Page = await page({ filter, sort: 'PRICE_DESC', first: 4, after });
      seen.push(...models(found));
      ({ hasNextPage: more, endCursor: after } = found.pageInfo);
    }
    expect(seen).toHaveLength(11);
    expect(new Set(seen).size).toBe(11);
    expect(seen[0]).toBe('JN-DHS40-1.6-AIII');
    expect(seen.at(-1)).toBe('JN-SZS25-1.6-Q');
  });

  it('shows a hidden price to nobody it is not for, whatever the order', async () => {
    const one = { query: 'SZS25-1.6-Q', first: 1 };
    expect((await page(one)).nodes[0]?.offer).toEqual({ priceCny: null, priceHidden: true });
    expect((await page(one, '', tokens[0] ?? null)).nodes[0]?.offer.priceCny).toBe('2150000.00');
    expect(models(await page({ query: 'SZS25-1.6-Q', filter: { priceMinCny: '1' } }, '', tokens[0] ?? null))).toEqual([]);
  });

  it('leaves out what was withdrawn a moment ago and goes on behind it', async () => {
    const filter = { classIds: ['S1.1.1.06'] };
    const before = await page({ filter, sort: 'PRICE_ASC', first: 5 });
    const gone = ids.get(before.nodes[0]?.model ?? '') as ProductId;
    const owner = (await house.rows<{ owner_branch: string }>('select owner_branch from catalogue_product where id = $1', [gone]))[0]?.owner_branch ?? '';
    const viewer = { kind: 'ENTERPRISE', organisationId: suppliers[0], branch: owner, accountId: house.ids.next('account'), memberId: house.ids.next('member'), sessionId: house.ids.next('session'), roles: ['CATALOGUE'], approved: true } as never;
    await new WithdrawProducts(house.deeds).run(house.request(viewer), [gone]);
    const after = await page({ filter, sort: 'PRICE_ASC', first: 1 });
    expect(after).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
    expect(models(await page({ filter, sort: 'PRICE_ASC', first: 1, after: after.pageInfo.endCursor }))).toEqual([before.nodes[1]?.model]);
    await new PublishProducts(house.deeds, new Classes()).run(house.request(viewer), [gone]);
  });

  it('helps where nothing is found', async () => {
    const help = 'help { withoutFilters { part totalCount } nearestClasses { id zh count } }';
    expect((await page({ query: '采煤机', filter: { classIds: ['X.104'], priceMaxCny: '1' } }, help))['help']).toMatchObject({ withoutFilters: [] });
    const { totalCount } = await page({ query: '采煤机' }, 'totalCount');
    expect((await page({ query: '采煤机', filter: { priceMaxCny: '100' } }, help))['help']).toMatchObject({ withoutFilters: [{ part: 'PRICE', totalCount }] });
    expect((await page({ query: '熄焦车' }, help))['help']).toMatchObject({ withoutFilters: [], nearestClasses: [{ id: 'S1.1.5.02', count: 0 }] });
    expect((await page({ query: '采煤机' }, help))['help']).toBeNull();
  });

  it.each<[string, object, string]>([
    ['a page of 101', { first: 101 }, 'NUMBER_OUT_OF_RANGE'], ['a grade of 4', { filter: { energyGradeAtMost: 4 } }, 'NUMBER_OUT_OF_RANGE'],
    ['no region code', { filter: { regionCode: '太原' } }, 'TEXT_MALFORMED'], ['a cursor of nowhere', { after: 'eA' }, 'CURSOR_INVALID'],
    ['an attribute of no class', { filter: { specs: [{ classId: 'S1.1.1.02', attributeKey: 'wings', min: 1 }] } }, 'SPEC_ATTRIBUTE_UNKNOWN'],
    ['a class of no law', { filter: { specs: [{ classId: 'S9', attributeKey: 'wings', min: 1 }] } }, 'UNKNOWN_CLASS'],
    ['an id of another noun', { filter: { supplierIds: ['prd_00000000000000000000000000'] } }, 'ID_MALFORMED'],
    ['51 classes', { filter: { classIds: Array.from({ length: 51 }, () => 'S1') } }, 'LIST_LENGTH'],
  ])('refuses %s by name', async (_what, variables, code) => {
    expect((await find(variables)).codes).toEqual([code]);
  });

  it('refuses a cursor of another order, and a forged one', async () => {
    const { pageInfo } = await page({ first: 1, sort: 'PRICE_ASC' });
    expect((await find({ after: pageInfo.endCursor, sort: 'NEWEST' })).codes).toEqual(['CURSOR_INVALID']);
    const forged = (parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const parts of [['RELEVANCE', '1.5', 'prd'], ['RELEVANCE', null, 'prd'], ['RELEVANCE', "1' or", 'prd'], ['RELEVANCE', '1', 7]]) {
      expect((await find({ query: '机', after: forged(parts) })).codes).toEqual(['CURSOR_INVALID']);
    }
  });

  it.each(['\'', '"', '\\', '&|!:*()<->', '%_', '%\' or 1=1 --', '机'.repeat(20_000), '１'.repeat(500), 'a-'.repeat(250), '🏭', '的', '10', '10吨', '-', '(', '×××'])('takes %j as words like any other', async (query) => {
    expect((await find({ query })).codes).toEqual([]);
  });
});

describe('beside the search', () => {
  it('suggests words, classes and products', async () => {
    const { data } = await rooms.ask('{ suggest(prefix: "破碎", first: 12) { kind text id } }');
    expect(data?.['suggest']).toEqual(expect.arrayContaining([
      { kind: 'WORD', text: '破碎机', id: null }, { kind: 'CLASS', text: '破碎机', id: 'S1.1.1.03' }, expect.objectContaining({ kind: 'PRODUCT', text: expect.stringContaining('破碎机') }),
    ]));
    expect((await rooms.ask('{ suggest(prefix: "vm") { kind } }')).data?.['suggest']).toEqual([]);
    expect((await rooms.ask('{ suggest(prefix: "") { kind } }')).codes).toEqual(['TEXT_LENGTH']);
  });

  it('shows what is like a product', async () => {
    const { data } = await rooms.ask(`{ product(id: "${ids.get('GC-E485') ?? ''}") { similar(first: 3) { model class { id } } } }`);
    const { similar } = data?.['product'] as { similar: { model: string; class: { id: string } }[] };
    expect(similar).toHaveLength(3);
    expect(similar.map((one) => one.class.id)).toEqual(['S1.3.1.01', 'S1.3.1.01', 'S1.3.1.01']);
    expect(similar.map(({ model }) => model)).toContain('GC-E205');
  });
});

describe('words that no product holds', () => {
  it('are answered by goods of the class that they mean, which is said; counts are of those', async () => {
    const found = await page({ query: '运煤皮带' }, 'totalCount meantClass { id }');
    expect(found['meantClass']).toEqual({ id: 'S1.1.1.02' });
    expect(found.nodes.length).toBeGreaterThan(0);
    expect([found['totalCount'], found.pageInfo.hasNextPage]).toEqual([found.nodes.length, false]);
  });

  it.each([['nothing of the kind is sold', { query: '缝纫机' }], ['the class is chosen already', { query: '运煤皮带', filter: { classIds: ['S1.1.4.01'] } }], ['the class has no goods', { query: '康拜因' }]])('find nothing where %s', async (_why, variables) => {
    expect(await page(variables, 'meantClass { id }')).toMatchObject({ nodes: [], meantClass: null });
  });
});
