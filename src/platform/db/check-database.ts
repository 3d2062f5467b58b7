import { Client, DatabaseError } from 'pg';
import { CannotStart } from '../config/cannot-start.js';
import type { WorkingRole } from './migrate.js';

/** A word that a database with the wrong locale drops from its indexes without a sound. */
const WORD = '破碎机';
const CONNECT_WITHIN_MS = 10_000;

interface Verdict {
  readonly encoding: string;
  readonly locale: string;
  readonly found: boolean;
}

/**
 * Proves that the database can be reached, keeps UTF-8, and indexes Chinese words by trigrams and by full text. The owner's
 * connection is needed: where pg_trgm is not there yet it is made for the proof and taken back.
 * @throws CannotStart
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = await connect(url, 'DATABASE_URL');
  try {
    const { encoding, locale } = await localeOf(client);
    if (encoding === 'UTF8' && await indexes(client, 'trigrams') && await indexes(client, 'words')) return;
    throw wrongLocale(url, encoding, locale);
  } finally {
    await client.end();
  }
}

/**
 * Proves that the address is that of this working role and that row-level security binds it. `setting` names where the
 * address comes from. @throws CannotStart
 */
export async function checkWorkingRole(url: string, role: WorkingRole, setting: string): Promise<void> {
  const client = await connect(url, setting);
  try {
    const { rows } = await client.query<{ name: string; mighty: boolean }>(`select rolname as name, rolsuper or rolbypassrls as mighty from pg_roles where rolname = current_user`);
    if (rows[0]?.name === role && !rows[0].mighty) return;
    throw new CannotStart(`${setting} 须用角色 ${role}，且该角色不得绕过行级安全（SUPERUSER、BYPASSRLS）：现为 ${rows[0]?.name}，请改正。`,
      `${setting} must connect as the role ${role}, which must not bypass row-level security (SUPERUSER, BYPASSRLS): it connects as ${rows[0]?.name}; correct it.`);
  } finally {
    await client.end();
  }
}

async function connect(url: string, setting: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS, application_name: 'duijie start' });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw unreachable(url, setting, cause);
  }
}

async function localeOf(client: Client): Promise<Omit<Verdict, 'found'>> {
  const { rows } = await client.query<{ encoding: string; locale: string }>(
    `select pg_encoding_to_char(encoding) as encoding, datcollate || ', ' || datctype as locale from pg_database where datname = current_database()`);
  return rows[0] ?? { encoding: '?', locale: '?' };
}

const PROOFS = {
  trigrams: `select cardinality(show_trgm($1)) > 0 as found`,
  words: `select to_tsvector('simple', $1) @@ plainto_tsquery('simple', $1) and length(to_tsvector('simple', $1)) > 0 as found`,
} as const;

async function indexes(client: Client, proof: keyof typeof PROOFS): Promise<boolean> {
  await client.query('begin');
  try {
    if (proof === 'trigrams') await client.query('create extension if not exists pg_trgm');
    const { rows } = await client.query<Pick<Verdict, 'found'>>(PROOFS[proof], [WORD]);
    return rows[0]?.found === true;
  } finally {
    await client.query('rollback');
  }
}

function wrongLocale(url: string, encoding: string, locale: string): CannotStart {
  const name = new URL(url).pathname.slice(1);
  const make = `create database ${name} template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' lc_ctype 'C.UTF-8' lc_collate 'C'`;
  return new CannotStart(
    `数据库 ${name} 的编码或区域设置（${encoding}；${locale}）会丢失中文检索词：请用这样建立的数据库（${make}），再设 DATABASE_URL。`,
    `Encoding or locale of the database ${name} (${encoding}; ${locale}) loses Chinese search words: use a database made like this (${make}) and set DATABASE_URL.`,
  );
}

/** By PostgreSQL's code or the system's; nothing of the address but host and database is shown. */
function unreachable(url: string, setting: string, cause: unknown): CannotStart {
  const { host, pathname } = new URL(url);
  const code = cause instanceof DatabaseError ? cause.code : (cause as NodeJS.ErrnoException).code;
  const reasons: Readonly<Record<string, readonly [zh: string, en: string]>> = {
    '28P01': ['密码不对', 'the password is wrong'],
    '28000': ['不允许该账户登录', 'the role may not connect'],
    '3D000': ['没有这个数据库，请先建立', 'there is no such database, make it first'],
    ECONNREFUSED: ['没有服务在监听', 'nothing listens there'],
    ENOTFOUND: ['找不到该主机', 'there is no such host'],
    EAI_AGAIN: ['找不到该主机', 'there is no such host'],
  };
  const [zh, en] = reasons[code ?? ''] ?? [code ?? '没有应答', code ?? 'no answer'];
  return new CannotStart(`数据库 ${host}${pathname} 连不上（${zh}）：请检查 ${setting} 和该数据库。`,
    `The database ${host}${pathname} cannot be reached (${en}): check ${setting} and that database.`, { cause });
}
