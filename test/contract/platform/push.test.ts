import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { DatabaseClock } from '../../../src/platform/clock/clock.js';
import { askDatabase } from '../../../src/platform/clock/database-time.store.js';
import { InMemoryPush } from '../../../src/platform/push/in-memory-push.js';
import { NOTIFICATION_MAX_BYTES } from '../../../src/platform/push/postgres/notification.js';
import { CHANNEL, PostgresPush } from '../../../src/platform/push/postgres/postgres-push.js';
import { next, pushContract } from './push.contract.js';
import { openThrowawayServer, type ThrowawayServer } from './throwaway-server.js';

let server: ThrowawayServer;
beforeAll(async () => { server = await openThrowawayServer(); }, 60_000);
afterAll(() => server.stop());

const failing = (error: unknown): never => { throw error; };
const connect = (onError: (error: unknown) => void = failing, waitingMax?: number): Promise<PostgresPush> =>
  PostgresPush.connect({ url: server.url, onError, ...(waitingMax === undefined ? {} : { waitingMax }) });

/** A statement on a connection of its own. */
async function query<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}

pushContract('memory', (waitingMax) => {
  const push = new InMemoryPush(waitingMax);
  return Promise.resolve({ publisher: push, listener: push, readers: () => push.topics.size });
});

pushContract('PostgreSQL', async (waitingMax) => {
  const [publisher, listener] = await Promise.all([connect(), connect(failing, waitingMax)]);
  return { publisher, listener, readers: () => listener.topics.size };
});

describe('the connection of PostgreSQL push', () => {
  const kill = () => query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'duijie push'`);

  it('is opened again when it is lost; readers stay and learn that they may have missed something', async () => {
    const errors: unknown[] = [];
    const push = await connect((error) => errors.push(error));
    const [waiting, later] = [push.subscribe('t'), push.subscribe('t')];
    const asked = next(waiting);
    await kill();
    expect(await asked).toEqual({ missed: true });
    expect(push.connected).toBe(true);
    await push.publish([{ topic: 't', payload: { n: 1 } }]);
    expect(await next(waiting)).toEqual({ n: 1 });
    expect(await next(later)).toEqual({ n: 1, missed: true });
    expect(errors.length).toBeGreaterThan(0);
    await push.close();
  });

  it('refuses to publish while it is lost, so that the relay keeps its events', async () => {
    const push = await connect(() => undefined);
    await kill();
    while (push.connected) await new Promise((resolve) => setTimeout(resolve, 2));
    await expect(push.publish([{ topic: 't', payload: {} }])).rejects.toThrow('not connected');
    await push.close();
  });

  it('shows signs of life', async () => {
    const push = await PostgresPush.connect({ url: server.url, onError: failing, heartbeatMs: 20 });
    const stateChanged = async () =>
      (await query<{ query: string }>(`select query from pg_stat_activity where application_name = 'duijie push'`)).some((row) => row.query === 'select 1');
    while (!(await stateChanged())) await new Promise((resolve) => setTimeout(resolve, 10));
    await push.close();
  });

  it('is refused at once where there is no database', async () => {
    await expect(PostgresPush.connect({ url: 'postgres://nobody@127.0.0.1:1/none', onError: () => undefined })).rejects.toThrow();
  });

  it('does not fall over what others send on its channel', async () => {
    const errors: unknown[] = [];
    const push = await connect((error) => errors.push(error));
    const reader = push.subscribe('t');
    for (const text of ['', 'no json', '7', 'null', '{}', '{"m":[null]}']) await query('select pg_notify($1, $2)', [CHANNEL, text]);
    await push.publish([{ topic: 't', payload: { n: 1 } }]);
    expect(await next(reader)).toEqual({ n: 1 });
    expect(errors).toHaveLength(6);
    await push.close();
  });

  it('leaves no session behind when it is closed', async () => {
    const push = await connect();
    await push.close();
    expect(await query(`select pid from pg_stat_activity where application_name = 'duijie push'`)).toEqual([]);
  });

  it('takes notifications up to the limit that messages are packed to', async () => {
    await query('select pg_notify($1, $2)', [CHANNEL, 'x'.repeat(NOTIFICATION_MAX_BYTES)]);
    await expect(query('select pg_notify($1, $2)', [CHANNEL, 'x'.repeat(NOTIFICATION_MAX_BYTES + 1)])).rejects.toThrow('too long');
  });

  it('tells readers of a message that is too large for a notification', async () => {
    const push = await connect();
    const [waiting, later, other] = [push.subscribe('t'), push.subscribe('t'), push.subscribe('other')];
    const asked = next(waiting);
    await push.publish([{ topic: 't', payload: { text: '字'.repeat(3_000) } }, { topic: 't', payload: { n: 1 } }, { topic: 'other', payload: { n: 2 } }]);
    expect(await asked).toEqual({ missed: true });
    expect(await next(waiting)).toEqual({ n: 1 });
    expect(await next(other)).toEqual({ n: 2 });
    expect(await next(later)).toEqual({ n: 1, missed: true });
    await push.close();
  });
});

describe('the clock of a real database', () => {
  it('is the clock of this machine when both run on it', async () => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const clock = await DatabaseClock.start(askDatabase(async (sql) => (await client.query<{ at: Date }>(sql)).rows));
    clock.stop();
    await client.end();
    expect(Math.abs(clock.skewMs)).toBeLessThanOrEqual(50);
  });
});
