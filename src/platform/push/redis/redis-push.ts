import type { Redis } from 'ioredis';
import { connectRedis } from '../../redis/connect-redis.js';
import { letGo, redisClient } from '../../redis/redis-client.js';
import { Push, type PushMessage, type ReadPayload } from '../push.js';
import { Topics } from '../topics.js';

export interface RedisPushOptions {
  readonly url: string;
  /** Hears once of each lost connection, and of messages that cannot be read. */
  readonly onError: (error: unknown) => void;
  /** Messages that may wait for one slow reader, 1,000 unless given. */
  readonly waitingMax?: number;
  /** Milliseconds between signs of life on the connection that listens, 30,000 unless given. */
  readonly heartbeatMs?: number;
}

/** One of many publishes, so that no single one is long. */
const MESSAGES_AT_ONCE = 100;
const HEARTBEAT_MS = 30_000;

/** The channel of the database that a URL names: unlike keys, the channels of a Redis are the same for all its databases. */
export const channelOf = (url: string): string => `duijie:push:${Number(new URL(url).pathname.slice(1))}`;

/**
 * Push over Redis, on one channel and two connections per process: one that listens, one that publishes. Lost connections
 * are opened again for as long as it takes; what was sent meanwhile is gone, so all readers then see `missed`.
 */
export class RedisPush extends Push {
  readonly topics: Topics;
  private readonly listening: Redis;
  private readonly publishing: Redis;
  private readonly channel: string;
  private readonly heartbeat: NodeJS.Timeout;
  private hears = false;
  private closed = false;

  private constructor(private readonly options: RedisPushOptions) {
    super();
    this.topics = new Topics(options.waitingMax);
    this.channel = channelOf(options.url);
    const client = (name: string): Redis => redisClient(options.url, { name, patient: false, ending: () => this.closed });
    [this.listening, this.publishing] = [client('duijie-push-reads'), client('duijie-push')];
    // A half-open connection never reports itself: an unanswered question does.
    this.heartbeat = setInterval(() => void this.listening.ping().catch(() => undefined), options.heartbeatMs ?? HEARTBEAT_MS).unref();
  }

  /** Connects and listens. @throws CannotStart when Redis cannot be reached the first time. */
  static async connect(options: RedisPushOptions): Promise<RedisPush> {
    const push = new RedisPush(options);
    try {
      await connectRedis(push.publishing);
      await connectRedis(push.listening);
      await push.listen();
    } catch (error) {
      await push.close();
      throw error;
    }
    return push;
  }

  /** False while a connection is lost; for health. */
  get connected(): boolean {
    return this.hears && this.publishing.status === 'ready';
  }

  async publish(messages: readonly PushMessage[]): Promise<void> {
    if (messages.length === 0) return;
    if (!this.connected) throw new Error('Push is not connected.');
    const all = this.publishing.multi();
    for (let from = 0; from < messages.length; from += MESSAGES_AT_ONCE) all.publish(this.channel, JSON.stringify(messages.slice(from, from + MESSAGES_AT_ONCE)));
    const answers = await all.exec();
    const failed = answers?.find(([error]) => error !== null)?.[0];
    if (answers === null || failed) throw new Error('Redis took no push.', { cause: failed });
  }

  subscribe(topic: string): AsyncIterableIterator<ReadPayload> {
    const reader = this.topics.subscribe(topic);
    if (this.closed) reader.end();
    return reader;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.hears = false;
    clearInterval(this.heartbeat);
    this.topics.end();
    await Promise.all([this.listening, this.publishing].map(async (client) => {
      if (client.status === 'ready') await client.quit().catch(() => undefined);
      letGo(client);
    }));
  }

  private async listen(): Promise<void> {
    this.listening.on('message', (_channel, text) => this.read(text));
    this.listening.on('close', () => this.lost());
    await this.listening.subscribe(this.channel);
    this.hears = true;
    this.listening.on('ready', () => {
      // Readers are told once the channel is heard again: what comes then they do get.
      this.listening.subscribe(this.channel).then(() => {
        this.hears = true;
        this.topics.lose();
      }, () => undefined);
    });
  }

  private lost(): void {
    if (!this.hears) return;
    this.hears = false;
    this.options.onError(new Error('The push connection to Redis is lost.'));
  }

  private read(text: string): void {
    try {
      const messages = JSON.parse(text) as unknown;
      if (!Array.isArray(messages)) throw new Error('A push without messages.');
      for (const { topic, payload } of messages as PushMessage[]) this.topics.hand({ topic, payload });
    } catch (error) {
      // Whoever knows this Redis may publish on any channel: what cannot be read is reported and nobody falls over it.
      this.options.onError(error);
    }
  }
}
