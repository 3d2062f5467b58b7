import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openPostgresQueue, type PostgresQueueOptions } from '../../../src/platform/queue/bullmq-postgres/open-postgres-queue.js';
import type { JobQueue, QueueFault } from '../../../src/platform/queue/job-queue.port.js';
import { durableQueueContract, type DurableHarness } from './durable-queue.contract.js';
import { asRole, once, openQueueDatabase, withDatabase, type QueueDatabase } from './queue-database.js';
import { CONTRACT_RETRY, job, pause, type QueueHarness } from './queue-harness.js';
import { queueContract } from './queue.contract.js';
import { SHORT_LOCKS } from './short-locks.js';

const SETTLE_MS = 60_000;
jest.setTimeout(120_000);

let database: QueueDatabase;
beforeAll(async () => { database = await openQueueDatabase(); });
afterAll(() => database.close());

async function openPostgres(options: Partial<PostgresQueueOptions> = {}): Promise<DurableHarness> {
  await database.query('truncate jobs.job, jobs.event cascade');
  const faults: QueueFault[] = [];
  const queue = await openPostgresQueue({ url: database.relayUrl, retry: CONTRACT_RETRY, onFault: (fault) => faults.push(fault), ...options });
  return {
    queue,
    faults,
    now: () => new Date(),
    settle: async (until) => {
      const before = Date.now();
      while (!(await until())) {
        if (Date.now() - before > SETTLE_MS) throw new Error(`The jobs did not settle; faults: ${faults.map(({ error }) => String(error)).join(', ')}`);
        await pause(5);
      }
    },
    close: () => queue.close(),
    url: database.relayUrl,
    another: () => openPostgresQueue({ url: database.relayUrl, locks: SHORT_LOCKS, onFault: () => undefined }),
    loseLocks: async () => void await database.query(`update jobs.job set lock_token = 'of another'`),
    attempts: async () => database.query('select id, attempts_made as attempts, stalled_count as losses from jobs.job order by id'),
    kept: async () => Number((await database.query<{ count: string }>('select count(*) from jobs.job'))[0]?.count),
  };
}

queueContract('BullMQ in PostgreSQL', () => openPostgres());
durableQueueContract('BullMQ in PostgreSQL', () => openPostgres({ locks: SHORT_LOCKS }));

describe('the queue in PostgreSQL', () => {
  let harness: QueueHarness;
  let queue: JobQueue;
  let openedAt: Date;
  beforeEach(async () => {
    [{ at: openedAt } = { at: new Date() }] = await database.query<{ at: Date }>('select clock_timestamp() as at');
    harness = await openPostgres({ locks: SHORT_LOCKS });
    queue = harness.queue;
  });
  afterEach(() => harness.close());

  it('goes on after all its connections were cut', async () => {
    const ran: string[] = [];
    await queue.work('MATCH', async ({ id }) => { ran.push(id); }, { concurrency: 2 });
    await queue.enqueue([job('e1')]);
    await harness.settle(() => ran.length === 1);
    // Those of this queue: a worker that was closed while it still connected leaves BullMQ's connection open, and nobody listens to its errors.
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'duijie_relay' and backend_start >= $1`, [openedAt]);
    await harness.settle(() => harness.faults.length > 0);
    // As the relay does: again until it is accepted.
    await harness.settle(() => queue.enqueue([job('e2')]).then(() => true, () => false));
    await harness.settle(() => ran.includes('e2'));
    await queue.enqueue([job('e3')]);
    await harness.settle(() => ran.includes('e3'));
    expect([...new Set(ran)].sort()).toEqual(['e1', 'e2', 'e3']);
    await harness.settle(async () => Object.values((await queue.depth()).MATCH).every((count) => count === 0));
  });

  it('keeps ids alone', async () => {
    await queue.enqueue([{ ...job('e1'), phone: '13800000000' } as never]);
    const [kept] = await database.query<{ id: string; name: string; data: object }>('select id, name, data from jobs.job');
    expect(kept).toEqual({ id: 'e1', name: 'reverseMatch', data: { events: job('e1').events, runAt: null } });
  });

  it('leaves no session behind when it is closed', async () => {
    await queue.work('MATCH', async () => undefined, { concurrency: 1 });
    await queue.depth();
    await queue.close();
    await harness.settle(async () => (await database.query(`select from pg_stat_activity where usename = 'duijie_relay'`)).length === 0);
  });
});

describe('the roles of the queue in PostgreSQL', () => {
  it.each<[string, string, string]>([
    ['the relay makes nothing', 'duijie_relay', 'create table jobs.mine ()'],
    ['the relay leaves the versions alone', 'duijie_relay', 'delete from jobs.migration'],
    ['the market sees no job', 'duijie_app', 'select from jobs.job'],
    ['the market adds no job', 'duijie_app', `select jobs.next_job_id('match')`],
    ['the handlers see no job', 'duijie_matcher', 'select from jobs.job'],
  ])('%s', async (_what, role, sql) => {
    await expect(once(asRole(database.url, role), sql)).rejects.toThrow(/permission denied|must be owner/u);
  });

  it('none of owner and relay is a superuser or goes past row-level security', async () => {
    const roles = await database.query(`select rolsuper or rolbypassrls or rolcreaterole as mighty from pg_roles where rolname in ('queue_owner', 'duijie_relay')`);
    expect(roles).toEqual([{ mighty: false }, { mighty: false }]);
    expect(await database.query(`select distinct tableowner from pg_tables where schemaname = 'jobs'`)).toEqual([{ tableowner: 'queue_owner' }]);
  });
});

describe('opening the queue in PostgreSQL', () => {
  const open = (options: Partial<PostgresQueueOptions>): Promise<JobQueue> => openPostgresQueue({ url: database.relayUrl, onFault: () => undefined, ...options });

  it('is refused when the clock is wrong', async () => {
    await expect(open({ now: () => new Date(Date.now() + 60_000) })).rejects.toThrow('时钟');
    await expect(open({ now: () => new Date(Date.now() - 60_000) })).rejects.toThrow('clock');
    await (await open({ now: () => new Date(Date.now() + 1_000) })).close();
  });

  it('is refused without a database, without its schema, and without rights, and leaves no session', async () => {
    await expect(open({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow('ECONNREFUSED');
    await expect(open({ url: withDatabase(database.relayUrl, 'postgres') })).rejects.toThrow(/not initialized|does not exist/u);
    await expect(open({ url: asRole(database.url, 'duijie_app') })).rejects.toThrow('permission denied');
    await pause(50);
    expect(await database.query(`select from pg_stat_activity where usename in ('duijie_relay', 'duijie_app')`)).toEqual([]);
  });
});
