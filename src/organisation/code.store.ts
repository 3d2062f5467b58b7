import type { AccountId, SentCodeId } from '../core/ids/ids.js';
import type { SentCode } from '../core/organisation/code-life.js';
import type { Tx } from '../platform/db/tx.js';

export type CodePurpose = 'SIGN_IN' | 'SECOND_FACTOR' | 'PHONE';

export interface CodeToWrite {
  readonly id: SentCodeId;
  readonly purpose: CodePurpose;
  readonly phone: string;
  /** Whose code it is; null for a sign-in, where it is not known yet whether the telephone is anybody's. */
  readonly accountId: AccountId | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Requests for one telephone wait for one another: two at once would both see that it may be sent a code. */
export async function lockPhone(tx: Tx, phone: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('organisation_code ' || $1, 0))`, [phone]);
}

/** When codes for this telephone were asked for since then. */
export async function codesAskedFor(tx: Tx, phone: string, since: Date): Promise<Date[]> {
  const rows = await tx.query<{ created_at: Date }>('select created_at from organisation_code where phone = $1 and created_at > $2', [phone, since]);
  return rows.map((row) => row.created_at);
}

export async function insertCode(tx: Tx, code: CodeToWrite): Promise<void> {
  await tx.query('insert into organisation_code (id, purpose, phone, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [code.id, code.purpose, code.phone, code.accountId, code.createdAt, code.expiresAt]);
}

export interface TriedCode extends SentCode {
  readonly id: SentCodeId;
  readonly phone: string;
}

/** Whose code is looked for: that of a telephone at a sign-in, that of an account otherwise. */
export type CodeOf = { readonly purpose: 'SIGN_IN'; readonly phone: string } | { readonly purpose: 'SECOND_FACTOR' | 'PHONE'; readonly accountId: AccountId };

/** Counts a try on the newest code, which replaces all before it, and answers it locked; null when none was asked for. */
export async function tryNewestCode(tx: Tx, of: CodeOf): Promise<TriedCode | null> {
  const [column, value] = of.purpose === 'SIGN_IN' ? ['phone', of.phone] : ['account_id', of.accountId];
  const [row] = await tx.query<TriedCode>(
    `update organisation_code set tries = least(tries + 1, 1000)
     where id = (select id from organisation_code where purpose = $1 and ${column} = $2 order by created_at desc, id desc limit 1 for update)
     returning id, phone, tries, created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt"`, [of.purpose, value]);
  return row ?? null;
}

export async function useCode(tx: Tx, id: SentCodeId, at: Date): Promise<void> {
  await tx.query('update organisation_code set used_at = $2 where id = $1', [id, at]);
}

export interface CodeToSend {
  readonly id: SentCodeId;
  readonly purpose: CodePurpose;
  readonly phone: string;
  readonly accountId: AccountId | null;
}

/** Codes out of these that still wait to be sent and are still good. */
export async function codesToSend(tx: Tx, ids: readonly string[], at: Date): Promise<CodeToSend[]> {
  return tx.query<CodeToSend>(
    `select id, purpose, phone, account_id as "accountId" from organisation_code
     where id = any($1) and sent_at is null and used_at is null and expires_at > $2 order by id`, [ids, at]);
}

export async function markCodeSent(tx: Tx, id: SentCodeId, at: Date): Promise<void> {
  await tx.query('update organisation_code set sent_at = $2 where id = $1', [id, at]);
}

/** Forgets codes asked for before then, at most `limit`; answers how many. */
export async function forgetCodes(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.query(
    'delete from organisation_code where id in (select id from organisation_code where created_at < $1 order by created_at limit $2) returning id', [before, limit]);
  return rows.length;
}
