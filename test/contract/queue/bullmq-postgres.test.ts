import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once as onceEmitted } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openPostgresQueue, type PostgresQueueOptions } from '../../../src/platform/queue/bullmq-postgres/open-postgres-queue.js';
import type { JobQueue, QueueFault } from '../../../src/platform/queue/job-queue.port.js';
import { asRole, once, openQueueDatabase, withDatabase, type QueueDatabase } from './queue-database.js';
import { CONTRACT_RETRY, job, pause, signal, type QueueHarness } from './queue-harness.js';
import { queueContract } from './queue.contract.js';
import { SHORT_LOCKS } from './short-locks.js';

const SETTLE_MS = 20_000;
jest.setTimeout(60_000);

let database: QueueDatabase;
beforeAll(async () => { database = await openQueueDatabase(); });
afterAll(() => database.close());

async function openPostgres(options: Partial<PostgresQueueOptions> = {}): Promise<QueueHarness> {
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
  };
}

queueContract('BullMQ in PostgreSQL', () => openPostgres());

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

  /** Starts a process that takes jobs and never ends them; answers when it holds that many, and `kill` kills it. */
  async function holdJobs(count: number): Promise<{ kill(): Promise<void> }> {
    const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
    const child = spawn(process.execPath, ['--import', here('typescript-loader.mjs'), here('hanging-worker.ts'), database.relayUrl], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
    let taken = '';
    child.stdout.on('data', (text: Buffer) => { taken += text.toString(); });
    const exited = onceEmitted(child, 'exit');
    await harness.settle(() => {
      if (child.exitCode !== null) throw new Error(`The child ended: ${said.join('')}`);
      return taken.split('\n').length > count;
    });
    return {
      kill: async () => {
        child.kill('SIGKILL');
        await exited;
      },
    };
  }

  it('gives the jobs of a killed worker to another, again and again, and costs them no attempt', async () => {
    await queue.enqueue([job('e1'), job('e2')]);
    // BullMQ by itself would fail both for good at the second loss.
    for (let loss = 0; loss < 3; loss++) {
      const holder = await holdJobs(2);
      expect((await queue.depth()).MATCH.active).toBe(2);
      await holder.kill();
    }
    const ran: string[] = [];
    await queue.work('MATCH', async ({ id }) => { ran.push(id); }, { concurrency: 2 });
    await harness.settle(() => ran.length === 2);
    await harness.settle(async () => (await queue.depth()).MATCH.active === 0);
    expect(ran.sort()).toEqual(['e1', 'e2']);
    expect((await queue.depth()).MATCH.failed).toBe(0);
    expect(harness.faults).toEqual([]);
    expect(await database.query('select id, attempts_made, stalled_count from jobs.job order by id')).toEqual([
      { id: 'e1', attempts_made: 1, stalled_count: 3 }, { id: 'e2', attempts_made: 1, stalled_count: 3 },
    ]);
  });

  it('leaves a job that runs longer than its lock to the worker that runs it', async () => {
    const other = await openPostgresQueue({ url: database.relayUrl, locks: SHORT_LOCKS, onFault: () => undefined });
    const ran: string[] = [];
    const slow = async ({ id }: { id: string }): Promise<void> => {
      await pause(SHORT_LOCKS.lockMs * 3);
      ran.push(id);
    };
    await queue.work('IMPORT', slow, { concurrency: 1 });
    await other.work('IMPORT', slow, { concurrency: 1 });
    await queue.enqueue([job('e1', { lane: 'IMPORT' })]);
    await harness.settle(() => ran.length > 0);
    await pause(SHORT_LOCKS.lockMs + 3 * SHORT_LOCKS.checkMs);
    await other.close();
    expect(ran).toEqual(['e1']);
    expect(harness.faults).toEqual([]);
  });

  it('aborts a job whose lock was lost', async () => {
    const [started, aborted] = [signal(), signal()];
    await queue.work('MATCH', async (_job, abort) => {
      started.give();
      await new Promise<void>((resolve) => abort.addEventListener('abort', () => resolve()));
      aborted.give();
    }, { concurrency: 1 });
    await queue.enqueue([job('e1')]);
    await started.given;
    await database.query(`update jobs.job set lock_token = 'of another'`);
    await aborted.given;
  });

  it('runs jobs at once up to the concurrency, and a lane that hangs holds up no other', async () => {
    const mayEnd = signal();
    let hanging = 0;
    await queue.work('IMPORT', async () => {
      hanging += 1;
      await mayEnd.given;
    }, { concurrency: 3 });
    const notified = signal();
    await queue.work('NOTIFY', async () => notified.give(), { concurrency: 1 });
    await queue.enqueue(Array.from({ length: 10 }, (_, n) => job(`e${n}`, { lane: 'IMPORT' })));
    await harness.settle(() => hanging === 3);
    await queue.enqueue([job('e1', { lane: 'NOTIFY' })]);
    await notified.given;
    expect((await queue.depth()).IMPORT).toEqual({ waiting: 7, active: 3, delayed: 0, failed: 0 });
    mayEnd.give();
    await harness.settle(() => hanging === 10);
  });

  it('wakes a worker at once, not by asking now and then', async () => {
    const waits: number[] = [];
    let sentAt = 0;
    await queue.work('NOTIFY', async () => { waits.push(performance.now() - sentAt); }, { concurrency: 2 });
    for (let n = 0; n < 20; n++) {
      await pause(20);
      sentAt = performance.now();
      await queue.enqueue([job(`e${n}`, { lane: 'NOTIFY' })]);
      await harness.settle(() => waits.length > n);
    }
    // A free machine takes 2 to 4 ms; the limit allows for a busy one and still tells a wake-up from the look every 30 s.
    expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(100);
  });

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

  it('keeps about the last thousand finished jobs of a lane', async () => {
    let ran = 0;
    await queue.work('INDEX', async () => { ran += 1; }, { concurrency: 8 });
    await queue.enqueue(Array.from({ length: 1_500 }, (_, n) => job(`e${n}`, { lane: 'INDEX' })));
    await harness.settle(() => ran === 1_500);
    await harness.settle(async () => (await queue.depth()).INDEX.active === 0);
    const [kept] = await database.query<{ count: string }>('select count(*) from jobs.job');
    expect(Number(kept?.count)).toBeGreaterThanOrEqual(1_000);
    expect(Number(kept?.count)).toBeLessThanOrEqual(1_100);
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
