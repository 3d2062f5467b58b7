import type { Redis } from 'ioredis';
import { CannotStart } from '../config/cannot-start.js';

/** Opens a connection for the first time. @throws CannotStart with the reason when Redis cannot be reached or lets nobody in. */
export async function connectRedis(client: Redis): Promise<void> {
  let reason: unknown = null;
  const note = (error: unknown): void => { reason = error; };
  client.on('error', note);
  try {
    await client.connect();
    // A Redis with a password opens to everybody and answers nobody.
    await client.ping();
  } catch (error) {
    throw unreachable(reason ?? error);
  } finally {
    client.off('error', note);
  }
}

function unreachable(error: unknown): CannotStart {
  const why = error instanceof AggregateError && error.message === '' ? error.errors.map(String).join('; ') : error instanceof Error ? error.message : String(error);
  return new CannotStart(
    `无法使用 REDIS_URL 所指的 Redis（${why}）；请启动它或改正地址、用户和密码，不用 Redis 则删除此设置。`,
    `The Redis of REDIS_URL cannot be used (${why}): start it, or correct address, user and password, or unset REDIS_URL to do without it.`, { cause: error });
}
