import { Client } from 'pg';
import { UNDELIVERED } from '../outbox/undelivered.js';

/** What waits to be taken further. */
export interface Backlog {
  readonly count: number;
  /** Age of the oldest; 0 when none waits. */
  readonly oldestSeconds: number;
}

const WITHIN_MS = 5_000;

/**
 * How far the relay is behind the outbox and the chain behind the audit, by the relay's role. A connection of its own, opened for each
 * look: those of the relay and of the chain have transactions on them, and a collector asks a few times a minute.
 */
export async function readBacklogs(url: string): Promise<{ readonly outbox: Backlog; readonly audit: Backlog }> {
  const client = new Client({ connectionString: url, application_name: 'duijie figures', connectionTimeoutMillis: WITHIN_MS, query_timeout: WITHIN_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const outbox = await backlogOf(client, UNDELIVERED);
    return { outbox, audit: await backlogOf(client, '(select count(*), min(at) as since from platform_audit where position is null) as unchained') };
  } finally {
    await client.end();
  }
}

/** `waiting`: a table of one row, of how many wait and since when. */
async function backlogOf(client: Client, waiting: string): Promise<Backlog> {
  const { rows: [row] } = await client.query<{ count: string; seconds: string | null }>(`select count, extract(epoch from clock_timestamp() - since) as seconds from ${waiting}`);
  return { count: Number(row?.count ?? 0), oldestSeconds: Math.max(0, Number(row?.seconds ?? 0)) };
}
