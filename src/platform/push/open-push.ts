import { PostgresPush } from './postgres/postgres-push.js';
import type { Push } from './push.js';
import { RedisPush } from './redis/redis-push.js';

/** Push between processes, and whether it hears the others now. */
export type ConnectedPush = Push & { readonly connected: boolean };

export interface PushOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly onError: (error: unknown) => void;
}

/** Opens push over Redis where there is one, else over the database's NOTIFY. Rejects when it cannot be reached the first time. */
export function openPush({ databaseUrl, redisUrl, onError }: PushOptions): Promise<ConnectedPush> {
  return redisUrl === null ? PostgresPush.connect({ url: databaseUrl, onError }) : RedisPush.connect({ url: redisUrl, onError });
}
