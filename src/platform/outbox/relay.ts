import { Client } from 'pg';
import type { EventType, NoticeText } from '../../core/events/events.js';

/** An event as the relay hands it on: stamped with its position, which orders all changes ("as of"). */
export interface RelayedEvent {
  readonly id: string;
  /** Outbox position, decimal digits of a bigint. */
  readonly position: string;
  readonly type: EventType;
  readonly subjectId: string;
  readonly organisationId: string | null;
  readonly refs: Readonly<Record<string, string>>;
  readonly notice: NoticeText | null;
  readonly traceId: string;
  readonly at: Date;
}

/** Where relayed events go; may be called again with the same events after a crash, never out of order. */
export type Deliver = (events: readonly RelayedEvent[]) => Promise<void>;

export interface RelayOptions {
  readonly pauseMs: number;
  readonly onError: (error: unknown) => void;
  /** A server that says nothing for so long is gone: longer than a statement may take; 40 s unless given. */
  readonly silenceMs?: number;
}

const BATCH = 500;
const SILENCE_MS = 40_000;
const LOCK = 7_240_002;
/** Each look of a relay that waits for the other one's end opens a connection. */
const LOCKED_OUT_PAUSE_MS = 500;

/**
 * The single relay: stamps positions on committed events and delivers them in that order, at least once.
 *
 * An event is read only when its transaction id lies below every transaction still open (the snapshot rule): a plain
 * `id > last` loses rows, since ids are drawn before commits happen. Stamping and delivering are two steps, so that no
 * handler sees an event whose position is not yet durable. One connection of its own holds the lock that makes it
 * single; when that connection is lost, so is the lock, and the next relay takes over.
 */
export class OutboxRelay {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private connection: Client | null = null;
  /** Unix milliseconds of the last completed look; health reads it. */
  lastLookAt = 0;

  constructor(
    private readonly url: string,
    private readonly deliver: Deliver,
    private readonly options: RelayOptions,
  ) {}

  start(): void {
    this.running = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
    await this.disconnect();
  }

  /** Stamps and delivers what is there now; answers how many events were delivered, 0 also when another relay holds the lock. */
  async once(): Promise<number> {
    const client = await this.connected();
    if (client === null) return 0;
    const { rows } = await client.query<{ pending: boolean; undelivered: boolean }>({
      name: 'relay-look',
      text: `select exists (select from platform_outbox where position is null and xid < pg_snapshot_xmin(pg_current_snapshot())) as pending,
                    (select stamped > delivered from platform_relay) as undelivered`,
    });
    if (rows[0]?.pending === true) await stamp(client);
    else if (rows[0]?.undelivered !== true) return 0;
    return this.deliverStamped(client);
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      let delivered = 0;
      try {
        delivered = await this.once();
        this.lastLookAt = Date.now();
      } catch (error) {
        this.options.onError(error);
        await this.disconnect();
      }
      if (delivered === 0) await pause(this.connection === null ? LOCKED_OUT_PAUSE_MS : this.options.pauseMs);
    }
  }

  private async connected(): Promise<Client | null> {
    if (this.connection !== null) return this.connection;
    const client = new Client({ connectionString: this.url, application_name: 'duijie relay', statement_timeout: 30_000, query_timeout: this.options.silenceMs ?? SILENCE_MS, keepAlive: true, connectionTimeoutMillis: 10_000 });
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

  private async deliverStamped(client: Client): Promise<number> {
    const { rows: events } = await client.query<RelayedEvent>({
      name: 'relay-undelivered',
      text: `select id, position, type, subject_id as "subjectId", organisation_id as "organisationId", refs, notice, trace_id as "traceId", at
             from platform_outbox where position > (select delivered from platform_relay) order by position limit ${BATCH}`,
    });
    const last = events.at(-1);
    if (last === undefined) return 0;
    await this.deliver(events);
    await client.query('update platform_relay set delivered = greatest(delivered, $1::bigint)', [last.position]);
    return events.length;
  }
}

async function stamp(client: Client): Promise<void> {
  await client.query(
    `with pending as (
       select id, row_number() over (order by xid, id) as n from (
         select id, xid from platform_outbox
         where position is null and xid < pg_snapshot_xmin(pg_current_snapshot())
         order by xid, id limit ${BATCH}) ready),
     stamped as (
       update platform_outbox o set position = (select stamped from platform_relay) + p.n from pending p where o.id = p.id returning 1)
     update platform_relay set stamped = stamped + (select count(*) from stamped)`);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
