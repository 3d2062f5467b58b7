import { Client } from 'pg';

/** A connection that only one process has at a time: it holds a lock, and who loses one loses both. */
export class SoleConnection {
  private client: Client | null = null;

  constructor(private readonly url: string, private readonly options: { readonly lock: number; readonly applicationName: string }) {}

  /** The connection; null while another process holds the lock. */
  async get(): Promise<Client | null> {
    if (this.client !== null) return this.client;
    const client = new Client({ connectionString: this.url, application_name: this.options.applicationName, statement_timeout: 60_000 });
    // Without a listener a lost connection would end the process; the next statement reports it anyway.
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [this.options.lock]);
    if (rows[0]?.mine !== true) {
      await client.end();
      return null;
    }
    this.client = client;
    return client;
  }

  async close(): Promise<void> {
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }
}
