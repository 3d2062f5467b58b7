import { assertClockOf } from '../queue/assert-clock.js';
import { connectRedis } from './connect-redis.js';
import { judgeRedis, type RedisWarning } from './fitness.js';
import { letGo, redisClient } from './redis-client.js';

const REDIS_CLOCK = { zh: 'Redis', en: "Redis's" };

/**
 * Looks at a Redis before anything relies on it, on a connection of its own; `now` is this machine's clock. Answers what is unwise but works.
 * @throws CannotStart when it cannot be reached, will not do for a queue, or its clock is more than two seconds from ours.
 */
export async function checkRedis(url: string, now: () => Date): Promise<RedisWarning[]> {
  const client = redisClient(url, { name: 'duijie-start', patient: false, ending: () => true });
  try {
    await connectRedis(client);
    const warnings = judgeRedis(await client.info());
    await assertClockOf(async () => {
      const [seconds, micros] = await client.time();
      return new Date(Number(seconds) * 1_000 + Number(micros) / 1_000);
    }, now, REDIS_CLOCK);
    return warnings;
  } finally {
    letGo(client);
  }
}
