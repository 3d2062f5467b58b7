import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Push, type PushMessage, type ReadPayload } from '../push.js';
import { Topics } from '../topics.js';
import { packed, unpacked } from './notification.js';

export interface PostgresPushOptions {
  readonly url: string;
  /** Hears of lost connections and of notifications that cannot be read. */
  readonly onError: (error: unknown) => void;
  /** Messages that may wait for one slow reader, 1,000 unless given. */
  readonly waitingMax?: number;
  /** Milliseconds between signs of life on the connection, 30,000 unless given. */
  readonly heartbeatMs?: number;
}

export const CHANNEL = 'duijie_push';
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;
const HEARTBEAT_MS = 30_000;

/**
 * Push over LISTEN and NOTIFY, on one channel and one connection of its own per process. A lost connection is opened again
 * for as long as it takes; what was sent meanwhile is gone, so all readers then see `missed`.
 */
export class PostgresPush extends Push {
  readonly topics: Topics;
  private client: Client | null = null;
  private closed = false;
  private again: NodeJS.Timeout | null = null;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly publisher = randomBytes(6).toString('base64url');
  private batches = 0;

  private constructor(private readonly options: PostgresPushOptions) {
    super();
    this.topics = new Topics(options.waitingMax);
    this.heartbeat = setInterval(() => this.beat(), options.heartbeatMs ?? HEARTBEAT_MS).unref();
  }

  /** Connects and listens; rejects when the database cannot be reached the first time. */
  static async connect(options: PostgresPushOptions): Promise<PostgresPush> {
    const push = new PostgresPush(options);
    try {
      await push.open();
    } catch (error) {
      await push.close();
      throw error;
    }
    return push;
  }

  /** False while the connection is lost; for health. */
  get connected(): boolean {
    return this.client !== null;
  }

  async publish(messages: readonly PushMessage[]): Promise<void> {
    const texts = packed(messages, () => `${this.publisher}${(this.batches++).toString(36).padStart(9, '0')}`);
    if (texts.length === 0) return;
    if (this.client === null) throw new Error('Push is not connected.');
    await this.client.query(`select pg_notify('${CHANNEL}', text) from unnest($1::text[]) with ordinality as _(text, n) order by n`, [texts]);
  }

  subscribe(topic: string): AsyncIterableIterator<ReadPayload> {
    const reader = this.topics.subscribe(topic);
    if (this.closed) reader.end();
    return reader;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.heartbeat);
    if (this.again !== null) clearTimeout(this.again);
    this.topics.end();
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async open(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url, application_name: 'duijie push', keepAlive: true,
      connectionTimeoutMillis: ANSWER_WITHIN_MS, query_timeout: ANSWER_WITHIN_MS,
    });
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('The push connection ended.')));
    client.on('notification', ({ payload }) => this.read(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.closed) await client.end();
    else this.client = client;
  }

  private read(text: string): void {
    try {
      for (const { topic, payload } of unpacked(text)) {
        if (payload === null) this.topics.lose(topic);
        else this.topics.hand({ topic, payload });
      }
    } catch (error) {
      // Any role may notify on any channel: what cannot be read is reported and nobody falls over it.
      this.options.onError(error);
    }
  }

  /** A half-open connection never reports itself: an unanswered question does. */
  private beat(): void {
    const client = this.client;
    client?.query('select 1').catch((error: unknown) => this.lost(client, error));
  }

  private lost(client: Client, error: unknown): void {
    if (this.client !== client) return;
    this.client = null;
    this.options.onError(error);
    client.end().catch(() => undefined);
    this.reopen(FIRST_WAIT_MS);
  }

  private reopen(waitMs: number): void {
    if (this.closed) return;
    this.again = setTimeout(() => {
      this.open().then(() => this.topics.lose(), (error: unknown) => {
        this.options.onError(error);
        this.reopen(Math.min(waitMs * 2, LONGEST_WAIT_MS));
      });
    }, waitMs);
    this.again.unref();
  }
}
