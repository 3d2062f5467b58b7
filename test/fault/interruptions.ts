import { setTimeout as pause } from 'node:timers/promises';
import { freeing } from './at-rest.js';
import type { Chance } from './chance.js';
import type { FaultHouse } from './fault-house.js';

type HitLane = 'IMPORT' | 'MATCH';

/** One end of the worker, planned. */
interface Interruption {
  /** Work that must be running. */
  readonly lane: HitLane;
  /** Of that work, the share that must be done before. */
  readonly share: number;
  readonly afterMs: number;
  readonly downMs: number;
  /** Share of the delivered events that the relay delivers again; 0 in every other run, since it would also heal what was lost. */
  readonly again: number;
  /** The queue has forgotten its finished jobs, as it does after a day: their events run again even in the same job. */
  readonly forgotten: boolean;
}

export interface InterruptionFigures {
  kills: number;
  /** Kills that met a running job of the lane. */
  readonly met: Record<HitLane, number>;
  /** Events that were delivered again, counted as often as they were. */
  redelivered: number;
}

const LOOK_EVERY_MS = 15;

export interface InterruptionOptions {
  /** Rows that the imports of the run have in all. */
  readonly rows: number;
  /** True: locks of the dead worker's jobs end when they end, 30 to 60 s later. */
  readonly inRealTime: boolean;
  /** How many there are at most: one while importing, and from two on one while matching. */
  readonly most: number;
}

/** Where a house stands when a seed begins on it. */
interface Standing {
  readonly read: number;
  readonly judged: number;
  readonly delivered: string;
}

/** Kills the worker at moments that the seed decides, and brings it back. */
export class Interruptions {
  readonly figures: InterruptionFigures = { kills: 0, met: { IMPORT: 0, MATCH: 0 }, redelivered: 0 };
  private over = false;

  private constructor(private readonly house: FaultHouse, private readonly chance: Chance, private readonly options: InterruptionOptions, private readonly before: Standing) {}

  /** What the house has done before is no work of this run. */
  static async of(house: FaultHouse, chance: Chance, options: InterruptionOptions): Promise<Interruptions> {
    return new Interruptions(house, chance, options, await standingOf(house));
  }

  /** At least one end; those whose moment has not come when the work is over come then. */
  async run(): Promise<void> {
    const waiting = planned(this.chance, this.options.most);
    while (waiting.length > 0) {
      const one = await this.next(waiting);
      await pause(this.over ? 0 : one.afterMs);
      // Short work may be done by now: then the next of its kind is met.
      if (!this.over && !(await this.progress()).active.includes(one.lane)) continue;
      waiting.splice(waiting.indexOf(one), 1);
      await this.interrupt(one);
    }
  }

  /** There is no more work to wait for. */
  end(): void {
    this.over = true;
  }

  /** One more end, after which the locks of jobs whose processes or connections are gone hold nobody up. */
  async releaseLocks(): Promise<void> {
    await this.interrupt({ lane: 'MATCH', share: 1, afterMs: 0, downMs: 0, again: 0, forgotten: false });
  }

  /** As the time of locks passes in a minute, wherever that is not waited for. */
  freeWhileStuck(): Promise<void> {
    return this.options.inRealTime ? Promise.resolve() : freeing(this.house, { over: () => this.over, atWork: () => this.house.isAtWork('worker'), free: () => this.releaseLocks() });
  }

  /** One more end when everything is at rest, after which a share of all events is delivered again. */
  async again(share: number): Promise<void> {
    await this.interrupt({ lane: 'MATCH', share: 1, afterMs: 0, downMs: 0, again: share, forgotten: true });
  }

  /** The first of these whose moment comes. */
  private async next(waiting: readonly Interruption[]): Promise<Interruption> {
    for (; ; await pause(LOOK_EVERY_MS)) {
      const { read, judged, active } = await this.progress();
      const due = waiting.find(({ lane, share }) => this.over || (active.includes(lane) && (lane === 'IMPORT' ? read : judged) >= share * this.options.rows));
      if (due !== undefined) return due;
    }
  }

  private async interrupt({ downMs, again, forgotten }: Interruption): Promise<void> {
    await this.house.kill('worker');
    this.figures.kills += 1;
    const { active } = await this.progress();
    for (const lane of ['IMPORT', 'MATCH'] as const) this.figures.met[lane] += active.includes(lane) ? 1 : 0;
    if (!this.options.inRealTime) await this.house.queue.passTime();
    if (forgotten) await this.house.queue.forgetFinished();
    this.figures.redelivered += await this.turnBack(again);
    await pause(downMs);
    await this.house.start('worker');
  }

  private async progress(): Promise<{ readonly read: number; readonly judged: number; readonly active: readonly string[] }> {
    const { read, judged } = await standingOf(this.house);
    return { read: read - this.before.read, judged: judged - this.before.judged, active: await this.house.queue.running() };
  }

  /** As if the relay had died before it noted the last of its deliveries of this run; answers how many those are. */
  private async turnBack(share: number): Promise<number> {
    const [row] = await this.house.sql<{ count: string }>(
      `with before as (select delivered from platform_relay)
       update platform_relay r set delivered = r.delivered - ceil((r.delivered - $2::bigint) * $1::numeric) from before returning before.delivered - r.delivered as count`, [share, this.before.delivered]);
    return Number(row?.count ?? 0);
  }
}

async function standingOf(house: FaultHouse): Promise<Standing> {
  const [row] = await house.sql<Standing>(
    `select (select coalesce(sum(rows_read), 0)::integer from catalogue_import) as read,
            (select count(*)::integer from platform_inbox where handler = 'MatchProducts') as judged, (select delivered from platform_relay) as delivered`);
  if (row === undefined) throw new Error('The database did not answer.');
  return row;
}

/** Ends of both kinds, at least one of each where there are two. */
function planned(chance: Chance, most: number): Interruption[] {
  const turnsBack = chance.happens(0.5);
  const count = chance.whole(Math.min(2, most), most);
  const imports = chance.whole(1, Math.max(1, count - 1));
  return Array.from({ length: count }, (_, n): HitLane => (n < imports ? 'IMPORT' : 'MATCH')).map((lane) => ({
    lane, share: chance.between(0, lane === 'IMPORT' ? 0.8 : 0.6), afterMs: chance.whole(0, lane === 'IMPORT' ? 80 : 300), downMs: chance.whole(0, 800),
    again: turnsBack ? chance.between(0.1, 0.5) : 0, forgotten: chance.happens(0.5),
  }));
}
