import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUpAuthenticator } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

const COMMAND = fileURLToPath(new URL('../../dist/app/admin-create/admin-create.command.js', import.meta.url));
/** What the factories sign in with as well. */
const PASSWORD = 'correct horse 7 battery';
const FACTS = ['--organisation', '某省工业和信息化厅', '--name', '张三', '--login', 'zhangsan'];

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a person does who pipes the password in. */
async function run(settings: Readonly<Record<string, string>>, args: readonly string[], password = `${PASSWORD}\n`): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { PATH: process.env['PATH'] ?? '', ...settings }, cwd: '/' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
  child.stdin.on('error', () => undefined).end(password);
  const [code] = await once(child, 'exit') as [number];
  return { code, out, err };
}

describe('npm run admin:create', () => {
  let house: RunningHouse;
  let scratch: string;
  beforeAll(async () => {
    house = await runHouse(['admin']);
    scratch = await mkdtemp(join(tmpdir(), 'duijie-create-'));
    // Run by root, the database has an account of its own, which must be able to walk down to its data.
    await chmod(scratch, 0o711);
  }, 120_000);
  afterAll(async () => {
    await rm(scratch, { recursive: true });
    await house.close();
  });

  const here = (): Record<string, string> => ({ DUIJIE_APP_DATABASE_URL: house.database.urlOf('duijie_app'), DUIJIE_DATA_DIR: scratch, DEMO: '0' });

  it.each<[what: string, args: string[], password: string, said: RegExp]>([
    ['an argument is missing', ['--organisation', '某省厅', '--name', '张三'], PASSWORD, /--login/],
    ['an argument is unknown', [...FACTS, '--password', PASSWORD], PASSWORD, /--help/],
    ['the password is too short', FACTS, 'short', /8 至 128/],
    ['no password came', FACTS, '', /8 至 128/],
    ['the login is none', [...FACTS.slice(0, 4), '--login', 'a b'], PASSWORD, /账号须为/],
    ['the region is none', [...FACTS, '--region', '999999'], PASSWORD, /行政区划代码/],
    ['the department above is not there', [...FACTS, '--under', 'org_01kazzzzzzzzzzzzzzzzzzzzzz'], PASSWORD, /--under/],
  ])('says what to do when %s, and makes nothing', async (_what, args, password, said) => {
    const ended = await run(here(), args, password);
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(ended.err).toMatch(said);
    expect(ended.err).not.toContain('    at ');
    expect(await house.counts('organisation', 'organisation_account')).toEqual({ organisation: 0, organisation_account: 0 });
  }, 30_000);

  it('makes the first department, whose owner sets up a second factor at the first sign-in and then works', async () => {
    const file = join(scratch, 'made.json');
    const ended = await run(here(), [...FACTS, '--json', file]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(/已建立主管部门[\s\S]*The department[\s\S]*enrolAuthenticator/);
    expect(`${ended.out}${await readFile(file, 'utf8')}`).not.toContain(PASSWORD);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ login: 'zhangsan', organisationId: expect.stringMatching(/^org_/) });

    const { session: { token } } = await house.admin.done<{ session: { token: string } }>('signIn', { login: 'zhangsan', password: PASSWORD }, 'SignedIn { session { token } }');
    expect((await house.admin.graphql('{ registrationQueue { nodes { id } } }', {}, { token })).codes).toEqual(['SECOND_FACTOR_REQUIRED']);
    await setUpAuthenticator(house.admin, token);
    expect(await house.admin.ask('{ viewer { roles organisation { name kind } } registrationQueue { nodes { id } } }', {}, { token })).toMatchObject({
      viewer: { roles: expect.arrayContaining(['OWNER', 'REVIEWER']), organisation: { name: '某省工业和信息化厅', kind: 'DEPARTMENT' } },
    });
  }, 30_000);

  it('makes another only when told so, below one that exists', async () => {
    const other = ['--organisation', '某市工信局', '--name', '李四', '--login', 'lisi', '--region', '140100'];
    expect((await run(here(), other)).err).toContain('--another');
    const { organisationId } = JSON.parse(await readFile(join(scratch, 'made.json'), 'utf8')) as { organisationId: string };
    expect((await run(here(), [...other, '--another', '--under', organisationId])).code).toBe(0);
    expect((await run(here(), [...FACTS, '--another'])).err).toContain('LOGIN_TAKEN');
    expect(await house.sql('select o.name, p.name as above from organisation o left join organisation p on p.id = o.parent_id order by o.id')).toEqual([
      { name: '某省工业和信息化厅', above: null }, { name: '某市工信局', above: '某省工业和信息化厅' },
    ]);
  }, 60_000);

  it('makes its database where the product never ran, and stops what it started', async () => {
    const home = join(scratch, '数据 home');
    const settings = { DUIJIE_DATA_DIR: home, DEMO: '0' };
    const made = await run(settings, FACTS);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect((await run(settings, FACTS)).err).toContain('DEPARTMENT_EXISTS');
    expect([existsSync(join(home, 'db', 'PG_VERSION')), existsSync(join(home, 'db', 'postmaster.pid'))]).toEqual([true, false]);
  }, 120_000);

  it('explains itself in both languages', async () => {
    expect(await run({}, ['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/建立第一个主管部门[\s\S]*Makes the first department/) });
  }, 120_000);
});
