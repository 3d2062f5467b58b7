import type { AccountId, SessionId } from '../core/ids/ids.js';
import type { FirstFactor } from '../core/organisation/second-factor.js';
import type { Tx } from '../platform/db/tx.js';

export interface OwnAccount {
  readonly login: string;
  readonly passwordHash: string;
  /** Verified; 11 digits. Shown to its own owner alone, and masked. */
  readonly phone: string | null;
}

/** The viewer's own account; null when it is not there any more. */
export async function ownAccount(tx: Tx, accountId: AccountId): Promise<OwnAccount | null> {
  const [row] = await tx.query<OwnAccount>('select login, password_hash as "passwordHash", phone from organisation_account where id = $1', [accountId]);
  return row ?? null;
}

export async function setPasswordHash(tx: Tx, accountId: AccountId, passwordHash: string): Promise<void> {
  await tx.query('update organisation_account set password_hash = $2 where id = $1', [accountId, passwordHash]);
}

/** The account that has proved this telephone to be its own, for the platform itself; null when none has, or it is disabled. */
export async function accountByPhone(tx: Tx, phone: string): Promise<AccountId | null> {
  const [row] = await tx.query<{ id: AccountId }>('select id from organisation_account where phone = $1 and disabled_at is null', [phone]);
  return row?.id ?? null;
}

/** Keeps a telephone that was just proved; false when it is another account's. For the platform itself, which sees all accounts. */
export async function setPhone(tx: Tx, accountId: AccountId, phone: string, at: Date): Promise<boolean> {
  const others = await tx.query('select from organisation_account where phone = $1 and id <> $2', [phone, accountId]);
  if (others.length > 0) return false;
  await tx.query('update organisation_account set phone = $2, phone_verified_at = $3 where id = $1', [accountId, phone, at]);
  return true;
}

export interface FactorRow {
  readonly firstFactor: FirstFactor;
  readonly secondFactorAt: Date | null;
  readonly totp: boolean;
  readonly phone: string | null;
  readonly recoveryCodesLeft: number;
}

/** How a session of the viewer's own was opened and what its account has set up; null when it is none of its own. */
export async function factorsOf(tx: Tx, accountId: AccountId, sessionId: SessionId): Promise<FactorRow | null> {
  const [row] = await tx.query<FactorRow>(
    `select s.first_factor as "firstFactor", s.second_factor_at as "secondFactorAt", a.phone,
            exists (select from organisation_totp t where t.account_id = a.id and t.confirmed_at is not null) as totp,
            (select count(*)::integer from organisation_recovery_code r where r.account_id = a.id and r.used_at is null) as "recoveryCodesLeft"
     from organisation_session s join organisation_account a on a.id = s.account_id where s.id = $2 and s.account_id = $1`, [accountId, sessionId]);
  return row ?? null;
}
