import { CannotStart } from '../../platform/config/cannot-start.js';
import { CLOCK_LIMIT_MS } from '../../platform/queue/assert-clock.js';
import { isOlder, OLDEST_REDIS } from '../../platform/redis/fitness.js';
import { redisFacts, type RedisFacts } from '../../platform/redis/redis-facts.js';
import { fail, ok, warn, type Check, type Finding } from './check.js';

const FULL = 0.9;
const MEBIBYTE = 1_048_576;

/** The Redis of REDIS_URL: whether it answers, and whether it will do for a queue that must lose nothing. */
export const checkRedisServer: Check = async ({ settings }) => {
  if (settings.redisUrl === null) return [ok('redis', ['未设 REDIS_URL，任务队列在 PostgreSQL 中', 'REDIS_URL is not set: the job queue lies in PostgreSQL'])];
  try {
    const facts = await redisFacts(settings.redisUrl);
    return [server(facts), policy(facts), persistence(facts), memory(facts), clock(facts)];
  } catch (error) {
    // The words of a connection that failed hold its address, and perhaps a password.
    const why = error instanceof CannotStart && error.cause !== undefined ? (error.cause as { code?: string }).code ?? '' : '';
    return [fail('redis', [`REDIS_URL 所指的 Redis 不能使用${why === '' ? '' : `（${why}）`}`, `the Redis of REDIS_URL cannot be used${why === '' ? '' : ` (${why})`}`],
      ['启动 Redis，或改正地址、用户和密码；不用 Redis 则删除 REDIS_URL，未完成的任务会由数据库补回', 'start it, or correct address, user and password; or unset REDIS_URL, and pending jobs come back from the database'])];
  }
};

function server({ version, mode, role }: RedisFacts): Finding {
  const words = [`Redis ${version}`, `Redis ${version}`] as const;
  if (isOlder(version, OLDEST_REDIS)) return fail('redis', words, [`升级到 ${OLDEST_REDIS} 以上`, `upgrade to ${OLDEST_REDIS} or later`]);
  if (mode === 'cluster') return fail('redis', ['REDIS_URL 指向 Redis 集群', 'REDIS_URL leads to a Redis cluster'], ['改为单个主节点（可带副本）的地址', 'give the address of one master (with replicas, if you like)']);
  if (role === 'slave') return fail('redis', ['REDIS_URL 指向只读副本', 'REDIS_URL leads to a read-only replica'], ['改为主节点的地址', 'give the address of the master']);
  return ok('redis', words);
}

function policy({ evicts }: RedisFacts): Finding {
  const words = [`内存满时的策略 ${evicts}`, `when its memory is full: ${evicts}`] as const;
  return evicts === 'noeviction' ? ok('redis-policy', words)
    : fail('redis-policy', words, ['执行 CONFIG SET maxmemory-policy noeviction 并写入 redis.conf，否则任务会被丢弃', 'CONFIG SET maxmemory-policy noeviction, and in redis.conf: else it drops jobs']);
}

function persistence({ appends }: RedisFacts): Finding {
  return appends ? ok('redis-aof', ['AOF 已开启', 'AOF is on'])
    : warn('redis-aof', ['AOF 未开启，重启会丢失任务，随后由数据库补回', 'AOF is off: a restart loses jobs, which come back from the database'], ['设 appendonly yes、appendfsync everysec', 'set appendonly yes and appendfsync everysec']);
}

function memory({ memoryBytes, memoryMaxBytes }: RedisFacts): Finding {
  const [used, most] = [memoryBytes, memoryMaxBytes].map((bytes) => Math.ceil(bytes / MEBIBYTE));
  const words = memoryMaxBytes === 0 ? [`占用内存 ${used} MiB`, `uses ${used} MiB`] as const : [`占用内存 ${used} / ${most} MiB`, `uses ${used} of ${most} MiB`] as const;
  return memoryMaxBytes > 0 && memoryBytes > FULL * memoryMaxBytes
    ? warn('redis-memory', words, ['加大 maxmemory：满了以后任务交不进去，事件会留在数据库中等待', 'raise maxmemory: once it is full it takes no jobs, and events wait in the database']) : ok('redis-memory', words);
}

function clock({ clockAheadMs }: RedisFacts): Finding {
  const words = [`本机时钟与 Redis 相差 ${Math.round(Math.abs(clockAheadMs))} 毫秒`, `this clock and Redis’ differ by ${Math.round(Math.abs(clockAheadMs))} ms`] as const;
  return Math.abs(clockAheadMs) > CLOCK_LIMIT_MS ? fail('redis-clock', words, ['启用 NTP 校时', 'let NTP set the clocks']) : ok('redis-clock', words);
}
