import { Registry } from '../factories/organisations.js';
import type { FaultDatabase } from './fault-database.js';
import { FaultHouse, type QueuePlace } from './fault-house.js';
import { Ledger } from './ledger.js';
import { NOTHING, oneRun, queueOf, type Played, type RunFigures, type RunSize, type Scene } from './one-run.js';

interface Stage extends Scene {
  readonly queue: QueuePlace;
  seeds: number;
}

/**
 * Houses in which seeds play, several in each: the start of its processes takes longer than a small run. A house in which something
 * did not hold plays no more, and stays as evidence in the folder of its database server, as does a run that broke off.
 */
export class Stages {
  private open: Stage | null = null;

  constructor(private readonly size: RunSize) {}

  /** The house in which the last seed played; null where there is none, or none that anybody should look at. */
  get last(): Scene | null {
    return this.open;
  }

  async run(seed: number, server: FaultDatabase): Promise<RunFigures> {
    const started = performance.now();
    const queue = queueOf(seed, this.size.queue);
    const stage = await this.stageFor(queue, server);
    const played = await oneRun(seed, this.size, stage).catch((error: unknown): Played => (
      { ...NOTHING, broken: [`the run broke off: ${error instanceof Error ? error.stack ?? error.message : String(error)}`] }));
    const failed = played.broken.length > 0;
    const evidence = failed ? await stage.house.writeEvidence(seed) : null;
    if (failed) await this.close(true);
    return { seed, queue, ...played, seconds: (performance.now() - started) / 1_000, evidence };
  }

  async close(keep = false): Promise<void> {
    const stage = this.open;
    this.open = null;
    await stage?.registry.close();
    await stage?.house.close(keep);
  }

  private async stageFor(queue: QueuePlace, server: FaultDatabase): Promise<Stage> {
    if (this.open !== null && (this.open.queue !== queue || this.open.seeds >= this.size.together)) await this.close();
    if (this.open === null) {
      const house = await FaultHouse.open(server, queue);
      this.open = { house, ledger: new Ledger(), registry: await Registry.open(house, house.market), queue, seeds: 0 };
    }
    this.open.seeds += 1;
    return this.open;
  }
}

/** Seeds in an order in which those of one house follow one another. */
export function byHouse(seeds: readonly number[], { queue, together }: Pick<RunSize, 'queue' | 'together'>): number[] {
  const houses: number[][] = [];
  const open = new Map<QueuePlace, number[]>();
  for (const seed of seeds) {
    const place = queueOf(seed, queue);
    const house = open.get(place);
    if (house !== undefined && house.length < together) house.push(seed);
    else {
      const next = [seed];
      houses.push(next);
      open.set(place, next);
    }
  }
  return houses.flat();
}
