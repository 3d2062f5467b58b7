import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { done } from '../../../src/core/outcome/outcome.js';
import { AuditChain } from '../../../src/platform/audit/audit-chain.js';
import { unchainedAudit } from '../../../src/platform/audit/audit-trail.js';
import { verifyAudit, type AuditVerified } from '../../../src/platform/audit/verify-audit.js';
import { freshDatabase, type TestDatabase } from '../../setup/database.js';
import { AppDatabase, Database, SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { MatcherDatabase } from '../../../src/platform/db/database.js';
import { House } from '../rooms/house.js';

jest.setTimeout(60_000);

let house: House;
let database: TestDatabase;
let viewer: MemberViewer;
let chain: AuditChain;
const errors: unknown[] = [];
const aChain = (): AuditChain => new AuditChain(database.urlOf('duijie_relay'), { pauseMs: 10, onError: (error) => void errors.push(error) });
const open = (url: string): ReturnType<typeof Database.open> => Database.open({ url, applicationName: 'duijie test', entities: [], connections: 8 });

beforeAll(async () => {
  database = await freshDatabase();
  house = new House(database, new AppDatabase(await open(database.urlOf('duijie_app'))), new MatcherDatabase(await open(database.urlOf('duijie_matcher'))));
  viewer = await house.organisation();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  await tampered('truncate platform_audit; update platform_audit_chain set position = 0, hash = default');
  chain = aChain();
});
afterEach(async () => {
  await chain.stop();
  expect(errors.splice(0)).toEqual([]);
});

/** A deed that changes `count` things and nothing else. */
async function act(count = 1, because: string | null = null): Promise<void> {
  const ids = Array.from({ length: count }, () => house.ids.next('product'));
  const outcomes = await house.deeds.perform(house.request(viewer), 'changeThings', ids, async () => Promise.resolve(ids.map((id) => done({ id, because }))));
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
}
/** Chains until no more than `left` rows are open: a transaction of any database of the server, of another test as well, holds the chain up while it runs. */
async function chained(left = 0): Promise<number> {
  for (let sum = 0; ;) {
    sum += await chain.once();
    if (await house.app.read(SYSTEM_SCOPE, unchainedAudit) <= left) return sum;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const verified = (from = 1n, to: bigint | null = null): Promise<AuditVerified> => house.app.read(SYSTEM_SCOPE, (tx) => verifyAudit(tx, from, to));
/** As somebody who owns the server and lets no trigger stand in the way. */
async function tampered(sql: string): Promise<void> {
  await house.rows(`do $do$ begin set local session_replication_role = replica; ${sql}; end $do$`);
}

describe('the audit chain', () => {
  it('gives every row its place and the hash of the row before', async () => {
    await act(3);
    await act(2, '原因：张工“复核”\n\u{20bb7}');
    expect(await chained()).toBe(5);
    const rows = await house.rows<{ position: string; previous: Buffer; hash: Buffer }>('select position, previous, hash from platform_audit order by position');
    expect(rows.map(({ position }) => position)).toEqual(['1', '2', '3', '4', '5']);
    expect(rows.slice(1).map(({ previous }) => previous)).toEqual(rows.slice(0, -1).map(({ hash }) => hash));
    expect(new Set(rows.map(({ hash }) => hash.toString('hex'))).size).toBe(5);
    expect(await verified()).toEqual({ from: '1', to: '5', head: { position: '5', hash: rows[4]?.hash.toString('hex') }, broken: null, nextFrom: null });
    expect(await chained()).toBe(0);
  });

  it('is whole when it is empty, and when asked for less or more than there is', async () => {
    expect(await verified()).toMatchObject({ from: '1', to: '0', head: { position: '0' }, broken: null, nextFrom: null });
    await act(4);
    await chained();
    expect(await verified(2n, 3n)).toMatchObject({ from: '2', to: '3', broken: null, nextFrom: null });
    expect(await verified(3n, 99n)).toMatchObject({ from: '3', to: '4', broken: null, nextFrom: null });
    expect(await verified(9n)).toMatchObject({ from: '9', to: '8', broken: null, nextFrom: null });
  });

  it('is looked at piece by piece, and a break in the last piece is found', async () => {
    for (let n = 0; n < 11; n += 1) await act(1_000);
    await act(5);
    expect(await chained()).toBe(11_005);
    const first = await verified();
    expect(first).toMatchObject({ from: '1', to: '10000', broken: null, nextFrom: '10001' });
    expect(await verified(10_001n)).toMatchObject({ to: '11005', broken: null, nextFrom: null });
    await tampered(`update platform_audit set deed = 'other' where position = 10001`);
    expect((await verified()).broken).toBeNull();
    expect((await verified(BigInt(first.nextFrom ?? 0))).broken).toMatchObject({ position: '10001', reason: 'CHANGED' });
  });

  it('leaves a row alone whose transaction is open, and takes it when it commits', async () => {
    const late = new Client({ connectionString: database.urlOf('duijie_app') });
    await late.connect();
    await late.query('begin');
    await late.query(`insert into platform_audit (id, at, trace_id, deed, subject_id) values ($1, now(), 'late', 'late', 'x')`, [house.ids.next('audit')]);
    await act(2);
    expect(await chained(2)).toBe(0);
    expect(await house.app.read(SYSTEM_SCOPE, unchainedAudit)).toBe(2);
    await late.query('commit');
    await late.end();
    expect(await chained()).toBe(3);
    expect(await house.rows('select deed, position from platform_audit order by position')).toMatchObject([{ deed: 'late', position: '1' }, {}, {}]);
    expect((await verified()).broken).toBeNull();
  });

  it('takes every row of many writers at once, while workers come and go', async () => {
    let over = false;
    const workers = (async () => {
      while (!over) {
        const [one, other] = [aChain(), aChain()];
        one.start();
        other.start();
        await new Promise((resolve) => setTimeout(resolve, 40));
        await Promise.all([one.stop(), other.stop()]);
      }
    })();
    await Promise.all(Array.from({ length: 8 }, async () => { for (let n = 0; n < 25; n += 1) await act(1 + (n % 3)); }));
    over = true;
    await workers;
    await chained();
    const [{ rows, last } = { rows: '0', last: '0' }] = await house.rows<{ rows: string; last: string }>('select count(*) as rows, max(position) as last from platform_audit');
    expect([rows, last]).toEqual(['392', '392']);
    expect(await verified()).toMatchObject({ to: '392', broken: null });
  });

  it('goes on where it was when its connection is cut, and chains nothing twice', async () => {
    await act(3);
    chain.start();
    await until(async () => (await verified()).to === '3');
    await house.rows(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'duijie audit' and datname = current_database()`);
    await act(2);
    await until(async () => (await verified()).to === '5');
    expect((await verified()).broken).toBeNull();
    // It says that it was cut.
    expect(errors.splice(0).length).toBeLessThanOrEqual(1);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await holds());) {
    if (Date.now() > end) throw new Error('not within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a chain that was tampered with', () => {
  beforeEach(async () => {
    await act(10, '依据');
    await chained();
  });
  const swap = (one: number, other: number, columns: string): string =>
    `update platform_audit a set (${columns}) = (select ${columns} from platform_audit b where b.position = ${one + other} - a.position) where position in (${one}, ${other})`;

  it.each<[string, string, string, string]>([
    ['a reason changed', `update platform_audit set because = '别的依据' where position = 4`, '4', 'CHANGED'],
    ['a reason taken away', 'update platform_audit set because = null where position = 4', '4', 'CHANGED'],
    ['an author changed', `update platform_audit set member_id = 'mbr_0' where position = 10`, '10', 'CHANGED'],
    ['a time moved by a microsecond', `update platform_audit set at = at + interval '1 microsecond' where position = 7`, '7', 'CHANGED'],
    ['a hash changed with its row', `update platform_audit set deed = 'x', hash = sha256('x') where position = 5`, '5', 'CHANGED'],
    ['a row removed', 'delete from platform_audit where position = 6', '6', 'MISSING'],
    ['the first row removed', 'delete from platform_audit where position = 1', '1', 'MISSING'],
    ['the last row removed', 'delete from platform_audit where position = 10', '10', 'MISSING'],
    ['a row removed and the rest moved up', 'delete from platform_audit where position = 3; update platform_audit set position = -position where position > 3; update platform_audit set position = -position - 1 where position < 0', '3', 'UNLINKED'],
    ['what two rows say swapped', swap(4, 5, 'subject_id'), '4', 'CHANGED'],
    ['two rows swapped with their hashes', 'update platform_audit set position = 99 where position = 8; update platform_audit set position = 8 where position = 9; update platform_audit set position = 9 where position = 99', '8', 'UNLINKED'],
    ['a row put in at the end', `insert into platform_audit (id, at, trace_id, deed, subject_id, position, previous, hash) select 'aud_00000000000000000000000001', now(), 't', 'd', 's', 11, hash, sha256('x') from platform_audit where position = 10`, '11', 'BEYOND'],
    ['a row put in between', `update platform_audit set position = -position where position > 2; update platform_audit set position = -position + 1 where position < 0;
      insert into platform_audit (id, at, trace_id, deed, subject_id, position, previous, hash) select 'aud_00000000000000000000000001', now(), 't', 'd', 's', 3, hash, sha256('x') from platform_audit where position = 2`, '3', 'CHANGED'],
    ['the end forgotten', 'delete from platform_audit where position = 10; update platform_audit_chain set position = 9', '9', 'UNLINKED'],
  ])('is found out: %s', async (_what, sql, position, reason) => {
    expect((await verified()).broken).toBeNull();
    await tampered(sql);
    expect((await verified()).broken).toMatchObject({ position, reason });
  });

  it.each(['duijie_app', 'duijie_matcher', 'duijie_relay'] as const)('is not the work of %s', async (role) => {
    const client = new Client({ connectionString: database.urlOf(role) });
    await client.connect();
    await client.query(`select set_config('app.kind', 'SYSTEM', false)`);
    const before = await house.rows('select * from platform_audit order by id');
    for (const sql of [
      `update platform_audit set because = 'x' where position = 4`, 'update platform_audit set position = 77 where position = 4', 'delete from platform_audit where position = 4', 'truncate platform_audit',
      `insert into platform_audit (id, at, trace_id, deed, subject_id, position, previous, hash) values ('aud_00000000000000000000000001', now(), 't', 'd', 's', 11, '', '')`,
      `insert into platform_audit (id, at, trace_id, deed, subject_id, xid) values ('aud_00000000000000000000000001', now(), 't', 'd', 's', '99999999')`,
    ]) {
      // Refused by a grant or a policy, or no row is met.
      const changed = await client.query(sql).then(({ rowCount }) => (rowCount === 0 ? 'nothing' : 'something'), (error: { code: string }) => (error.code === '42501' ? 'nothing' : error.code));
      expect([sql, changed]).toEqual([sql, 'nothing']);
    }
    await client.end();
    expect(await house.rows('select * from platform_audit order by id')).toEqual(before);
  });

  it('is not the work of the owner either, by a plain statement', async () => {
    await expect(house.rows(`update platform_audit set because = 'x' where position = 4`)).rejects.toThrow('is chained and changes no more');
    await expect(house.rows('delete from platform_audit where position = 4')).rejects.toThrow('is chained and changes no more');
  });
});
