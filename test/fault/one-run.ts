import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { WITHOUT_REDIS } from '../setup/redis-server.js';
import type { Registry } from '../factories/organisations.js';
import { atRest, nothingButLocks } from './at-rest.js';
import { Caller } from './caller.js';
import { Chance } from './chance.js';
import { changedTables, contentOf } from './content.js';
import { Disturbances, disturbancesOf, type Disturbance } from './disturbances.js';
import type { FaultHouse, QueuePlace } from './fault-house.js';
import { generatedCatalogue, sampleCatalogues, type GeneratedCatalogue } from './generated-catalogue.js';
import { Interruptions } from './interruptions.js';
import { brokenOf, INVARIANTS } from './invariants.js';
import type { Ledger } from './ledger.js';
import { foundOtherwise } from './searching.js';
import { Trade, type Cast } from './trade.js';

export interface RunSize {
  /** Rows of the price lists; a part of them is imported twice. */
  readonly rows: number;
  readonly demands: number;
  /** Ends of the worker while people trade: at most so many. */
  readonly kills: number;
  /** What befalls the other processes, the database and the network: so many. */
  readonly disturbances: number;
  /** Longest time between two of those, and longest time that one lasts. */
  readonly longestMs: number;
  /** True: jobs of a dead worker wait until their locks end. */
  readonly inRealTime: boolean;
  /** Where the job queue lies; by seed: of the odd ones in PostgreSQL, of the even ones in Redis. */
  readonly queue: QueuePlace | 'by seed';
  /** So many seeds play in one house, one after another: what was acknowledged in one must outlive what befalls the next. */
  readonly together: number;
}

/** What one run was and came to. */
export interface RunFigures {
  readonly seed: number;
  readonly queue: QueuePlace;
  readonly kills: number;
  readonly killsInImport: number;
  readonly killsInMatching: number;
  readonly disturbances: Readonly<Partial<Record<Disturbance, number>>>;
  readonly imports: number;
  readonly rows: number;
  readonly products: number;
  readonly demands: number;
  /** Acknowledged, each of them asked again at the end. */
  readonly mutations: number;
  /** Requests that were sent again because no answer came. */
  readonly repeats: number;
  /** Longest that anybody waited for an answer, with all repeats. */
  readonly longestMs: number;
  readonly recommendations: number;
  readonly notices: number;
  readonly events: number;
  /** Events delivered again, each as often as it was. */
  readonly redelivered: number;
  /** From the end of the last fault until nothing was left to do, in seconds. */
  readonly backAfterSeconds: number;
  /** The longest that work took to be done which was pending when Redis was erased; null when it was not. */
  readonly backAfterErasure: number | null;
  readonly searches: number;
  /** Of those, the ones that PostgreSQL answered in the place of the search engine. */
  readonly degraded: number;
  /** From rest until the search engine held what the database holds, in seconds. */
  readonly engineSameAfterSeconds: number;
  /** Processes that ended by themselves. */
  readonly fallen: number;
  readonly invariants: number;
  readonly seconds: number;
  /** What did not hold; empty when everything did. */
  readonly broken: readonly string[];
  /** The folder that keeps what a failed run has left: its database, its files, the logs of its processes. */
  readonly evidence: string | null;
}

/** Shares of the rows in three lists: the first one is long enough for several transactions, the second one is imported again. */
const SHARES = [0.5, 0.15, 0.35];
const AT_REST_WITHIN_MS = 180_000;
const ENGINE_SAME_WITHIN_MS = 60_000;
const LEAST_DELIVERED_AGAIN = 0.1;
const BACK_AFTER_ERASURE_SECONDS = 60;
/** Beside those of INVARIANTS: the market is found, events and keys that come again change nothing, answers are the same, enough comes again, and Redis is filled again. */
const MORE_INVARIANTS = 6;
/** Scores are of a day: what was judged before midnight may be worth another score after it. */
const NOT_BEFORE_MIDNIGHT_MS = 3 * 60_000;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** Both queues in turn, where there is a Redis. */
export function queueOf(seed: number, queue: RunSize['queue']): QueuePlace {
  if (queue !== 'by seed') return queue;
  return seed % 2 === 0 && WITHOUT_REDIS === null ? 'redis' : 'postgres';
}

/** What a run came to, without what is known of it from outside. */
export type Played = Omit<RunFigures, 'seed' | 'queue' | 'seconds' | 'evidence'>;

export const NOTHING: Played = {
  kills: 0, killsInImport: 0, killsInMatching: 0, disturbances: {}, imports: 0, rows: 0, products: 0, demands: 0, mutations: 0, repeats: 0, longestMs: 0, searches: 0, degraded: 0,
  recommendations: 0, notices: 0, events: 0, redelivered: 0, backAfterSeconds: 0, backAfterErasure: null, engineSameAfterSeconds: 0, fallen: 0, invariants: 0, broken: [],
};

/** Where a run plays: what runs before it have left and were told is there as well. */
export interface Scene {
  readonly house: FaultHouse;
  readonly ledger: Ledger;
  readonly registry: Registry;
}

/** Lets people trade while processes, database, network and engines fail and come back, and looks at what is left. */
export async function oneRun(seed: number, size: RunSize, { house, ledger, registry }: Scene): Promise<Played> {
  await notBeforeMidnight();
  const chance = new Chance(seed);
  const caller = new Caller(house, chance.of('caller'), String(seed));
  const before = { ...await countsOf(house), imports: ledger.imports.length, rows: ledger.rows, products: ledger.published.size, demands: ledger.demands.size, fallen: house.fallen.length };
  const cast = await castOf(registry, chance.of('lists'), size.rows);
  const interruptions = await Interruptions.of(house, chance.of('interruptions'), { rows: rowsOf(cast), inRealTime: size.inRealTime, most: size.kills });
  // Which kinds of fault are due: of seeds that alternate between two queues, every other.
  const turn = size.queue === 'by seed' ? Math.floor(seed / 2) : seed;
  const disturbances = new Disturbances(house, chance.of('disturbances'), disturbancesOf(turn, size.disturbances, queueOf(seed, size.queue), chance.of('which')), size.longestMs);
  const rest = await trouble(house, new Trade(house, caller, ledger, chance.of('trade')).run(cast, size.demands), interruptions, disturbances);
  ledger.answers.push(...caller.acknowledged);
  const broken = [...await foundOtherwise(caller, ledger, cast.buyer), ...await brokenOf({ house, ledger }), ...await again(house, caller, interruptions, chance)];
  broken.push(...(await brokenOf({ house, ledger })).filter((one) => !broken.includes(one)));
  const { kills, met, redelivered } = interruptions.figures;
  const { events, recommendations, notices } = await countsOf(house);
  const counts = { events: events - before.events, recommendations: recommendations - before.recommendations, notices: notices - before.notices };
  if (redelivered < LEAST_DELIVERED_AGAIN * counts.events) broken.push(`enough is delivered again: ${redelivered} of ${counts.events} events`);
  if ((disturbances.backAfterErasure ?? 0) > BACK_AFTER_ERASURE_SECONDS) broken.push(`what was pending when Redis was erased is done within ${BACK_AFTER_ERASURE_SECONDS} s: it took ${disturbances.backAfterErasure?.toFixed(1)} s`);
  return {
    kills, killsInImport: met.IMPORT, killsInMatching: met.MATCH, disturbances: Object.fromEntries(disturbances.met),
    imports: ledger.imports.length - before.imports, rows: ledger.rows - before.rows, products: ledger.published.size - before.products, demands: ledger.demands.size - before.demands,
    ...caller.figures, longestMs: Math.round(caller.figures.longestMs), ...counts, redelivered, ...rest, backAfterErasure: disturbances.backAfterErasure,
    fallen: house.fallen.length - before.fallen, invariants: INVARIANTS.length + MORE_INVARIANTS, broken,
  };
}

async function notBeforeMidnight(): Promise<void> {
  const sinceMidnight = (Date.now() + SHANGHAI_MS) % DAY_MS;
  if (DAY_MS - sinceMidnight < NOT_BEFORE_MIDNIGHT_MS) await pause(DAY_MS - sinceMidnight);
}

/** Everything that happens at once, and the way back to rest, whose seconds it answers. */
async function trouble(
  house: FaultHouse, trade: Promise<void>, interruptions: Interruptions, disturbances: Disturbances,
): Promise<Pick<RunFigures, 'backAfterSeconds' | 'engineSameAfterSeconds'>> {
  const over = (): void => {
    interruptions.end();
    disturbances.end();
  };
  // Also when one of them fails: a process that another one is about to start would outlive this run.
  const ends = await Promise.allSettled([trade.finally(over), interruptions.run(), disturbances.run(), interruptions.freeWhileStuck()]);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  const from = performance.now();
  if (await nothingButLocks(house, AT_REST_WITHIN_MS)) await interruptions.releaseLocks();
  await atRest(house, AT_REST_WITHIN_MS);
  const backAfterSeconds = (performance.now() - from) / 1_000;
  return { backAfterSeconds, engineSameAfterSeconds: await house.engine.isSame(ENGINE_SAME_WITHIN_MS) };
}

/** Delivers events once more and asks everything once more, under the same keys: neither changes anything. */
async function again(house: FaultHouse, caller: Caller, interruptions: Interruptions, chance: Chance): Promise<string[]> {
  const before = await contentOf(house);
  await interruptions.again(chance.of('again').between(0.2, 1));
  await atRest(house, AT_REST_WITHIN_MS);
  const delivered = await contentOf(house);
  const otherwise = await answeredOtherwise(caller);
  await atRest(house, AT_REST_WITHIN_MS);
  await house.engine.isSame(ENGINE_SAME_WITHIN_MS);
  return [
    ...changedTables(before, delivered).map((table) => `events delivered again after everything was done change nothing: ${table} changed`),
    ...otherwise,
    ...changedTables(delivered, await contentOf(house)).map((table) => `what is asked again under its key changes nothing: ${table} changed`),
  ];
}

/** Acknowledged mutations that are answered otherwise when they come again under their keys. */
export async function answeredOtherwise(caller: Caller, acknowledged = caller.acknowledged): Promise<string[]> {
  const found: string[] = [];
  for (const one of acknowledged) {
    const answer = await caller.answerTo(one);
    if (!isDeepStrictEqual(answer, one.answer)) found.push(`a key answers what it answered first: ${one.input.idempotencyKey} answered ${JSON.stringify(one.answer)}, then ${JSON.stringify(answer)}`);
  }
  return found;
}

async function castOf(registry: Registry, chance: Chance, rows: number): Promise<Cast> {
  const samples = chance.some(sampleCatalogues(), SHARES.length);
  const lists = await Promise.all(SHARES.map((share, n): Promise<GeneratedCatalogue> => generatedCatalogue(samples[n] ?? '', Math.max(1, Math.round(rows * share)), chance.of(String(n)))));
  return {
    suppliers: [{ member: await registry.member(), catalogues: lists.slice(0, 2) }, { member: await registry.member(), catalogues: lists.slice(2) }],
    buyer: await registry.member(),
    department: await registry.member({ kind: 'DEPARTMENT', regionCode: '140000' }),
    watched: [await registry.member(), await registry.member()],
  };
}

/** The rows that will be imported in all. */
function rowsOf({ suppliers }: Cast): number {
  return suppliers.flatMap(({ catalogues }) => [...catalogues, ...catalogues.slice(-1)]).reduce((sum, { rows }) => sum + rows.length, 0);
}

async function countsOf(house: FaultHouse): Promise<{ events: number; recommendations: number; notices: number }> {
  const counts = await house.counts('platform_outbox', 'matching_recommendation', 'notification_notice');
  return { events: counts['platform_outbox'] ?? 0, recommendations: counts['matching_recommendation'] ?? 0, notices: counts['notification_notice'] ?? 0 };
}
