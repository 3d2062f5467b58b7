import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { ProjectCopy, freePort } from './project-copy.js';

jest.setTimeout(60_000);

let project: ProjectCopy;
beforeAll(async () => { project = await ProjectCopy.make(); });
afterEach(async () => expect(await project.processes()).toEqual([]));
afterAll(() => project.remove());

/** Starts, waits for the end, and answers the one line that was said. */
async function refusalOf(environment: Readonly<Record<string, string>>, argv: readonly string[] = []): Promise<string> {
  const started = project.start({ environment, argv });
  expect(await started.ended).toBe(1);
  const lines = started.output.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  // Chinese first, then English.
  expect(lines[0]).toMatch(/^[^。]*[\u4e00-\u9fff].*[。：].* [A-Z].*\.$/u);
  return lines[0] ?? '';
}

describe('npm start refuses in one sentence, and leaves nothing running,', () => {
  describe('a port that is taken', () => {
    let squatter: Server;
    beforeAll(async () => { squatter = await new Promise((resolve) => { const server = createServer().listen(project.ports.admin, '127.0.0.1', () => resolve(server)); }); });
    afterAll(() => new Promise((resolve) => squatter.close(resolve)));

    it('naming the port, its setting and what to do', async () => {
      expect(await refusalOf({})).toMatch(new RegExp(`端口 ${project.ports.admin} 已被占用.*DUIJIE_ADMIN_PORT.*Port ${project.ports.admin} is taken: stop the program that holds it, or choose another port with DUIJIE_ADMIN_PORT`));
    });

    it('also when it is the database’s, demanded by a setting', async () => {
      const environment = { DUIJIE_ADMIN_PORT: String(await freePort()), DUIJIE_DATABASE_PORT: String(project.ports.admin) };
      expect(await refusalOf(environment)).toMatch(new RegExp(`The database's port ${project.ports.admin} is taken.*DUIJIE_DATABASE_PORT`));
    });
  });

  it.each<[string, () => Readonly<Record<string, string>>, RegExp]>([
    ['two processes on one port', () => ({ DUIJIE_ADMIN_PORT: String(project.ports.market) }), /DUIJIE_MARKET_PORT and DUIJIE_ADMIN_PORT are both \d+/],
    ['an address that is not this machine’s', () => ({ DUIJIE_HOST: '192.0.2.1' }), /EADDRNOTAVAIL.*DUIJIE_HOST/],
    ['a data folder below a file', () => ({ DUIJIE_DATA_DIR: 'package.json/data' }), /package\.json\/data 不能写入（ENOTDIR）.*DUIJIE_DATA_DIR/],
    ['a setting with a wrong value', () => ({ DUIJIE_MARKET_PORT: '70000' }), /DUIJIE_MARKET_PORT="70000"/],
    ['a setting that there is not', () => ({ DUIJIE_MARKTPORT: '1' }), /did you mean DUIJIE_MARKET_PORT/],
    ['a Redis that nobody serves', () => ({ REDIS_URL: 'redis://:canary@127.0.0.1:1' }), /REDIS_URL.*ECONNREFUSED.*unset REDIS_URL to do without it/],
    ['a database that nobody serves', () => ({ DATABASE_URL: 'postgres://owner:canary@127.0.0.1:1/duijie' }), /127\.0\.0\.1:1\/duijie.*nothing listens there.*DATABASE_URL/],
  ])('%s', async (_what, environment, says) => {
    const refusal = await refusalOf(environment());
    expect(refusal).toMatch(says);
    expect(refusal).not.toContain('canary');
  });

  it('an option that there is not', async () => {
    expect(await refusalOf({}, ['--prot=1'])).toMatch(/--prot=1.*--help/);
  });

  it('keys that cannot be read', async () => {
    const first = project.start();
    await first.ready();
    await first.stop();
    await writeFile(join(project.data, 'keys.json'), '{');
    expect(await refusalOf({})).toMatch(/keys\.json/);
  });
});

describe('npm start tells', () => {
  it('its use and all settings with --help', async () => {
    const started = project.start({ argv: ['--help'] });
    expect(await started.ended).toBe(0);
    for (const word of ['--settings', 'DUIJIE_MARKET_PORT', 'DATABASE_URL', '3000', 'npm run dev']) expect(started.output).toContain(word);
  });

  it('the settings it reads, without secrets, with --settings', async () => {
    const started = project.start({ argv: ['--settings'], environment: { DATABASE_URL: 'postgres://owner:canary@db/duijie' } });
    expect(await started.ended).toBe(0);
    expect(started.output).toContain('DATABASE_URL=postgres://owner:***@db/duijie');
    expect(started.output).toContain('DEMO=0');
  });
});
