import { setTimeout as pause } from 'node:timers/promises';
import type { ProgramName } from '../api/program.js';
import type { Chance } from './chance.js';
import type { FaultHouse } from './fault-house.js';
import type { TcpProxy } from './tcp-proxy.js';

/** What befalls a run beside the ends of its worker. */
export const DISTURBANCES = [
  'MARKET_KILLED', 'DATABASE_KILLED', 'ADMIN_KILLED', 'SESSIONS_ENDED', 'NETWORK_HUNG', 'BACKEND_KILLED', 'NETWORK_CUT', 'DATABASE_RESTARTED', 'NETWORK_ONE_WAY', 'NETWORK_SLOW',
] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

const SLOWEST_PIECE_MS = 40;

/** Kills processes and the database, and breaks the network between them, at moments that the seed decides. */
export class Disturbances {
  readonly met: Record<Disturbance, number> = Object.fromEntries(DISTURBANCES.map((one) => [one, 0])) as Record<Disturbance, number>;
  private over = false;

  constructor(private readonly house: FaultHouse, private readonly chance: Chance, private readonly planned: readonly Disturbance[], private readonly longestMs: number) {}

  /** One after another; those whose moment has not come when the work is over come then. */
  async run(): Promise<void> {
    for (const one of this.planned) {
      const waitMs = this.chance.whole(0, this.longestMs);
      for (const end = Date.now() + waitMs; !this.over && Date.now() < end;) await pause(20);
      this.met[one] += 1;
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
      case 'DATABASE_KILLED': this.house.server.killServer(); return this.house.server.isBack();
      case 'DATABASE_RESTARTED': this.house.server.restartFast(); return this.house.server.isBack();
      case 'BACKEND_KILLED': return this.backendKilled();
      case 'SESSIONS_ENDED': return this.sessionsEnded();
      case 'NETWORK_CUT': return this.cut();
      case 'NETWORK_HUNG': return this.weather((cable) => cable.become('HANG'));
      case 'NETWORK_ONE_WAY': return this.weather((cable) => cable.become('ONE_WAY'));
      case 'NETWORK_SLOW': return this.weather((cable, delayMs) => cable.become('SLOW', delayMs));
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
    await this.house.server.isBack();
  }

  /** As an operator does, or a server that gives way to another: some connections end, the others stay. */
  private async sessionsEnded(): Promise<void> {
    const share = this.chance.between(0.2, 1);
    await this.house.sql('select pg_terminate_backend(pid) from unnest($1::integer[]) as pid', [(await this.sessions()).filter(() => this.chance.happens(share))]);
  }

  private async sessions(): Promise<number[]> {
    return (await this.house.sql<{ pid: number }>(`select pid from pg_stat_activity where datname = $1 and usename like 'duijie\\_%' order by pid`, [this.house.database.name])).map(({ pid }) => pid);
  }

  private async cut(): Promise<void> {
    for (const cable of this.cables()) cable.cut();
    await this.weather((cable) => cable.become('REFUSE'), 0.3);
  }

  private async weather(turn: (cable: TcpProxy, delayMs: number) => void, share = 1): Promise<void> {
    const [cables, delayMs] = [this.cables(), this.chance.whole(5, SLOWEST_PIECE_MS)];
    for (const cable of cables) turn(cable, delayMs);
    await pause(this.chance.whole(0, this.longestMs * share));
    for (const cable of cables) cable.become('PASS');
  }

  /** Of one process, or of all. */
  private cables(): TcpProxy[] {
    const all = [...this.house.cables.values()];
    return this.chance.happens(0.5) ? all : [this.chance.one(all)];
  }
}

/** Which ones a seed meets, in which order: seeds that follow one another meet all. */
export function disturbancesOf(seed: number, count: number, chance: Chance): Disturbance[] {
  const turned = Array.from({ length: count }, (_, n) => DISTURBANCES[(seed * count + n) % DISTURBANCES.length]).flatMap((one) => one ?? []);
  return chance.some(turned, count);
}
