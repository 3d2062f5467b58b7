import type { Tx } from '../../db/tx.js';
import { keyedRows } from '../../verify/rows.store.js';
import { engineStanding } from './engine-state.js';
import type { Engine } from './engine.js';

/** MISSING: in PostgreSQL's index and not in the engine; EXTRA: the other way round; OTHER: in another version. */
export type CopyFault = 'MISSING' | 'EXTRA' | 'OTHER';

/** What the copy in use holds otherwise than PostgreSQL's index, entry by entry; all of it while there is no copy. @throws what the client throws of an engine that does not answer. */
export async function* compareCopy(tx: Tx, engine: Pick<Engine, 'versions'>): AsyncGenerator<{ readonly id: string; readonly fault: CopyFault }> {
  const { copy } = await engineStanding(tx);
  const there = copy === null ? new Map<string, string>() : await engine.versions(copy);
  const entries = keyedRows(tx, `select product_id as key, version || ' ' || edition as value from platform_search_product
    where generation = (select live from platform_search_generation) and not deleted`);
  for await (const { key: id, value } of entries) {
    const held = there.get(id);
    if (held !== value) yield { id, fault: held === undefined ? 'MISSING' : 'OTHER' };
    there.delete(id);
  }
  for (const id of there.keys()) yield { id, fault: 'EXTRA' };
}
