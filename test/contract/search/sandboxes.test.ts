import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppDatabase, Database, type TenantScope } from '../../../src/platform/db/database.js';
import type { Tx } from '../../../src/platform/db/tx.js';
import { engineStanding } from '../../../src/platform/search/meilisearch/engine-state.js';
import { loadSynonyms } from '../../../src/platform/search/load-synonyms.js';
import { Normaliser } from '../../../src/platform/search/normaliser.js';
import { PostgresSearch } from '../../../src/platform/search/postgres/postgres-search.js';
import type { SearchDocument, SearchRequest } from '../../../src/platform/search/search-index.port.js';
import { EngineDouble } from './engine-double.js';
import { openEngineHarness, type EngineHarness } from './engine-harness.js';
import { sampleDocuments } from './sample-catalogues.js';

const normaliser = new Normaliser(loadSynonyms(join(import.meta.dirname, '..', '..', '..', 'seeds', 'reference')));
const [ONE, OTHER] = ['sbx_01m89hbhn0ttbv55x15k6gkcn7', 'sbx_01m89hbhn0ttbv55x15k6gkcn8'];
const market = sampleDocuments().slice(0, 20);
/** The same goods, and in each sandbox under ids of their own. */
const inSandbox = (supplierId: string, letter: string): SearchDocument[] => market.slice(0, 5).map((document) => ({ ...document, id: `${letter}${document.id.slice(1)}`, supplierId, name: `${document.name}试接` }));
const [ones, others] = [inSandbox(ONE, 'y'), inSandbox(OTHER, 'z')];
const idsOf = (documents: readonly { readonly id: string }[]): string[] => documents.map(({ id }) => id).sort();

let double: EngineDouble;
let house: EngineHarness;
let app: AppDatabase;
beforeAll(async () => {
  double = await EngineDouble.start();
  house = await openEngineHarness(double.address, normaliser, { writer: { countEveryMs: 0 } });
  app = new AppDatabase(await Database.open({ url: house.database.urlOf('duijie_app'), applicationName: 'sandboxes', entities: [], connections: 2 }));
  await house.database.write((tx) => house.search.index(tx, [...market, ...ones, ...others]));
  await house.writer.once();
}, 60_000);
afterAll(async () => {
  await app.close();
  await house.close();
  await double.stop();
});

const postgres = new PostgresSearch(normaliser, { budgetMs: 20_000 });
const BARE: SearchRequest = { text: '', filter: {}, sort: 'NEWEST', first: 50, after: null, withCount: true, withFacets: true };
const as = <T>(organisationId: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const scope: TenantScope = { organisationId, kind: organisationId === '' ? 'ANONYMOUS' : 'ENTERPRISE', branch: organisationId, approved: true };
  return app.read(scope, work);
};
const found = (organisationId: string, request: Partial<SearchRequest> = {}) =>
  as(organisationId, (tx) => house.search.query(tx, { ...BARE, ...request, sandboxed: organisationId.startsWith('sbx_') }));
/** As `found` without an engine beside: whatever the request says of who asks, the transaction decides. */
const inPostgres = (organisationId: string, request: Partial<SearchRequest> = {}) => as(organisationId, (tx) => postgres.query(tx, { ...BARE, ...request }));

describe('products of sandboxes', () => {
  it('are found by their own sandbox alone, in hits, count and facets', async () => {
    for (const [who, expected, engine] of [['', market, 1], ['org_01m89hbhn0ttbv55x15k6gkcn7', market, 1], [ONE, ones, 0], [OTHER, others, 0]] as const) {
      const before = house.answered.meilisearch;
      const { hits, count, degraded } = await found(who);
      expect([idsOf(hits), count, degraded]).toEqual([idsOf(expected), { count: expected.length, exact: true }, false]);
      expect(house.answered.meilisearch - before).toBe(engine);
      const { hits: here, facets } = await inPostgres(who);
      expect([idsOf(here), (facets?.suppliers ?? []).reduce((sum, one) => sum + one.count, 0)]).toEqual([idsOf(expected), expected.length]);
    }
  });

  it('are found by words and filters in it, and not from outside, though the market has the word nowhere', async () => {
    expect(idsOf((await inPostgres(ONE, { text: '试接', sort: 'RELEVANCE' })).hits)).toEqual(idsOf(ones));
    expect(idsOf((await inPostgres(ONE, { filter: { supplierIds: [OTHER, market[0]?.supplierId ?? ''] } })).hits)).toEqual([]);
    for (const who of ['', OTHER]) expect(idsOf((await inPostgres(who, { filter: { supplierIds: [ONE] } })).hits)).toEqual([]);
    expect((await inPostgres('', { text: '试接', sort: 'RELEVANCE' })).hits.every(({ id }) => !idsOf(ones).includes(id))).toBe(true);
    expect(await as('', (tx) => house.search.suggest(tx, '试', 10))).toEqual([]);
  });

  it('are like nothing of the market', async () => {
    const own = ones[0]?.id ?? '';
    expect(await as('', (tx) => house.search.similar(tx, own, 10))).toEqual([]);
    expect((await as(ONE, (tx) => house.search.similar(tx, own, 10))).every((id) => idsOf(ones).includes(id))).toBe(true);
  });

  it('are never sent to another engine', async () => {
    const { copy } = await house.database.read(engineStanding);
    expect([...double.indexes.get(copy ?? '')?.keys() ?? []].sort()).toEqual(idsOf(market));
  });

  it('stand in the versions that a sweep compares, go when they are deleted, and come along into an index that is made anew', async () => {
    const versions = async (): Promise<string[]> => idsOf(await house.database.read((tx) => house.search.versions(tx, { after: '', upTo: null, limit: 100 })));
    expect(await versions()).toEqual(idsOf([...market, ...ones, ...others]));
    const [gone, ...left] = others;
    await house.database.write((tx) => house.search.delete(tx, [{ id: gone?.id ?? '', version: 9_999_999_999_999_999n, supplierId: OTHER }]));
    expect(idsOf((await found(OTHER)).hits)).toEqual(idsOf(left));
    await house.database.write((tx) => house.search.startNext(tx));
    await house.database.write((tx) => house.search.index(tx, [...market, ...ones]));
    await house.database.write((tx) => house.search.swap(tx));
    expect(await versions()).toEqual(idsOf([...market, ...ones]));
    expect([idsOf((await found(ONE)).hits), idsOf((await found(OTHER)).hits)]).toEqual([idsOf(ones), []]);
  });
});
