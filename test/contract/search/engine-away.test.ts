import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { engineStanding } from '../../../src/platform/search/meilisearch/engine-state.js';
import { EngineWriter, WRITER_TIMES } from '../../../src/platform/search/meilisearch/engine-writer.js';
import { loadSynonyms } from '../../../src/platform/search/load-synonyms.js';
import { Normaliser } from '../../../src/platform/search/normaliser.js';
import type { SearchAnswer, SearchRequest } from '../../../src/platform/search/search-index.port.js';
import { EngineDouble } from './engine-double.js';
import { openEngineHarness, type EngineHarness } from './engine-harness.js';
import { sampleDocuments } from './sample-catalogues.js';

/** Against a double: a real engine cannot be told to hang or to fail at one document. What it finds is tested on a real one. */
jest.setTimeout(60_000);

const normaliser = new Normaliser(loadSynonyms(join(import.meta.dirname, '..', '..', '..', 'seeds', 'reference')));
const documents = sampleDocuments().slice(0, 30);
const ids = documents.map(({ id }) => id).sort();
const BARE: SearchRequest = { text: '', filter: {}, sort: 'NEWEST', first: 50, after: null, withCount: false, withFacets: false };

let double: EngineDouble;
let house: EngineHarness;

beforeEach(async () => {
  double = await EngineDouble.start();
  house = await openEngineHarness(double.address, normaliser, { questionMs: 300, requestMs: 2_000, search: { breaker: { failures: 3, restMs: 400 } }, writer: { countEveryMs: 0 } });
  await house.database.write((tx) => house.search.index(tx, documents));
});
afterEach(async () => {
  double.mode = 'ANSWERING';
  await house.close();
  await double.stop();
});

const ask = (request: Partial<SearchRequest> = {}): Promise<SearchAnswer> => house.database.read((tx) => house.search.query(tx, { ...BARE, ...request }));
const shown = async (): Promise<string[]> => (await ask()).hits.map(({ id }) => id).sort();
const standing = () => house.database.read(engineStanding);
/** What the copy in use holds. */
const held = async (): Promise<string[]> => [...double.indexes.get((await standing()).copy ?? '')?.keys() ?? []].sort();
const anotherWriter = () => new EngineWriter(house.database.urlOf('duijie_matcher'), house.engine, { ...WRITER_TIMES, onFault: () => undefined, onFailedTask: () => undefined, onTold: () => undefined });
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

describe('searches', () => {
  it('are answered by PostgreSQL and marked before the engine has a copy, and by the engine from then on', async () => {
    expect(await ask()).toMatchObject({ degraded: true });
    expect(double.searches).toBe(0);
    expect(await house.writer.once()).toBe(30);
    expect(await ask()).toMatchObject({ degraded: false });
    expect([await shown(), house.answered.meilisearch]).toEqual([ids, 2]);
  });

  it.each(['BUSY', 'HANGING'] as const)('of an engine that is %s are answered in full and marked, soon without asking it, and heal by themselves', async (mode) => {
    await house.writer.once();
    double.mode = mode;
    for (let n = 0; n < 3; n++) {
      const answer = await ask({ withCount: true, withFacets: true });
      expect(answer).toMatchObject({ degraded: true, count: { count: 30, exact: true } });
      expect(answer.hits.map(({ id }) => id).sort()).toEqual(ids);
      expect(answer.facets).not.toBeNull();
    }
    const asked = double.searches;
    for (let n = 0; n < 5; n++) expect(await ask()).toMatchObject({ degraded: true });
    expect(double.searches).toBe(asked);
    double.mode = 'ANSWERING';
    await pause(500);
    expect(await ask()).toMatchObject({ degraded: false });
    expect(house.faults.length).toBeGreaterThanOrEqual(3);
  });

  it('go to PostgreSQL when the copy lags behind the bound, and back when it has caught up', async () => {
    await house.writer.once();
    await house.database.sql(`update platform_search_engine set followed_at = followed_at - interval '31 s'`);
    expect(await ask()).toMatchObject({ degraded: true });
    await pause(1_000);
    await house.writer.once();
    expect(await ask()).toMatchObject({ degraded: false });
  });

  it('go to PostgreSQL at once when the engine was wiped, and back when a new copy is full', async () => {
    await house.writer.once();
    const before = (await standing()).copy;
    double.wipe();
    expect(await ask()).toMatchObject({ degraded: true });
    expect(await shown()).toEqual(ids);
    await house.writer.once();
    expect((await standing()).copy).not.toBe(before);
    expect(await held()).toEqual(ids);
    await pause(500);
    expect(await ask()).toMatchObject({ degraded: false });
  });
});

describe('the one writer', () => {
  const renamed = (n: number, version: bigint) => documents.slice(0, n).map((document) => ({ ...document, version, name: '试验用碾磨台' }));
  const versions = async (): Promise<string[]> => [...new Set([...double.indexes.get((await standing()).copy ?? '')?.values() ?? []].map(({ version }) => String(version).split(' ')[0] ?? ''))].sort();

  it('is the only one: another waits until the first has gone', async () => {
    await house.writer.once();
    const other = anotherWriter();
    expect([await other.once(), other.state]).toEqual([null, 'ELSEWHERE']);
    await house.writer.stop();
    await pause(100);
    expect(await other.once()).toBe(0);
    await other.stop();
  });

  it('sends what changed and what is gone, and nothing twice', async () => {
    await house.writer.once();
    await house.database.write(async (tx) => {
      await house.search.index(tx, renamed(5, 2n));
      await house.search.delete(tx, [{ id: ids[29] ?? '', version: 2n }]);
    });
    expect([await house.writer.once(), await house.writer.once()]).toEqual([6, 0]);
    expect([await held(), await versions()]).toEqual([ids.slice(0, 29), ['1', '2']]);
  });

  it('loses no change that was begun before a look and committed after it', async () => {
    await house.writer.once();
    await house.database.write(async (early) => {
      await house.search.index(early, renamed(1, 2n));
      await house.database.write((late) => house.search.index(late, documents.slice(10, 11).map((one) => ({ ...one, version: 3n }))));
      expect(await house.writer.once()).toBe(1);
    });
    expect(await house.writer.once()).toBe(1);
    expect(await versions()).toEqual(['1', '2', '3']);
  });

  it('moves its cursor only when the engine has done its task: what failed is sent again', async () => {
    await house.writer.once();
    await house.database.write((tx) => house.search.index(tx, renamed(5, 2n)));
    double.mode = 'BUSY';
    await expect(house.writer.once()).rejects.toThrow();
    double.mode = 'ANSWERING';
    expect(await house.writer.once()).toBe(5);
    expect(await versions()).toEqual(['1', '2']);
  });

  it('tells of a document that the engine will not take, brings in all others, and that one as soon as it is taken', async () => {
    await house.writer.once();
    const bad = documents[2]?.id ?? '';
    double.poison.add(bad);
    await house.database.write((tx) => house.search.index(tx, renamed(5, 2n)));
    await house.writer.once();
    expect(house.failedTasks.at(-1)).toEqual([bad]);
    expect(await held()).toEqual(ids.filter((id) => id !== bad));
    expect(await house.database.sql('select refused from platform_search_engine')).toEqual([{ refused: [bad] }]);
    double.poison.clear();
    await house.writer.once();
    expect(await held()).toEqual(ids);
  });

  it('puts right what the engine holds otherwise: a copy put back from a backup, a foreign document', async () => {
    await house.writer.once();
    const index = double.indexes.get((await standing()).copy ?? '');
    index?.delete(ids[0] ?? '');
    index?.set('stranger', { id: 'stranger', version: '1 x' });
    await house.database.sql(`delete from platform_search_product where product_id = $1`, [ids[1]]);
    await house.writer.stop();
    const next = anotherWriter();
    await next.once();
    await next.stop();
    expect(await held()).toEqual(ids.filter((id) => id !== ids[1]));
  });

  it('begins a new copy beside the one in use when PostgreSQL made its index anew, and drops the old one afterwards', async () => {
    await house.writer.once();
    const before = (await standing()).copy;
    await house.database.write(async (tx) => {
      await house.search.startNext(tx);
      await house.search.index(tx, documents.slice(0, 20));
    });
    expect(await ask()).toMatchObject({ degraded: false });
    await house.database.write((tx) => house.search.swap(tx));
    await house.writer.once();
    expect((await standing()).copy).not.toBe(before);
    expect(await held()).toEqual(documents.slice(0, 20).map(({ id }) => id).sort());
    await house.writer.once();
    expect([...double.indexes.keys()]).toEqual([(await standing()).copy]);
  });

  it('cut off while it fills a copy begins again and leaves nothing behind', async () => {
    const filling = house.writer.once();
    while (double.indexes.size === 0) await pause(5);
    double.mode = 'BUSY';
    await expect(filling).rejects.toThrow();
    expect(await ask()).toMatchObject({ degraded: true });
    double.mode = 'ANSWERING';
    await house.writer.once();
    expect([...double.indexes.keys()]).toEqual([(await standing()).copy]);
    expect(await held()).toEqual(ids);
  });

  it('does not take another database for its own: a copy of the database has its copy filled anew', async () => {
    await house.writer.once();
    const before = (await standing()).copy;
    await house.database.sql(`update platform_search_engine set followed = '900000000:900000000:'`);
    await house.writer.once();
    expect((await standing()).copy).not.toBe(before);
  });
});
