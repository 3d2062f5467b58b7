import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Pool, type DatabaseError } from 'pg';
import { DataSource } from 'typeorm';
import { CannotStart } from '../config/cannot-start.js';

/** The roles that processes work under; none of them owns a table or may bypass row-level security. */
export const WORKING_ROLES = ['duijie_app', 'duijie_relay', 'duijie_matcher'] as const;
export type WorkingRole = (typeof WORKING_ROLES)[number];

type Migration = new () => { name: string; up(runner: unknown): Promise<void>; down(runner: unknown): Promise<void> };

/**
 * Makes the working roles, or gives them these passwords. `url` must be a superuser or own CREATEROLE.
 * Throws when a role exists that could bypass row-level security: working under it would open every row.
 */
export async function makeWorkingRoles(url: string, passwords: Record<WorkingRole, string>): Promise<void> {
  await withClient(url, async (client) => {
    for (const role of WORKING_ROLES) {
      const { rows } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
        'select rolsuper, rolbypassrls from pg_roles where rolname = $1', [role]);
      const known = rows[0];
      if (known !== undefined && (known.rolsuper || known.rolbypassrls)) {
        throw new CannotStart(`角色 ${role} 可以绕过行级安全，请先收回 SUPERUSER/BYPASSRLS。`, `Role ${role} may bypass row-level security; take SUPERUSER/BYPASSRLS away first.`);
      }
      // A new role has no rights by default; to deny them once more is allowed to superusers only.
      const verb = known === undefined ? 'create' : 'alter';
      await client.query(`${verb} role ${role} login password ${client.escapeLiteral(passwords[role])}`).catch((error: unknown) => {
        throw (error as DatabaseError).code === NOT_ALLOWED ? mayMakeNoRoles(error) : error;
      });
    }
  });
}

/** Makes those of the working roles that are missing, with these passwords; one that exists keeps its own. As `makeWorkingRoles` otherwise. */
export async function makeMissingRoles(url: string, passwords: Record<WorkingRole, string>): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select rolname as name from pg_roles where rolname = any($1)', [WORKING_ROLES]);
    const known = new Set(rows.map(({ name }) => name));
    for (const role of WORKING_ROLES.filter((one) => !known.has(one))) {
      await client.query(`create role ${role} login password ${client.escapeLiteral(passwords[role])}`).catch((error: unknown) => {
        throw (error as DatabaseError).code === NOT_ALLOWED ? mayMakeNoRoles(error) : error;
      });
    }
  });
}

const NOT_ALLOWED = '42501';

function mayMakeNoRoles(cause: unknown): CannotStart {
  const names = WORKING_ROLES.join('、');
  return new CannotStart(
    `DATABASE_URL 的账户无权建立角色 ${names}：请授予它 CREATEROLE，或请管理员建立这三个角色（login，无其他权限），再设 DUIJIE_APP_DATABASE_URL、DUIJIE_RELAY_DATABASE_URL、DUIJIE_MATCHER_DATABASE_URL。`,
    `The role of DATABASE_URL may not make the roles ${WORKING_ROLES.join(', ')}: grant it CREATEROLE, or have an administrator make the three (login and nothing more) and set DUIJIE_APP_DATABASE_URL, DUIJIE_RELAY_DATABASE_URL, DUIJIE_MATCHER_DATABASE_URL.`,
    { cause },
  );
}

/** Makes the role that owns the database and runs the migrations, or gives it this password; `url` must be a superuser. */
export async function makeOwner(url: string, name: string, password: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
    await client.query(`${rowCount === 0 ? 'create' : 'alter'} role ${client.escapeIdentifier(name)} login password ${client.escapeLiteral(password)}`);
  });
}

/** Makes the database when it is not there, in the encoding and locale of its cluster, for `owner` when one is named. */
export async function makeDatabase(url: string, name: string, owner?: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    const whose = owner === undefined ? '' : ` owner ${client.escapeIdentifier(owner)}`;
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}${whose}`);
  });
}

/** Lends a small pool of the owner's connections, for a migration that another part of the platform runs. */
export async function withOwnerPool<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString: url, max: 2, application_name: 'duijie start' });
  // A statement tells its own fault. What is left is a connection that nobody uses, also one that `end` has not closed yet.
  pool.on('error', () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Runs the migrations that are missing, in order, each in its transaction; `only` these when they are named. Two starts at once wait for one another. */
export async function migrate(url: string, folder: string, only: readonly string[] | null = null): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js')).sort();
  const migrations: Migration[] = [];
  for (const file of files) {
    const module = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, Migration>;
    migrations.push(...Object.values(module).filter((one) => only === null || only.includes(new one().name)));
  }
  const dataSource = await new DataSource({ type: 'postgres', url, migrations: migrations as never, migrationsTableName: 'platform_migration', synchronize: false, extra: { max: 2, idleTimeoutMillis: 0 } }).initialize();
  try {
    await dataSource.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

const MIGRATION_LOCK = 7_240_001;

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
