import type { WorkingRole } from '../../src/platform/db/migrate.js';

/** The server that all files of a test run share. */
export interface TestServer {
  /** Superuser, database `postgres`. */
  readonly url: string;
  /** Name of the migrated database that test databases are copied from. */
  readonly template: string;
}

export const PASSWORDS: Readonly<Record<WorkingRole, string>> = { duijie_app: 'app', duijie_relay: 'relay', duijie_matcher: 'matcher' };

/** Owns the tables of every test database, as in the product; no superuser. */
export const OWNER = 'duijie_owner';
export const OWNER_PASSWORD = 'owner';

/** Where the server of this run is; throws outside a run that started one. */
export function testServer(): TestServer {
  const said = process.env['TEST_DATABASE_SERVER'];
  if (said === undefined) throw new Error('No test server: this file belongs into a Jest project with test/setup/start-server.mjs as its global setup.');
  return JSON.parse(said) as TestServer;
}

export function databaseUrl(url: string, database: string, role?: WorkingRole | typeof OWNER): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (role !== undefined) [changed.username, changed.password] = [role, role === OWNER ? OWNER_PASSWORD : PASSWORDS[role]];
  return changed.href;
}
