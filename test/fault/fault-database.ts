import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { clusterIn } from '../../src/platform/embedded/cluster.js';
import { parentOf, serversOn, signal } from '../../src/platform/embedded/process-identity.js';
import { readPidFile } from '../../src/platform/embedded/postmaster.js';
import { freshDatabase, type TestDatabase } from '../setup/database.js';
import type { TestServer } from '../setup/test-server.js';

/** What the process of the database says once it takes connections. */
export type FaultDatabaseAddress = TestServer;

const here = (path: string): URL => new URL(path, import.meta.url);
const UP_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 20;
/**
 * What the driver, the server and the pool say of a connection that is not there; TypeORM takes one that breaks between two statements away
 * from who uses it. A killed server's processes are interrupted before the server is started again: what they ran is cancelled by nobody else.
 */
const GONE = /canceling statement due to user request|Query runner already released|Stream isn't writeable|Connection is closed|Push is not connected|Query read timeout|ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|Connection terminated|connection (is|was) (closed|lost)|terminating connection|the database system is|not queryable|timeout expired/i;

/** The embedded database server of some runs, in a process of its own that keeps it alive: here it is killed. */
export class FaultDatabase {
  private constructor(private readonly child: ChildProcess, private readonly address: TestServer, readonly home: string) {}

  static async start(): Promise<FaultDatabase> {
    const home = await mkdtemp(join(tmpdir(), 'duijie-faults-'));
    const child = spawn(process.execPath, ['--no-warnings', '--import', here('../contract/queue/typescript-loader.mjs').href, fileURLToPath(here('database-process.ts')), home], {
      // Its input stays open as long as this run lives: when it closes, the server stops, also after a kill.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stderr.pipe(createWriteStream(join(home, 'keeper.log')));
    for await (const line of createInterface({ input: child.stdout })) return new FaultDatabase(child, JSON.parse(line) as TestServer, home);
    throw new Error(`The database of this run did not start: see ${join(home, 'keeper.log')}.`);
  }

  get port(): number {
    return Number(new URL(this.address.url).port);
  }

  /** A migrated database of one run, whose own statements wait until the server is back. */
  async fresh(): Promise<TestDatabase> {
    const database = await freshDatabase(this.address);
    const sql = async <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
      for (const end = Date.now() + UP_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
        try {
          return await database.sql<Row>(text, parameters);
        } catch (error) {
          if (!isConnectionFault(error) || Date.now() > end) throw error;
        }
      }
    };
    return { ...database, sql };
  }

  /** As when the system takes its memory: the server dies with everything that runs in it. */
  killServer(): void {
    this.signalServer('SIGKILL');
  }

  /** As an operator who renews it: connections are cut, and it comes up again. */
  restartFast(): void {
    this.signalServer('SIGINT');
  }

  /** Resolves when it takes connections again. */
  async isBack(): Promise<void> {
    for (const end = Date.now() + UP_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
      const client = new Client({ connectionString: this.address.url, connectionTimeoutMillis: 2_000 });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query('select 1');
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }

  /** Processes of the server that no postmaster watches over. */
  orphans(): number[] {
    const master = readPidFile(clusterIn(this.home))?.pid ?? 0;
    return serversOn(clusterIn(this.home), master).filter((pid) => pid !== master && parentOf(pid) !== master && parentOf(pid) !== 0);
  }

  /** `keep`: the folder stays, as evidence. */
  async stop(keep = false): Promise<void> {
    const exited = new Promise((resolve) => (this.child.exitCode === null ? this.child.once('exit', resolve) : resolve(null)));
    this.child.stdin?.end(keep ? 'keep' : '');
    await exited;
  }

  private signalServer(name: NodeJS.Signals): void {
    const pid = readPidFile(clusterIn(this.home))?.pid;
    if (pid !== undefined) signal(pid, name);
  }
}

/** Whether a statement failed because the server was not there, and nothing else. */
export function isConnectionFault(error: unknown): boolean {
  const { code = '', message = '', errors = [] } = error as { code?: string; message?: string; errors?: readonly unknown[] };
  return GONE.test(`${code} ${message}`) || errors.some(isConnectionFault);
}
