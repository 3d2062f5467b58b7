import { runMigrations } from 'bullmq';
import type { Pool, PoolClient } from 'pg';
import { LANES } from '../job-queue.port.js';
import { queueName } from '../bullmq/backend.js';
import { QUEUE_SCHEMA } from './schema.js';

const LOCK = 7_240_003;

/**
 * Makes or renews BullMQ's tables and functions and lets `role` work with them. `owner` needs CREATE on the database (and
 * owns the schema from then on); `role` must exist and needs no more than to connect. Two starts at once wait for one another.
 */
export async function migrateQueue(owner: Pool, role = 'duijie_relay'): Promise<void> {
  const client = await owner.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    await grant(client, role);
  } finally {
    client.release();
  }
}

async function grant(client: PoolClient, role: string): Promise<void> {
  const [schema, to] = [client.escapeIdentifier(QUEUE_SCHEMA), client.escapeIdentifier(role)];
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    // BullMQ makes a sequence for each queue at its first use, which the working role may not do.
    for (const lane of LANES) await client.query(`select ${schema}.next_job_id($1)`, [queueName(lane)]);
    await client.query(`
      grant usage on schema ${schema} to ${to};
      grant select, insert, update, delete on all tables in schema ${schema} to ${to};
      revoke insert, update, delete on ${schema}.migration from ${to};
      grant usage, select on all sequences in schema ${schema} to ${to};
      grant execute on all functions in schema ${schema} to ${to};`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
