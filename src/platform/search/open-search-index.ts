import { CannotStart } from '../config/cannot-start.js';
import { REFERENCE_FOLDER } from '../config/project.js';
import type { Metrics } from '../health/metrics.js';
import { loadSynonyms } from './load-synonyms.js';
import { Engine, type EngineAddress } from './meilisearch/engine.js';
import { MEILISEARCH_TIMES, MeilisearchSearch } from './meilisearch/meilisearch-search.js';
import { Normaliser } from './normaliser.js';
import { PostgresSearch } from './postgres/postgres-search.js';
import type { SearchIndex } from './search-index.port.js';

/** A search engine beside PostgreSQL, and where a process tells of it. */
export interface EngineInUse {
  readonly address: EngineAddress;
  readonly metrics: Metrics;
  readonly onFault: (error: unknown) => void;
}

/** The search index of a process, with the synonyms of the reference data; without an engine it is PostgreSQL's alone. */
export function openSearchIndex(folder = REFERENCE_FOLDER, engine: EngineInUse | null = null): SearchIndex {
  const postgres = new PostgresSearch(new Normaliser(loadSynonyms(folder)));
  if (engine === null) return postgres;
  const { address, metrics, onFault } = engine;
  const answers = metrics.counter({ name: 'duijie_search_answers_total', help: 'Searches answered, by who did; degraded: PostgreSQL in place of the engine.', labels: ['by'] });
  return new MeilisearchSearch(postgres, new Engine(address), { ...MEILISEARCH_TIMES, onAnswer: (by) => answers.add({ by }), onFault });
}

/** Where the engine is, as the settings say; null where they name none. @throws CannotStart when they say half of it. */
export function engineAddress({ meiliUrl, meiliMasterKey }: { readonly meiliUrl: string | null; readonly meiliMasterKey: string | null }): EngineAddress | null {
  if (meiliUrl === null && meiliMasterKey === null) return null;
  if (meiliUrl === null || meiliMasterKey === null) {
    throw new CannotStart('MEILI_URL（搜索引擎的地址）和 MEILI_MASTER_KEY（其主密钥）必须同时设置。', 'MEILI_URL (the search engine) and MEILI_MASTER_KEY (its master key) are set together or not at all.');
  }
  return { url: meiliUrl, masterKey: meiliMasterKey };
}
