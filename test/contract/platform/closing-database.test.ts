import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppDatabase, Database, SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { freshDatabase, type TestDatabase } from '../../setup/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await freshDatabase();
}, 60_000);
afterAll(() => test.drop());

const open = async (): Promise<AppDatabase> => new AppDatabase(await Database.open({ url: test.urlOf('duijie_app'), applicationName: 'duijie test', entities: [], connections: 2 }));

describe('a database that closes', () => {
  it('waits for what runs, and for what its reader asks right after', async () => {
    const database = await open();
    const asks = async (): Promise<number> => {
      const [one] = await database.read(SYSTEM_SCOPE, (tx) => tx.query<{ n: number }>('select 1 as n from pg_sleep(0.1)'));
      const [two] = await database.read(SYSTEM_SCOPE, (tx) => tx.query<{ n: number }>('select 1 as n from pg_sleep(0.1)'));
      return (one?.n ?? 0) + (two?.n ?? 0);
    };
    const asked = asks();
    await Promise.all([expect(asked).resolves.toBe(2), database.close()]);
    expect(database.dataSource.isInitialized).toBe(false);
  });

  it('waits no longer than it was told to', async () => {
    const database = await open();
    const asked = database.read(SYSTEM_SCOPE, (tx) => tx.query('select pg_sleep(1)')).catch(() => null);
    const from = performance.now();
    await database.close(100);
    expect(performance.now() - from).toBeGreaterThanOrEqual(99);
    await asked;
  });
});
