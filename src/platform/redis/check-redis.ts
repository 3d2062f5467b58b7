import { CannotStart } from '../config/cannot-start.js';
import { assertClockOf } from '../queue/assert-clock.js';
import { judgeRedis, type RedisWarning } from './fitness.js';
import { letGo, redisClient } from './redis-client.js';

const REDIS_CLOCK = { zh: 'Redis', en: "Redis's" };

/**
 * Looks at a Redis before anything relies on it, on a connection of its own; `now` is this machine's clock. Answers what is unwise but works.
 * @throws CannotStart when it cannot be reached, will not do for a queue, or its clock is more than two seconds from ours.
 */
export async function checkRedis(url: string, now: () => Date): Promise<RedisWarning[]> {
  const client = redisClient(url, { name: 'duijie-start', patient: false, ending: () => true });
  let reason: Error | null = null;
  client.on('error', (error) => { reason = error; });
  try {
    await client.connect();
    const warnings = judgeRedis(await client.info());
    await assertClockOf(async () => {
      const [seconds, micros] = await client.time();
      return new Date(Number(seconds) * 1_000 + Number(micros) / 1_000);
    }, now, REDIS_CLOCK);
    return warnings;
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw unreachable(reason ?? error);
  } finally {
    letGo(client);
  }
}

function unreachable(error: unknown): CannotStart {
  const why = error instanceof AggregateError && error.message === '' ? error.errors.map(String).join('; ') : error instanceof Error ? error.message : String(error);
  return new CannotStart(
    `无法使用 REDIS_URL 所指的 Redis（${why}）；请启动它或改正地址、用户和密码，不用 Redis 则删除此设置。`,
    `The Redis of REDIS_URL cannot be used (${why}): start it, or correct address, user and password, or unset REDIS_URL to do without it.`, { cause: error });
}
