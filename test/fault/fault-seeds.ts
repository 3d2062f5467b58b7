import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WITHOUT_MEILISEARCH } from '../setup/meilisearch-server.js';
import { WITHOUT_REDIS } from '../setup/redis-server.js';
import { disturbancesThere } from './disturbances.js';
import { FaultDatabase } from './fault-database.js';
import { queueOf, type RunFigures, type RunSize } from './one-run.js';
import { Stages } from './stages.js';

/** As small as each kind of fault can still meet work; `npm run test:faults` runs many seeds of the full size. */
const SIZE: RunSize = { rows: 60, demands: 6, kills: 1, disturbances: WITHOUT_MEILISEARCH === null ? 3 : 2, longestMs: 600, inRealTime: false, queue: 'by seed', together: 16 };
/** Every other one of so many meets all kinds of fault that its house may meet. */
const SEEDS = 16;
export const RUN_WITHIN_MS = 420_000;
const CLOSED_WITHIN_MS = 60_000;

/** Of the sixteen seeds those whose queue lies in Redis, the even ones, or the others; each half has a house and a server of its own, so that both play at once. Answers where they play. */
export function describeSeeds(which: 'even' | 'odd'): Stages {
  const seeds = Array.from({ length: SEEDS }, (_, n) => n + 1).filter((seed) => (seed % 2 === 0) === (which === 'even'));
  const stages = new Stages(SIZE);
  const runs = new Map<number, RunFigures>();
  let server: FaultDatabase;
  beforeAll(async () => {
    server = await FaultDatabase.start();
  }, RUN_WITHIN_MS);
  afterAll(async () => {
    await stages.close();
    await server.stop([...runs.values()].some(({ broken }) => broken.length > 0));
  }, CLOSED_WITHIN_MS);

  describe('a product whose processes, database and network fail at random', () => {
    it.each(seeds)('loses nothing that was acknowledged and does nothing twice, as seed %i draws it', async (seed) => {
      const run = await stages.run(seed, server);
      runs.set(seed, run);
      expect({ broken: run.broken, left: run.evidence }).toEqual({ broken: [], left: null });
      expect(run.kills).toBeGreaterThanOrEqual(2);
      expect(run.redelivered / run.events).toBeGreaterThanOrEqual(0.1);
    }, RUN_WITHIN_MS);

    if (which === 'even' && WITHOUT_REDIS !== null) it.skip(`does so with its queue in Redis: ${WITHOUT_REDIS}`, () => undefined);
    if (WITHOUT_MEILISEARCH !== null) it.skip(`does so with a search engine: ${WITHOUT_MEILISEARCH}`, () => undefined);

    it('met every kind of fault, in the middle of work', () => {
      const all = [...runs.values()];
      expect(new Set(all.flatMap(({ disturbances }) => Object.keys(disturbances)))).toEqual(new Set(disturbancesThere(queueOf(seeds[0] ?? 0, SIZE.queue))));
      for (const what of ['killsInImport', 'repeats', 'recommendations', 'notices', 'products'] as const) expect([what, all.some((run) => run[what] > 0)]).toEqual([what, true]);
    });
  });
  return stages;
}
