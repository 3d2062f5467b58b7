import { setTimeout as pause } from 'node:timers/promises';
import { compareProductIndex, type IndexFault } from '../../catalogue/index.js';
import { SYSTEM_SCOPE, type Database } from '../../platform/db/database.js';
import type { SearchIndex } from '../../platform/search/search-index.port.js';

/** How the search index differs from the catalogue. */
export interface IndexComparison {
  /** Products on the market, and entries of the index, at the last look. */
  readonly catalogue: number;
  readonly index: number;
  readonly differences: number;
  readonly byFault: Readonly<Partial<Record<IndexFault, number>>>;
  readonly samples: readonly { readonly id: string; readonly fault: IndexFault }[];
}

const SAMPLES = 10;
/** Differences told apart at most, so that an erased index of any size is compared in bounded memory. */
const REMEMBERED = 100_000;

/** Compares by pages, each look in one snapshot; only what differs at every look counts, since an index that is kept up is always a moment behind. */
export async function compareIndex(database: Database, search: SearchIndex, { looks, pauseMs }: { readonly looks: number; readonly pauseMs: number }): Promise<IndexComparison> {
  let last = await lookAt(database, search, null);
  for (let n = 1; n < looks && last.different.size > 0; n++) {
    await pause(pauseMs);
    last = await lookAt(database, search, last.different);
  }
  const byFault: Partial<Record<IndexFault, number>> = {};
  for (const fault of last.different.values()) byFault[fault] = (byFault[fault] ?? 0) + 1;
  return {
    ...last.counted, differences: last.different.size, byFault,
    samples: [...last.different].slice(0, SAMPLES).map(([id, fault]) => ({ id, fault })),
  };
}

type Different = ReadonlyMap<string, IndexFault>;

function lookAt(database: Database, search: SearchIndex, among: Different | null) {
  return database.lookThrough(SYSTEM_SCOPE, async (tx) => {
    const counted = { catalogue: 0, index: 0 };
    const different = new Map<string, IndexFault>();
    for await (const { id, fault } of compareProductIndex(tx, search, counted)) {
      if (different.size < REMEMBERED && (among === null || among.has(id))) different.set(id, fault);
    }
    return { counted, different };
  });
}
