import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { findBinaries } from '../../../src/platform/embedded/binaries.js';
import { clusterIn, makeCluster, SUPERUSER } from '../../../src/platform/embedded/cluster.js';
import { databaseAccount, type Account } from '../../../src/platform/embedded/database-account.js';
import { freePort } from '../../../src/platform/embedded/free-port.js';
import { SERVER_ENVIRONMENT } from '../../../src/platform/embedded/server-environment.js';

export interface ThrowawayServer {
  /** Superuser, database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const PASSWORD = 'throwaway';
const PATIENCE_MS = 60_000;
/** Nothing here outlives its test, so nothing needs to reach the disk. */
const WITHOUT_DURABILITY = ['fsync = off', 'full_page_writes = off', 'synchronous_commit = off', 'max_wal_size = 4GB'];

/**
 * A PostgreSQL server of its own in a temporary folder, made by the product's own hands but without durability. `settings`:
 * further lines of postgresql.conf.
 */
export async function openThrowawayServer(settings: readonly string[] = []): Promise<ThrowawayServer> {
  const home = await mkdtemp(join(tmpdir(), 'duijie-server-'));
  // Under root the server runs as an account of its own, which must be let through to its folder.
  await chmod(home, 0o711);
  const cluster = clusterIn(home);
  const account = databaseAccount(cluster);
  const binaries = await findBinaries(home, account);
  await makeCluster(home, binaries, account, PASSWORD);
  await appendFile(join(cluster, 'postgresql.conf'), [`listen_addresses = '${HOST}'`, `unix_socket_directories = ''`, ...WITHOUT_DURABILITY, ...settings, ''].join('\n'));
  for (let attempt = 1; ; attempt++) {
    const { url, failure, stop } = await launch(binaries.postgres, cluster, account);
    if (failure === null) return { url, stop: () => stop().then(() => rm(home, { recursive: true, force: true })) };
    // Another test file took the free port first.
    if (attempt === 5 || !failure.includes('Address already in use')) throw new Error(`The throwaway server did not start: ${failure}`);
  }
}

async function launch(postgres: string, cluster: string, account: Account | null): Promise<{ url: string; failure: string | null; stop(): Promise<void> }> {
  const port = await freePort(HOST);
  const url = `postgres://${SUPERUSER}:${PASSWORD}@${HOST}:${port}/postgres`;
  const server = spawn(postgres, ['-D', cluster, '-p', String(port)], { ...account, cwd: '/', env: SERVER_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr.on('data', (text: Buffer) => { log = (log + text.toString()).slice(-10_000); });
  const ended = once(server, 'close').then(() => true);
  const stop = async (): Promise<void> => {
    // Fast shutdown: connections are cut, nothing is waited for.
    server.kill('SIGINT');
    await ended;
  };
  for (const end = Date.now() + PATIENCE_MS; !(await answersFrom(url, cluster));) {
    const over = await Promise.race([ended, new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 30))]);
    if (!over && Date.now() < end) continue;
    await stop();
    return { url, failure: log, stop };
  }
  return { url, failure: null, stop };
}

/** Whether the server of this folder answers there: the port may be another one's, which has the same password. */
async function answersFrom(url: string, cluster: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    return rows[0]?.folder === cluster;
  } catch {
    // Not yet, or not any more.
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
