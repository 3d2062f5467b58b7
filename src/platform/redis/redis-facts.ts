import { connectRedis } from './connect-redis.js';
import { factsOf } from './fitness.js';
import { letGo, redisClient } from './redis-client.js';

/** What a doctor asks of a Redis, in one look. */
export interface RedisFacts {
  readonly version: string;
  /** `standalone`, `sentinel` or `cluster`. */
  readonly mode: string;
  /** `master` or `slave`. */
  readonly role: string;
  /** What it does when its memory is full. */
  readonly evicts: string;
  readonly appends: boolean;
  readonly memoryBytes: number;
  /** 0: without a bound. */
  readonly memoryMaxBytes: number;
  /** How far this machine's clock is ahead of its. */
  readonly clockAheadMs: number;
}

/** @throws CannotStart when it cannot be reached or lets nobody in. */
export async function redisFacts(url: string): Promise<RedisFacts> {
  const client = redisClient(url, { name: 'duijie-doctor', patient: false, ending: () => true });
  try {
    await connectRedis(client);
    const facts = factsOf(await client.info());
    const [seconds, micros] = await client.time();
    const fact = (name: string): string => facts.get(name) ?? '';
    return {
      version: fact('redis_version'), mode: fact('redis_mode'), role: fact('role'), evicts: fact('maxmemory_policy'), appends: fact('aof_enabled') === '1',
      memoryBytes: Number(fact('used_memory')), memoryMaxBytes: Number(fact('maxmemory')), clockAheadMs: Date.now() - (Number(seconds) * 1_000 + Number(micros) / 1_000),
    };
  } finally {
    letGo(client);
  }
}
