import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.js';
import { PROJECT_FOLDER } from './project.js';
import { settingsAsHelp, settingsAsMarkdown } from './settings-markdown.js';
import { SETTINGS } from './settings-table.js';
import { describeSettings, inheritedEnvironment, isStartedByNpm, readSettings, settingsAsEnvironment, type Environment } from './settings.js';

const OWNER = 'postgres://owner:canary@db.example:5432/duijie';
const SECRET = 'canary-canary-canary';

const refusalOf = (environment: Environment): string => {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof CannotStart) return error.message;
    throw error;
  }
  return '';
};

describe('the settings', () => {
  it('have defaults that scripts may rely on', () => {
    expect({ ...readSettings({}) }).toEqual({
      databaseUrl: null, appDatabaseUrl: null, relayDatabaseUrl: null, matcherDatabaseUrl: null, redisUrl: null, databasePort: null,
      dataDir: join(PROJECT_FOLDER, '.duijie'), host: '127.0.0.1', marketPort: 3000, adminPort: 3001, workerPort: 3002,
      logLevel: 'info', logTo: 'folder', demo: true, smsTransport: 'file', mailTransport: 'file', smtpUrl: null, mailFrom: null, meiliUrl: null, meiliMasterKey: null, robotTransport: 'file', publicUrl: null, webhookNetworks: [], webhookLocalTrial: false, idempotencySecret: null, accessSecret: null, trustProxy: false,
    });
  });

  it.each<[string, Environment, boolean]>([
    ['the embedded database has a demo', {}, true],
    ['none when told so', { DEMO: '0' }, false],
    ['an external database has none', { DATABASE_URL: OWNER }, false],
    ['not even in a process that only knows its own role', { DUIJIE_APP_DATABASE_URL: OWNER }, false],
    ['unless told so', { DATABASE_URL: OWNER, DEMO: '1' }, true],
  ])('%s', (_what, environment, demo) => {
    expect(readSettings(environment).demo).toBe(demo);
  });

  it.each<[string, Environment, string]>([
    ['a port that is no number', { DUIJIE_MARKET_PORT: '3000x' }, '1 至 65535'],
    ['port 0', { DUIJIE_ADMIN_PORT: '0' }, 'DUIJIE_ADMIN_PORT="0"'],
    ['a port beyond the last', { DUIJIE_WORKER_PORT: '65536' }, '1 to 65535'],
    ['a host with a scheme', { DUIJIE_HOST: 'http://0.0.0.0' }, 'IP address'],
    ['an unknown level', { DUIJIE_LOG_LEVEL: 'verbose' }, 'fatal, error, warn'],
    ['a flag that is a word', { DEMO: 'yes' }, '0 或 1'],
    ['a database of another kind', { DATABASE_URL: 'mysql://owner:canary@db/duijie' }, 'postgres://'],
    ['a database without a name', { DATABASE_URL: 'postgres://owner:canary@db' }, 'DATABASE_URL'],
    ['a queue of another kind', { REDIS_URL: 'http://:canary@redis.example' }, 'redis://'],
    ['a Redis without a host', { REDIS_URL: 'redis://' }, 'rediss://'],
    ['a Redis with a name for a database', { REDIS_URL: 'redis://:canary@redis.example/jobs' }, '库号'],
    ['a web address with a query', { DUIJIE_PUBLIC_URL: 'https://duijie.example/?a=1' }, 'without a query'],
    ['a web address that is a script', { DUIJIE_PUBLIC_URL: 'javascript:alert(1)' }, 'https://'],
    ['a mail server of another kind', { DUIJIE_SMTP_URL: 'http://user:canary@mail.example' }, 'smtp://'],
    ['a user without a password', { DUIJIE_SMTP_URL: 'smtp://canary@mail.example' }, 'smtps://'],
    ['a sender that is none', { DUIJIE_MAIL_FROM: 'Duijie <duijie@mail.example>' }, 'a mail address'],
    ['a network without a prefix', { DUIJIE_WEBHOOK_NETWORKS: '10.0.0.0/8,10.1.2.3' }, '10.20.0.0/16'],
    ['a network of everything', { DUIJIE_WEBHOOK_NETWORKS: '0.0.0.0/0' }, 'networks such as'],
    ['a short secret', { DUIJIE_IDEMPOTENCY_SECRET: 'canary' }, '16'],
  ])('refuse %s in one sentence that names the setting and what it must be', (_what, environment, says) => {
    const [name = ''] = Object.keys(environment);
    const refusal = refusalOf(environment);
    expect(refusal).toContain(name);
    expect(refusal).toContain(says);
    expect(refusal).not.toMatch(/canary|\n/);
  });

  it.each([
    ['DUIJIE_MARKT_PORT', 'DUIJIE_MARKET_PORT'],
    ['DUIJIE_DATADIR', 'DUIJIE_DATA_DIR'],
    ['DUIJIE_LOGLEVEL', 'DUIJIE_LOG_LEVEL'],
  ])('refuse the unknown name %s and offer %s', (name, near) => {
    const refusal = refusalOf({ [name]: '1' });
    expect(refusal).toMatch(new RegExp(`没有名为 ${name} 的设置.*${near}.*There is no setting ${name}; did you mean \\w*${near}`));
  });

  it('offer nothing for a name that is like none', () => {
    expect(refusalOf({ DUIJIE_QQXXYYZZ: '1' })).not.toMatch(/did you mean/);
  });

  it('take an empty value for none, and leave other programs’ variables alone', () => {
    expect(readSettings({ DUIJIE_HOST: ' ', PORT: '80', HOME: '/srv/a' }).host).toBe('127.0.0.1');
  });

  it('read a folder from the project, wherever the program was started', () => {
    expect(readSettings({ DUIJIE_DATA_DIR: '数据 1' }).dataDir).toBe(join(PROJECT_FOLDER, '数据 1'));
  });

  it('read a web address without the slash at its end', () => {
    expect(readSettings({ DUIJIE_PUBLIC_URL: 'https://duijie.example/a/' }).publicUrl).toBe('https://duijie.example/a');
  });

  it('are described without their secrets', () => {
    const lines = describeSettings(readSettings({ DATABASE_URL: `${OWNER}?password=canary`, DUIJIE_IDEMPOTENCY_SECRET: SECRET }));
    expect(lines).toContain('DATABASE_URL=postgres://owner:***@db.example:5432/duijie');
    expect(lines).toContain('DUIJIE_IDEMPOTENCY_SECRET=***');
    expect(lines).toContain('DUIJIE_MARKET_PORT=3000');
    expect(lines.join()).not.toContain('canary');
  });

  it('come back the same from the environment of a child', () => {
    const settings = readSettings({ DATABASE_URL: OWNER, DUIJIE_IDEMPOTENCY_SECRET: SECRET, DEMO: '0', DUIJIE_DATA_DIR: '/srv/数据 a' });
    expect(readSettings(settingsAsEnvironment(settings))).toEqual(settings);
  });

  it('are not inherited by a child that was not given them', () => {
    expect(inheritedEnvironment({ DATABASE_URL: OWNER, DUIJIE_HOST: 'h', PATH: '/bin', EMPTY: undefined })).toEqual({ PATH: '/bin' });
  });

  it('that a process needs are demanded by name', () => {
    expect(() => readSettings({}).needed('relayDatabaseUrl')).toThrow(/缺少设置 DUIJIE_RELAY_DATABASE_URL.*DUIJIE_RELAY_DATABASE_URL is missing/);
    expect(readSettings({ DATABASE_URL: OWNER }).needed('databaseUrl')).toBe(OWNER);
  });

  it('are printed whole, with their defaults, as markdown and as help', () => {
    const names = Object.values(SETTINGS).map(({ name }) => name);
    const rows = settingsAsMarkdown().split('\n');
    expect(rows.slice(2).map((row) => /^\| `(\w+)`/.exec(row)?.[1])).toEqual(names);
    expect(rows).toContain('| `DUIJIE_MARKET_PORT` | `3000` | 市场端（供方、需方、银行）端口 | the market process\'s port (suppliers, buyers, banks) |');
    expect(rows.find((row) => row.includes('DATA_DIR'))).toContain('`.duijie`');
    expect(names.filter((name) => !settingsAsHelp().includes(name))).toEqual([]);
  });
});

describe('npm as the parent', () => {
  it.each([['start', true], ['dev', true], ['demo', false], [undefined, false]] as const)('of the command %s: %s', (command, is) => {
    expect(isStartedByNpm({ npm_lifecycle_event: command })).toBe(is);
  });
});
