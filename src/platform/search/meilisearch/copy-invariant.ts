import { brokenOf, type Invariant } from '../../verify/invariant.js';
import type { Tx } from '../../db/tx.js';
import { compareCopy } from './compare-copy.js';
import type { Engine } from './engine.js';

/** What the search engine holds is what PostgreSQL's index holds. An engine that does not answer breaks it too: nothing can be said of it then. */
export function copyInvariant(engine: Pick<Engine, 'versions'>): Invariant {
  return {
    code: 'SEARCH_COPY', zh: '检索引擎中的内容与数据库索引一致', en: 'the search engine holds what the index in the database holds',
    fix: { zh: '确认后台进程在运行并设有同样的 MEILI_URL；仍不一致则 npm run reindex', en: 'see that the worker runs with the same MEILI_URL; if it stays, npm run reindex' },
    broken: (tx) => brokenOf(differences(tx, engine)),
  };
}

async function* differences(tx: Tx, engine: Pick<Engine, 'versions'>): AsyncGenerator<string> {
  try {
    for await (const { id, fault } of compareCopy(tx, engine)) yield `${id} ${fault}`;
  } catch (error) {
    // Its words may hold an address; its name says enough.
    yield `UNREACHABLE ${error instanceof Error ? error.name : ''}`.trim();
  }
}
