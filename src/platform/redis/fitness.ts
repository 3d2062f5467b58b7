import { CannotStart } from '../config/cannot-start.js';

/** The oldest Redis that BullMQ advises: from here on it has every command that BullMQ uses without a detour. */
export const OLDEST_REDIS = '6.2.0';

/** A fault that a start may live with, in both languages. */
export interface RedisWarning {
  readonly zh: string;
  readonly en: string;
}

/**
 * Judges a Redis by what it says of itself (`INFO`): a queue needs a master of its own, new enough, that never drops a key.
 * @throws CannotStart with what is wrong and what to do. Answers what is unwise but works.
 */
export function judgeRedis(info: string): RedisWarning[] {
  const facts = factsOf(info);
  const fact = (name: string): string => facts.get(name) ?? '';
  const version = fact('redis_version');
  if (isOlder(version, OLDEST_REDIS)) {
    throw new CannotStart(`Redis 版本为 ${version || '未知'}，任务队列需要 ${OLDEST_REDIS} 或更新版本，请升级。`, `Redis is version ${version || 'unknown'}; the job queue needs ${OLDEST_REDIS} or later: upgrade it.`);
  }
  if (fact('redis_mode') === 'cluster') {
    throw new CannotStart('REDIS_URL 指向 Redis 集群，任务队列需要单个主节点（可带副本）。', 'REDIS_URL leads to a Redis cluster; the job queue needs one master (with replicas, if you like).');
  }
  if (fact('role') === 'slave') {
    throw new CannotStart('REDIS_URL 指向只读副本，请改为主节点的地址。', 'REDIS_URL leads to a read-only replica: give the address of the master.');
  }
  const policy = fact('maxmemory_policy');
  if (policy !== 'noeviction') {
    throw new CannotStart(
      `Redis 的 maxmemory-policy 为 ${policy || '未知'}，内存满时会丢弃任务；请改为 noeviction（CONFIG SET maxmemory-policy noeviction，并写入 redis.conf）。`,
      `Redis has the maxmemory-policy ${policy || 'unknown'} and would drop jobs when its memory is full: set noeviction (CONFIG SET maxmemory-policy noeviction, and in redis.conf).`);
  }
  return fact('aof_enabled') === '1' ? [] : [{
    zh: 'Redis 未开启 AOF，重启会丢失队列中的任务，随后由数据库补回；请设 appendonly yes、appendfsync everysec。',
    en: 'Redis runs without AOF and loses its jobs at a restart, to be brought back from the database: set appendonly yes and appendfsync everysec.',
  }];
}

/** The lines `name:value` of an `INFO` answer. */
export function factsOf(info: string): ReadonlyMap<string, string> {
  return new Map(info.split(/\r?\n/).flatMap((line) => {
    const at = line.indexOf(':');
    return at < 1 || line.startsWith('#') ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
  }));
}

export function isOlder(version: string, than: string): boolean {
  const [own, other] = [version, than].map((text) => text.split('.').map(Number));
  if (own === undefined || other === undefined || own.some(Number.isNaN)) return true;
  const place = other.findIndex((number, n) => number !== (own[n] ?? 0));
  return place >= 0 && (own[place] ?? 0) < (other[place] ?? 0);
}
