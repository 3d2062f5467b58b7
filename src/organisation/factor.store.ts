import type { AccountId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';

export interface TotpRow {
  readonly sealedSecret: string | null;
  readonly pendingSecret: string | null;
  /** The newest step whose code was taken; decimal text. */
  readonly lastStep: string;
}

/** The viewer's own authenticator, locked until the transaction ends, so that one code cannot be used twice at once. */
export async function totpForChange(tx: Tx, accountId: AccountId): Promise<TotpRow | null> {
  const [row] = await tx.query<TotpRow>(
    `select sealed_secret as "sealedSecret", pending_secret as "pendingSecret", last_step as "lastStep" from organisation_totp where account_id = $1 for update`, [accountId]);
  return row ?? null;
}

/** Keeps a secret that counts once its first code came back; one offered before is forgotten, one in use goes on counting. */
export async function offerTotp(tx: Tx, accountId: AccountId, pendingSecret: string, at: Date): Promise<void> {
  await tx.query(
    `insert into organisation_totp (account_id, pending_secret, created_at) values ($1, $2, $3)
     on conflict (account_id) do update set pending_secret = excluded.pending_secret`, [accountId, pendingSecret, at]);
}

/** The offered secret counts from now on. */
export async function confirmTotp(tx: Tx, accountId: AccountId, step: number, at: Date): Promise<void> {
  await tx.query(
    'update organisation_totp set sealed_secret = pending_secret, pending_secret = null, confirmed_at = $3, last_step = $2 where account_id = $1', [accountId, step, at]);
}

export async function takeTotpStep(tx: Tx, accountId: AccountId, step: number): Promise<void> {
  await tx.query('update organisation_totp set last_step = $2 where account_id = $1', [accountId, step]);
}

/** Puts new recovery codes in the place of all old ones. */
export async function replaceRecoveryCodes(tx: Tx, accountId: AccountId, digests: readonly string[], at: Date): Promise<void> {
  await tx.query('delete from organisation_recovery_code where account_id = $1', [accountId]);
  await tx.query('insert into organisation_recovery_code (account_id, code_digest, created_at) select $1, digest, $3 from unnest($2::text[]) as digest', [accountId, digests, at]);
}

/** Uses a recovery code up; false when there is none such, or it was used. */
export async function takeRecoveryCode(tx: Tx, accountId: AccountId, digest: string, at: Date): Promise<boolean> {
  const rows = await tx.query(
    'update organisation_recovery_code set used_at = $3 where account_id = $1 and code_digest = $2 and used_at is null returning code_digest', [accountId, digest, at]);
  return rows.length > 0;
}
