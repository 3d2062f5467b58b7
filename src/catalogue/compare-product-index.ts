import { organisationsByIds } from '../organisation/index.js';
import type { Tx } from '../platform/db/tx.js';
import type { SearchIndex } from '../platform/search/search-index.port.js';
import { differences, type Keyed } from '../platform/verify/differences.js';
import { publishedVersions } from './product-search.store.js';
import { searchVersion } from './search-document.js';

/** `MISSING`: on the market and not in the index; `EXTRA`: the other way round; `STALE`, `AHEAD`: an older or newer version; `OUTDATED`: made by an older edition of the normaliser. */
export type IndexFault = 'MISSING' | 'EXTRA' | 'STALE' | 'AHEAD' | 'OUTDATED';

/** A product of which the index says something else than the catalogue. */
export interface IndexDifference {
  readonly id: string;
  readonly fault: IndexFault;
}

/** Handlers that keep the index as the catalogue is. */
export const INDEXING: readonly string[] = ['IndexProducts', 'IndexSuppliers', 'IndexClasses', 'SweepProductIndex', 'RebuildProductIndex'];

const PAGE = 500;
const OUTDATED = '';

/** Compares the search index, whichever engine keeps it, with the catalogue: by ids and versions, a page of each at a time. */
export async function* compareProductIndex(tx: Tx, search: SearchIndex, counted: { catalogue: number; index: number } = { catalogue: 0, index: 0 }): AsyncGenerator<IndexDifference> {
  const truth = counting(productsOnMarket(tx), () => { counted.catalogue++; });
  const index = counting(indexed(tx, search), () => { counted.index++; });
  for await (const { key, left, right } of differences(truth, index)) yield { id: key, fault: faultOf(left, right) };
}

function faultOf(truth: string | null, index: string | null): IndexFault {
  if (truth === null) return 'EXTRA';
  if (index === null) return 'MISSING';
  if (index === OUTDATED) return 'OUTDATED';
  return BigInt(index) < BigInt(truth) ? 'STALE' : 'AHEAD';
}

/** Published products of the suppliers that are admitted, approved ones unless told otherwise, with their version; in the order of ids. */
export async function* productsOnMarket(tx: Tx, admits: (supplier: { readonly state: string }) => boolean = ({ state }) => state === 'APPROVED'): AsyncGenerator<Keyed> {
  for (let after = ''; ;) {
    const page = await publishedVersions(tx, after, PAGE);
    const suppliers = await organisationsByIds(tx, [...new Set(page.map(({ ownerId }) => ownerId))]);
    const admitted = new Set(suppliers.filter(admits).map(({ id }) => id));
    for (const one of page) if (admitted.has(one.ownerId)) yield { key: one.id, value: String(searchVersion(one)) };
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}

async function* indexed(tx: Tx, search: SearchIndex): AsyncGenerator<Keyed> {
  for (let after = ''; ;) {
    const page = await search.versions(tx, { after, upTo: null, limit: PAGE });
    for (const { id, version } of page) yield { key: id, value: version === null ? OUTDATED : String(version) };
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}

async function* counting(stream: AsyncIterable<Keyed>, count: () => void): AsyncGenerator<Keyed> {
  for await (const one of stream) {
    count();
    yield one;
  }
}
