import { resolve } from 'node:path';
import { PROJECT_FOLDER } from './project.js';
import { engineKey, flag, folder, host, mailAddress, networks, oneOf, port, postgresUrl, redisUrl, secretText, smtpUrl, webAddress, type Kind } from './setting-kinds.js';

/** A default that depends on whose database is used: the embedded one, or that of `DATABASE_URL`. */
interface ByDatabase<T> {
  readonly embedded: T;
  readonly external: T;
}

export interface Setting<T = unknown, D extends T | null = T | null> {
  readonly name: string;
  readonly kind: Kind<T>;
  readonly default: ByDatabase<D>;
  readonly zh: string;
  readonly en: string;
  /** Never printed. */
  readonly secret: boolean;
}

type Words = readonly [zh: string, en: string];

const setting = <T, D extends T | null>(name: string, kind: Kind<T>, value: D, [zh, en]: Words): Setting<T, D> =>
  ({ name, kind, default: { embedded: value, external: value }, zh, en, secret: false });
const byDatabase = <T>(name: string, kind: Kind<T>, value: ByDatabase<T>, [zh, en]: Words): Setting<T, T> =>
  ({ name, kind, default: value, zh, en, secret: false });
const secret = (name: string, kind: Kind<string>, [zh, en]: Words): Setting<string, string | null> =>
  ({ name, kind, default: { embedded: null, external: null }, zh, en, secret: true });

/** Every setting there is. Names begin with `DUIJIE_`, but for those that every tool of the trade calls the same. */
export const SETTINGS = {
  databaseUrl: secret('DATABASE_URL', postgresUrl,
    ['已有 PostgreSQL 数据库（UTF-8）的属主账户；不设则使用内置数据库', 'the owner of an existing PostgreSQL database (UTF-8); without it the embedded database is used']),
  appDatabaseUrl: secret('DUIJIE_APP_DATABASE_URL', postgresUrl,
    ['市场端和管理端所用账户 duijie_app；不设则由 npm start 建立', 'the role duijie_app of the market and admin processes; without it npm start makes it']),
  relayDatabaseUrl: secret('DUIJIE_RELAY_DATABASE_URL', postgresUrl,
    ['发件箱与任务队列所用账户 duijie_relay；不设则由 npm start 建立', 'the role duijie_relay of outbox and job queue; without it npm start makes it']),
  matcherDatabaseUrl: secret('DUIJIE_MATCHER_DATABASE_URL', postgresUrl,
    ['后台任务所用账户 duijie_matcher；不设则由 npm start 建立', 'the role duijie_matcher of the job handlers; without it npm start makes it']),
  redisUrl: secret('REDIS_URL', redisUrl,
    ['任务队列和实时推送所用的 Redis（6.2 以上，noeviction，一套安装独占一个库号）；不设则都用 PostgreSQL。可随时清空、设置、更换或取消，未完成的任务由数据库补回', 'the Redis of job queue and live push (6.2 or later, noeviction, one installation to a database number); without it both use PostgreSQL. It may be erased, set, changed and unset at any time: pending work comes back from the database']),
  meiliUrl: setting<string, string | null>('MEILI_URL', webAddress, null,
    ['搜索引擎 Meilisearch 的地址；不设则由 PostgreSQL 承担搜索', 'the address of a Meilisearch that answers searches; without it PostgreSQL does']),
  meiliMasterKey: secret('MEILI_MASTER_KEY', engineKey,
    ['该 Meilisearch 的主密钥，与 MEILI_URL 同时设置', "that Meilisearch's master key, set together with MEILI_URL"]),
  databasePort: setting<number, number | null>('DUIJIE_DATABASE_PORT', port, null,
    ['内置数据库的端口；不设则选一个空闲端口并沿用', "the embedded database's port; without it a free one is chosen and kept"]),
  dataDir: setting('DUIJIE_DATA_DIR', folder, resolve(PROJECT_FOLDER, '.duijie'),
    ['数据文件夹：内置数据库、上传文件、密钥、日志', 'the data folder: embedded database, uploads, keys, logs']),
  host: setting('DUIJIE_HOST', host, '127.0.0.1', ['三个进程监听的地址', 'the address that the three processes listen on']),
  marketPort: setting('DUIJIE_MARKET_PORT', port, 3000, ['市场端（供方、需方、银行）端口', "the market process's port (suppliers, buyers, banks)"]),
  adminPort: setting('DUIJIE_ADMIN_PORT', port, 3001, ['管理端（主管部门）端口', "the admin process's port (departments)"]),
  workerPort: setting('DUIJIE_WORKER_PORT', port, 3002, ['后台进程的健康检查端口', "the port of the worker's health"]),
  trustProxy: setting('DUIJIE_TRUST_PROXY', flag, false,
    ['前面有反向代理，客户端地址和协议取自 X-Forwarded-*', 'a reverse proxy stands before the processes: address and protocol of clients are read from X-Forwarded-*']),
  logLevel: setting('DUIJIE_LOG_LEVEL', oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'), 'info',
    ['日志级别', 'the least level that is logged']),
  logTo: byDatabase('DUIJIE_LOG_TO', oneOf('folder', 'terminal'), { embedded: 'folder', external: 'terminal' },
    ['三个进程的日志写到数据文件夹的 logs/ 或终端', "where the three processes' logs go: logs/ in the data folder, or the terminal"]),
  demo: byDatabase('DEMO', flag, { embedded: true, external: false },
    ['是否建立演示账号和演示数据；演示环境不要求第二步验证，正式安装须为 0', 'whether demo accounts and demo data are made; a demo demands no second factor, so a real installation sets 0']),
  smsTransport: setting('DUIJIE_SMS_TRANSPORT', oneOf('file'), 'file',
    ['短信发送方式；file 写入数据文件夹的 sms/，供没有短信通道的安装使用', 'how text messages leave; file writes them to sms/ in the data folder, for an installation without a carrier']),
  mailTransport: setting('DUIJIE_MAIL_TRANSPORT', oneOf('file', 'smtp'), 'file',
    ['邮件发送方式；file 写入数据文件夹的 mail/，smtp 交给邮件服务器', 'how mails leave; file writes them to mail/ in the data folder, smtp hands them to a mail server']),
  smtpUrl: secret('DUIJIE_SMTP_URL', smtpUrl, ['邮件服务器；有密码时必须加密连接', 'the mail server; with a password the connection is encrypted or not used']),
  mailFrom: setting<string, string | null>('DUIJIE_MAIL_FROM', mailAddress, null, ['邮件的发件地址', 'the sender of mails']),
  robotTransport: setting('DUIJIE_ROBOT_TRANSPORT', oneOf('file', 'webhook'), 'file',
    ['企业微信、钉钉群机器人的发送方式；file 写入数据文件夹的 robot/，webhook 经 HTTPS 发往两家厂商', 'how messages of group robots leave; file writes them to robot/ in the data folder, webhook posts them to 企业微信 and 钉钉 over HTTPS']),
  publicUrl: setting<string, string | null>('DUIJIE_PUBLIC_URL', webAddress, null,
    ['通知中的链接所用网址，其后接 /notices/<编号> 或 /notices；不设则通知不带链接', 'the address that links in notices begin with, before /notices/<id> or /notices; without it notices carry no link']),
  webhookNetworks: setting<readonly string[], readonly string[]>('DUIJIE_WEBHOOK_NETWORKS', networks, [],
    ['除公网外允许接收 Webhook 推送的内部网段，逗号分隔，任意端口，仍须 https；不设则只推送到公网', 'networks beside the public internet whose receivers may be sent webhooks, parted by commas, any port, https still; without it the public internet alone']),
  webhookLocalTrial: setting('DUIJIE_WEBHOOK_LOCAL_TRIAL', flag, false,
    ['仅供试用：允许向本机（127.0.0.1、::1）推送 Webhook，可用 http 和任意端口', 'for trials alone: webhooks may be sent to this machine (127.0.0.1, ::1), by http and any port too']),
  idempotencySecret: secret('DUIJIE_IDEMPOTENCY_SECRET', secretText,
    ['重复提交识别和联系方式加密所用密钥，各进程须相同；不设则随机生成并保存', 'the key by which repeats are known and addresses are sealed, the same for all processes; without it one is made and kept']),
  accessSecret: secret('DUIJIE_ACCESS_SECRET', secretText,
    ['验证码、邀请和动态口令所用密钥，各进程须相同；不设则随机生成并保存，更换后动态口令须重新设置', 'the key of codes, invitations and authenticators, the same for all processes; without it one is made and kept; after a change authenticators are set up anew']),
} as const;

export type SettingKey = keyof typeof SETTINGS;
/** Kind and default of a setting together make the type of its value. */
export type SettingValues = { readonly [K in SettingKey]: (typeof SETTINGS)[K] extends Setting<infer T, infer D> ? (null extends D ? T | null : T) : never };
