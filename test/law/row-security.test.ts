import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Database, type TenantScope } from '../../src/platform/db/database.js';
import { WORKING_ROLES, type WorkingRole } from '../../src/platform/db/migrate.js';
import { freshDatabase, type TestDatabase } from '../setup/database.js';
import { ACROSS_SANDBOXES, DEFINER_FUNCTIONS, NO_TENANT, READERS, ROW_CASES, type Around, type RowCase } from './rows/cases.js';
import { insertFilled, newId, type Values } from './rows/filler.js';

let database: TestDatabase;
let app: Database;
let clients: Readonly<Record<WorkingRole, Client>>;
beforeAll(async () => {
  database = await freshDatabase();
  app = new Database(await Database.open({ url: database.urlOf('duijie_app'), applicationName: 'law', entities: [], connections: 2 }));
  clients = Object.fromEntries(await Promise.all(WORKING_ROLES.map(async (role) => {
    const client = new Client({ connectionString: database.urlOf(role) });
    await client.connect();
    return [role, client];
  }))) as typeof clients;
}, 60_000);
afterAll(async () => {
  await app.close();
  await Promise.all(Object.values(clients).map((client) => client.end()));
  await database.drop();
});

type Reader = (typeof READERS)[number];
interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

const scope = (kind: TenantScope['kind'], organisationId = '', branch = '', approved = false, accountId = ''): TenantScope => ({ kind, organisationId, branch, approved, accountId });

/** Organisations around a new row: its own under a group, and others. */
function surroundings(): { around: Around; scopes: Partial<Record<Reader, TenantScope>> } {
  const [group, own, other, stranger, department] = [newId('organisation'), newId('organisation'), newId('organisation'), newId('organisation'), newId('organisation')];
  const ownBranch = `${group}.${own}`;
  const [account, strangersAccount] = [newId('account'), newId('account')];
  return {
    around: { own, ownBranch, other, account },
    scopes: {
      guest: scope('ANONYMOUS'), own: scope('ENTERPRISE', own, ownBranch, false, account), group: scope('ENTERPRISE', group, group),
      stranger: scope('ENTERPRISE', stranger, stranger, false, strangersAccount), approved: scope('ENTERPRISE', stranger, stranger, true, strangersAccount),
      department: scope('DEPARTMENT', department, department, true), system: scope('SYSTEM'),
    },
  };
}

const ROLE_OF: Partial<Record<Reader, WorkingRole>> = { nobody: 'duijie_app', matcher: 'duijie_matcher', relay: 'duijie_relay' };

/** `r` when the statement answered or changed rows, `-` when it met none, `x` when the database refused it. Nothing stays changed. */
async function letterOf(reader: Reader, scopes: Partial<Record<Reader, TenantScope>>, { text, parameters }: Statement): Promise<string> {
  const role = ROLE_OF[reader];
  const within = scopes[reader];
  try {
    if (role !== undefined) {
      const client = clients[role];
      await client.query('begin');
      return await client.query(text, [...parameters]).then(({ rowCount }) => ((rowCount ?? 0) > 0 ? 'r' : '-')).finally(() => client.query('rollback'));
    }
    if (within === undefined) throw new Error(`no scope for ${reader}`);
    let met = 0;
    await app.transaction(within, async (tx) => {
      met = (await tx.query(text, parameters)).length;
      throw new NothingStays();
    }).catch((error: unknown) => { if (!(error instanceof NothingStays)) throw error; });
    return met > 0 ? 'r' : '-';
  } catch (error) {
    const code = (error as { code?: string; driverError?: { code?: string } }).driverError?.code ?? (error as { code?: string }).code;
    // 42501: refused by a grant, or by the check of a policy.
    if (code === '42501') return 'x';
    throw error;
  }
}

class NothingStays extends Error {}

/** A statement on exactly this row, found by its primary key. */
async function keyOf(table: string, row: Values): Promise<{ where: string; parameters: unknown[] }> {
  const names = await database.sql<{ name: string }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indrelid = $1::regclass and i.indisprimary`, [table]);
  return { where: names.map(({ name }, n) => `${name} = $${n + 1}`).join(' and '), parameters: names.map(({ name }) => row[name]) };
}

async function insertCase(one: RowCase, around: Around): Promise<{ row: Record<string, unknown>; where: string; parameters: unknown[] }> {
  const row = await insertFilled(database.sql, one.table, one.row(around));
  const beside = one.beside?.(row, around);
  if (beside !== undefined) await insertFilled(database.sql, beside[0], beside[1]);
  return { row, ...(await keyOf(one.table, row)) };
}

const statementOn = ({ table }: RowCase, { where, parameters }: { where: string; parameters: unknown[] }): Statement => ({ text: `select from ${table} where ${where}`, parameters });

function tablesOfTenants(): Promise<{ name: string; secured: boolean }[]> {
  return database.sql(`select relname as name, relrowsecurity as secured from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`);
}

/** What each reader finds of a new row of this case, in the letters of the case. */
async function lettersOf(one: RowCase): Promise<string> {
  const { around, scopes } = surroundings();
  const { where, parameters } = await insertCase(one, around);
  let letters = '';
  for (const reader of READERS) letters += (reader === 'matcher' ? ' ' : '') + (await letterOf(reader, scopes, { text: `select from ${one.table} where ${where}`, parameters }));
  return letters;
}

/** Letters with the readers they belong to, so that a failing case says who reads too much. */
const readable = (letters: string): string[] => READERS.map((reader, n) => `${reader} ${letters.replace(' ', '')[n] ?? '?'}`);

const titleOf = ({ table, which }: RowCase): string => (which === undefined ? table : `${table}, ${which}`);
const cases = ROW_CASES.map((one) => [titleOf(one), one] as const);

describe('row-level security', () => {
  it('is on for every table; every table of tenants has a row here, every other one a reason', async () => {
    const tables = await tablesOfTenants();
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter(({ secured }) => !secured).map(({ name }) => name)).toEqual(['platform_migration']);
    const known = new Set([...ROW_CASES.map(({ table }) => table), ...Object.keys(NO_TENANT)]);
    expect(tables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
  });

  it('has nothing that goes past it: roles, views, and functions with the owner’s rights', async () => {
    expect(await database.sql(`select rolname from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`, [WORKING_ROLES])).toEqual([]);
    expect(await database.sql(`select roleid::regrole from pg_auth_members where member::regrole::text = any($1)`, [WORKING_ROLES])).toEqual([]);
    expect(await database.sql(`select relname from pg_class where relowner::regrole::text = any($1)`, [WORKING_ROLES])).toEqual([]);
    expect(await database.sql(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`)).toEqual([]);
    const definers = await database.sql<{ name: string }>(`select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by proname`);
    expect(definers.map(({ name }) => name)).toEqual(DEFINER_FUNCTIONS);
    expect(await database.sql(
      `select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and (has_function_privilege('duijie_relay', oid, 'execute') or has_function_privilege('duijie_matcher', oid, 'execute'))`)).toEqual([]);
  });

  it('is not needed for tables that only the relay or the owner may touch', async () => {
    const open = await database.sql(
      `select c.oid::regclass::text as "table", r.rolname as role from pg_class c cross join pg_roles r
       where c.relkind in ('r', 'p') and r.rolname in ('duijie_app', 'duijie_matcher') and (c.relnamespace = 'jobs'::regnamespace or c.relname = 'platform_migration')
         and (has_table_privilege(r.rolname, c.oid, 'select, insert, update, delete') and has_schema_privilege(r.rolname, c.relnamespace, 'usage'))`);
    expect(open).toEqual([]);
  });

});

describe('planted holes in row-level security', () => {
  const plant = async <T>(dig: string, fill: string, look: () => Promise<T>): Promise<T> => {
    await database.sql(dig);
    return look().finally(() => database.sql(fill));
  };

  it('a table without it is seen', async () => {
    const tables = await plant('create table planted_open (id text primary key)', 'drop table planted_open', tablesOfTenants);
    expect(tables).toContainEqual({ name: 'planted_open', secured: false });
  });

  it('a policy that lets everybody in changes the letters', async () => {
    const one = ROW_CASES.find(({ table, which }) => table === 'catalogue_product' && which === 'draft');
    if (one === undefined) throw new Error('the case is gone');
    const letters = await plant('create policy planted on catalogue_product to duijie_app using (true)', 'drop policy planted on catalogue_product', () => lettersOf(one));
    expect(letters).toEqual('rrrrrrrr rx');
  });
});

describe('a row is read', () => {
  it.each(cases)('%s', async (_title, one) => {
    expect(readable(await lettersOf(one))).toEqual(readable(one.reads));
  });
});

describe('a sandbox and the market', () => {
  const OTHERS = ['nobody', 'guest', 'group', 'stranger', 'approved', 'department'] as const;
  const kept = cases.filter(([, { table }]) => !(table in ACROSS_SANDBOXES));

  it.each(kept)('meet in no row of %s', async (_title, one) => {
    const { around, scopes } = surroundings();
    const [own, enterprise] = [newId('sandbox'), newId('organisation')];
    await insertFilled(database.sql, 'organisation', { id: enterprise, branch: enterprise });
    // Below a group, as it never is: not even that would show it.
    const within: Around = { ...around, own, ownBranch: `${around.ownBranch}.${own}`, other: own, account: newId('account') };
    const row = { ...one.row(within), ...(one.table === 'organisation' ? { sandbox_of: enterprise } : {}) };
    if (one.table !== 'organisation') await insertFilled(database.sql, 'organisation', { id: own, branch: own, sandbox_of: enterprise });
    const of = await insertCase({ ...one, row: () => row }, within);
    for (const reader of OTHERS) expect([reader, await letterOf(reader, scopes, statementOn(one, of))]).not.toEqual([reader, 'r']);

    const market = await insertCase(one, around);
    const sandbox = scope('ENTERPRISE', own, own, true, within.account);
    expect(await letterOf('approved', { approved: sandbox }, statementOn(one, market))).not.toBe('r');
  });

  it('names no table as an exception that needs none', () => {
    expect(Object.keys(ACROSS_SANDBOXES).filter((table) => !ROW_CASES.some((one) => one.table === table))).toEqual([]);
  });
});

describe('a row of another is not written', () => {
  const STRANGERS = ['nobody', 'guest', 'group', 'stranger', 'approved'] as const;

  it.each(cases.filter(([, { table, which }]) => !(table === 'platform_idempotency' && which === 'of guests')))('%s', async (_title, one) => {
    const { around, scopes } = surroundings();
    const { row, where, parameters } = await insertCase(one, around);
    const changed = Object.keys(row).at(-1) ?? '';
    for (const reader of STRANGERS) {
      const statements = [`update ${one.table} set ${changed} = ${changed} where ${where} returning 1`, `delete from ${one.table} where ${where} returning 1`];
      for (const text of statements) expect([reader, text, await letterOf(reader, scopes, { text, parameters })]).toEqual([reader, text, expect.stringMatching(/[-x]/)]);
    }
  });

  it.each(cases.filter(([, { anyoneMayAdd, which }]) => anyoneMayAdd === undefined && which !== 'of guests'))('nor added in another’s name: %s', async (_title, one) => {
    const { around, scopes } = surroundings();
    const { row, where, parameters } = await insertCase(one, around);
    // The same row once more, after its own is gone: only the policy stands in the way.
    await database.sql(`delete from ${one.table} where ${where}`, parameters);
    const generated = await database.sql<{ name: string }>(`select attname as name from pg_attribute where attrelid = $1::regclass and attidentity <> ''`, [one.table]);
    const names = Object.keys(row).filter((name) => !generated.some((column) => column.name === name));
    const text = `insert into ${one.table} (${names.join(', ')}) select ${names.join(', ')} from jsonb_populate_record(null::${one.table}, $1::jsonb) returning 1`;
    for (const reader of STRANGERS) expect([reader, await letterOf(reader, scopes, { text, parameters: [JSON.stringify(row)] })]).toEqual([reader, 'x']);
  });
});
