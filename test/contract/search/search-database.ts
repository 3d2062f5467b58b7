import { AppDatabase, Database, MatcherDatabase, scopeOf, SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import type { Tx } from '../../../src/platform/db/tx.js';
import { freshDatabase } from '../../setup/database.js';

/** A database of its own, read as a visitor without account and written as the job handlers write. */
export interface SearchDatabase {
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A statement of the superuser. */
  sql<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Where a role finds the database. */
  urlOf(role: 'duijie_app' | 'duijie_matcher'): string;
  close(): Promise<void>;
}

export async function openSearchDatabase(): Promise<SearchDatabase> {
  const database = await freshDatabase();
  const open = (url: string) => Database.open({ url, applicationName: 'search contract', entities: [], connections: 4 });
  const reader = new AppDatabase(await open(database.urlOf('duijie_app')));
  const writer = new MatcherDatabase(await open(database.urlOf('duijie_matcher')));
  return {
    read: (work) => reader.read(scopeOf({ kind: 'ANONYMOUS' }), work),
    write: (work) => writer.transaction(SYSTEM_SCOPE, work),
    sql: (text, parameters) => database.sql(text, parameters),
    urlOf: (role) => database.urlOf(role),
    close: async () => {
      await Promise.all([reader.close(), writer.close()]);
      await database.drop();
    },
  };
}
