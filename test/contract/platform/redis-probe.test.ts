import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Metrics } from '../../../src/platform/health/metrics.js';
import { Readiness } from '../../../src/platform/health/readiness.js';
import { RedisProbe } from '../../../src/platform/redis/redis-probe.js';
import { openRedisServer, WITHOUT_REDIS, type RedisServer } from '../../setup/redis-server.js';

const withRedis = WITHOUT_REDIS === null ? describe : describe.skip;

withRedis(`the health of a Redis${WITHOUT_REDIS === null ? '' : ` (${WITHOUT_REDIS})`}`, () => {
  let server: RedisServer;
  let probe: RedisProbe;
  const metrics = new Metrics();
  beforeAll(async () => {
    server = await openRedisServer();
    probe = await RedisProbe.open(server.url);
    probe.measure(metrics);
  }, 60_000);
  afterAll(async () => {
    probe.close();
    await server.close();
  });
  const look = () => new Readiness([probe.check]).look();
  const figure = async (name: string): Promise<number> => Number(new RegExp(`^${name} (.*)$`, 'm').exec(await metrics.render())?.[1]);

  it('is told with version and memory, and that nothing reaches the disk', async () => {
    expect(await look()).toEqual({ ready: true, checks: [{ name: 'redis', ok: true, ms: expect.any(Number), detail: expect.stringMatching(/^Redis \d+\.\d+\.\d+, \d+ MiB, AOF is off$/) }] });
    expect(await figure('duijie_redis_up')).toBe(1);
    expect(await figure('duijie_redis_memory_bytes')).toBeGreaterThan(100_000);
  });

  it('is lost when somebody lets it drop keys, and comes back', async () => {
    await server.ask('config', 'set', 'maxmemory-policy', 'allkeys-lru');
    expect((await look()).checks).toEqual([expect.objectContaining({ ok: false, detail: expect.stringContaining('allkeys-lru') })]);
    await server.ask('config', 'set', 'maxmemory-policy', 'noeviction');
    expect((await look()).ready).toBe(true);
  });

  it('is lost at once while it is away, and comes back by itself', async () => {
    await server.stop();
    while ((await look()).ready) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await look()).checks).toEqual([expect.objectContaining({ name: 'redis', ok: false, detail: 'the connection to Redis is lost' })]);
    expect(await figure('duijie_redis_up')).toBe(0);
    await server.start();
    while (!(await look()).ready) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await figure('duijie_redis_up')).toBe(1);
  }, 30_000);

  it('is not asked for where there is none', async () => {
    await expect(RedisProbe.open('redis://127.0.0.1:1')).rejects.toThrow(expect.objectContaining({ name: 'CannotStart' }));
  });
});
