import { REFERENCE_FOLDER } from '../platform/config/project.js';
import { Database, SYSTEM_SCOPE } from '../platform/db/database.js';
import { loadReference } from '../policy/index.js';

/** Loads the reference data that changed since the last start, as the tables' owner, before any process serves. */
export async function prepare(ownerUrl: string): Promise<void> {
  const database = new Database(await Database.open({ url: ownerUrl, applicationName: 'duijie start', entities: [], connections: 1 }));
  try {
    await database.transaction(SYSTEM_SCOPE, (tx) => loadReference(tx, REFERENCE_FOLDER));
  } finally {
    await database.close();
  }
}
