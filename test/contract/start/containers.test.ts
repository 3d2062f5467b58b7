import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCompose, readEnvironmentFile, type ComposeFile } from '../../law/checks/compose.js';
import { openRedisServer, WITHOUT_REDIS, type RedisServer } from '../../setup/redis-server.js';
import { openThrowawayServer, type ThrowawayServer } from '../platform/throwaway-server.js';
import { once, withDatabase } from '../queue/queue-database.js';
import { ProjectCopy, freePort, settle } from './project-copy.js';

jest.setTimeout(120_000);

const PORTS = { market: 'DUIJIE_MARKET_PORT', admin: 'DUIJIE_ADMIN_PORT', worker: 'DUIJIE_WORKER_PORT' } as const;
type Name = keyof typeof PORTS;

/** What each container would run, under the settings it would get, with the addresses of this machine. */
const describeWithRedis = WITHOUT_REDIS === null ? describe : describe.skip;
describeWithRedis(`the commands of docker-compose.yml${WITHOUT_REDIS === null ? '' : ` (${WITHOUT_REDIS})`}`, () => {
  let project: ProjectCopy;
  let server: ThrowawayServer;
  let redis: RedisServer;
  let compose: ComposeFile;
  const ports = new Map<string, number>();
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    [project, server, redis] = await Promise.all([ProjectCopy.make(), openThrowawayServer(), openRedisServer()]);
    const read = (name: string): Promise<string> => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');
    const variables = Object.entries(readEnvironmentFile(await read('docker.env.example')));
    compose = readCompose(await read('docker-compose.yml'), Object.fromEntries(variables.map(([name, value]) => [name, value === '' ? 'throwaway' + 'x'.repeat(20) : value])));
    await once(server.url, `create role duijie_owner superuser login password 'throwaway${'x'.repeat(20)}'`);
    await once(server.url, 'create database duijie owner duijie_owner');
    for (const name of Object.keys(PORTS)) ports.set(name, await freePort());
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await server.stop();
    await redis.close();
    await project.remove();
  });

  function run(name: string): { ended: Promise<number | null>; said: () => string; child: ChildProcess } {
    const { command = [], environment = {} } = compose.services[name] ?? {};
    const { host } = new URL(server.url);
    const settings = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, key === 'REDIS_URL' ? redis.url : key === 'MEILI_URL' ? 'http://127.0.0.1:1' : value.replace('@postgres:5432', `@${host}`)]));
    const port = name in PORTS ? { [PORTS[name as Name]]: String(ports.get(name)) } : {};
    const child = spawn(process.execPath, command.slice(1), { cwd: project.folder, env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', DUIJIE_DATA_DIR: project.data, ...settings, ...port } });
    running.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => { said += text.toString(); });
    return { child, said: () => said, ended: new Promise((resolve) => child.once('close', resolve)) };
  }

  it('make the roles and tables, a second time as well, and end', async () => {
    for (const steps of [/[1-9]\d* steps/u, / 0 steps/u]) {
      const migrate = run('migrate');
      expect([await migrate.ended, migrate.said()]).toEqual([0, expect.stringMatching(steps)]);
    }
    expect(await once(withDatabase(server.url, 'duijie'), 'select count(*) > 50 as loaded from policy_class')).toEqual([{ loaded: true }]);
  });

  it('run the three processes, each ready by the check of its container, and end them at a word', async () => {
    const names = Object.keys(PORTS) as Name[];
    const processes = names.map(run);
    for (const name of names) {
      const answers = (): Promise<boolean> => fetch(`http://127.0.0.1:${ports.get(name)}/health/ready`).then(({ ok }) => ok, () => false);
      await settle(answers, 60_000).catch(() => { throw new Error(`${name} did not become ready: ${processes.map(({ said }) => said()).join('\n')}`); });
    }
    for (const { child } of processes) child.kill('SIGTERM');
    expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual([0, 0, 0]);
  });

  it('tell in one sentence what is missing', async () => {
    const child = spawn(process.execPath, [join('dist', 'app', 'migrate', 'migrate.command.js')], { cwd: project.folder, env: { PATH: process.env['PATH'] ?? '' } });
    let said = '';
    child.stderr.on('data', (text: Buffer) => { said += text.toString(); });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(said.trim().split('\n')).toEqual([expect.stringContaining('DATABASE_URL')]);
  });
});
