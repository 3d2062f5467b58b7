import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { loadSynonyms } from '../../../src/platform/search/load-synonyms.js';
import { engineStanding } from '../../../src/platform/search/meilisearch/engine-state.js';
import { Normaliser } from '../../../src/platform/search/normaliser.js';
import type { SearchAnswer, SearchRequest } from '../../../src/platform/search/search-index.port.js';
import { TcpProxy } from '../../fault/tcp-proxy.js';
import { openEngineHarness, realServer, WITHOUT_SERVER, type EngineHarness } from './engine-harness.js';
import { differenceOf, throughOutage, until } from './engine-outage.js';
import { sampleDocuments } from './sample-catalogues.js';

/** On a real server, behind a cable of our own that can be cut. */
jest.setTimeout(120_000);

const address = realServer();
if (address === null) console.warn(WITHOUT_SERVER);

(address === null ? describe.skip : describe)(address === null ? `a real search engine. ${WITHOUT_SERVER}` : 'a real search engine', () => {
  const normaliser = new Normaliser(loadSynonyms(join(import.meta.dirname, '..', '..', '..', 'seeds', 'reference')));
  const documents = sampleDocuments();
  const BARE: SearchRequest = { text: '', filter: {}, sort: 'NEWEST', first: 10, after: null, withCount: false, withFacets: false };
  let proxy: TcpProxy;
  let house: EngineHarness;
  const ask = (request: Partial<SearchRequest> = {}): Promise<SearchAnswer> => house.database.read((tx) => house.search.query(tx, { ...BARE, ...request }));
  const copy = async (): Promise<string | null> => (await house.database.read(engineStanding)).copy;

  beforeEach(async () => {
    proxy = await TcpProxy.open(Number(new URL(address?.url ?? 'http://127.0.0.1:7700').port));
    house = await openEngineHarness({ url: `http://127.0.0.1:${proxy.port}`, masterKey: address?.masterKey ?? '' }, normaliser, { questionMs: 3_000, requestMs: 5_000, writer: { restMs: 200 } });
    await house.database.write((tx) => house.search.index(tx, documents));
  });
  afterEach(async () => {
    proxy.become('PASS');
    await house.close();
    await proxy.close();
  });

  it.each(['REFUSE', 'HANG'] as const)('that is away under load (%s) costs no write and no search, and holds the same afterwards', async (weather) => {
    house.writer.start();
    expect(await until(60_000, async () => await copy() !== null)).toBe(true);
    const figures = await throughOutage(house, proxy, documents, { weather, awayMs: 6_000, batch: 20, restMs: 100, backWithinMs: 60_000 });
    console.log(JSON.stringify(figures));
    expect(figures).toMatchObject({ writesDone: figures.writesAsked, searchesFailed: 0, degradedAfterwards: 0, difference: 0 });
    expect(figures.degraded).toBeGreaterThan(0);
    expect(figures.healedMs).toBeLessThan(60_000);
  });

  it('that lost its copy answers nothing wrong, and is filled anew', async () => {
    await house.writer.once();
    const before = await copy();
    await house.engine.drop(before ?? '');
    expect(await ask({ text: '采煤机', sort: 'RELEVANCE' })).toMatchObject({ degraded: true });
    await house.writer.once();
    expect(await copy()).not.toBe(before);
    expect(await differenceOf(house)).toEqual({ difference: 0, held: documents.length });
  });

  it('that made the index by itself, as a write into nothing does, is not believed', async () => {
    await house.writer.once();
    const before = await copy() ?? '';
    await house.engine.drop(before);
    await house.engine.write(before, []).catch(() => undefined);
    const { Meilisearch } = await import('meilisearch');
    const client = new Meilisearch({ host: address?.url ?? '', apiKey: address?.masterKey ?? '' });
    await client.index(before).addDocuments([{ id: documents[0]?.id, version: '1 x' }], { primaryKey: 'id' }).waitTask({ timeout: 60_000 });
    const answer = await ask();
    expect([answer.degraded, answer.hits.length]).toEqual([true, 10]);
  });

  it('whose copy is filled is cut off in the midst of it: the next attempt starts anew and leaves nothing behind', async () => {
    const filling = house.writer.once();
    const start = `duijie_${(await house.database.sql<{ installation: string }>('select installation from platform_search_engine'))[0]?.installation ?? ''}_`;
    expect(await until(20_000, async () => (await house.engine.names(start)).length > 0)).toBe(true);
    proxy.become('REFUSE');
    proxy.cut();
    await expect(filling).rejects.toThrow();
    expect(await ask()).toMatchObject({ degraded: true });
    proxy.become('PASS');
    await house.writer.once();
    expect(await house.engine.names(start)).toEqual([await copy()]);
    expect(await differenceOf(house)).toEqual({ difference: 0, held: documents.length });
  });

  it('goes over to a new copy under searches without a gap', async () => {
    await house.writer.once();
    const before = await copy();
    const seen: SearchAnswer[] = [];
    const load = { going: true };
    const searching = Promise.all([1, 2, 3].map(async () => { while (load.going) seen.push(await ask({ withCount: true })); }));
    await house.database.write((tx) => house.search.startNext(tx));
    await house.database.write((tx) => house.search.index(tx, documents));
    await house.database.write((tx) => house.search.swap(tx));
    await house.writer.once();
    expect(await until(10_000, async () => await copy() !== before)).toBe(true);
    load.going = false;
    await searching;
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter(({ hits, count, degraded }) => degraded || hits.length !== 10 || count?.count !== documents.length)).toEqual([]);
  });

  it('leaves a paging where it goes: PostgreSQL goes on at the same place', async () => {
    await house.writer.once();
    const first = await ask();
    proxy.become('REFUSE');
    proxy.cut();
    const second = await ask({ after: first.hits.at(-1)?.key ?? null });
    const third = await ask({ after: second.hits.at(-1)?.key ?? null });
    expect([first.degraded, second.degraded]).toEqual([false, true]);
    expect([...first.hits, ...second.hits, ...third.hits].map(({ id }) => id)).toEqual([...documents].sort((a, b) => b.publishedAt - a.publishedAt).slice(0, 30).map(({ id }) => id));
  });
});
