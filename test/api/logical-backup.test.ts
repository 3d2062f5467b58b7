import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { appendFile, cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { makeDatabase, makeOwner, makeWorkingRoles } from '../../src/platform/db/migrate.js';
import { openThrowawayServer, type ThrowawayServer } from '../contract/platform/throwaway-server.js';
import { aDemand, aProduct } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { databaseUrl, OWNER, OWNER_PASSWORD, PASSWORDS } from '../setup/test-server.js';
import { Endpoint } from './endpoint.js';
import { environmentOf, runHouse, type RunningHouse } from './harness.js';
import { command, operatorSettings, type Ended } from './operations.js';
import { Program } from './program.js';

jest.setTimeout(300_000);

const TITLE = '逐表备份时发布的「破碎机」更新——更换采煤机\t\\N';
const DATABASE = 'restored';
let scratch: string;
let house: RunningHouse;
let registry: Registry;
let buyer: Member;
let server: ThrowawayServer;
let backedUp: { readonly folder: string; readonly endedAt: string; readonly positions: { readonly lastEvent: string; readonly delivered: string } };
let demandId: string;
let programs: readonly Program[] = [];
const acknowledged: { readonly id: string; readonly name: string; readonly at: number }[] = [];
const at = (name: string): string => join(scratch, name);
const into = (database = DATABASE): string => databaseUrl(server.url, database, OWNER);

function settings(dataDir: string, database = DATABASE): Record<string, string> {
  return { ...environmentOf((role) => databaseUrl(server.url, database, role), dataDir), DATABASE_URL: into(database) };
}

function restore(from: string, dataDir: string, database = DATABASE, args: readonly string[] = []): Promise<Ended> {
  return command('restore', settings(dataDir, database), ['--from', from, '--into', into(database), ...args]);
}

async function sql<Row extends object>(text: string, parameters: readonly unknown[] = [], database = DATABASE): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl(server.url, database) });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...parameters])).rows;
  } finally {
    await client.end();
  }
}

function signalWorker(signal: NodeJS.Signals): void {
  process.kill(house.program('worker').pids.at(-1) ?? 0, signal);
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'duijie-逐表 '));
  server = await openThrowawayServer();
  await makeOwner(server.url, OWNER, OWNER_PASSWORD);
  await makeWorkingRoles(server.url, PASSWORDS);
  for (const name of [DATABASE, 'spare']) await makeDatabase(server.url, name, OWNER);
  house = await runHouse(['market', 'worker']);
  // As on a server that has worked for years: its transaction numbers are far above those of a new one.
  await house.sql('do $$ begin for n in 1..50000 loop perform pg_current_xact_id(); commit; end loop; end $$');
  registry = await Registry.open(house, house.market);
  const supplier = await registry.member();
  buyer = await registry.member();
  await house.market.upload('目录.csv', '产品名称,型号\n采煤机,X-1', supplier);
  let writing = true;
  const write = async (): Promise<void> => {
    for (let n = 0; writing; n++) {
      const name = `电牵引采煤机 逐表 ${n}`;
      acknowledged.push({ id: await aProduct(house.market, supplier, { name, model: `LB-${n}` }), name, at: Date.now() });
    }
  };
  const writer = write();
  await house.until('products', () => acknowledged.length >= 5, 60_000);
  signalWorker('SIGSTOP');
  demandId = (await aDemand(house.market, buyer, { title: TITLE })).id;
  const made = await command('backup', operatorSettings(house), ['--to', at('backups'), '--json', '-']);
  if (made.code !== 0) throw new Error(made.err);
  backedUp = JSON.parse(made.out) as typeof backedUp;
  const until = acknowledged.length + 3;
  await house.until('products after it', () => acknowledged.length >= until, 60_000);
  writing = false;
  await writer;
  signalWorker('SIGCONT');
});
afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop()));
  await registry.close();
  await house.close();
  await server.stop();
  await rm(scratch, { recursive: true, force: true });
});

describe('a backup of a database of DATABASE_URL', () => {
  it('is closed to other accounts, and says what it is', async () => {
    expect((await stat(backedUp.folder)).mode & 0o077).toBe(0);
    for (const name of ['manifest.json', join('rows', 'public.platform_outbox.copy')]) expect((await stat(join(backedUp.folder, name))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(join(backedUp.folder, 'manifest.json'), 'utf8'))).toMatchObject({ format: 1, kind: 'LOGICAL', migrations: expect.arrayContaining(['Platform1764000000001']) });
  });

  it('took place while writes went on and events waited', () => {
    const end = Date.parse(backedUp.endedAt);
    expect(acknowledged.filter((one) => one.at < end).length).toBeGreaterThanOrEqual(5);
    expect(acknowledged.filter((one) => one.at > end).length).toBeGreaterThanOrEqual(3);
    expect(Number(backedUp.positions.lastEvent)).toBeGreaterThan(Number(backedUp.positions.delivered));
  });

  it('is refused to a role that row-level security binds', async () => {
    const bound = await command('backup', { ...operatorSettings(house), DATABASE_URL: house.database.urlOf('duijie_app') }, ['--to', at('bound')]);
    expect(bound.code).toBe(1);
  });
});

describe('a logical backup that cannot be restored', () => {
  it.each<[what: string, harm: (folder: string) => Promise<unknown>, said: RegExp]>([
    ['with a damaged file', (folder) => appendFile(join(folder, 'rows', 'public.platform_outbox.copy'), 'x'), /platform_outbox\.copy 已损坏.*is damaged/],
    ['that broke off', (folder) => rm(join(folder, 'manifest.json')), /manifest\.json/],
    ['of a later version', async (folder) => {
      const path = join(folder, 'manifest.json');
      await writeFile(path, (await readFile(path, 'utf8')).replace('"Platform1764000000001"', '"Tomorrow1999999999999"'));
    }, /更新的版本.*later version/],
  ])('is refused %s, and nothing is written', async (what, harm, said) => {
    const folder = at(`harmed ${what}`);
    await cp(backedUp.folder, folder, { recursive: true });
    await harm(folder);
    const ended = await restore(folder, at(`into ${what}`), 'spare');
    expect(ended).toMatchObject({ code: 1, err: expect.stringMatching(said) });
    expect(await sql(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`, [], 'spare')).toEqual([]);
    expect(await readdir(at(`into ${what}`)).catch(() => [])).toEqual([]);
  });

  it('is refused a data folder instead of a database', async () => {
    expect(await command('restore', {}, ['--from', backedUp.folder, '--into', at('folder')])).toMatchObject({ code: 1, err: expect.stringContaining('LOGICAL') });
  });
});

describe('npm run restore into a database', () => {
  it('restores on another server everything that was acknowledged before the end point', async () => {
    const ended = await restore(backedUp.folder, at('beside'));
    expect(ended).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/restore ok .*sessionsEnded=[1-9]/) });
    const kept = new Map((await sql<{ id: string; name: string; state: string }>('select id, name, state from catalogue_product')).map(({ id, name, state }) => [id, `${name} ${state}`]));
    const before = acknowledged.filter((one) => one.at < Date.parse(backedUp.endedAt));
    expect(before.filter(({ id, name }) => kept.get(id) !== `${name} PUBLISHED`)).toEqual([]);
    expect(await sql('select title from demand_demand where id = $1', [demandId])).toEqual([{ title: TITLE }]);
    const [[old], [now]] = await Promise.all([house.sql<{ xid: string }>('select pg_current_xact_id()::text as xid'), sql<{ xid: string }>('select pg_current_xact_id()::text as xid')]);
    expect(Number(old?.xid)).toBeGreaterThan(Number(now?.xid));
  });

  it('makes the constraints that migrations make, foreign keys above all', async () => {
    const text = `select conrelid::regclass::text as table, conname, pg_get_constraintdef(oid) as is from pg_constraint where connamespace in ('public'::regnamespace, 'jobs'::regnamespace) order by 1, 2, 3`;
    expect(await sql(text)).toEqual(await house.sql(text));
  });

  it('refuses a database that is not empty, and changes nothing in it', async () => {
    const rows = await sql('select count(*) from platform_outbox');
    expect(await restore(backedUp.folder, at('again'))).toMatchObject({ code: 1, err: expect.stringMatching(/不是空的.*not empty/) });
    expect(await sql('select count(*) from platform_outbox')).toEqual(rows);
    expect(await restore(backedUp.folder, at('again'), DATABASE, ['--replace'])).toMatchObject({ code: 2 });
  });

  it('delivers what was pending: recommendation and notice arrive after it', async () => {
    programs = (['market', 'worker'] as const).map((name) => new Program(name, settings(at('beside'))));
    await Promise.all(programs.map((program) => program.start()));
    const market = new Endpoint(() => programs[0]?.url ?? '');
    expect((await market.graphql('{ inbox(first: 1) { nodes { text } } }', {}, buyer)).codes).toEqual(['SESSION_REVOKED']);
    const found = async (): Promise<{ made: number; told: number } | undefined> => (await sql<{ made: number; told: number }>(
      `select (select count(*)::integer from matching_recommendation where demand_id = $1) as made, (select count(*)::integer from notification_notice where params->>'title' = $2) as told`, [demandId, TITLE]))[0];
    await house.until('the notice', async () => ((await found())?.told ?? 0) > 0, 60_000);
    expect((await found())?.made).toBeGreaterThan(0);
    // Not told twice of what had been delivered before the backup.
    expect(await sql('select organisation_id, outbox_id from notification_notice group by 1, 2 having count(*) > 1')).toEqual([]);
  });

  it('leaves a house in which everything holds, the audit chain too', async () => {
    const verified = await command('verify', settings(at('beside')), ['--settle', '10']);
    expect(verified).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^verify ok/) });
    expect(programs.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
