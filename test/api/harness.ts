import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase, type TestDatabase } from '../setup/database.js';
import { Endpoint } from './endpoint.js';
import { Program, type LoggedFault, type ProgramName } from './program.js';

export const ALL: readonly ProgramName[] = ['market', 'admin', 'worker'];

/** The product as it runs for its users: its built processes on a database of this test file alone. */
export class RunningHouse {
  readonly market = new Endpoint(() => this.program('market').url);
  readonly admin = new Endpoint(() => this.program('admin').url);
  readonly worker = new Endpoint(() => this.program('worker').url);

  constructor(readonly database: TestDatabase, private readonly programs: ReadonlyMap<ProgramName, Program>, readonly dataDir: string) {}

  /** A statement of the superuser, past row-level security: to see what was written, never to write what a deed would. */
  sql<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.database.sql<Row>(text, parameters);
  }

  /** How many rows each table has, of all tables or of these; equal before and after means that nothing was written. */
  async counts(...tables: readonly string[]): Promise<Readonly<Record<string, number>>> {
    const names = tables.length > 0 ? tables : (await this.sql<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('organisation_session', 'platform_relay', 'platform_inbox') order by relname`)).map(({ name }) => name);
    const rows = await this.sql<{ name: string; count: string }>(names.map((name) => `select '${name}' as name, count(*) from ${name}`).join(' union all '));
    return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
  }

  program(name: ProgramName): Program {
    const found = this.programs.get(name);
    if (found === undefined) throw new Error(`This file did not ask for the ${name} process.`);
    return found;
  }

  /** Ends a process as a power cut would; `start` brings it back on the same port. */
  kill(name: ProgramName): Promise<void> {
    return this.program(name).kill();
  }

  start(name: ProgramName): Promise<void> {
    return this.program(name).start();
  }

  async restart(name: ProgramName): Promise<void> {
    await this.program(name).stop();
    await this.program(name).start();
  }

  /** What the processes logged as faults. */
  get faults(): LoggedFault[] {
    return [...this.programs.values()].flatMap((program) => program.faults);
  }

  /** Asks again until the condition holds; fails with `what` when it never does. */
  async until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 20_000): Promise<void> {
    for (const end = Date.now() + withinMs; !(await holds());) {
      if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.programs.values()].map((program) => program.stop()));
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** The settings of a process of a test house, by their names. */
export function environmentOf(urlOf: TestDatabase['urlOf'], dataDir: string): Readonly<Record<string, string>> {
  return {
    DUIJIE_APP_DATABASE_URL: urlOf('duijie_app'), DUIJIE_RELAY_DATABASE_URL: urlOf('duijie_relay'), DUIJIE_MATCHER_DATABASE_URL: urlOf('duijie_matcher'),
    DUIJIE_DATA_DIR: dataDir, DUIJIE_IDEMPOTENCY_SECRET: 'the secret of a test house', DUIJIE_ACCESS_SECRET: 'the key of a test house', DUIJIE_LOG_TO: 'terminal', DUIJIE_LOG_LEVEL: 'info', DEMO: '0',
  };
}

/** Starts the processes that a test file needs; close the house in `afterAll`. `settings`: further settings by their names. */
export async function runHouse(names: readonly ProgramName[] = ALL, settings: Readonly<Record<string, string>> = {}): Promise<RunningHouse> {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'duijie-数据 '));
  const environment = { ...environmentOf(database.urlOf, dataDir), ...settings };
  const programs = new Map(names.map((name) => [name, new Program(name, environment)]));
  const house = new RunningHouse(database, programs, dataDir);
  try {
    await Promise.all([...programs.values()].map((program) => program.start()));
    return house;
  } catch (error) {
    await house.close();
    throw error;
  }
}
