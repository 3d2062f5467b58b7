import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AppDatabase, Database, SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { OutboxRelay } from '../../../src/platform/outbox/relay.js';
import { TcpProxy } from '../../fault/tcp-proxy.js';
import { freshDatabase, type TestDatabase } from '../../setup/database.js';

const SILENCE_MS = 300;

let test: TestDatabase;
let cable: TcpProxy;
beforeAll(async () => {
  test = await freshDatabase();
}, 60_000);
afterAll(() => test.drop());
beforeEach(async () => {
  cable = await TcpProxy.open(Number(new URL(test.ownerUrl).port));
});
afterEach(() => cable.close());

const through = (url: string): string => Object.assign(new URL(url), { port: String(cable.port) }).href;

describe('a connection whose other end a network has forgotten', () => {
  it('fails what waits on it, and serves nobody again', async () => {
    const database = new AppDatabase(await Database.open({ url: through(test.urlOf('duijie_app')), applicationName: 'duijie test', entities: [], connections: 1, silenceMs: SILENCE_MS }));
    const ask = (): Promise<object[]> => database.read(SYSTEM_SCOPE, (tx) => tx.query('select 1 as n'));
    expect(await ask()).toEqual([{ n: 1 }]);
    cable.lose();
    await expect(ask()).rejects.toThrow('timeout');
    expect(await ask()).toEqual([{ n: 1 }]);
    await database.close();
  }, 60_000);

  it('is given up by the relay, which goes on with another once its lock is free', async () => {
    const errors: unknown[] = [];
    const relay = new OutboxRelay(through(test.urlOf('duijie_relay')), () => Promise.resolve(), { pauseMs: 10, onError: (error) => errors.push(error), silenceMs: SILENCE_MS });
    relay.start();
    const looked = async (after: number): Promise<void> => {
      while (relay.lastLookAt <= after) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await looked(0);
    cable.lose();
    while (errors.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await looked(Date.now());
    await relay.stop();
  }, 60_000);
});
