import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SYSTEM_SCOPE, type Database } from '../../src/platform/db/database.js';
import type { Tx } from '../../src/platform/db/tx.js';
import { databaseUrl, OWNER, testServer } from '../setup/test-server.js';
import type { RunningHouse } from './harness.js';

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a built command of operations as `npm run` does, with nothing of our environment but its settings. */
export async function command(name: string, settings: Readonly<Record<string, string>>, args: readonly string[]): Promise<Ended> {
  const file = fileURLToPath(new URL(`../../dist/app/${name}/${name}.command.js`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env['PATH'] ?? '', ...settings }, cwd: '/' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
  const [code] = await once(child, 'close') as [number];
  return { code, out, err };
}

/** The settings by which an operator reaches the database of a house: its owner's, and those of the working roles. */
export function operatorSettings(house: RunningHouse): Record<string, string> {
  const { database, dataDir } = house;
  return {
    DATABASE_URL: ownerUrl(house), DUIJIE_APP_DATABASE_URL: database.urlOf('duijie_app'), DUIJIE_RELAY_DATABASE_URL: database.urlOf('duijie_relay'),
    DUIJIE_MATCHER_DATABASE_URL: database.urlOf('duijie_matcher'), DUIJIE_DATA_DIR: dataDir,
  };
}

/** Of the role that owns the tables and is no superuser, as in the product. */
export function ownerUrl({ database }: Pick<RunningHouse, 'database'>): string {
  return databaseUrl(testServer().url, database.name, OWNER);
}

/** Runs `work` in a transaction of the superuser after `planting`, and takes both back. */
export async function planted<T>(database: Database, planting: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  let answer: { readonly value: T } | null = null;
  await database.transaction(SYSTEM_SCOPE, async (tx) => {
    // Several statements at once go by the manager alone.
    await tx.manager.query(planting);
    answer = { value: await work(tx) };
    throw new Error(TAKEN_BACK);
  }).catch((error: Error) => {
    if (error.message !== TAKEN_BACK) throw error;
  });
  return (answer as { readonly value: T } | null)?.value as T;
}

const TAKEN_BACK = 'taken back';
