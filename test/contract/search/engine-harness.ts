import { randomBytes } from 'node:crypto';
import { Engine, ENGINE_TIMES, type EngineAddress } from '../../../src/platform/search/meilisearch/engine.js';
import { EngineWriter, WRITER_TIMES, type EngineWriterOptions } from '../../../src/platform/search/meilisearch/engine-writer.js';
import { MEILISEARCH_TIMES, MeilisearchSearch, type MeilisearchOptions } from '../../../src/platform/search/meilisearch/meilisearch-search.js';
import type { Normaliser } from '../../../src/platform/search/normaliser.js';
import { PostgresSearch } from '../../../src/platform/search/postgres/postgres-search.js';
import { openSearchDatabase, type SearchDatabase } from './search-database.js';

/** The real server that the environment names; null where it names none. */
export function realServer(): EngineAddress | null {
  const { MEILI_URL: url = '', MEILI_MASTER_KEY: masterKey = '' } = process.env;
  return url === '' || masterKey === '' ? null : { url, masterKey };
}

export const WITHOUT_SERVER = 'Not run: no Meilisearch. Set MEILI_URL and MEILI_MASTER_KEY to those of a Meilisearch 1.50 that the tests may write to.';

/** A shared machine may be slow; what an answer may take is tested apart. */
export const PATIENT = { ...ENGINE_TIMES, questionMs: 10_000 };

export interface EngineHarness {
  readonly database: SearchDatabase;
  readonly search: MeilisearchSearch;
  readonly writer: EngineWriter;
  readonly engine: Engine;
  /** Who answered how often. */
  readonly answered: Record<'meilisearch' | 'postgresql' | 'degraded', number>;
  readonly faults: unknown[];
  readonly failedTasks: (readonly string[])[];
  close(): Promise<void>;
}

export interface HarnessTimes {
  readonly questionMs?: number;
  readonly requestMs?: number;
  readonly search?: Partial<MeilisearchOptions>;
  readonly writer?: Partial<EngineWriterOptions>;
}

/** Both indexes on a database of their own, and the writer between them, which is started by the test or asked once at a time. */
export async function openEngineHarness(address: EngineAddress, normaliser: Normaliser, times: HarnessTimes = {}): Promise<EngineHarness> {
  const database = await openSearchDatabase();
  // Databases of tests are copies of one, and two of one name would sweep away each other's indexes.
  await database.sql('update platform_search_engine set installation = $1', [randomBytes(6).toString('hex')]);
  const answered = { meilisearch: 0, postgresql: 0, degraded: 0 };
  const faults: unknown[] = [];
  const failedTasks: (readonly string[])[] = [];
  const engine = new Engine(address, { ...PATIENT, ...(times.questionMs === undefined ? {} : { questionMs: times.questionMs }), ...(times.requestMs === undefined ? {} : { requestMs: times.requestMs }) });
  const search = new MeilisearchSearch(new PostgresSearch(normaliser, { budgetMs: 20_000 }), engine, {
    ...MEILISEARCH_TIMES, standingMs: 0, onAnswer: (by) => { answered[by] += 1; }, onFault: (error) => faults.push(error), ...times.search,
  });
  const writer = new EngineWriter(database.urlOf('duijie_matcher'), engine, {
    ...WRITER_TIMES, lookEveryMs: 0, keptMs: 0, onFault: (error) => faults.push(error), onFailedTask: (_error, ids) => failedTasks.push(ids), onTold: () => undefined, ...times.writer,
  });
  return {
    database, search, writer, engine, answered, faults, failedTasks,
    close: async () => {
      await writer.stop();
      const [row] = await database.sql<{ installation: string }>('select installation from platform_search_engine');
      for (const name of await engine.names(`duijie_${row?.installation ?? 'none'}_`).catch((): string[] => [])) await engine.drop(name);
      await database.close();
    },
  };
}
