import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isWebhookEvent } from '../../../src/core/notification/webhook-events.js';
import { dispatch } from '../../../src/app/dispatch.js';
import { SWITCHBOARD } from '../../../src/app/switchboard.js';
import { Database, MatcherDatabase } from '../../../src/platform/db/database.js';
import { Handlers } from '../../../src/platform/deed/handlers.js';
import { OutboxRelay } from '../../../src/platform/outbox/relay.js';
import { InMemoryPush } from '../../../src/platform/push/in-memory-push.js';
import { openPostgresQueue } from '../../../src/platform/queue/bullmq-postgres/open-postgres-queue.js';
import { openRedisQueue, openRememberedQueue } from '../../../src/platform/queue/bullmq-redis/open-redis-queue.js';
import { LANES, type Job, type JobQueue, type QueueFault } from '../../../src/platform/queue/job-queue.port.js';
import { PendingJobs } from '../../../src/platform/queue/pending/pending-jobs.store.js';
import { restorePending } from '../../../src/platform/queue/pending/restore-pending.js';
import type { RedisWarning } from '../../../src/platform/redis/fitness.js';
import { freshDatabase, type TestDatabase } from '../../setup/database.js';
import { openRedisServer, WITHOUT_REDIS, type RedisServer } from '../../setup/redis-server.js';
import { CONTRACT_RETRY, pause } from './queue-harness.js';
import { SHORT_LOCKS } from './short-locks.js';

jest.setTimeout(180_000);
/** What the product promises: so long after Redis was erased, pending work is back. */
const BACK_WITHIN_MS = 60_000;

const withRedis = WITHOUT_REDIS === null ? describe : describe.skip;

withRedis(`the jobs of a Redis that forgets${WITHOUT_REDIS === null ? '' : ` (${WITHOUT_REDIS})`}`, () => {
  let server: RedisServer;
  let database: TestDatabase;
  let matcher: MatcherDatabase;
  beforeAll(async () => {
    [server, database] = await Promise.all([openRedisServer(), freshDatabase()]);
    matcher = new MatcherDatabase(await Database.open({ url: database.urlOf('duijie_matcher'), applicationName: 'matcher', entities: [], connections: 4 }));
  });
  afterAll(async () => {
    await matcher.close();
    await Promise.all([server.close(), database.drop()]);
  });

  let faults: QueueFault[];
  let recovered: number;
  const open: JobQueue[] = [];
  beforeEach(async () => {
    [faults, recovered] = [[], 0];
    await server.ask('flushall');
    await database.sql('truncate platform_outbox, platform_inbox, platform_pending_job');
    await database.sql('update platform_relay set stamped = 0, delivered = 0');
    await database.sql('truncate jobs.job cascade');
  });
  afterEach(async () => { for (const queue of open.splice(0)) await queue.close(); });

  const kept = <Q extends JobQueue>(queue: Q): Q => {
    open.push(queue);
    return queue;
  };
  const common = { retry: CONTRACT_RETRY, locks: SHORT_LOCKS, onFault: (fault: QueueFault): void => void faults.push(fault), onWarning: (): void => undefined };
  const openRedis = async (url = server.url, lookEveryMs = 200): Promise<JobQueue> => kept(await openRememberedQueue({
    ...common, url, databaseUrl: database.urlOf('duijie_relay'), onRecovered: (jobs) => { recovered += jobs; }, lookEveryMs,
  }));
  const openDatabase = async (): Promise<JobQueue> => kept(await openPostgresQueue({ ...common, url: database.urlOf('duijie_relay') }));
  const listed = async (): Promise<number> => Number((await database.sql<{ count: string }>('select count(*) from platform_pending_job'))[0]?.count);
  const until = async (what: string, holds: () => boolean | Promise<boolean>, withinMs = BACK_WITHIN_MS): Promise<void> => {
    for (const end = Date.now() + withinMs; !(await holds()); await pause(10)) {
      if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms; faults: ${[...new Set(faults.map(({ error }) => String(error)))].slice(0, 5).join(' | ')}`);
    }
  };

  /** Events as deeds announce them, in one transaction; answers them as a job carries them. */
  const announce = (count: number, type = 'ProductPublished'): Promise<Job['events']> => database.sql(
    `insert into platform_outbox (type, subject_id, organisation_id, trace_id) select $1, 'prd_' || n, 'org_1', 'trace' from generate_series(1, $2::integer) n
     returning id, type, subject_id as "subjectId", organisation_id as "organisationId", trace_id as "traceId"`, [type, count]);
  const jobsFor = (events: Job['events'], more: Partial<Job> = {}): Job[] => events.map((one) => ({ id: `e${one.id}-h`, lane: 'MATCH', handler: 'h', events: [one], ...more }));

  /** Runs every job as handlers do, with an inbox; notes each effect by handler and event. */
  async function workAll(queue: JobQueue, effects: string[], msPerJob: number): Promise<void> {
    const handlers = new Handlers(matcher);
    for (const lane of LANES) {
      await queue.work(lane, async (job) => {
        await pause(msPerJob);
        const fresh = await handlers.once(job.handler, job.events, (_tx, some) => Promise.resolve(some));
        effects.push(...(fresh ?? []).map(({ id }) => `${job.handler} ${id}`));
      }, { concurrency: 2 });
    }
  }

  it('come back when it is erased again and again while the relay delivers: 2,000 events, each handled once by each handler', async () => {
    const queue = await openRedis(server.url, 2_000);
    const effects: string[] = [];
    const handlers = SWITCHBOARD.ProductPublished.length + Number(isWebhookEvent('ProductPublished'));
    await workAll(queue, effects, 120);
    const relay = new OutboxRelay(database.urlOf('duijie_relay'), async (events) => { await dispatch(events, queue, new InMemoryPush()); }, { pauseMs: 15, onError: () => undefined });
    relay.start();
    let erasedAt = 0;
    for (let batch = 0; batch < 200; batch++) {
      await announce(10);
      if (batch % 60 !== 59) continue;
      await server.ask('flushall');
      erasedAt = performance.now();
    }
    const pendingWhenErased = await listed();
    await until('all are handled', () => effects.length >= 2_000 * handlers);
    const backAfterMs = performance.now() - erasedAt;
    await until('none is listed', async () => (await listed()) === 0);
    await relay.stop();
    process.stdout.write(`   Redis erased 3 times under 2,000 events: ${recovered} jobs came back, all done ${(backAfterMs / 1_000).toFixed(1)} s after the last (${pendingWhenErased} jobs pending then)\n`);
    expect(new Set(effects).size).toBe(effects.length);
    expect(effects).toHaveLength(2_000 * handlers);
    expect(recovered).toBeGreaterThan(0);
    expect(backAfterMs).toBeLessThan(BACK_WITHIN_MS);
    expect(faults.filter(({ final }) => final)).toEqual([]);
  });

  it('come back by themselves, 2,000 that wait, also those with a time and those out of attempts', async () => {
    const queue = await openRedis();
    const runAt = new Date(Date.now() + 2_500);
    let broken = true;
    const failing = await queue.work('NOTIFY', async () => { if (broken) throw new Error('not yet'); }, { concurrency: 1 });
    const [waiting, timed, failed] = [await announce(2_000), await announce(1), await announce(1)];
    await queue.enqueue(jobsFor(waiting));
    await queue.enqueue(jobsFor(timed, { lane: 'DELIVER', runAt }));
    await queue.enqueue(jobsFor(failed, { lane: 'NOTIFY' }));
    await until('one has failed', async () => (await queue.depth()).NOTIFY.failed === 1);
    await failing.close();
    broken = false;
    await server.ask('flushall');
    const erasedAt = performance.now();
    await until('they are back', async () => recovered === 2_002);
    const backAfterMs = performance.now() - erasedAt;
    process.stdout.write(`   2,002 jobs were back ${Math.round(backAfterMs)} ms after Redis was erased\n`);
    const depth = await queue.depth();
    expect([depth.MATCH.waiting, depth.DELIVER.delayed + depth.DELIVER.waiting, depth.NOTIFY.waiting]).toEqual([2_000, 1, 1]);
    const ran: Job[] = [];
    const at: number[] = [];
    for (const lane of ['MATCH', 'DELIVER', 'NOTIFY'] as const) {
      await queue.work(lane, async (job) => {
        ran.push(job);
        if (lane === 'DELIVER') at.push(Date.now());
      }, { concurrency: 8 });
    }
    await until('all have run', () => ran.length === 2_002);
    expect(at[0]).toBeGreaterThanOrEqual(runAt.getTime());
    expect(ran.filter(({ lane }) => lane === 'MATCH').sort((a, b) => Number(a.events[0]?.id) - Number(b.events[0]?.id))).toEqual(jobsFor(waiting));
    await until('none is listed', async () => (await listed()) === 0);
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['lost all at a crash', {}, 200],
    ['kept all at a crash', { appendonly: 'yes', appendfsync: 'always' }, 0],
  ])('come back when it %s', async (_what, settings, comeBack) => {
    const own = await openRedisServer(settings);
    try {
      const queue = await openRedis(own.url);
      const events = await announce(200);
      await queue.enqueue(jobsFor(events));
      await own.kill();
      await expect(queue.enqueue(jobsFor(await announce(1)))).rejects.toThrow();
      expect(await listed()).toBe(200);
      await own.start();
      await until('they are there', () => queue.depth().then(({ MATCH }) => MATCH.waiting === 200, () => false));
      const ran: string[] = [];
      await until('a worker listens', () => queue.work('MATCH', async ({ id }) => { ran.push(id); }, { concurrency: 4 }).then(() => true, () => false));
      await until('all have run', () => ran.length >= 200);
      await until('none is listed', async () => (await listed()) === 0);
      expect(recovered).toBe(comeBack);
      expect(new Set(ran).size).toBe(200);
      await queue.close();
    } finally {
      await own.close();
    }
  });

  it('come back to a worker that starts on a Redis erased meanwhile', async () => {
    const before = await openRedis();
    await before.enqueue(jobsFor(await announce(600)));
    await before.close();
    await server.ask('flushall');
    const queue = await openRedis();
    expect(recovered).toBe(600);
    expect((await queue.depth()).MATCH.waiting).toBe(600);
  });

  it('are struck off when they are found done, which a crash may have kept from the list', async () => {
    const queue = await openRedis();
    const [done, waiting] = [jobsFor(await announce(3)), jobsFor(await announce(2), { lane: 'INDEX' })];
    await queue.work('MATCH', () => Promise.resolve(), { concurrency: 1 });
    await queue.enqueue([...done, ...waiting]);
    await until('the done ones are struck off', async () => (await listed()) === 2);
    await queue.close();
    const pending = new PendingJobs(database.urlOf('duijie_relay'), () => undefined);
    await pending.note(done);
    await pending.close();
    expect(await listed()).toBe(5);
    const next = await openRedis();
    expect(await listed()).toBe(2);
    expect([recovered, (await next.depth()).MATCH.waiting]).toEqual([0, 0]);
  });

  it('are not listed when they are sweeps, nor when Redis did not take them', async () => {
    const queue = await openRedis();
    await queue.enqueue([{ id: 's1-Sweep', lane: 'HOUSEKEEPING', handler: 'Sweep', events: [] }]);
    await server.stop();
    await expect(queue.enqueue(jobsFor(await announce(1)))).rejects.toThrow();
    expect(await listed()).toBe(0);
    await server.start();
  });

  it('keep their place when the queue moves from PostgreSQL to Redis, to another Redis, and back', async () => {
    const first = await openDatabase();
    const [waiting, failing] = [jobsFor(await announce(150)), jobsFor(await announce(1), { lane: 'NOTIFY' })];
    const worker = await first.work('NOTIFY', () => Promise.reject(new Error('not yet')), { concurrency: 1 });
    await first.enqueue([...waiting, ...failing, { id: 's1-Sweep', lane: 'HOUSEKEEPING', handler: 'Sweep', events: [] }]);
    await until('one has failed', async () => (await first.depth()).NOTIFY.failed === 1);
    await worker.close();
    await first.close();

    const second = await openRedis();
    expect([(await second.depth()).MATCH.waiting, (await second.depth()).NOTIFY.waiting, recovered]).toEqual([150, 1, 151]);
    expect(await database.sql(`select from jobs.job where state <> 'completed'`)).toEqual([]);
    await second.close();

    const third = await openRedis(server.url.replace(/0$/, '1'));
    expect((await third.depth()).MATCH.waiting).toBe(150);
    await third.close();

    const pending = new PendingJobs(database.urlOf('duijie_relay'), () => undefined);
    const last = await openDatabase();
    expect(await restorePending(pending, last)).toBe(151);
    await pending.close();
    expect([(await last.depth()).MATCH.waiting, (await last.depth()).NOTIFY.waiting, await listed()]).toEqual([150, 1, 0]);
    const ran: Job[] = [];
    await last.work('MATCH', async (job) => { ran.push(job); }, { concurrency: 4 });
    await until('all have run', () => ran.length === 150);
    expect(ran.sort((a, b) => Number(a.events[0]?.id) - Number(b.events[0]?.id))).toEqual(waiting);
  });

  it('are not taken for repeats of others that had their ids before a backup was restored', async () => {
    const before = await openRedis();
    await before.work('MATCH', () => Promise.resolve(), { concurrency: 1 });
    const lost = jobsFor(await announce(3));
    await before.enqueue(lost);
    await until('they are done', async () => (await listed()) === 0);
    await before.close();
    // The same ids, given to others: what a restored database comes to.
    await database.sql(`update platform_outbox set trace_id = 'another', subject_id = 'prd_other'`);
    const told: RedisWarning[] = [];
    const queue = kept(await openRememberedQueue({ ...common, url: server.url, databaseUrl: database.urlOf('duijie_relay'), onRecovered: () => undefined, onWarning: (warning) => told.push(warning) }));
    expect(told.map(({ zh }) => zh)).toEqual([expect.stringContaining('AOF'), expect.stringContaining('备份')]);
    const ran: string[] = [];
    await queue.work('MATCH', async ({ id }) => { ran.push(id); }, { concurrency: 1 });
    await queue.enqueue(lost.map((one) => ({ ...one, events: one.events.map((event) => ({ ...event, subjectId: 'prd_other', traceId: 'another' })) })));
    await until('they have run', () => ran.length === 3);
    await queue.close();
    told.length = 0;
    kept(await openRememberedQueue({ ...common, url: server.url, databaseUrl: database.urlOf('duijie_relay'), onRecovered: () => undefined, onWarning: (warning) => told.push(warning) }));
    expect(told).toHaveLength(1);
  });

  it('are not mixed with those of another installation: it is refused, and nothing of the first is touched', async () => {
    const queue = await openRedis();
    await queue.enqueue(jobsFor(await announce(5)));
    const [{ installation } = { installation: '' }] = await database.sql<{ installation: string }>('select installation from platform_relay');
    await database.sql(`update platform_relay set installation = 'another'`);
    await expect(openRedis()).rejects.toThrow(expect.objectContaining({ name: 'CannotStart', message: expect.stringMatching(/另一套安装.*another installation/u) }));
    await database.sql('update platform_relay set installation = $1', [installation]);
    expect((await queue.depth()).MATCH.waiting).toBe(5);
  });

  it('let the admin process look at them, which lists nothing', async () => {
    const queue = await openRedis();
    await queue.enqueue(jobsFor(await announce(4)));
    const looking = kept(await openRedisQueue({ ...common, url: server.url }));
    expect((await looking.depth()).MATCH.waiting).toBe(4);
    expect((await looking.oldestWaiting('MATCH'))?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it.each([['duijie_app', 'select from platform_pending_job'], ['duijie_matcher', 'select from platform_pending_job'], ['duijie_app', `insert into platform_pending_job (lane, id, handler, outbox_ids) values ('MATCH', 'e1', 'h', '{1}')`]] as const)('are none of the business of %s: %s', async (role, sql) => {
    const other = new Database(await Database.open({ url: database.urlOf(role), applicationName: 'other', entities: [], connections: 1 }));
    await expect(other.dataSource.query(sql)).rejects.toThrow('permission denied');
    await other.close();
  });
});
