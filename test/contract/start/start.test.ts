import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { once } from '../queue/queue-database.js';
import { ProjectCopy, settle, type Started, type StartOptions } from './project-copy.js';

jest.setTimeout(120_000);

let project: ProjectCopy;
let started: Started[] = [];
beforeAll(async () => { project = await ProjectCopy.make(); });
afterEach(async () => {
  await Promise.all(started.map((one) => one.stop()));
  started = [];
  await gone();
});
afterAll(() => project.remove());

const start = (options?: StartOptions): Started => {
  const one = project.start(options);
  started.push(one);
  return one;
};
const gone = (): Promise<void> => settle(async () => (await project.processes()).length === 0, 15_000);
function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // Ended with its parent meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
const pidFile = (): string => join(project.data, 'db', 'postmaster.pid');
const postmaster = async (): Promise<number> => Number((await readFile(pidFile(), 'utf8').catch(() => '')).split('\n')[0]);
/** The database's owner, as the data folder knows it. */
const ownerUrl = async (): Promise<string> => {
  const { secrets, databasePort } = JSON.parse(await readFile(join(project.data, 'keys.json'), 'utf8')) as { secrets: { owner: string }; databasePort: number };
  return `postgres://duijie_owner:${secrets.owner}@127.0.0.1:${databasePort}/duijie`;
};

describe('npm start', () => {
  it('makes everything in a path with spaces and Chinese, without LANG, says one line with ready, and stops on Ctrl-C', async () => {
    const product = start();
    const said = await product.ready();
    expect(said.split('\n').filter((line) => line.startsWith('ready'))).toEqual([
      expect.stringMatching(new RegExp(`^ready market=http://127.0.0.1:${project.ports.market}/graphql admin=http://127.0.0.1:${project.ports.admin}/graphql worker=http://127.0.0.1:${project.ports.worker}/health/ready`)),
    ]);
    expect(said).toContain(`rm -rf '${project.data}'`);
    expect(await once(await ownerUrl(), 'select count(*) > 50 as loaded from policy_class')).toEqual([{ loaded: true }]);
    expect(await once(await ownerUrl(), `select to_tsvector('simple', '破碎机 锅炉') @@ '破碎机' as word, cardinality(show_trgm('破碎机')) as trigrams`)).toEqual([{ word: true, trigrams: 4 }]);
    await once(await ownerUrl(), 'create table kept as select 1 as kept');
    expect(await product.stop()).toBe(0);
    expect(await project.processes()).toEqual([]);
  });

  it('finds its data again, on the same port', async () => {
    const before = await ownerUrl();
    await start().ready();
    expect(await ownerUrl()).toBe(before);
    expect(await once(before, 'select kept from kept')).toEqual([{ kept: 1 }]);
  });

  it('takes another port for the database when its own is taken meanwhile', async () => {
    const before = new URL(await ownerUrl());
    const squatter = createServer().listen(Number(before.port), '127.0.0.1');
    await start().ready();
    expect(new URL(await ownerUrl()).port).not.toBe(before.port);
    squatter.close();
  });

  it('tells each process the roles it works under and never the owner', async () => {
    await start().ready();
    expect(await project.ask('market', '/told')).toEqual(['DUIJIE_APP_DATABASE_URL']);
    expect(await project.ask('admin', '/told')).toEqual(['DUIJIE_APP_DATABASE_URL', 'DUIJIE_RELAY_DATABASE_URL']);
    expect(await project.ask('worker', '/told')).toEqual(['DUIJIE_APP_DATABASE_URL', 'DUIJIE_MATCHER_DATABASE_URL', 'DUIJIE_RELAY_DATABASE_URL']);
  });

  it('keeps its keys from everyone else, and gives the working roles no way past row-level security', async () => {
    await start().ready();
    expect((await stat(join(project.data, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(await once(await ownerUrl(), `select count(*)::int as mighty from pg_roles where rolname like 'duijie%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`)).toEqual([{ mighty: 0 }]);
  });
});

describe('a product of which something falls', () => {
  it('starts a crashed process again, and says so', async () => {
    const product = start();
    await product.ready();
    const before = await project.ask('market', '/pid');
    await project.ask('market', '/crash');
    await settle(() => project.ask('market', '/pid').then((pid) => pid !== before, () => false), 10_000);
    expect(product.output).toMatch(/进程 market 意外退出（exit 3）.*The process market ended unexpectedly/);
  });

  it('starts a killed database server again', async () => {
    const product = start();
    await product.ready();
    const before = await postmaster();
    process.kill(before, 'SIGKILL');
    await settle(async () => await postmaster() !== before && ownerUrl().then((url) => once(url, 'select kept from kept')).then((rows) => rows.length === 1, () => false), 20_000);
    expect(product.output).toMatch(/数据库服务意外停止.*The database server ended unexpectedly/);
  });

  it('ends with its supervisor when that is killed', async () => {
    const product = start();
    await product.ready();
    product.kill('SIGKILL');
    await gone();
  });

  it('ends when the npm that runs it is killed, and the next start needs no pause', async () => {
    const npm = start({ underNpm: true });
    await npm.ready();
    npm.kill('SIGKILL');
    await start().ready();
  });

  it.each<[string, (pids: readonly number[], server: readonly number[]) => readonly number[]]>([
    ['everything', (pids) => pids],
    ['everything but the database', (pids, server) => pids.filter((pid) => !server.includes(pid))],
    ['the postmaster, the supervisor and its keeper', (pids, server) => pids.filter((pid) => !server.slice(1).includes(pid))],
    ['the supervisor alone', (pids) => pids.slice(0, 1)],
  ])('is healed by the next start after kill -9 of %s', async (_what, choose) => {
    await start().ready();
    const server = await project.servers();
    expect(server.length).toBeGreaterThan(3);
    killAll(choose(await project.processes(), server));
    const again = start();
    await again.ready();
    expect(await once(await ownerUrl(), 'select kept from kept')).toEqual([{ kept: 1 }]);
    expect((await project.servers()).filter((pid) => server.includes(pid))).toEqual([]);
  });

  it('is not fooled by a pid that belongs to another program by now', async () => {
    await start().ready();
    const file = await readFile(pidFile(), 'utf8');
    killAll(await project.processes());
    await gone();
    await writeFile(pidFile(), file.replace(/^\d+/, String(process.pid)));
    await start().ready();
  });
});

describe('a data folder that is erased under a running product', () => {
  it('keeps neither the product from ending nor the next from starting', async () => {
    const product = start();
    await product.ready();
    await rm(project.data, { recursive: true, force: true });
    expect(await product.stop()).toBe(0);
    await gone();
    await start().ready();
  });
});

describe('two at once', () => {
  it('the second is refused in one sentence while the first runs on', async () => {
    const first = start();
    await first.ready();
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output).toMatch(new RegExp(`^已有一个实例（进程 ${first.pid}）.*Another instance \\(process ${first.pid}\\).*DUIJIE_DATA_DIR\\.\n$`));
    expect(await project.ask('worker', '/health/ready')).toEqual({ ready: true });
  });

  it('one of two that begin together wins', async () => {
    const both = [start(), start()];
    const outcomes = await Promise.all(both.map((one) => Promise.race([one.ready().then(() => 'ready'), one.ended]).catch(() => 1)));
    expect(outcomes.map(String).sort()).toEqual(['1', 'ready']);
  });
});
