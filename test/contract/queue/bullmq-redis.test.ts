import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openRedisQueue, type RedisQueueOptions } from '../../../src/platform/queue/bullmq-redis/open-redis-queue.js';
import type { JobQueue, QueueFault } from '../../../src/platform/queue/job-queue.port.js';
import type { RedisWarning } from '../../../src/platform/redis/fitness.js';
import { TcpProxy } from '../../fault/tcp-proxy.js';
import { openRedisServer, WITHOUT_REDIS, type RedisServer } from '../../setup/redis-server.js';
import { durableQueueContract, type DurableHarness } from './durable-queue.contract.js';
import { CONTRACT_RETRY, event, job, pause, type QueueHarness } from './queue-harness.js';
import { queueContract } from './queue.contract.js';
import { SHORT_LOCKS } from './short-locks.js';

const SETTLE_MS = 60_000;
jest.setTimeout(120_000);

const withRedis = WITHOUT_REDIS === null ? describe : describe.skip;

withRedis(`with a Redis of its own${WITHOUT_REDIS === null ? '' : ` (${WITHOUT_REDIS})`}`, () => {
  let server: RedisServer;
  beforeAll(async () => { server = await openRedisServer(); });
  afterAll(() => server.close());

  const fact = async (name: string): Promise<string> => new RegExp(`^${name}:(.*)\r$`, 'm').exec(String(await server.ask('info')))?.[1] ?? '';
  /** Our connections, each by its name. */
  const connections = async (): Promise<string[]> => [...String(await server.ask('client', 'list')).matchAll(/ name=(duijie\S*)/g)].map(([, name = '']) => name);

  async function openRedis(options: Partial<RedisQueueOptions> = {}): Promise<DurableHarness> {
    await server.ask('flushall');
    const faults: QueueFault[] = [];
    const common = { url: server.url, onWarning: () => undefined, retry: CONTRACT_RETRY };
    const queue = await openRedisQueue({ ...common, onFault: (fault) => faults.push(fault), ...options });
    return {
      queue,
      faults,
      now: () => new Date(),
      settle: async (until) => {
        for (const end = Date.now() + SETTLE_MS; !(await until()); await pause(5)) {
          if (Date.now() > end) throw new Error(`The jobs did not settle; faults: ${faults.map(({ error }) => String(error)).join(', ')}`);
        }
      },
      close: () => queue.close(),
      url: server.url,
      another: () => openRedisQueue({ ...common, locks: SHORT_LOCKS, onFault: () => undefined }),
      loseLocks: async () => {
        for (const key of await server.ask('keys', 'duijie:*:lock') as string[]) await server.ask('set', key, 'of another');
      },
      attempts: async () => Promise.all((await server.ask('keys', 'duijie:match:e?') as string[]).sort().map(async (key) => {
        const [attempts, losses] = await server.ask('hmget', key, 'atm', 'stc') as string[];
        return { id: key.slice('duijie:match:'.length), attempts: Number(attempts), losses: Number(losses) };
      })),
      kept: async () => (await server.ask('keys', 'duijie:*:e[0-9]*') as string[]).length,
    };
  }

  queueContract('BullMQ in Redis', () => openRedis());
  durableQueueContract('BullMQ in Redis', () => openRedis({ locks: SHORT_LOCKS }));

  describe('the queue in Redis', () => {
    let harness: QueueHarness;
    let queue: JobQueue;
    let ran: string[];
    beforeEach(async () => {
      harness = await openRedis({ locks: SHORT_LOCKS });
      queue = harness.queue;
      ran = [];
    });
    afterEach(() => harness.close());
    const note = async ({ id }: { id: string }): Promise<void> => { ran.push(id); };
    /** As the relay does: again until it is accepted. */
    const handIn = (...ids: readonly string[]): Promise<void> => harness.settle(() => queue.enqueue(ids.map((id) => job(id))).then(() => true, () => false));

    it('goes on when everything is erased while it waits, and while it works', async () => {
      let erase = true;
      await queue.work('MATCH', async ({ id }) => {
        if (erase) await server.ask('flushall');
        erase = false;
        ran.push(id);
      }, { concurrency: 2 });
      await queue.enqueue([job('e1')]);
      await harness.settle(() => ran.length === 1);
      await queue.enqueue([job('e2')]);
      await harness.settle(() => ran.includes('e2'));
      await server.ask('flushall');
      await queue.enqueue([job('e3'), job('e4', { runAt: new Date(Date.now() + 300) })]);
      await harness.settle(() => ran.includes('e3') && ran.includes('e4'));
      expect(ran.sort()).toEqual(['e1', 'e2', 'e3', 'e4']);
      // The job that ran meanwhile could not be noted as done, which is told and ends nothing.
      await harness.settle(() => harness.faults.length > 0);
      expect(harness.faults.map(({ error }) => String(error)).filter((text) => !text.includes('Missing'))).toEqual([]);
    });

    it('runs no job twice and stops at none when it is erased a hundred times under load', async () => {
      await queue.work('MATCH', note, { concurrency: 4 });
      for (let n = 0; n < 1_000; n++) {
        await queue.enqueue([job(`e${n}`, { events: [event(n)] })]);
        if (n % 10 === 9) await server.ask('flushall');
      }
      await queue.enqueue([job('last')]);
      await harness.settle(() => ran.includes('last'));
      expect(new Set(ran).size).toBe(ran.length);
    });

    it('refuses at once while Redis is away, and goes on by itself when it is back', async () => {
      await queue.work('MATCH', note, { concurrency: 2 });
      await handIn('e1');
      await harness.settle(() => ran.includes('e1'));
      await server.stop();
      const before = performance.now();
      await expect(queue.enqueue([job('e2')])).rejects.toThrow();
      expect(performance.now() - before).toBeLessThan(5_000);
      await pause(1_500);
      await server.start();
      await handIn('e2');
      await harness.settle(() => ran.includes('e2'));
      expect(ran.filter((id) => id === 'e2')).toHaveLength(1);
      await harness.settle(async () => (await queue.depth()).MATCH.active === 0);
    });

    it('ends a job that outlasted a restart of Redis, when Redis kept it', async () => {
      const kept = await openRedisServer({ appendonly: 'yes', appendfsync: 'always' });
      const other = await openRedisQueue({ url: kept.url, locks: SHORT_LOCKS, retry: CONTRACT_RETRY, onFault: () => undefined, onWarning: () => undefined });
      try {
        await other.work('MATCH', async ({ id }) => {
          if (ran.length === 0) {
            ran.push('begun');
            await kept.kill();
            await kept.start();
          }
          ran.push(id);
        }, { concurrency: 1 });
        await other.enqueue([job('e1'), job('e2')]);
        await harness.settle(() => ran.includes('e2'));
        await harness.settle(() => other.depth().then(({ MATCH }) => Object.values(MATCH).every((count) => count === 0), () => false));
        expect([...new Set(ran)]).toEqual(['begun', 'e1', 'e2']);
      } finally {
        await other.close();
        await kept.close();
      }
    });

    it('goes on after all its connections were cut', async () => {
      await queue.work('MATCH', note, { concurrency: 2 });
      await queue.enqueue([job('e1')]);
      await harness.settle(() => ran.includes('e1'));
      await server.ask('client', 'kill', 'type', 'normal');
      await handIn('e2');
      await harness.settle(() => ran.includes('e2'));
      await server.ask('client', 'kill', 'type', 'normal');
      await handIn('e3');
      await harness.settle(() => ran.includes('e3'));
      expect([...new Set(ran)].sort()).toEqual(['e1', 'e2', 'e3']);
    });

    it('notices a partition, in which nothing is answered and nothing is cut, and loses nothing that was handed in during it', async () => {
      const cable = await TcpProxy.open(Number(new URL(server.url).port));
      const faults: QueueFault[] = [];
      const other = await openRedisQueue({ url: `redis://127.0.0.1:${cable.port}`, locks: SHORT_LOCKS, retry: CONTRACT_RETRY, onFault: (fault) => faults.push(fault), onWarning: () => undefined });
      try {
        await other.work('MATCH', note, { concurrency: 1 });
        await other.enqueue([job('e1')]);
        await harness.settle(() => ran.includes('e1'));
        cable.lose();
        cable.become('HANG');
        // Was on its way when the network went: sent again on the next connection that answers.
        const handedIn = other.enqueue([job('e2')]);
        await harness.settle(() => faults.some(({ error }) => String(error).includes('Socket timeout')));
        // What was connected before never hears of Redis again.
        cable.become('PASS');
        await handedIn;
        await harness.settle(() => other.enqueue([job('e3')]).then(() => true, () => false));
        await harness.settle(() => ran.includes('e2') && ran.includes('e3'));
      } finally {
        await other.close();
        await cable.close();
      }
    });

    it('waits for a Redis that answers late', async () => {
      await queue.work('MATCH', note, { concurrency: 1 });
      await server.ask('client', 'pause', 3_000, 'ALL');
      await handIn('e1');
      await harness.settle(() => ran.includes('e1'));
      expect(harness.faults).toEqual([]);
    });

    it('keeps ids alone', async () => {
      await queue.enqueue([{ ...job('e1'), phone: '13800000000' } as never]);
      const [name, data] = await server.ask('hmget', 'duijie:match:e1', 'name', 'data') as string[];
      expect(name).toBe('reverseMatch');
      expect(JSON.parse(data ?? '')).toEqual({ events: job('e1').events, runAt: null });
    });

    it('keeps nothing beside its own keys', async () => {
      await queue.work('MATCH', note, { concurrency: 1 });
      await queue.enqueue([job('e1')]);
      await harness.settle(() => ran.length === 1);
      expect((await server.ask('keys', '*') as string[]).filter((key) => !key.startsWith('duijie:'))).toEqual([]);
    });

    it('leaves no connection behind when it is closed, also while Redis is away', async () => {
      await queue.work('MATCH', note, { concurrency: 1 });
      await queue.work('NOTIFY', note, { concurrency: 1 });
      expect((await connections()).sort()).toEqual(['duijie-match', 'duijie-match-waits', 'duijie-notify', 'duijie-notify-waits', 'duijie-queue']);
      await queue.close();
      expect(await connections()).toEqual([]);
      const other = (await openRedis()).queue;
      await other.work('MATCH', note, { concurrency: 1 });
      await server.kill();
      await pause(300);
      const before = performance.now();
      await other.close();
      expect(performance.now() - before).toBeLessThan(10_000);
      await server.start();
      await pause(1_500);
      expect(await connections()).toEqual([]);
    });

    it('lets a job that runs end when it is closed while Redis is away, and runs it again later', async () => {
      let mayEnd = (): void => undefined;
      await queue.work('MATCH', ({ id }) => {
        ran.push(id);
        return new Promise<void>((resolve) => { mayEnd = resolve; });
      }, { concurrency: 1 });
      await queue.enqueue([job('e1')]);
      await harness.settle(() => ran.length === 1);
      await server.stop();
      const closed = queue.close();
      await pause(100);
      mayEnd();
      await closed;
      await server.start();
      // This Redis kept nothing: the same events come again, as they do when their delivery was never noted.
      const next = await openRedis();
      await next.queue.work('MATCH', note, { concurrency: 1 });
      await next.queue.enqueue([job('e1')]);
      await next.settle(() => ran.length === 2);
      await next.close();
      expect(harness.faults.filter(({ final }) => final)).toEqual([]);
    });
  });

  describe('opening the queue in Redis', () => {
    const warnings: RedisWarning[] = [];
    const open = (options: Partial<RedisQueueOptions>): Promise<JobQueue> =>
      openRedisQueue({ url: server.url, onFault: () => undefined, onWarning: (warning) => warnings.push(warning), ...options });

    it('is refused when the clock is wrong', async () => {
      await expect(open({ now: () => new Date(Date.now() + 60_000) })).rejects.toThrow('Redis相差');
      await expect(open({ now: () => new Date(Date.now() - 60_000) })).rejects.toThrow("Redis's by");
      await (await open({ now: () => new Date(Date.now() + 1_000) })).close();
    });

    it('warns when Redis keeps nothing on disk, and not when it does', async () => {
      warnings.length = 0;
      await (await open({})).close();
      expect(warnings).toEqual([{ zh: expect.stringContaining('AOF'), en: expect.stringContaining('AOF') }]);
      await server.ask('config', 'set', 'appendonly', 'yes');
      warnings.length = 0;
      await (await open({})).close();
      expect(warnings).toEqual([]);
      await server.ask('config', 'set', 'appendonly', 'no');
    });

    it('is refused by a Redis that may drop jobs', async () => {
      await server.ask('config', 'set', 'maxmemory-policy', 'allkeys-lru');
      await expect(open({})).rejects.toThrow(expect.objectContaining({ name: 'CannotStart', message: expect.stringMatching(/allkeys-lru.*noeviction/u) }));
      await server.ask('config', 'set', 'maxmemory-policy', 'noeviction');
    });

    it('is refused where there is no Redis, and where the password is wrong, in one sentence without it', async () => {
      await expect(open({ url: 'redis://127.0.0.1:1' })).rejects.toThrow(expect.objectContaining({ name: 'CannotStart', message: expect.stringContaining('ECONNREFUSED') }));
      await server.ask('config', 'set', 'requirepass', 'open sesame');
      const locked = { ...server, url: server.url.replace('//', '//:open%20sesame@') };
      try {
        await expect(open({})).rejects.toThrow('NOAUTH');
        await expect(open({ url: server.url.replace('//', '//:canary@') })).rejects.toThrow(expect.objectContaining({ message: expect.stringMatching(/^(?!.*canary).*WRONGPASS/u) }));
        await (await open({ url: locked.url })).close();
      } finally {
        const { Redis } = await import('ioredis');
        const client = new Redis(locked.url);
        await client.config('SET', 'requirepass', '');
        client.disconnect();
      }
    });

    it('leaves no connection behind when it was refused', async () => {
      await pause(50);
      expect(await connections()).toEqual([]);
      expect(await fact('connected_clients')).toBe('1');
    });
  });
});
