import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSynonyms } from '../../../src/platform/search/load-synonyms.js';
import { Normaliser } from '../../../src/platform/search/normaliser.js';
import { PostgresSearch } from '../../../src/platform/search/postgres/postgres-search.js';
import type { SearchAnswer, SearchRequest } from '../../../src/platform/search/search-index.port.js';
import { sampleDocuments } from './sample-catalogues.js';
import { openSearchDatabase, type SearchDatabase } from './search-database.js';
import { searchContract } from './search.contract.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const normaliser = new Normaliser(loadSynonyms(join(ROOT, 'seeds', 'reference')));

searchContract('PostgreSQL', async () => ({ ...await openSearchDatabase(), index: new PostgresSearch(normaliser) }));

describe('search in PostgreSQL', () => {
  let database: SearchDatabase;
  const index = new PostgresSearch(normaliser);
  const documents = sampleDocuments();
  const ask = (request: Partial<SearchRequest>, engine = index): Promise<SearchAnswer> => database.read((tx) =>
    engine.query(tx, { text: '', filter: {}, sort: 'RELEVANCE', first: 20, after: null, withCount: false, withFacets: false, ...request }));

  beforeAll(async () => {
    database = await openSearchDatabase();
    await database.write((tx) => index.index(tx, documents));
  }, 60_000);
  afterAll(() => database.close());

  it('lets the market read the index and nobody but job handlers write it', async () => {
    const attempts = [
      `insert into platform_search_word (word, closes_names, deletions) values ('机', true, '{}')`, 'update platform_search_product set price_cny = 1',
      'delete from platform_search_product', 'update platform_search_generation set next = 2',
    ];
    for (const attempt of attempts) await expect(database.read((tx) => tx.query(attempt))).rejects.toThrow(/permission denied|read-only/u);
    expect(await database.read((tx) => tx.query('select 1 from platform_search_product limit 1'))).toHaveLength(1);
  });

  it('two writers of the same products in opposite order do not block each other', async () => {
    const [versions, some] = [[2n, 3n, 4n, 5n], documents.slice(0, 200)];
    await Promise.all(versions.map((version, n) => database.write((tx) =>
      index.index(tx, (n % 2 === 0 ? some : [...some].reverse()).map((document) => ({ ...document, version }))))));
    expect(await database.sql('select distinct version from platform_search_product where version > 1')).toEqual([{ version: '5' }]);
  }, 60_000);

  it('takes 2,000 real queries of consumers without a fault and finds next to nothing for them', async () => {
    const file = join(process.env['SHARED_DIR'] ?? join(ROOT, '..', 'shared'), 'data', 'zh-product-queries.tsv');
    if (!existsSync(file)) {
      console.warn(`Not run: ${file} is not there. Set SHARED_DIR to the folder that holds data/zh-product-queries.tsv.`);
      return;
    }
    const queries = readFileSync(file, 'utf8').trim().split('\n').map((line) => line.split('\t')[1] ?? '');
    let nothing = 0;
    const took: number[] = [];
    const waiting = [...queries];
    await Promise.all([1, 2, 3, 4].map(async () => {
      for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
        const before = performance.now();
        if ((await ask({ text, first: 5 })).hits.length === 0) nothing += 1;
        took.push(performance.now() - before);
      }
    }));
    took.sort((a, b) => a - b);
    const at = (share: number): string => (took[Math.floor(took.length * share)] ?? 0).toFixed(1);
    console.log(`${queries.length} consumer queries: ${nothing} found nothing (${(nothing / queries.length * 100).toFixed(1)} %); p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, four at once.`);
    expect(nothing / queries.length).toBeGreaterThan(0.9);
  }, 240_000);

  it('answers without rank, count and facets when it is too slow, says so, and leaves the transaction usable', async () => {
    // Enough copies that ranking them cannot be done in a millisecond.
    await database.sql(`insert into platform_search_product select generation, product_id || n, version, edition, deleted, name, models, called, words, class_ids, specs, price_cny,
      energy_grade, regions, certificates, supplier_id, published_ms from platform_search_product cross join generate_series(1, 40) n`);
    try {
      const hurried = new PostgresSearch(normaliser, { budgetMs: 1 });
      const request: SearchRequest = { text: '机', filter: {}, sort: 'RELEVANCE', first: 5, after: null, withCount: true, withFacets: true };
      const answer = await database.read(async (tx) => {
        const late = await hurried.query(tx, request);
        expect(await tx.query('show statement_timeout')).toEqual([{ statement_timeout: '30s' }]);
        return late;
      });
      expect(answer).toMatchObject({ degraded: true, count: null, facets: null, didYouMean: null });
      expect(answer.hits).toHaveLength(5);
      const second = await ask({ ...request, after: answer.hits.at(-1)?.key ?? null }, hurried);
      expect(second.hits.some(({ id }) => answer.hits.some((hit) => hit.id === id))).toBe(false);
    } finally {
      await database.sql('delete from platform_search_product where length(product_id) > 30');
    }
  }, 30_000);
});
