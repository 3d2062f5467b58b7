import { createHmac, randomBytes } from 'node:crypto';
import type { AccountId } from '../core/ids/ids.js';
import { base32, TOTP_SECRET_BYTES, totpStepOf } from '../core/organisation/totp.js';
import { sameText, type AccessKey } from '../platform/access/access-key.js';

const RECOVERY_CODES = 10;
/** 50 bits: two groups of five characters that nobody mistakes for one another when reading them off paper. */
const RECOVERY_BYTES = 7;
const GROUP = 5;

export function newSecret(): Uint8Array {
  return new Uint8Array(randomBytes(TOTP_SECRET_BYTES));
}

/** The step whose code this is, newer than `lastStep`; null when it is none. `sealed`: the account's secret as it is kept. */
export function stepOf(key: AccessKey, accountId: AccountId, sealed: string, code: string, at: Date, lastStep: number): number | null {
  const hmac = (secret: Uint8Array, message: Uint8Array): Uint8Array => createHmac('sha1', secret).update(message).digest();
  return totpStepOf(code, key.unseal(sealed, accountId), at, lastStep, hmac, sameText);
}

/** Ten codes for the day the authenticator is lost, `XXXXX-XXXXX` each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const characters = base32(randomBytes(RECOVERY_BYTES)).slice(0, 2 * GROUP);
    return `${characters.slice(0, GROUP)}-${characters.slice(GROUP)}`;
  });
}

/** What is kept of a recovery code: bound to its account, and the same however it was typed. */
export function recoveryDigest(key: AccessKey, accountId: AccountId, typed: string): string {
  return key.digest('recovery', `${accountId} ${typed.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase()}`);
}
