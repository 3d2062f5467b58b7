import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channelOf, RedisPush } from '../../../src/platform/push/redis/redis-push.js';
import { openRedisServer, WITHOUT_REDIS, type RedisServer } from '../../setup/redis-server.js';
import { next, pushContract } from './push.contract.js';

const withRedis = WITHOUT_REDIS === null ? describe : describe.skip;
const failing = (error: unknown): never => { throw error; };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

withRedis(`with a Redis of its own${WITHOUT_REDIS === null ? '' : ` (${WITHOUT_REDIS})`}`, () => {
  let server: RedisServer;
  beforeAll(async () => { server = await openRedisServer(); }, 60_000);
  afterAll(() => server.close());

  const connect = (onError: (error: unknown) => void = failing, waitingMax?: number): Promise<RedisPush> =>
    RedisPush.connect({ url: server.url, onError, ...(waitingMax === undefined ? {} : { waitingMax }) });
  const sessions = async (): Promise<string[]> => [...String(await server.ask('client', 'list')).matchAll(/ name=(duijie-push\S*)/g)].map(([, name = '']) => name).sort();

  pushContract('Redis', async (waitingMax) => {
    const [publisher, listener] = await Promise.all([connect(), connect(failing, waitingMax)]);
    return { publisher, listener, readers: () => listener.topics.size };
  });

  describe('the connections of Redis push', () => {
    const cut = async (): Promise<void> => {
      for (const kind of ['pubsub', 'normal']) await server.ask('client', 'kill', 'type', kind);
    };

    it.each<[string, () => Promise<void>]>([
      ['cut', cut],
      ['cut by a restart of Redis', () => server.stop().then(() => pause(1_200)).then(() => server.start())],
      ['cut by the death of Redis', () => server.kill().then(() => server.start())],
    ])('are opened again when they are %s; readers stay and learn that they may have missed something', async (_what, lose) => {
      const errors: unknown[] = [];
      const push = await connect((error) => errors.push(error));
      const [waiting, later] = [push.subscribe('t'), push.subscribe('t')];
      const asked = next(waiting);
      await lose();
      expect(await asked).toEqual({ missed: true });
      while (!push.connected) await pause(5);
      await push.publish([{ topic: 't', payload: { n: 1 } }]);
      expect(await next(waiting)).toEqual({ n: 1 });
      expect(await next(later)).toEqual({ n: 1, missed: true });
      expect(errors).toHaveLength(1);
      await push.close();
    });

    it('do not mind that everything is erased', async () => {
      const push = await connect();
      const reader = push.subscribe('t');
      await server.ask('flushall');
      await push.publish([{ topic: 't', payload: { n: 1 } }]);
      expect(await next(reader)).toEqual({ n: 1 });
      await push.close();
    });

    it('refuse to publish while they are lost, so that the relay keeps its events', async () => {
      const push = await connect(() => undefined);
      await server.stop();
      while (push.connected) await pause(2);
      await expect(push.publish([{ topic: 't', payload: {} }])).rejects.toThrow('not connected');
      await push.close();
      await server.start();
    });

    it('show signs of life', async () => {
      const push = await RedisPush.connect({ url: server.url, onError: failing, heartbeatMs: 20 });
      const pinged = async (): Promise<boolean> => / name=duijie-push-reads .* cmd=ping /.test(String(await server.ask('client', 'list')));
      while (!(await pinged())) await pause(10);
      await push.close();
    });

    it('are refused at once where there is no Redis, in one sentence, and leave nothing', async () => {
      await expect(RedisPush.connect({ url: 'redis://127.0.0.1:1', onError: failing })).rejects.toThrow(expect.objectContaining({ name: 'CannotStart', message: expect.stringContaining('ECONNREFUSED') }));
      expect(await sessions()).toEqual([]);
    });

    it('do not fall over what others send on their channel', async () => {
      const errors: unknown[] = [];
      const push = await connect((error) => errors.push(error));
      const reader = push.subscribe('t');
      for (const text of ['', 'no json', '7', 'null', '{}', '[null]']) await server.ask('publish', channelOf(server.url), text);
      await push.publish([{ topic: 't', payload: { n: 1 } }]);
      expect(await next(reader)).toEqual({ n: 1 });
      expect(errors).toHaveLength(6);
      await push.close();
    });

    it('keep two installations in databases of one Redis apart', async () => {
      const other = await RedisPush.connect({ url: server.url.replace(/0$/, '1'), onError: failing });
      const push = await connect();
      const [foreign, own] = [other.subscribe('t'), push.subscribe('t')];
      await push.publish([{ topic: 't', payload: { n: 1 } }]);
      await other.publish([{ topic: 't', payload: { n: 2 } }]);
      expect([await next(own), await next(foreign)]).toEqual([{ n: 1 }, { n: 2 }]);
      await Promise.all([push.close(), other.close()]);
    });

    it.each([['redis://h', 0], ['redis://h:6379/', 0], ['rediss://u:p@h/12', 12]])('belong to the database that %s names', (url, number) => {
      expect(channelOf(url)).toBe(`duijie:push:${number}`);
    });

    it('leave no session behind when they are closed', async () => {
      const push = await connect();
      expect(await sessions()).toEqual(['duijie-push', 'duijie-push-reads']);
      await push.close();
      expect(await sessions()).toEqual([]);
    });
  });
});
