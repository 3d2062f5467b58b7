import { setTimeout as pause } from 'node:timers/promises';
import { engineStanding, entriesBehind } from '../../../src/platform/search/meilisearch/engine-state.js';
import type { SearchDocument, SearchRequest } from '../../../src/platform/search/search-index.port.js';
import type { TcpProxy, Weather } from '../../fault/tcp-proxy.js';
import type { EngineHarness } from './engine-harness.js';

export interface Outage {
  readonly weather: Weather;
  readonly awayMs: number;
  /** Products written in one transaction, one transaction after another, the whole time. */
  readonly batch: number;
  /** Rest between two transactions. */
  readonly restMs: number;
  /** The engine must hold everything so soon after it is back. */
  readonly backWithinMs: number;
}

export interface OutageFigures {
  readonly writesAsked: number;
  readonly writesDone: number;
  readonly searches: number;
  readonly searchesFailed: number;
  /** Answered without a hit, which is right while all products of a word happen to be taken off. */
  readonly searchesEmpty: number;
  readonly degraded: number;
  /** Answers marked degraded although the engine had been back and full again. */
  readonly degradedAfterwards: number;
  /** From the end of the outage until the engine held everything and answered again. */
  readonly healedMs: number;
  readonly slowestSearchMs: number;
  /** Entries of which both say something else in the end. */
  readonly difference: number;
  readonly documents: number;
}

const ASKED: SearchRequest = { text: '', filter: {}, sort: 'NEWEST', first: 20, after: null, withCount: false, withFacets: false };
const WORDS = ['锅炉', '采煤机', '', '挖掘机', '离心泵'];
const SETTLED = 20;

/** Cuts the engine off under writes and searches, lets it come back, and compares. The writer between both must be running. */
export async function throughOutage(house: EngineHarness, proxy: TcpProxy, documents: readonly SearchDocument[], outage: Outage): Promise<OutageFigures> {
  const tally = { writesAsked: 0, writesDone: 0, searches: 0, searchesFailed: 0, searchesEmpty: 0, degraded: 0, slowestSearchMs: 0 };
  const load = { going: true };
  const working = [writing(house, documents, outage, tally, load), searching(house, tally, load)];
  await pause(Math.min(2_000, outage.awayMs));
  proxy.become(outage.weather);
  if (outage.weather === 'REFUSE') proxy.cut();
  await pause(outage.awayMs);
  proxy.become('PASS');
  const back = performance.now();
  await pause(500);
  load.going = false;
  await Promise.all(working);
  const healed = await until(outage.backWithinMs, async () => await house.database.read(entriesBehind) === 0 && !(await ask(house, '')).degraded);
  let degradedAfterwards = 0;
  for (let n = 0; n < SETTLED; n++) if ((await ask(house, WORDS[n % WORDS.length] ?? '')).degraded) degradedAfterwards += 1;
  const { difference, held } = await differenceOf(house);
  return { ...tally, degradedAfterwards, healedMs: healed ? Math.round(performance.now() - back) : Infinity, difference, documents: held };
}

/** Entries that the copy in use holds in another version than PostgreSQL, or that only one of both holds. */
export async function differenceOf({ database, engine }: EngineHarness): Promise<{ readonly difference: number; readonly held: number }> {
  const { copy } = await database.read(engineStanding);
  const there = copy === null ? new Map<string, string>() : await engine.versions(copy);
  const wanted = await database.sql<{ id: string; state: string }>(
    `select product_id as id, version || ' ' || edition as state from platform_search_product where generation = (select live from platform_search_generation) and not deleted`);
  const missing = wanted.filter(({ id, state }) => there.get(id) !== state).length;
  const known = new Set(wanted.map(({ id }) => id));
  return { difference: missing + [...there.keys()].filter((id) => !known.has(id)).length, held: there.size };
}

export async function until(withinMs: number, holds: () => Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end; await pause(50)) if (await holds()) return true;
  return false;
}

const ask = (house: EngineHarness, text: string) => house.database.read((tx) => house.search.query(tx, { ...ASKED, text, sort: text === '' ? 'NEWEST' : 'RELEVANCE' }));

type Tally = { writesAsked: number; writesDone: number; searches: number; searchesFailed: number; searchesEmpty: number; degraded: number; slowestSearchMs: number };

/** Revises products in turn; every seventh time they are taken off instead. */
async function writing(house: EngineHarness, documents: readonly SearchDocument[], { batch, restMs }: Outage, tally: Tally, load: { readonly going: boolean }): Promise<void> {
  for (let n = 0; load.going; n++) {
    const some = Array.from({ length: batch }, (_, at) => documents[(n * batch + at) % documents.length]).flatMap((one) => one ?? []);
    const version = BigInt(n + 2);
    tally.writesAsked += some.length;
    const done = await house.database.write((tx) => (n % 7 === 6
      ? house.search.delete(tx, some.map(({ id }) => ({ id, version })))
      : house.search.index(tx, some.map((one) => ({ ...one, version, publishedAt: one.publishedAt + n }))))).then(() => true, () => false);
    if (done) tally.writesDone += some.length;
    await pause(restMs);
  }
}

async function searching(house: EngineHarness, tally: Tally, load: { readonly going: boolean }): Promise<void> {
  for (let n = 0; load.going; n++) {
    const started = performance.now();
    const answer = await ask(house, WORDS[n % WORDS.length] ?? '').catch(() => null);
    tally.searches += 1;
    tally.slowestSearchMs = Math.max(tally.slowestSearchMs, Math.round(performance.now() - started));
    if (answer === null) tally.searchesFailed += 1;
    if (answer?.hits.length === 0) tally.searchesEmpty += 1;
    if (answer?.degraded === true) tally.degraded += 1;
  }
}
