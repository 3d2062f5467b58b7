import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clusterIn } from '../../src/platform/embedded/cluster.js';
import { ALL, environmentOf, RunningHouse } from '../api/harness.js';
import { Program, type LoggedFault, type ProgramName } from '../api/program.js';
import type { TestDatabase } from '../setup/database.js';
import { openMeilisearchServer, WITHOUT_MEILISEARCH, type MeilisearchServer } from '../setup/meilisearch-server.js';
import { openRedisServer, type RedisServer } from '../setup/redis-server.js';
import { EngineView } from './engine-view.js';
import { isConnectionFault, type FaultDatabase } from './fault-database.js';
import { PostgresQueueView, type QueueView } from './queue-view.js';
import { RedisQueueView } from './redis-queue-view.js';
import { TcpProxy } from './tcp-proxy.js';

const LOOK_EVERY_MS = 50;
export type QueuePlace = 'postgres' | 'redis';

const STARTED_WITHIN_MS = 180_000;
const REST_MS = 200;

/** What a house stands on, with the cables of its processes to it. */
interface Ground {
  readonly server: FaultDatabase;
  readonly cables: ReadonlyMap<ProgramName, TcpProxy>;
  /** Null where the queue lies in the database. */
  readonly redis: { readonly server: RedisServer; readonly cables: ReadonlyMap<ProgramName, TcpProxy> } | null;
  /** Null where PostgreSQL alone answers searches. */
  readonly meilisearch: MeilisearchServer | null;
}

/** The product with a cable of its own between each process and the database, and somebody who starts again what has fallen. */
export class FaultHouse extends RunningHouse {
  /** Processes that ended though nobody had killed them. */
  readonly fallen: ProgramName[] = [];
  readonly queue: QueueView;
  readonly engine: EngineView;
  private readonly wanted = new Set<ProgramName>();
  private readonly turns = new Map<ProgramName, Promise<unknown>>();
  private readonly watching: Promise<void>;
  private over = false;

  private constructor(database: TestDatabase, private readonly all: ReadonlyMap<ProgramName, Program>, dataDir: string, readonly ground: Ground) {
    super(database, all, dataDir);
    this.queue = ground.redis === null ? new PostgresQueueView(this.sql.bind(this)) : new RedisQueueView(ground.redis.server.url);
    this.engine = new EngineView(ground.meilisearch, this.sql.bind(this));
    this.watching = this.watch();
  }

  /** `queue`: where it lies. With a search engine wherever the environment names one. */
  static async open(server: FaultDatabase, queue: QueuePlace): Promise<FaultHouse> {
    const database = await server.fresh();
    const dataDir = await mkdtemp(join(tmpdir(), 'duijie-数据 '));
    const redis = queue === 'redis' ? await openRedisServer() : null;
    const ground: Ground = {
      server, cables: await cablesTo(server.port),
      redis: redis === null ? null : { server: redis, cables: await cablesTo(Number(new URL(redis.url).port)) },
      meilisearch: WITHOUT_MEILISEARCH === null ? await openMeilisearchServer() : null,
    };
    const { meilisearch } = ground;
    const programs = new Map(ALL.map((name) => [name, new Program(name, {
      ...environmentOf((role) => through(database.urlOf(role), ground.cables.get(name)), dataDir),
      ...(redis === null ? {} : { REDIS_URL: through(redis.url, ground.redis?.cables.get(name)) }),
      ...(meilisearch === null ? {} : { MEILI_URL: meilisearch.url, MEILI_MASTER_KEY: meilisearch.masterKey }),
    })]));
    const house = new FaultHouse(database, programs, dataDir, ground);
    try {
      await Promise.all(ALL.map((name) => house.start(name)));
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  /** False while it is being ended or started again. */
  isAtWork(name: ProgramName): boolean {
    return this.wanted.has(name);
  }

  override kill(name: ProgramName): Promise<void> {
    return this.inTurn(name, async () => {
      this.wanted.delete(name);
      await super.kill(name);
    });
  }

  /** Until it is ready: a process that finds no database ends, and its supervisor starts it again. */
  override start(name: ProgramName): Promise<void> {
    return this.inTurn(name, async () => {
      for (const end = Date.now() + STARTED_WITHIN_MS; ; await pause(REST_MS)) {
        try {
          if (!this.program(name).isRunning) await super.start(name);
          break;
        } catch (error) {
          // One that was too slow may still be on its way.
          await super.kill(name);
          if (Date.now() > end) throw error;
        }
      }
      this.wanted.add(name);
    });
  }

  /** What is logged as a fault and comes from no connection that we have broken; the line of a request's end goes with that of its cause. */
  override get faults(): LoggedFault[] {
    const all = super.faults;
    const ours = (fault: LoggedFault): boolean => isConnectionFault(fault.err ?? {});
    const requests = new Set(all.filter(ours).flatMap(({ traceId }) => traceId ?? []));
    return all.filter((fault) => !ours(fault) && !(fault.msg === 'request failed' && requests.has(fault.traceId ?? '')));
  }

  /** Numbers of processes of ours that should have ended and have not. */
  get outlived(): number[] {
    return [...this.all.values()].flatMap(({ pids, isRunning }) => (isRunning ? pids.slice(0, -1) : pids)).filter(isAlive);
  }

  /** The ports by which the database knows the processes that run now. */
  get portsInUse(): number[] {
    return [...this.ground.cables.values()].flatMap(({ portsInUse }) => portsInUse);
  }

  /** Writes down what the processes have logged and where the rest is; answers the folder. */
  async writeEvidence(seed: number): Promise<string> {
    const folder = join(this.ground.server.home, `seed-${seed}`);
    await mkdir(folder, { recursive: true });
    for (const [name, { log }] of this.all) await writeFile(join(folder, `${name}.log`), log);
    await writeFile(join(folder, 'where.txt'), `database ${this.database.name} of the cluster ${clusterIn(this.ground.server.home)}\nuploaded files ${this.dataDir}\n`);
    return folder;
  }

  /** `keep`: database and files stay, as evidence. */
  override async close(keep = false): Promise<void> {
    this.over = true;
    await this.watching;
    const cables = [...this.ground.cables.values(), ...this.ground.redis?.cables.values() ?? []];
    for (const cable of cables) cable.become('PASS');
    await Promise.all([...this.all.values()].map((program) => program.stop()));
    await Promise.all(cables.map((cable) => cable.close()));
    if (this.queue instanceof RedisQueueView) this.queue.close();
    await this.ground.redis?.server.close();
    await this.ground.meilisearch?.close();
    if (keep) return this.database.close();
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** As the supervisor does. */
  private async watch(): Promise<void> {
    for (; !this.over; await pause(LOOK_EVERY_MS)) {
      for (const name of this.wanted) {
        if (this.program(name).isRunning) continue;
        this.wanted.delete(name);
        this.fallen.push(name);
        await this.start(name);
      }
    }
  }

  private async inTurn(name: ProgramName, act: () => Promise<void>): Promise<void> {
    const before = this.turns.get(name) ?? Promise.resolve();
    const turn = before.then(act, act);
    this.turns.set(name, turn.catch(() => undefined));
    await turn;
  }
}

async function cablesTo(port: number): Promise<ReadonlyMap<ProgramName, TcpProxy>> {
  return new Map(await Promise.all(ALL.map(async (name) => [name, await TcpProxy.open(port)] as const)));
}

/** The same address by way of a cable. */
function through(url: string, cable: TcpProxy | undefined): string {
  const changed = new URL(url);
  if (cable !== undefined) changed.port = String(cable.port);
  return changed.href;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
