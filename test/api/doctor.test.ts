import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRedisServer, WITHOUT_REDIS } from '../setup/redis-server.js';
import { runHouse, type RunningHouse } from './harness.js';
import { command, operatorSettings, type Ended } from './operations.js';

// Each command is a process of its own, which takes seconds to begin on a busy machine.
jest.setTimeout(120_000);

interface Told {
  readonly ok: number;
  readonly warn: number;
  readonly fail: number;
  readonly checks: readonly { readonly check: string; readonly verdict: string; readonly zh: string; readonly fix: { readonly zh: string; readonly en: string } | null }[];
}

let house: RunningHouse;
let scratch: string;
beforeAll(async () => {
  house = await runHouse(['market', 'worker']);
  scratch = await mkdtemp(join(tmpdir(), 'duijie-doctor-'));
  await chmod(scratch, 0o711);
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
  await house.close();
});

const portOf = (url: string): string => new URL(url).port;
const settings = (more: Record<string, string> = {}): Record<string, string> => ({
  ...operatorSettings(house), DEMO: '0', DUIJIE_MARKET_PORT: portOf(house.market.url), DUIJIE_WORKER_PORT: portOf(house.worker.url), DUIJIE_IDEMPOTENCY_SECRET: 'the secret of a test house', DUIJIE_ACCESS_SECRET: 'the key of a test house', ...more,
});
async function look(more: Record<string, string> = {}, args: readonly string[] = []): Promise<Told & { ended: Ended; of(check: string): string | undefined }> {
  const ended = await command('doctor', settings(more), ['--json', '-', ...args]);
  const told = JSON.parse(ended.out) as Told;
  return { ...told, ended, of: (check) => told.checks.find((one) => one.check === check)?.verdict };
}

describe('npm run doctor', () => {
  it('finds nothing that fails in a house at work', async () => {
    const told = await look();
    expect(told.checks.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(told.ended.code).toBe(0);
    expect(told.checks.map(({ check }) => check)).toEqual([
      'node', 'time-zone', 'demo', 'mail', 'port-settings', 'data-folder', 'disk', 'keys', 'logs', 'backup', 'market', 'admin', 'worker',
      'database', 'chinese', 'migrations', 'roles', 'row-security', 'clock', 'outbox', 'jobs', 'failed-jobs', 'transactions', 'redis', 'search-engine',
    ]);
    expect(told.checks.filter(({ check }) => ['market', 'worker'].includes(check)).map(({ zh }) => zh)).toEqual(['market 进程就绪', 'worker 进程就绪']);
  });

  it.each<[what: string, check: string, verdict: string, plant: string, heal: string]>([
    ['row-level security that was turned off', 'row-security', 'fail', 'alter table demand_line disable row level security', 'alter table demand_line enable row level security'],
    ['a migration that is missing', 'migrations', 'fail', `create table kept as select * from platform_migration order by id desc limit 1; delete from platform_migration where id = (select id from kept)`, 'insert into platform_migration select * from kept; drop table kept'],
    ['events that nobody delivers', 'outbox', 'fail', `insert into platform_outbox (xid, type, subject_id, trace_id, at) values ('9999999999', 'DemandClosed', 'planted', 't', now() - interval '1 hour')`, `delete from platform_outbox where subject_id = 'planted'`],
    ['jobs that failed', 'failed-jobs', 'warn', `insert into jobs.job (queue, id, seq, name, state, added_at_ms) values ('planted', 'p', 1, 'p', 'failed', 0)`, `delete from jobs.job where queue = 'planted'`],
    ['jobs that wait', 'jobs', 'warn', `insert into jobs.job (queue, id, seq, name, state, added_at_ms) values ('planted', 'p', 1, 'p', 'waiting', extract(epoch from now() - interval '1 hour') * 1000)`, `delete from jobs.job where queue = 'planted'`],
  ])('finds %s, and says what to do', async (_what, check, verdict, plant, heal) => {
    await house.sql(plant);
    const told = await look();
    await house.sql(heal);
    expect(told.of(check)).toBe(verdict);
    expect(told.checks.find((one) => one.check === check)?.fix?.zh).toMatch(/./);
    expect(told.ended.code).toBe(verdict === 'fail' ? 1 : 0);
  });

  it('finds settings that contradict one another, and a port that is taken', async () => {
    const told = await look({ DEMO: '1', DUIJIE_HOST: '0.0.0.0', DUIJIE_MAIL_TRANSPORT: 'smtp', DUIJIE_ADMIN_PORT: portOf(house.market.url) });
    expect(['demo', 'mail', 'port-settings', 'admin'].map((check) => told.of(check))).toEqual(['fail', 'fail', 'fail', 'fail']);
  });

  it('finds a Redis and a search engine that do not answer: jobs need the one, searches go on without the other', async () => {
    const told = await look({ REDIS_URL: 'redis://:hidden@127.0.0.1:1', MEILI_URL: 'http://127.0.0.1:1', MEILI_MASTER_KEY: 'a key of sixteen or more' });
    expect(['redis', 'jobs', 'search-engine'].map((check) => told.of(check))).toEqual(['fail', 'fail', 'warn']);
    expect(told.ended.out).not.toMatch(/hidden|a key of sixteen/);
  });

  const withRedis = WITHOUT_REDIS === null ? it : it.skip;
  withRedis(`looks at the Redis that is used: its policy, its persistence, and the jobs in it${WITHOUT_REDIS === null ? '' : ` (${WITHOUT_REDIS})`}`, async () => {
    const redis = await openRedisServer({ 'maxmemory-policy': 'allkeys-lru', appendonly: 'no' });
    try {
      const told = await look({ REDIS_URL: redis.url });
      expect(['redis', 'redis-policy', 'redis-aof', 'redis-clock', 'jobs'].map((check) => told.of(check))).toEqual(['ok', 'fail', 'warn', 'ok', 'fail']);
      await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
      const mended = await look({ REDIS_URL: redis.url });
      expect(['redis-policy', 'jobs', 'failed-jobs'].map((check) => mended.of(check))).toEqual(['ok', 'ok', 'ok']);
    } finally {
      await redis.close();
    }
  });

  it('finds a process that is away', async () => {
    await house.kill('worker');
    const told = await look();
    await house.start('worker');
    expect(told.checks.find(({ check }) => check === 'worker')?.zh).toMatch(/没有运行/);
  });

  it('finds keys that others can read, and shows none', async () => {
    const path = join(house.dataDir, 'keys.json');
    const secret = 'a-secret-that-nobody-may-see';
    await writeFile(path, JSON.stringify({ secrets: { idempotency: secret, access: secret } }), { mode: 0o644 });
    await chmod(path, 0o644);
    const told = await look();
    expect(told.of('keys')).toBe('fail');
    await chmod(path, 0o600);
    await writeFile(path, '{"secrets":{}}');
    expect((await look()).of('keys')).toBe('fail');
    await rm(path);
    const wrong = await look({ DATABASE_URL: (settings()['DATABASE_URL'] ?? '').replace(/:[^:@/]+@/, `:${secret}@`) });
    expect([wrong.of('database'), wrong.ended.code]).toEqual(['fail', 1]);
    expect([told, wrong].map(({ ended }) => ended.out + ended.err).join('')).not.toMatch(new RegExp(`${secret}|of a test house`));
  });

  it('tells a wrong setting in one sentence, and leaves with 2 on a wrong argument', async () => {
    expect(await command('doctor', settings({ DUIJIE_MARKET_PROT: '1' }), [])).toMatchObject({ code: 1, err: expect.stringContaining('DUIJIE_MARKET_PORT') });
    expect(await command('doctor', settings(), ['--fix'])).toMatchObject({ code: 2, out: '' });
    expect((await command('doctor', {}, ['--help'])).out).toMatch(/逐项检查安装[\s\S]*Looks at an installation/);
  });

  it('makes nothing where nothing is, and starts the embedded database only when told so', async () => {
    const home = { DUIJIE_DATA_DIR: join(scratch, 'none'), DEMO: '0' };
    const nothing = await command('doctor', home, []);
    expect(nothing.out).toMatch(/data-folder[\s\S]*npm start[\s\S]*doctor ok/);
    expect(await stat(home.DUIJIE_DATA_DIR).catch(() => null)).toBeNull();
    await command('verify', home, ['--settle', '0']);
    expect((await command('doctor', home, [])).out).toContain('--start');
    const started = await command('doctor', home, ['--start']);
    // Made by the look of `verify`, and never migrated.
    expect([started.code, started.out]).toEqual([1, expect.stringMatching(/✗ database/)]);
    expect(await readFile(join(home.DUIJIE_DATA_DIR, 'db', 'postmaster.pid')).catch(() => null)).toBeNull();
  });
});
