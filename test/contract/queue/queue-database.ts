import { Client, Pool } from 'pg';
import { makeWorkingRoles } from '../../../src/platform/db/migrate.js';
import { migrateQueue } from '../../../src/platform/queue/bullmq-postgres/migrate-queue.js';
import { openThrowawayServer } from '../platform/throwaway-server.js';

export interface QueueDatabase {
  /** The superuser's. */
  readonly url: string;
  /** The plain working role's. */
  readonly relayUrl: string;
  /** A statement of the superuser. */
  query<Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const PASSWORD = 'relay';

/** A server with one database in which an owner, who is no superuser, has made the queue for `duijie_relay`. */
export async function openQueueDatabase(): Promise<QueueDatabase> {
  const server = await openThrowawayServer();
  await makeWorkingRoles(server.url, { duijie_app: PASSWORD, duijie_relay: PASSWORD, duijie_matcher: PASSWORD });
  const url = withDatabase(server.url, 'queue');
  await once(server.url, `create role queue_owner login password '${PASSWORD}'`);
  await once(server.url, 'create database queue owner queue_owner');
  const owner = new Pool({ connectionString: asRole(url, 'queue_owner'), max: 2 });
  // Two processes may start at once.
  await Promise.all([migrateQueue(owner), migrateQueue(owner)]);
  await owner.end();
  const superuser = new Pool({ connectionString: url, max: 2 });
  // A pool says that it has ended before its connections are closed: the server, stopped right after that, still tells them so.
  superuser.on('error', () => undefined);
  return {
    url,
    relayUrl: asRole(url, 'duijie_relay'),
    query: async <Row extends object>(sql: string, parameters: unknown[] = []) => (await superuser.query<Row>(sql, parameters)).rows,
    close: async () => {
      await superuser.end();
      await server.stop();
    },
  };
}

export function asRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = PASSWORD;
  return changed.href;
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** One statement on a connection of its own. */
export async function once<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
