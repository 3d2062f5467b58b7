import type { Role } from '../core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId } from '../core/ids/ids.js';
import { normalLogin } from '../core/organisation/login.js';
import { done, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { hashPassword } from '../platform/access/passwords.js';
import type { Ids } from '../platform/clock/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { insertAccounts, loginIsTaken } from './organisation.store.js';

export interface AddedMember {
  readonly id: MemberId;
  readonly accountId: AccountId;
  readonly login: string;
}

interface Joining {
  readonly login: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
}

export const busy: Refused = refused('STATE', 'SIGN_IN_BUSY');

/**
 * Hashes of new passwords (empty for an item that brings none), or the refusal already known for an item. One after another,
 * so that a list takes one turn at a time.
 */
export async function hashesOf<I>(inputs: readonly I[], faultOf: (input: I) => Refused | null, passwordOf: (input: I) => string | null): Promise<Outcome<string>[]> {
  const hashes: Outcome<string>[] = [];
  for (const input of inputs) {
    const fault = faultOf(input);
    const password = passwordOf(input);
    if (fault !== null) hashes.push(fault);
    else if (password === null) hashes.push(done(''));
    else {
      const hash = await hashPassword(password);
      hashes.push(hash === null ? busy : done(hash));
    }
  }
  return hashes;
}

/** Writes an account with its first membership; that its login is free, the caller has asked before (`loginIsTaken`). */
export async function writeNewAccount(
  tx: Tx, ids: Ids, createdAt: Date, organisationId: OrganisationId, person: Joining, passwordHash: string,
): Promise<AddedMember> {
  const login = normalLogin(person.login);
  const accountId = ids.next('account');
  const id = ids.next('member');
  await insertAccounts(tx,
    [{ id: accountId, login, displayName: person.displayName.trim(), passwordHash, disabledAt: null, createdAt }],
    [{ id, accountId, organisationId, roles: [...person.roles], disabledAt: null, createdAt }]);
  return { id, accountId, login };
}

/** The refusal when this login exists anywhere on the platform, or null. `at`: path of the person in the input, dot at its end. */
export async function loginFault(tx: Tx, written: string, at = ''): Promise<Refused | null> {
  const login = normalLogin(written);
  return await loginIsTaken(tx, login) ? refused('CONFLICT', 'LOGIN_TAKEN', `${at}login`, { login }) : null;
}
