import { CannotStart } from '../../platform/config/cannot-start.js';
import { Engine, ENGINE_TIMES, refusalMeans } from '../../platform/search/meilisearch/engine.js';
import { MEILISEARCH_TIMES } from '../../platform/search/meilisearch/meilisearch-search.js';
import { engineAddress } from '../../platform/search/open-search-index.js';
import { fail, ok, warn, type Check, type Finding } from './check.js';

/** What the settings of our index and the answers we read are written for. */
const WRITTEN_FOR = '1.50';
const WITHIN_MS = 5_000;

/** The Meilisearch of MEILI_URL and its copy of the index. Without it searches are answered all the same, by PostgreSQL. */
export const checkSearchEngine: Check = async ({ settings, database }) => {
  if (settings.meiliUrl === null && settings.meiliMasterKey === null) return [ok('search-engine', ['未设 MEILI_URL，由 PostgreSQL 承担搜索', 'MEILI_URL is not set: PostgreSQL answers searches'])];
  try {
    const address = engineAddress(settings);
    if (address === null) return [];
    const engine = new Engine(address, { ...ENGINE_TIMES, requestMs: WITHIN_MS });
    const version = versionFinding(await engine.version());
    return database === null || typeof database === 'string' ? [version] : [version, await copyFinding(engine, database.engine)];
  } catch (error) {
    return [unreachable(error)];
  }
};

function versionFinding(version: string): Finding {
  const words = [`Meilisearch ${version}`, `Meilisearch ${version}`] as const;
  return version.startsWith(`${WRITTEN_FOR}.`) ? ok('search-engine', words)
    : warn('search-engine', words, [`换用 ${WRITTEN_FOR}，其他版本未经测试`, `use ${WRITTEN_FOR}: others are not tested`]);
}

interface Standing {
  readonly copy: string | null;
  readonly behindSeconds: number | null;
  readonly documents: number;
}

/** By numbers alone, in one request; `npm run verify` compares entry by entry. */
async function copyFinding(engine: Engine, { copy, behindSeconds, documents }: Standing): Promise<Finding> {
  const fix = ['确认后台进程在运行并设有同样的 MEILI_URL，几秒后再查；仍不一致则 npm run reindex', 'see that the worker runs with the same MEILI_URL and look again in some seconds; if it stays, npm run reindex'] as const;
  if (copy === null) return warn('search-copy', ['检索引擎中还没有索引，由 PostgreSQL 承担搜索', 'the engine has no copy of the index yet: PostgreSQL answers searches'], fix);
  const held = await engine.size(copy).catch((error: unknown) => {
    if (refusalMeans(error) === 'NO_INDEX') return null;
    throw error;
  });
  if (held === null) return warn('search-copy', ['检索引擎丢失了索引，会自动重建', 'the engine has lost its copy, which is made anew by itself'], fix);
  const words = [`引擎 ${held} 件，数据库 ${documents} 件，落后 ${behindSeconds ?? '?'} 秒`, `${held} products in the engine, ${documents} in the database, ${behindSeconds ?? '?'} s behind`] as const;
  const late = behindSeconds === null || behindSeconds * 1_000 > MEILISEARCH_TIMES.lagMaxMs;
  return held !== documents || late ? warn('search-copy', words, fix) : ok('search-copy', words);
}

function unreachable(error: unknown): Finding {
  if (error instanceof CannotStart) return fail('search-engine', ['MEILI_URL 和 MEILI_MASTER_KEY 只设了一个', 'of MEILI_URL and MEILI_MASTER_KEY one alone is set'], ['两个都设，或都不设', 'set both or neither']);
  if (refusalMeans(error) === 'KEY') {
    return fail('search-engine', ['Meilisearch 不接受 MEILI_MASTER_KEY', 'the Meilisearch does not take MEILI_MASTER_KEY'], ['改为它启动时的主密钥', 'give the master key that it was started with']);
  }
  return warn('search-engine', ['MEILI_URL 所指的 Meilisearch 没有应答，由 PostgreSQL 承担搜索', 'the Meilisearch of MEILI_URL does not answer: PostgreSQL answers searches'],
    ['启动 Meilisearch，或改正 MEILI_URL；恢复后会自动补齐', 'start it, or correct MEILI_URL; it catches up by itself']);
}
