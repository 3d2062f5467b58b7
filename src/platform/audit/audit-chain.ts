import { Client } from 'pg';
import { AUDIT_FACTS, linkOf, type AuditFacts } from './link.js';

const BATCH = 1_000;
const LOCK = 7_240_005;
/** Each look of a chain that waits for the other one's end opens a connection. */
const LOCKED_OUT_PAUSE_MS = 1_000;

interface Head {
  readonly position: string;
  readonly hash: Buffer;
}

/**
 * The single worker that gives audit rows their place and their hash. Rows are taken by the outbox's snapshot rule: in the
 * order of transactions and only below every transaction still open, so that a late commit is chained after rows with a
 * younger id and never lost. A batch and the new head commit together: a worker that dies has chained it or has not. One
 * connection of its own holds the lock that makes it single; the row lock on the head holds should that lock be lost unseen.
 */
export class AuditChain {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private connection: Client | null = null;

  constructor(
    private readonly url: string,
    private readonly options: { readonly pauseMs: number; readonly onError: (error: unknown) => void },
  ) {}

  start(): void {
    this.running = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    await this.disconnect();
  }

  /** Chains what is there now, one batch; answers how many rows, 0 also when another worker holds the lock. */
  async once(): Promise<number> {
    const client = await this.connected();
    if (client === null) return 0;
    const { rows: [look] } = await client.query<{ pending: boolean }>({
      name: 'audit-look', text: 'select exists (select from platform_audit where position is null and xid < pg_snapshot_xmin(pg_current_snapshot())) as pending',
    });
    if (look?.pending !== true) return 0;
    await client.query('begin');
    try {
      const chained = await chainBatch(client);
      await client.query('commit');
      return chained;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      let chained = 0;
      try {
        chained = await this.once();
      } catch (error) {
        this.options.onError(error);
        await this.disconnect();
      }
      if (chained < BATCH && !this.stopping) await this.pause(this.connection === null ? LOCKED_OUT_PAUSE_MS : this.options.pauseMs);
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async connected(): Promise<Client | null> {
    if (this.connection !== null) return this.connection;
    const client = new Client({ connectionString: this.url, application_name: 'duijie audit', statement_timeout: 30_000 });
    // Without a listener a lost connection would end the process; the next statement reports it anyway.
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK]);
    if (rows[0]?.mine !== true) {
      await client.end();
      return null;
    }
    this.connection = client;
    return client;
  }

  private async disconnect(): Promise<void> {
    const client = this.connection;
    this.connection = null;
    await client?.end().catch(() => undefined);
  }
}

async function chainBatch(client: Client): Promise<number> {
  const { rows: [head] } = await client.query<Head>('select position, hash from platform_audit_chain for update');
  if (head === undefined) throw new Error('The audit chain has no head.');
  const { rows } = await client.query<AuditFacts>({
    name: 'audit-pending',
    text: `select ${AUDIT_FACTS} from platform_audit where position is null and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, id limit ${BATCH}`,
  });
  const links = linked(head, rows);
  const last = links.at(-1);
  if (last === undefined) return 0;
  await client.query({
    name: 'audit-chain',
    text: `update platform_audit a set position = l.position, previous = l.previous, hash = l.hash
           from unnest($1::text[], $2::bigint[], $3::bytea[], $4::bytea[]) as l(id, position, previous, hash) where a.id = l.id`,
    values: [links.map(({ id }) => id), links.map(({ position }) => position), links.map(({ previous }) => previous), links.map(({ hash }) => hash)],
  });
  await client.query('update platform_audit_chain set position = $1, hash = $2', [last.position, last.hash]);
  return links.length;
}

interface Link extends Head {
  readonly id: string;
  readonly previous: Buffer;
}

function linked(head: Head, rows: readonly AuditFacts[]): Link[] {
  const links: Link[] = [];
  let before = head;
  for (const row of rows) {
    const position = String(BigInt(before.position) + 1n);
    const link = { id: row.id, position, previous: before.hash, hash: linkOf(before.hash, position, row) };
    links.push(link);
    before = link;
  }
  return links;
}
