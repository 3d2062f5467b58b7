import { Client } from 'pg';
import { MIGRATIONS_FOLDER, REFERENCE_FOLDER } from '../../src/platform/config/project.js';
import { checkDatabase } from '../../src/platform/db/check-database.js';
import { Database, SYSTEM_SCOPE } from '../../src/platform/db/database.js';
import { makeDatabase, makeOwner, makeWorkingRoles, migrate, withOwnerPool } from '../../src/platform/db/migrate.js';
import { migrateQueue } from '../../src/platform/queue/bullmq-postgres/migrate-queue.js';
import { loadReference } from '../../src/policy/load-reference.js';
import { databaseUrl, OWNER, OWNER_PASSWORD, PASSWORDS } from './test-server.js';

export const TEMPLATE = 'duijie_template';

/**
 * Makes, by the steps of `npm start`, the working roles and a migrated database with the reference data, and closes it to
 * connections so that it can be copied at any time.
 */
export async function makeTemplate(serverUrl: string): Promise<void> {
  await makeWorkingRoles(serverUrl, PASSWORDS);
  await makeOwner(serverUrl, OWNER, OWNER_PASSWORD);
  await makeDatabase(serverUrl, TEMPLATE, OWNER);
  const url = databaseUrl(serverUrl, TEMPLATE, OWNER);
  await checkDatabase(url);
  await migrate(url, MIGRATIONS_FOLDER);
  await withOwnerPool(url, (pool) => migrateQueue(pool));
  const database = new Database(await Database.open({ url, applicationName: 'duijie template', entities: [], connections: 1 }));
  await database.transaction(SYSTEM_SCOPE, (tx) => loadReference(tx, REFERENCE_FOLDER));
  await database.close();
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`alter database ${TEMPLATE} is_template true allow_connections false`);
  await client.end();
}
