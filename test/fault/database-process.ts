/**
 * The embedded database of the product for one run, which keeps it, and starts it again whenever it falls, as `npm start` does. Says
 * where it is as one line of JSON; stops when its standard input ends, and takes its folder along unless told to keep it.
 */
import { appendFile, chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterIn, makeCluster } from '../../src/platform/embedded/cluster.js';
import { databaseAccount } from '../../src/platform/embedded/database-account.js';
import { findBinaries } from '../../src/platform/embedded/binaries.js';
import { makeTemplate, TEMPLATE } from '../setup/template.js';
import type { FaultDatabaseAddress } from './fault-database.js';

const PASSWORD = 'throwaway';
/**
 * A killed process loses nothing that it gave to the system, so that nothing need reach the disk here. Whole pages are logged all the
 * same: a kill may come between the two halves of one.
 */
const SETTINGS = ['fsync = off', 'autovacuum = off', 'max_wal_size = 4GB', 'max_connections = 200', ''];

/** The built one, which starts the built keeper of its server. */
const built: typeof import('../../src/platform/embedded/embedded-database.js') = await import(new URL('../../dist/platform/embedded/embedded-database.js', import.meta.url).href);

const [, , home = ''] = process.argv;
// Under root the server runs as an account of its own, which must be let through to its folder.
await chmod(home, 0o711);
const cluster = clusterIn(home);
const account = databaseAccount(cluster);
await makeCluster(home, await findBinaries(home, account), account, PASSWORD);
await appendFile(join(cluster, 'postgresql.conf'), SETTINGS.join('\n'));
const database = await built.EmbeddedDatabase.open({
  home, account, password: PASSWORD, demandedPort: null, keptPort: null, say: (_zh, en) => process.stderr.write(`${new Date().toISOString()} ${en}\n`),
});
let keep = false;
try {
  await makeTemplate(database.superuserUrl());
  const address: FaultDatabaseAddress = { url: database.superuserUrl(), template: TEMPLATE };
  process.stdout.write(`${JSON.stringify(address)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  for await (const word of process.stdin) keep ||= String(word).includes('keep');
} finally {
  await database.stop();
  if (!keep) await rm(home, { recursive: true, force: true });
}
process.exit();
