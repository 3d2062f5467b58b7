import { setTimeout as pause } from 'node:timers/promises';
import { runHouse, type RunningHouse } from '../api/harness.js';
import { Registry } from '../factories/organisations.js';
import { atRest } from './at-rest.js';
import { Chance } from './chance.js';
import { changedTables, contentOf } from './content.js';
import { generatedCatalogue, sampleCatalogues, type GeneratedCatalogue } from './generated-catalogue.js';
import { Interruptions } from './interruptions.js';
import { brokenOf, INVARIANTS } from './invariants.js';
import { Ledger } from './ledger.js';
import { Trade, type Cast } from './trade.js';

export interface RunSize {
  /** Rows of the price lists; a part of them is imported twice. */
  readonly rows: number;
  readonly demands: number;
  /** True: jobs of a dead worker wait until their locks end. */
  readonly inRealTime: boolean;
}

/** What one run was and came to. */
export interface RunFigures {
  readonly seed: number;
  readonly kills: number;
  readonly killsInImport: number;
  readonly killsInMatching: number;
  readonly imports: number;
  readonly rows: number;
  readonly products: number;
  readonly demands: number;
  readonly mutations: number;
  readonly recommendations: number;
  readonly notices: number;
  readonly events: number;
  /** Events delivered again, each as often as it was. */
  readonly redelivered: number;
  readonly invariants: number;
  readonly seconds: number;
  /** What did not hold; empty when everything did. */
  readonly broken: readonly string[];
}

/** Shares of the rows in three lists: the first one is long enough for several transactions, the second one is imported again. */
const SHARES = [0.5, 0.15, 0.35];
const AT_REST_WITHIN_MS = 180_000;
/** Scores are of a day: what was judged before midnight may be worth another score after it. */
const NOT_BEFORE_MIDNIGHT_MS = 3 * 60_000;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** Lets suppliers and a buyer trade while the worker is killed and comes back, and looks at what is left; `look` may do so as well. */
export async function oneRun(seed: number, size: RunSize, look: (house: RunningHouse, ledger: Ledger) => Promise<void> = () => Promise.resolve()): Promise<RunFigures> {
  const sinceMidnight = (Date.now() + SHANGHAI_MS) % DAY_MS;
  if (DAY_MS - sinceMidnight < NOT_BEFORE_MIDNIGHT_MS) await pause(DAY_MS - sinceMidnight);
  const started = performance.now();
  const house = await runHouse(['market', 'worker']);
  try {
    const chance = new Chance(seed);
    const ledger = new Ledger();
    const cast = await castOf(house, chance.of('lists'), size.rows);
    const all = cast.suppliers.flatMap(({ catalogues }) => [...catalogues, ...catalogues.slice(-1)]);
    const interruptions = new Interruptions(house, chance.of('interruptions'), { rows: all.reduce((sum, { rows }) => sum + rows.length, 0), inRealTime: size.inRealTime });
    // Also when one of them fails: a process that the other one is about to start would outlive this run.
    const ends = await Promise.allSettled([
      interruptions.run(),
      new Trade(house, ledger, chance.of('trade')).run(cast, size.demands).then(() => atRest(house, AT_REST_WITHIN_MS)).finally(() => interruptions.end()),
    ]);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    await atRest(house, AT_REST_WITHIN_MS);
    const broken = await brokenOf({ house, ledger });
    const before = await contentOf(house);
    await interruptions.again(chance.of('again').between(0.2, 1));
    await atRest(house, AT_REST_WITHIN_MS);
    broken.push(...changedTables(before, await contentOf(house)).map((table) => `events delivered again after everything was done change nothing: ${table} changed`));
    broken.push(...(await brokenOf({ house, ledger })).filter((one) => !broken.includes(one)));
    await look(house, ledger);
    const { kills, met, redelivered } = interruptions.figures;
    return {
      seed, kills, killsInImport: met.IMPORT, killsInMatching: met.MATCH, imports: ledger.imports.length, rows: ledger.rows, products: ledger.published.size,
      demands: ledger.demands.size, mutations: ledger.mutations, ...await countsOf(house), redelivered, invariants: INVARIANTS.length + 1,
      seconds: (performance.now() - started) / 1_000, broken,
    };
  } finally {
    await house.close();
  }
}

async function castOf(house: RunningHouse, chance: Chance, rows: number): Promise<Cast> {
  const registry = await Registry.open(house, house.market);
  try {
    const samples = chance.some(sampleCatalogues(), SHARES.length);
    const lists = await Promise.all(SHARES.map((share, n): Promise<GeneratedCatalogue> => generatedCatalogue(samples[n] ?? '', Math.max(1, Math.round(rows * share)), chance.of(String(n)))));
    return {
      suppliers: [{ member: await registry.member(), catalogues: lists.slice(0, 2) }, { member: await registry.member(), catalogues: lists.slice(2) }],
      buyer: await registry.member(),
    };
  } finally {
    await registry.close();
  }
}

async function countsOf(house: RunningHouse): Promise<{ events: number; recommendations: number; notices: number }> {
  const counts = await house.counts('platform_outbox', 'matching_recommendation', 'notification_notice');
  return { events: counts['platform_outbox'] ?? 0, recommendations: counts['matching_recommendation'] ?? 0, notices: counts['notification_notice'] ?? 0 };
}
