import { setTimeout as pause } from 'node:timers/promises';
import type { Member } from '../factories/organisations.js';
import type { Caller } from './caller.js';
import type { Chance } from './chance.js';
import type { Ledger } from './ledger.js';

const WORDS = ['锅炉', '采煤机', '挖掘机', '离心泵', '电机', '带式输送机', '空压机', ''];
const PAGE = 100;
/** After three failures the engine is left alone for 2 s, and what a process knows of its copy is half a second old. */
const ANSWERS_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 200;
const QUERY = `query ($query: String, $sort: ProductSort!, $first: Int!, $after: String) {
  products(query: $query, sort: $sort, first: $first, after: $after) { degraded nodes { id } pageInfo { hasNextPage endCursor } } }`;

interface Found {
  readonly products: { readonly degraded: boolean; readonly nodes: readonly { readonly id: string }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } };
}

/** Searches one time after another; each must be answered in the end, whatever befalls the engine. */
export async function searchWhile(trading: () => boolean, caller: Caller, searcher: Member, chance: Chance): Promise<void> {
  while (trading()) {
    const query = chance.one(WORDS);
    const { products } = await caller.ask<Found>('market', QUERY, { query, sort: query === '' ? 'NEWEST' : 'RELEVANCE', first: 20, after: null }, searcher);
    caller.figures.searches += 1;
    if (products.degraded) caller.figures.degraded += 1;
    await pause(chance.whole(0, 200));
  }
}

/** What somebody who pages through the whole market does not find though it is there, or finds though it is not; and answers that the engine should give by now. */
export async function foundOtherwise(caller: Caller, ledger: Ledger, searcher: Member): Promise<string[]> {
  for (const end = Date.now() + ANSWERS_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
    const { found, degraded } = await everything(caller, searcher);
    const wanted = new Set([...ledger.published].filter((id) => !ledger.withdrawn.has(id)));
    const other = [...new Set([...found, ...wanted])].filter((id) => !(found.has(id) && wanted.has(id)));
    if (other.length === 0 && !degraded) return [];
    if (Date.now() > end) return [`who pages through the market finds what is on it, by the engine that is in use: ${other.length} otherwise${degraded ? ', answered in its place' : ''}, such as ${other.slice(0, 3).join(' ')}`];
  }
}

async function everything(caller: Caller, searcher: Member): Promise<{ readonly found: ReadonlySet<string>; readonly degraded: boolean }> {
  const found = new Set<string>();
  let degraded = false;
  for (let after: string | null = null, more = true; more;) {
    const { products }: Found = await caller.ask<Found>('market', QUERY, { query: '', sort: 'NEWEST', first: PAGE, after }, searcher);
    for (const { id } of products.nodes) found.add(id);
    degraded ||= products.degraded;
    [after, more] = [products.pageInfo.endCursor, products.pageInfo.hasNextPage];
  }
  return { found, degraded };
}
