import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDemand, aProduct } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { freshDatabase, type TestDatabase } from '../setup/database.js';
import { openRedisServer, WITHOUT_REDIS, type RedisServer } from '../setup/redis-server.js';
import type { Endpoint, LiveAnswers } from './endpoint.js';
import { ALL, runHouse, type RunningHouse } from './harness.js';
import { Program } from './program.js';

const withRedis = WITHOUT_REDIS === null ? describe : describe.skip;
/** What the product promises: so long after Redis was erased, pending work is back. */
const BACK_WITHIN_MS = 60_000;

interface Pushed {
  readonly recommendationPushed: { readonly id: string; readonly productId: string };
}
interface Check {
  readonly name: string;
  readonly ok: boolean;
}

withRedis(`the product on Redis${WITHOUT_REDIS === null ? '' : ` (${WITHOUT_REDIS})`}`, () => {
  let server: RedisServer;
  let house: RunningHouse;
  let registry: Registry;
  let buyer: Member;
  let seller: Member;
  let officer: Member;
  beforeAll(async () => {
    server = await openRedisServer();
    house = await runHouse(ALL, { REDIS_URL: server.url });
    registry = await Registry.open(house, house.market);
    [buyer, seller, officer] = [await registry.member(), await registry.member(), await registry.member({ kind: 'DEPARTMENT' })];
    await aDemand(house.market, buyer);
  }, 180_000);
  afterAll(async () => {
    await registry.close();
    await house.close();
    await server.close();
  });

  const connections = async (): Promise<number> => [...String(await server.ask('client', 'list')).matchAll(/ name=duijie-/g)].length;
  const checks = async (process: Endpoint): Promise<readonly Check[]> => ((await (await fetch(`${process.url}/health/ready`)).json()) as { checks: Check[] }).checks;
  const unwell = async (process: Endpoint): Promise<string[]> => (await checks(process)).filter(({ ok }) => !ok).map(({ name }) => name);
  const recommended = async (): Promise<string[]> => (await house.sql<{ id: string }>('select distinct product_id as id from matching_recommendation')).map(({ id }) => id);
  const listed = async (): Promise<number> => (await house.sql('select from platform_pending_job')).length;

  /** What a worker needs to run without Redis. */
  const settingsOf = (database: TestDatabase): Readonly<Record<string, string>> => ({
    DUIJIE_APP_DATABASE_URL: database.urlOf('duijie_app'), DUIJIE_RELAY_DATABASE_URL: database.urlOf('duijie_relay'), DUIJIE_MATCHER_DATABASE_URL: database.urlOf('duijie_matcher'),
    DUIJIE_DATA_DIR: house.dataDir, DUIJIE_IDEMPOTENCY_SECRET: 'the secret of a test house', DUIJIE_ACCESS_SECRET: 'the key of a test house', DUIJIE_LOG_TO: 'terminal', DEMO: '0',
  });

  async function listen(): Promise<LiveAnswers<Pushed>> {
    const live = house.market.subscribe<Pushed>('subscription { recommendationPushed { id productId } }', {}, buyer);
    await live.connected;
    // The server acknowledges the connection, not the operation: give it the time of one round trip.
    await house.market.ask('{ __typename }');
    await new Promise((resolve) => setTimeout(resolve, 150));
    return live;
  }

  it('carries a publication to the one who watches, and uses PostgreSQL for no job and no push', async () => {
    const live = await listen();
    const productId = await aProduct(house.market, seller);
    expect((await live.next()).data?.recommendationPushed.productId).toBe(productId);
    await live.close();
    await house.until('every job is struck off the list', async () => (await listed()) === 0);
    expect(await house.sql('select from jobs.job')).toEqual([]);
    expect(await house.sql(`select from pg_stat_activity where application_name in ('duijie push', 'duijie queue') and datname = current_database()`)).toEqual([]);
    expect((await server.ask('keys', '*') as string[]).every((key) => key.startsWith('duijie:'))).toBe(true);
  }, 90_000);

  it('is ready with a check of Redis in every process, and measures it', async () => {
    for (const process of [house.market, house.admin, house.worker]) {
      expect(await checks(process)).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'redis', ok: true })]));
      expect(await (await fetch(`${process.url}/metrics`)).text()).toMatch(/^duijie_redis_up 1$/m);
    }
  });

  it('shows the departments its queues', async () => {
    const { queues } = await house.admin.ask<{ queues: { lane: string; failed: number }[] }>('{ queues { lane waiting running delayed failed oldestWaitingAt oldestWaitingSeconds } }', {}, officer);
    expect(queues.map(({ lane, failed }) => [lane, failed])).toEqual(['IMPORT', 'INDEX', 'MATCH', 'NOTIFY', 'DELIVER', 'HOUSEKEEPING'].map((lane) => [lane, 0]));
  });

  it('matches every product that is published while Redis is erased again and again', async () => {
    const products: string[] = [];
    for (let n = 0; n < 12; n++) {
      products.push(await aProduct(house.market, seller));
      if (n % 3 === 2) await server.ask('flushall');
    }
    const erasedAt = performance.now();
    await house.until('all are recommended and no job is pending', async () => {
      const known = await recommended();
      return products.every((id) => known.includes(id)) && (await listed()) === 0;
    }, BACK_WITHIN_MS);
    process.stdout.write(`   12 products published while Redis was erased 4 times: all recommended ${((performance.now() - erasedAt) / 1_000).toFixed(1)} s after the last\n`);
    expect(await house.sql('select line_id, product_id from matching_recommendation group by line_id, product_id having count(*) > 1')).toEqual([]);
    expect(house.faults).toEqual([]);
  }, 120_000);

  it('takes what is published while Redis is away, says what is missing, and works it off when it is back', async () => {
    const live = await listen();
    await server.stop();
    const productId = await aProduct(house.market, seller);
    for (const process of [house.market, house.admin, house.worker]) await house.until('Redis is missed', async () => (await unwell(process)).includes('redis'));
    expect(await house.market.ask('{ viewer { organisation { id } } }', {}, buyer)).toEqual({ viewer: { organisation: { id: buyer.organisationId } } });
    await server.start();
    const seen: (string | undefined)[] = [];
    while (!seen.includes(productId)) seen.push((await live.next(BACK_WITHIN_MS)).data?.recommendationPushed.productId);
    await live.close();
    for (const process of [house.market, house.admin, house.worker]) await house.until('all is well', async () => (await unwell(process)).length === 0);
    await house.until('no job is pending', async () => (await listed()) === 0);
  }, 180_000);

  it('goes on in PostgreSQL when Redis is given up, with what was pending, and ends cleanly', async () => {
    await house.program('worker').kill();
    const productId = await aProduct(house.market, seller);
    const began = performance.now();
    for (const name of ALL) expect([0, null]).toContain(await house.program(name).stop());
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(await connections()).toBe(0);
    await server.ask('flushall');
    const worker = new Program('worker', settingsOf(house.database));
    await worker.start();
    await house.until('it is recommended', async () => (await recommended()).includes(productId));
    expect(await worker.stop()).toBe(0);
    expect(await listed()).toBe(0);
    expect(worker.faults).toEqual([]);
  }, 120_000);

  it.each([
    ['cannot be reached', 'redis://127.0.0.1:1', /无法使用 REDIS_URL 所指的 Redis（.*ECONNREFUSED.*cannot be used/],
    ['may drop jobs', '', /maxmemory-policy.*allkeys-lru/],
  ])('does not start on a Redis that %s, and says so in one sentence', async (_what, url, says) => {
    await server.ask('config', 'set', 'maxmemory-policy', 'allkeys-lru');
    const database = await freshDatabase();
    const worker = new Program('worker', { ...settingsOf(database), REDIS_URL: url === '' ? server.url : url });
    await expect(worker.start()).rejects.toThrow(says);
    expect(worker.log.trim().split('\n').filter((line) => !line.startsWith('{'))).toHaveLength(1);
    await server.ask('config', 'set', 'maxmemory-policy', 'noeviction');
    await database.drop();
  }, 60_000);
});
