import { Database } from '../../platform/db/database.js';
import { ENTITIES } from '../entities.js';

/** A statement reads whole tables here. */
const STATEMENT_WITHIN_MS = 30 * 60_000;

/** Lends a database whose transactions each see one snapshot from their beginning: two rooms that are compared must be of one moment. */
export async function withSnapshots<T>(ownerUrl: string, applicationName: string, work: (database: Database) => Promise<T>): Promise<T> {
  const url = new URL(ownerUrl);
  url.searchParams.set('options', '-c default_transaction_isolation=repeatable\\ read');
  const database = new Database(await Database.open({ url: url.href, applicationName, entities: ENTITIES, connections: 2, statementTimeoutMs: STATEMENT_WITHIN_MS }));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
