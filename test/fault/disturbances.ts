import { setTimeout as pause } from 'node:timers/promises';
import type { ProgramName } from '../api/program.js';
import { WITHOUT_MEILISEARCH } from '../setup/meilisearch-server.js';
import type { Chance } from './chance.js';
import { NOT_TAKEN } from './events-once.js';
import type { FaultHouse, QueuePlace } from './fault-house.js';
import type { TcpProxy } from './tcp-proxy.js';

/** What befalls a run beside the ends of its worker. */
export const DISTURBANCES = [
  'MARKET_KILLED', 'DATABASE_KILLED', 'ADMIN_KILLED', 'SESSIONS_ENDED', 'NETWORK_HUNG', 'BACKEND_KILLED', 'NETWORK_CUT', 'DATABASE_RESTARTED', 'NETWORK_ONE_WAY', 'NETWORK_SLOW',
] as const;
/** What befalls Redis, where the queue lies in it. */
export const DISTURBANCES_OF_REDIS = ['REDIS_ERASED', 'REDIS_HUNG', 'REDIS_KILLED', 'REDIS_CUT', 'REDIS_PARTITIONED'] as const;
/** What befalls the search engine, where there is one. */
export const DISTURBANCES_OF_MEILISEARCH = ['MEILISEARCH_ERASED', 'MEILISEARCH_STOPPED', 'MEILISEARCH_EMPTIED', 'MEILISEARCH_KILLED'] as const;
export type Disturbance = (typeof DISTURBANCES)[number] | (typeof DISTURBANCES_OF_REDIS)[number] | (typeof DISTURBANCES_OF_MEILISEARCH)[number];

const SLOWEST_PIECE_MS = 40;
/** Of what was pending when Redis was erased: what takes longer is told by the invariants. */
const BACK_WITHIN_MS = 120_000;

/** Kills processes and the database, and breaks the network between them, at moments that the seed decides. */
export class Disturbances {
  /** How often each of them came. */
  readonly met = new Map<Disturbance, number>();
  /** The longest that work took, which was pending when Redis was erased, until it was done: in seconds; null when that did not happen. */
  backAfterErasure: number | null = null;
  private over = false;

  constructor(private readonly house: FaultHouse, private readonly chance: Chance, private readonly planned: readonly Disturbance[], private readonly longestMs: number) {}

  /** One after another; those whose moment has not come when the work is over come then. */
  async run(): Promise<void> {
    for (const one of this.planned) {
      const waitMs = this.chance.whole(0, this.longestMs);
      for (const end = Date.now() + waitMs; !this.over && Date.now() < end;) await pause(20);
      this.met.set(one, (this.met.get(one) ?? 0) + 1);
      await this.befall(one);
    }
  }

  /** There is no more work to wait for. */
  end(): void {
    this.over = true;
  }

  private async befall(one: Disturbance): Promise<void> {
    switch (one) {
      case 'MARKET_KILLED': return this.killed('market');
      case 'ADMIN_KILLED': return this.killed('admin');
      case 'DATABASE_KILLED': this.house.ground.server.killServer(); return this.house.ground.server.isBack();
      case 'DATABASE_RESTARTED': this.house.ground.server.restartFast(); return this.house.ground.server.isBack();
      case 'BACKEND_KILLED': return this.backendKilled();
      case 'SESSIONS_ENDED': return this.sessionsEnded();
      case 'NETWORK_CUT': return this.cut(this.cables());
      case 'NETWORK_HUNG': return this.weather(this.cables(), (cable) => cable.become('HANG'));
      case 'NETWORK_ONE_WAY': return this.weather(this.cables(), (cable) => cable.become('ONE_WAY'));
      case 'NETWORK_SLOW': return this.weather(this.cables(), (cable, delayMs) => cable.become('SLOW', delayMs));
      case 'REDIS_CUT': return this.cut(this.cablesToRedis());
      case 'REDIS_HUNG': return this.weather(this.cablesToRedis(), (cable) => cable.become('HANG'));
      case 'REDIS_ERASED': return this.erased();
      case 'REDIS_KILLED': return this.redisKilled();
      case 'REDIS_PARTITIONED': return this.partitioned(this.cablesToRedis());
      case 'MEILISEARCH_STOPPED': return this.engineStopped();
      case 'MEILISEARCH_KILLED': return this.engineKilled(false);
      case 'MEILISEARCH_ERASED': return this.engineKilled(true);
      case 'MEILISEARCH_EMPTIED': await this.house.ground.meilisearch?.dropAll();
    }
  }

  private async killed(name: ProgramName): Promise<void> {
    await this.house.kill(name);
    await pause(this.chance.whole(0, this.longestMs / 4));
    await this.house.start(name);
  }

  /** One connection's process of the server dies: the server ends all others and recovers. */
  private async backendKilled(): Promise<void> {
    const pids = await this.sessions();
    if (pids.length > 0) process.kill(this.chance.one(pids), 'SIGKILL');
    await this.house.ground.server.isBack();
  }

  /** As an operator does, or a server that gives way to another: some connections end, the others stay. */
  private async sessionsEnded(): Promise<void> {
    const share = this.chance.between(0.2, 1);
    await this.house.sql('select pg_terminate_backend(pid) from unnest($1::integer[]) as pid', [(await this.sessions()).filter(() => this.chance.happens(share))]);
  }

  private async sessions(): Promise<number[]> {
    return (await this.house.sql<{ pid: number }>(`select pid from pg_stat_activity where datname = $1 and usename like 'duijie\\_%' order by pid`, [this.house.database.name])).map(({ pid }) => pid);
  }

  private async erased(): Promise<void> {
    const from = performance.now();
    await this.house.ground.redis?.server.ask('flushall');
    await this.allIsBack(from);
  }

  /** It keeps nothing on its disk here: it comes back empty. */
  private async redisKilled(): Promise<void> {
    const from = performance.now();
    await this.house.ground.redis?.server.kill();
    await pause(this.chance.whole(0, this.longestMs / 4));
    await this.house.ground.redis?.server.start();
    await this.allIsBack(from);
  }

  /** Waits until every event that was there by now has been handled. */
  private async allIsBack(from: number): Promise<void> {
    const [{ last } = { last: '0' }] = await this.house.sql<{ last: string }>('select coalesce(max(id), 0) as last from platform_outbox');
    for (const end = Date.now() + BACK_WITHIN_MS; Date.now() < end; await pause(100)) {
      if ((await this.house.sql(`select from (${NOT_TAKEN}) o where o.id <= $1 limit 1`, [last])).length === 0) break;
    }
    this.backAfterErasure = Math.max(this.backAfterErasure ?? 0, (performance.now() - from) / 1_000);
  }

  private async cut(cables: readonly TcpProxy[]): Promise<void> {
    for (const cable of cables) cable.cut();
    await this.weather(cables, (cable) => cable.become('REFUSE'), 0.3);
  }

  /** Whatever is connected stays so and is never answered again, and nobody hears of it; who connects anew waits until it is over. */
  private async partitioned(cables: readonly TcpProxy[]): Promise<void> {
    for (const cable of cables) cable.lose();
    await this.weather(cables, (cable) => cable.become('HANG'));
  }

  private async engineStopped(): Promise<void> {
    this.house.ground.meilisearch?.hold();
    await pause(this.chance.whole(0, this.longestMs));
    this.house.ground.meilisearch?.goOn();
  }

  /** `erased`: its folder is gone when it comes back. */
  private async engineKilled(erased: boolean): Promise<void> {
    await this.house.ground.meilisearch?.kill();
    await pause(this.chance.whole(0, this.longestMs / 4));
    await this.house.ground.meilisearch?.start(erased);
  }

  private async weather(cables: readonly TcpProxy[], turn: (cable: TcpProxy, delayMs: number) => void, share = 1): Promise<void> {
    const delayMs = this.chance.whole(5, SLOWEST_PIECE_MS);
    for (const cable of cables) turn(cable, delayMs);
    await pause(this.chance.whole(0, this.longestMs * share));
    for (const cable of cables) cable.become('PASS');
  }

  /** Of one process, or of all. */
  private cables(): TcpProxy[] {
    const all = [...this.house.ground.cables.values()];
    return this.chance.happens(0.5) ? all : [this.chance.one(all)];
  }

  private cablesToRedis(): TcpProxy[] {
    return [...this.house.ground.redis?.cables.values() ?? []];
  }
}

/** All that may befall a house whose queue lies there. */
export function disturbancesThere(queue: QueuePlace): readonly Disturbance[] {
  return [...DISTURBANCES, ...queue === 'redis' ? DISTURBANCES_OF_REDIS : [], ...WITHOUT_MEILISEARCH === null ? DISTURBANCES_OF_MEILISEARCH : []];
}

/** Which ones a seed meets, in which order: seeds that follow one another, or every other of them, meet all that their house may meet. */
export function disturbancesOf(turn: number, count: number, queue: QueuePlace, chance: Chance): Disturbance[] {
  const all = disturbancesThere(queue);
  const turned = Array.from({ length: count }, (_, n) => all[(turn * count + n) % all.length]).flatMap((one) => one ?? []);
  return chance.some(turned, count);
}
