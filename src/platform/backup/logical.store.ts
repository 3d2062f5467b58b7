import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { copyOut } from './copy-rows.store.js';
import { migrationsRun, positionsOf, postgresMajor } from './facts.store.js';
import type { BackedUpFile, BackedUpRows, BackedUpTable, Manifest } from './manifest.js';

/**
 * Tables whose rows are made by the restored database itself: both ledgers of migrations, and how far a search engine has
 * followed, which counts transactions of the old server and names indexes that the original may still be using.
 */
const MADE_ANEW = ['public.platform_migration', 'public.platform_search_engine', 'jobs.migration'];

/**
 * Tables, each with the columns that are copied. Generated ones are not; nor are transaction numbers (xid8), which mean nothing on
 * another server and where higher ones would never be delivered: their default gives each row the number of the restoring transaction.
 */
const TABLES = `
  select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attname is not null), '{}') as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
  where n.nspname in ('public', 'jobs') and c.relkind = 'r' and not c.relispartition
  group by 1, 2 order by 1`;

/** Everything is seen or nothing is answered: without the owner's rights a table would look emptier than it is. */
export const PLAIN = `set row_security = off; set datestyle = iso, ymd; set intervalstyle = postgres; set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`;

export interface Table {
  readonly name: string;
  readonly quoted: string;
  readonly columns: readonly string[];
}

export async function tablesOf(client: Client): Promise<Table[]> {
  return (await client.query<Table>(TABLES)).rows.filter(({ name }) => !MADE_ANEW.includes(name));
}

export interface CopiedRows extends Pick<Manifest, 'postgresMajor' | 'migrations' | 'positions' | 'endedAt'> {
  readonly rows: BackedUpRows;
  readonly files: readonly BackedUpFile[];
}

/**
 * Copies the rows of every table as they are at one moment, one file a table, below `rows/`. That moment is the end point: what
 * is written after it, while the copy goes on, is not in it. @throws when the role does not own the tables
 */
export async function copyTables(ownerUrl: string, to: string): Promise<CopiedRows> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'duijie backup' });
  await client.connect();
  try {
    await mkdir(join(to, 'rows'), { mode: 0o700 });
    await client.query(PLAIN);
    await client.query('begin isolation level repeatable read read only');
    const endedAt = new Date().toISOString();
    const facts = { postgresMajor: await postgresMajor(client), migrations: await migrationsRun(client), positions: await positionsOf(client), endedAt };
    const [tables, files]: [BackedUpTable[], BackedUpFile[]] = [[], []];
    for (const { name, quoted, columns } of await tablesOf(client)) {
      const path = `rows/${name}.copy`;
      const { file, rows } = await copyOut(client, `copy ${quoted} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')}) to stdout`, join(to, path), path);
      files.push(file);
      tables.push({ name, columns, rows, path });
    }
    // Never of the moment but later, so at or above what the rows hold.
    const { rows: sequences } = await client.query<{ name: string; last: string }>(
      `select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences where schemaname in ('public', 'jobs') and last_value is not null order by 1`);
    await client.query('commit');
    return { ...facts, rows: { tables, sequences }, files };
  } finally {
    await client.end();
  }
}
