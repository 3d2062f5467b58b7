import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AppDatabase, Database, MatcherDatabase, type TenantScope } from '../../../src/platform/db/database.js';
import { freshDatabase, type TestDatabase } from '../../setup/database.js';

jest.setTimeout(30_000);

let database: TestDatabase;
let app: AppDatabase;
let matcher: MatcherDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  const open = (role: 'duijie_app' | 'duijie_matcher', connections: number): ReturnType<typeof Database.open> => Database.open({ url: database.urlOf(role), applicationName: 'duijie test', entities: [], connections });
  // Two connections: whatever a transaction leaves behind on one of them, the next one meets.
  app = new AppDatabase(await open('duijie_app', 2));
  matcher = new MatcherDatabase(await open('duijie_matcher', 2));
}, 60_000);
afterAll(async () => {
  await Promise.all([app.close(), matcher.close()]);
  await database.drop();
});

const scope = (organisationId: string): TenantScope => ({ organisationId, kind: 'ENTERPRISE', branch: organisationId.replaceAll('-', ''), approved: true });
const WHO = `select coalesce(app_org(), '') as org, coalesce(app_kind(), '') as kind, current_setting('transaction_read_only') as "readOnly"`;
interface Who { readonly org: string; readonly kind: string; readonly readOnly: string }
const codeOf = (error: unknown): unknown => (error as { code?: unknown; driverError?: { code?: unknown } }).code ?? (error as { driverError?: { code?: unknown } }).driverError?.code;
const refusedWith = (asked: Promise<unknown>): Promise<unknown> => asked.then(() => 'nothing', codeOf);

describe.each<['read' | 'transaction', string]>([['read', 'on'], ['transaction', 'off']])('%s', (way, readOnly) => {
  it('is bound to its tenant in every statement, by SQL and by the manager', async () => {
    await app[way](scope('one'), async (tx) => {
      expect(await tx.query<Who>(WHO)).toEqual([{ org: 'one', kind: 'ENTERPRISE', readOnly }]);
      expect(await tx.query<Who>(WHO)).toEqual([{ org: 'one', kind: 'ENTERPRISE', readOnly }]);
      expect(await tx.manager.query(WHO)).toEqual([{ org: 'one', kind: 'ENTERPRISE', readOnly }]);
      expect(await tx.query<Who>(WHO)).toEqual([{ org: 'one', kind: 'ENTERPRISE', readOnly }]);
    });
    await app[way](scope('two'), async (tx) => expect(await tx.manager.query(WHO)).toEqual([{ org: 'two', kind: 'ENTERPRISE', readOnly }]));
  });

  it('leaves nothing of its tenant on the connection', async () => {
    await Promise.all(['a', 'b', 'c'].map((org) => app[way](scope(org), (tx) => tx.query(WHO))));
    for (let n = 0; n < 4; n += 1) expect(await app.dataSource.query(WHO)).toEqual([{ org: '', kind: '', readOnly: 'off' }]);
  });

  it('mixes up no two tenants of a thousand on two connections, with failing statements between', async () => {
    const asked = Array.from({ length: 1_000 }, async (_, n) => {
      const org = `tenant-${n % 7}`;
      const answer = await app[way](scope(org), async (tx) => {
        const [first] = await tx.query<Who>(WHO);
        if (n % 5 === 0) await tx.query('select 1 / $1::integer', [0]);
        const [[second], [third]] = await Promise.all([tx.query<Who & { n: number }>(`${WHO}, $1::integer as n`, [n]), tx.query<Who>(WHO)]);
        return [first?.org, second?.org, second?.n, third?.org];
      }).catch(codeOf);
      expect(answer).toEqual(n % 5 === 0 ? '22012' : [org, org, n, org]);
    });
    await Promise.all(asked);
  }, 60_000);

  it('takes dates, lists, JSON, bytes and null as parameters, and answers them, however often', async () => {
    const at = new Date('2026-11-23T09:00:00.123Z');
    for (let n = 0; n < 5; n += 1) {
      const rows = await app[way](scope('one'), (tx) => tx.query(
        'select $1::timestamptz as at, $2::text[] as list, $3::jsonb as json, $4::bytea as bytes, $5::text as nothing, $6::numeric as amount, $7::boolean as yes, $8::bigint as big',
        [at, ['破碎机', 'b"c', null], { 价: 1 }, Buffer.from([0, 255]), null, '12.50', true, 9_007_199_254_740_993n]));
      expect(rows).toEqual([{ at, list: ['破碎机', 'b"c', null], json: { 价: 1 }, bytes: Buffer.from([0, 255]), nothing: null, amount: '12.50', yes: true, big: '9007199254740993' }]);
    }
  });

  it('tells a fault as PostgreSQL does, and works on, however often', async () => {
    for (let n = 0; n < 8; n += 1) {
      expect(await refusedWith(app[way](scope('one'), (tx) => tx.query('select nothing')))).toBe('42703');
      expect(await refusedWith(app[way](scope('one'), (tx) => tx.query('select $1::integer', ['x'])))).toBe('22P02');
      expect(await refusedWith(app[way](scope('one'), (tx) => tx.manager.query('select nothing')))).toBe('42703');
    }
    await expect(app[way](scope('one'), (tx) => tx.query('select $1::text', [{ toPostgres: () => { throw new Error('not to be written'); } }]))).rejects.toThrow('not to be written');
    expect(await app[way](scope('one'), (tx) => tx.query('select 1 as one'))).toEqual([{ one: 1 }]);
  });

  it('gives up a statement that takes too long, alone, and goes on', async () => {
    await app[way](scope('one'), async (tx) => {
      expect(await tx.within(50, () => tx.query('select pg_sleep(5)'))).toBeNull();
      expect(await tx.within(5_000, () => tx.query('select 2 as two'))).toEqual([{ two: 2 }]);
      expect(await tx.query(`select current_setting('statement_timeout') as limit`)).toEqual([{ limit: '30s' }]);
      expect(await tx.query<Who>(WHO)).toMatchObject([{ org: 'one' }]);
      expect(await refusedWith(tx.within(5_000, () => tx.query('select 1 / 0')))).toBe('22012');
      throw new Error('enough');
    }).catch((error: unknown) => expect(String(error)).toContain('enough'));
  });

  it('survives a connection that is cut on the way', async () => {
    await expect(app[way](scope('one'), (tx) => tx.query('select pg_terminate_backend(pg_backend_pid())'))).rejects.toThrow();
    for (let n = 0; n < 4; n += 1) expect(await app[way](scope('one'), (tx) => tx.query<Who>(WHO))).toMatchObject([{ org: 'one' }]);
  });
});

describe('a read', () => {
  it.each(['sql', 'manager'] as const)('writes nothing, by %s', async (by) => {
    const insert = `insert into platform_audit (id, at, trace_id, deed, subject_id) values ('aud_00000000000000000000000001', now(), 't', 'd', 's')`;
    expect(await refusedWith(app.read(scope('one'), (tx) => (by === 'sql' ? tx.query(insert) : tx.manager.query(insert))))).toBe('25006');
    expect(await refusedWith(app.read(scope('one'), async (tx) => { await tx.manager.query('select 1'); await tx.query(insert); }))).toBe('25006');
    expect(await database.sql('select from platform_audit')).toEqual([]);
  });

  it('holds no connection between its statements', async () => {
    // More reads than connections, each waiting for all others to have begun.
    let begun = 0;
    let open = (): void => undefined;
    const all = new Promise<void>((resolve) => { open = resolve; });
    await Promise.all(Array.from({ length: 6 }, (_, n) => app.read(scope(`r${n}`), async (tx) => {
      await tx.query('select 1');
      if (++begun === 6) open();
      await all;
      expect(await tx.query<Who>(WHO)).toMatchObject([{ org: `r${n}` }]);
    })));
  });
});

describe('a transaction', () => {
  const insert = `insert into platform_audit (id, at, organisation_id, trace_id, deed, subject_id) values ($1, now(), 'one', 't', 'd', 's')`;
  const kept = async (): Promise<unknown[]> => (await database.sql<{ id: string }>('select id from platform_audit order by id')).map(({ id }) => id.slice(-1));

  it('keeps everything or nothing, by SQL and by the manager together', async () => {
    await app.transaction(scope('one'), async (tx) => {
      await tx.query(insert, ['aud_00000000000000000000000001']);
      await tx.manager.query(insert, ['aud_00000000000000000000000002']);
    });
    await expect(app.transaction(scope('one'), async (tx) => {
      await tx.manager.query(insert, ['aud_00000000000000000000000003']);
      await tx.query(insert, ['aud_00000000000000000000000004']);
      throw new Error('no');
    })).rejects.toThrow('no');
    await app.transaction(scope('one'), () => Promise.resolve());
    expect(await kept()).toEqual(['1', '2']);
  });

  it('keeps what was written before a statement that was late, and not what that one wrote', async () => {
    await app.transaction(scope('one'), async (tx) => {
      await tx.query(insert, ['aud_00000000000000000000000005']);
      expect(await tx.within(50, async () => {
        await tx.query(insert, ['aud_00000000000000000000000006']);
        await tx.query('select pg_sleep(5)');
      })).toBeNull();
      await tx.query(insert, ['aud_00000000000000000000000007']);
    });
    expect(await kept()).toEqual(['1', '2', '5', '7']);
  });

  it('runs again when another one was in the way, and only then', async () => {
    let runs = 0;
    await app.transaction(scope('one'), async (tx) => {
      runs += 1;
      if (runs < 3) await tx.query(`do $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$`);
    });
    expect(runs).toBe(3);
    runs = 0;
    expect(await refusedWith(app.transaction(scope('one'), async (tx) => { runs += 1; await tx.query('select 1 / 0'); }))).toBe('22012');
    expect(runs).toBe(1);
  });

  it('of the matcher takes the same statements', async () => {
    for (let n = 0; n < 5; n += 1) expect(await matcher.transaction(scope('m'), (tx) => tx.query<Who>(WHO))).toEqual([{ org: 'm', kind: 'ENTERPRISE', readOnly: 'off' }]);
  });
});
