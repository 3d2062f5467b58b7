import type { Database } from '../../db/database.js';
import { SYSTEM_SCOPE } from '../../db/database.js';
import type { Metrics } from '../../health/metrics.js';
import type { HealthCheck } from '../../health/readiness.js';
import type { Logger } from '../../logging/logger.js';
import { engineStanding, entriesBehind } from './engine-state.js';
import { EngineWriter, WRITER_TIMES, type WriterState } from './engine-writer.js';
import { Engine, type EngineAddress } from './engine.js';
import { MEILISEARCH_TIMES } from './meilisearch-search.js';

export interface EngineWriterPlace {
  /** Of the role that job handlers have. */
  readonly url: string;
  readonly address: EngineAddress;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

const STATES: readonly WriterState[] = ['STARTING', 'FOLLOWING', 'FILLING', 'AWAY', 'ELSEWHERE'];
/** Ids named in a log line. */
const NAMED = 20;

/** Starts the writer of the search engine, with its figures and a check that tells how it stands. */
export function startEngineWriter({ url, address, database, metrics, logger }: EngineWriterPlace): { readonly check: HealthCheck; stop(): Promise<void> } {
  const failed = metrics.counter({ name: 'duijie_search_engine_failed_tasks_total', help: 'Tasks that the search engine took and failed at.', labels: ['code'] });
  const writer = new EngineWriter(url, new Engine(address), {
    ...WRITER_TIMES,
    onFault: (error) => logger.warn({ err: error }, 'the search engine was not brought up to date'),
    onFailedTask: (error, ids) => {
      failed.add({ code: error.code });
      logger.error({ err: error, products: ids.length, ids: ids.slice(0, NAMED) }, 'the search engine failed at a task');
    },
    onTold: (told, text) => logger.info(told, text),
  });
  measure(writer, database, metrics);
  writer.start();
  return { check: checkOf(writer, database), stop: () => writer.stop() };
}

function measure(writer: EngineWriter, database: Database, metrics: Metrics): void {
  const state = metrics.gauge({ name: 'duijie_search_engine_state', help: '1 for the state in which the writer of the search engine is.', labels: ['state'] });
  const documents = metrics.gauge({ name: 'duijie_search_engine_lag_documents', help: 'Products that the search engine has not taken yet.' });
  const seconds = metrics.gauge({ name: 'duijie_search_engine_lag_seconds', help: 'Time since the search engine held everything; -1 before it first did.' });
  metrics.beforeScrape(async () => {
    for (const one of STATES) state.set(one === writer.state ? 1 : 0, { state: one });
    const [{ behindMs }, entries] = await database.read(SYSTEM_SCOPE, async (tx) => [await engineStanding(tx), await entriesBehind(tx)] as const);
    seconds.set(behindMs === null ? -1 : behindMs / 1_000);
    documents.set(entries);
  });
}

/** Never a reason to be unready: PostgreSQL answers while the engine does not. The detail tells operators. */
function checkOf(writer: EngineWriter, database: Database): HealthCheck {
  return {
    name: 'search-engine',
    check: async () => {
      const { copy, behindMs } = await database.read(SYSTEM_SCOPE, engineStanding);
      const answers = copy === null || behindMs === null || behindMs > MEILISEARCH_TIMES.lagMaxMs ? 'PostgreSQL answers searches' : 'answers searches';
      return `${writer.state.toLowerCase()}, ${answers}`;
    },
  };
}
