import type { Client } from 'pg';
import type { OutboxPositions } from './manifest.js';

/** Names of the migrations that have run on this database, in order. */
export async function migrationsRun(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from platform_migration order by id');
  return rows.map(({ name }) => name);
}

export async function positionsOf(client: Client): Promise<OutboxPositions> {
  const { rows } = await client.query<OutboxPositions>(
    `select (select coalesce(max(id), 0) from platform_outbox)::text as "lastEvent", stamped::text, delivered::text from platform_relay`);
  return rows[0] ?? { lastEvent: '0', stamped: '0', delivered: '0' };
}

export async function postgresMajor(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(`select current_setting('server_version_num')::integer / 10000 as version`);
  return rows[0]?.version ?? 0;
}
