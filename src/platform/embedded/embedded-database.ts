import { join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import { findBinaries, type Binaries } from './binaries.js';
import { SUPERUSER, clusterIn, makeCluster } from './cluster.js';
import type { Account } from './database-account.js';
import { freePort, whyNotListen } from './free-port.js';
import { stopServers } from './postmaster.js';
import { ServerFault, startServer, type Server } from './server.js';

const HOST = '127.0.0.1';
const ATTEMPTS = 20;
const REST_MS = 500;
const LONGEST_REST_MS = 30_000;

export interface EmbeddedOptions {
  /** The data folder, which the account can enter; nobody else may work on it meanwhile. */
  readonly home: string;
  readonly account: Account | null;
  /** Of the superuser, from the first start on. */
  readonly password: string;
  /** The port that a setting demands, or null. */
  readonly demandedPort: number | null;
  /** The port of the last start, taken again when it is free. */
  readonly keptPort: number | null;
  readonly say: (zh: string, en: string) => void;
}

/** PostgreSQL as part of the product, on 127.0.0.1 alone: made, healed, started, and started again when it falls. */
export class EmbeddedDatabase {
  private stopping = false;

  private constructor(private readonly options: EmbeddedOptions, readonly binaries: Binaries, readonly port: number, private server: Server) {
    this.watch();
  }

  /** @throws CannotStart */
  static async open(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const binaries = await findBinaries(options.home, options.account);
    await makeCluster(options.home, binaries, options.account, options.password);
    if (await stopServers(clusterIn(options.home))) {
      options.say('上次没有正常结束：已停止遗留的数据库服务，将自动恢复。', 'The last run did not end properly: its database server was stopped and recovers now.');
    }
    for (let attempt = 1; ; attempt++) {
      const port = await choosePort(options);
      try {
        return new EmbeddedDatabase(options, binaries, port, await launch(options, binaries, port));
      } catch (error) {
        if (!(error instanceof ServerFault)) throw error;
        if (attempt === ATTEMPTS || !isPassing(error.complaint)) throw didNotStart(error, options.home);
        await rest(REST_MS);
      }
    }
  }

  /** The superuser's address; work goes under other roles. */
  superuserUrl(database = 'postgres'): string {
    return this.url(SUPERUSER, this.options.password, database);
  }

  url(user: string, password: string, database: string): string {
    return EmbeddedDatabase.urlOf(this.port, user, password, database);
  }

  /** As `url`, for a server that another process of ours has started. */
  static urlOf(port: number, user: string, password: string, database: string): string {
    return `postgres://${user}:${encodeURIComponent(password)}@${HOST}:${port}/${database}`;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.server.stop();
  }

  private watch(): void {
    void this.server.ended.then(() => (this.stopping ? undefined : this.restart()));
  }

  private async restart(): Promise<void> {
    for (let pause = REST_MS; !this.stopping; pause = Math.min(2 * pause, LONGEST_REST_MS)) {
      this.options.say('数据库服务意外停止，正在重新启动。', 'The database server ended unexpectedly and is started again.');
      try {
        await stopServers(clusterIn(this.options.home));
        const server = await launch(this.options, this.binaries, this.port);
        this.server = server;
        if (this.stopping) await server.stop();
        else this.watch();
        return;
      } catch (error) {
        this.options.say(`数据库服务启动失败：${String(error)}`, `The database server did not start: ${String(error)}`);
        await rest(pause);
      }
    }
  }
}

function launch({ home, account }: EmbeddedOptions, binaries: Binaries, port: number): Promise<Server> {
  return startServer({ cluster: clusterIn(home), binaries, account, port, logFile: join(home, 'postgresql.log') });
}

async function choosePort({ demandedPort, keptPort }: EmbeddedOptions): Promise<number> {
  if (demandedPort !== null) {
    if (await whyNotListen(HOST, demandedPort) === null) return demandedPort;
    throw new CannotStart(
      `数据库端口 ${demandedPort} 已被占用：请关闭占用它的程序，或修改 DUIJIE_DATABASE_PORT（不设则自动选择）。`,
      `The database's port ${demandedPort} is taken: stop the program that holds it, or change DUIJIE_DATABASE_PORT (unset, a free one is chosen).`,
    );
  }
  return keptPort !== null && await whyNotListen(HOST, keptPort) === null ? keptPort : freePort(HOST);
}

/** Another program took the port meanwhile, or children of a killed postmaster have not yet gone. */
function isPassing(complaint: string): boolean {
  return /could not (bind|create any TCP)|Address already in use|shared memory block .* is still in use/.test(complaint);
}

function didNotStart(fault: ServerFault, home: string): CannotStart {
  const log = join(home, 'postgresql.log');
  return new CannotStart(
    `内置数据库启动失败：${fault.complaint}（详见 ${log}）；若数据可弃，删除 ${home} 后重新启动。`,
    `The embedded database did not start: ${fault.complaint} (see ${log}); if its data may go, remove ${home} and start again.`, { cause: fault },
  );
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
