import type { Redis } from 'ioredis';
import type { HealthCheck } from '../health/readiness.js';
import type { Metrics } from '../health/metrics.js';
import { connectRedis } from './connect-redis.js';
import { factsOf, judgeRedis } from './fitness.js';
import { letGo, redisClient } from './redis-client.js';

const MEBIBYTE = 1_048_576;

/** Asks Redis how it is, on a connection of its own: whether it answers, and whether it still will do for a queue. */
export class RedisProbe {
  private closed = false;
  private readonly client: Redis;

  private constructor(url: string) {
    this.client = redisClient(url, { name: 'duijie-probe', patient: false, ending: () => this.closed });
  }

  /** @throws CannotStart when Redis cannot be reached the first time. */
  static async open(url: string): Promise<RedisProbe> {
    const probe = new RedisProbe(url);
    try {
      await connectRedis(probe.client);
      return probe;
    } catch (error) {
      probe.close();
      throw error;
    }
  }

  /** Fails while Redis is away, and when somebody has made it one that may drop jobs or does not write. */
  readonly check: HealthCheck = {
    name: 'redis',
    check: async () => {
      const info = await this.info();
      const warnings = judgeRedis(info);
      const facts = factsOf(info);
      return [`Redis ${facts.get('redis_version')}, ${Math.ceil(Number(facts.get('used_memory')) / MEBIBYTE)} MiB`, ...(warnings.length > 0 ? ['AOF is off'] : [])].join(', ');
    },
  };

  measure(metrics: Metrics): void {
    const up = metrics.gauge({ name: 'duijie_redis_up', help: 'Whether Redis answers: 1 or 0.' });
    const memory = metrics.gauge({ name: 'duijie_redis_memory_bytes', help: 'Memory that Redis says it uses.' });
    metrics.beforeScrape(async () => {
      const info = await this.info().catch(() => null);
      up.set(info === null ? 0 : 1);
      if (info !== null) memory.set(Number(factsOf(info).get('used_memory') ?? 0));
    });
  }

  close(): void {
    this.closed = true;
    letGo(this.client);
  }

  private info(): Promise<string> {
    if (this.client.status !== 'ready') return Promise.reject(new Error('the connection to Redis is lost'));
    return this.client.info();
  }
}
