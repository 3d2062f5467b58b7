import { Redis } from 'ioredis';

export interface RedisClientOptions {
  /** What `CLIENT LIST` shows, without spaces. */
  readonly name: string;
  /**
   * Whether a command waits for a lost connection. A worker waits, since it has nobody to tell; what answers somebody does
   * not: it fails at once, and whoever asked decides.
   */
  readonly patient: boolean;
  /** True once a lost connection shall stay lost: what still waits then fails at once, so that closing comes to its end. */
  readonly ending: () => boolean;
}

const CONNECT_WITHIN_MS = 5_000;
/** A partition never reports itself: a connection that owes an answer for so long is cut. Longer than any command may block. */
const ANSWER_WITHIN_MS = 15_000;
/** ioredis keeps the process alive for so long after letting go of what is gone already. */
const GONE_WITHIN_MS = 500;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** A connection to Redis that is opened at `connect()` and opened again whenever it is lost, for as long as it takes. */
export function redisClient(url: string, { name, patient, ending }: RedisClientOptions): Redis {
  const client = new Redis(url, {
    connectionName: name,
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN_MS,
    disconnectTimeout: GONE_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    keepAlive: ANSWER_WITHIN_MS,
    enableOfflineQueue: patient,
    maxRetriesPerRequest: patient ? null : 1,
    retryStrategy: (times) => (ending() ? null : Math.min(times * FIRST_PAUSE_MS, LONGEST_PAUSE_MS)),
    // After a failover the old address may lead to a replica, which refuses to write for as long as one stays connected.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  // Without a listener ioredis prints each failed attempt; who must know listens as well.
  client.on('error', () => undefined);
  return client;
}

/** Resolves once the connection is open or has ended for good; call it when `ending()` has become true. */
export async function settled(client: Redis): Promise<void> {
  while (!['wait', 'ready', 'end'].includes(client.status)) {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        client.off('ready', look).off('end', look);
        resolve();
      };
      client.once('ready', look).once('end', look);
    });
  }
}

/** Closes a connection at once. */
export function letGo(client: Redis): void {
  if (client.status !== 'end') client.disconnect();
}
