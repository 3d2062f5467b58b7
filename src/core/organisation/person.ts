import type { OrganisationKind, Role } from '../access/viewer.js';
import { refused, type Refused } from '../outcome/outcome.js';
import { isLogin, PASSWORD_MAX, PASSWORD_MIN, passwordFault } from './login.js';
import { rolesFault } from './roles.js';

/** Somebody who is to get an account: the login in its normal form, the password as typed. */
export interface NewPerson {
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

const NAME_MAX = 50;

/** Why this person cannot be added to an organisation of that kind, or null. `at`: path of the person in the input, dot at its end. */
export function personFault(kind: OrganisationKind, person: NewPerson, at = ''): Refused | null {
  if (!isLogin(person.login)) return refused('INPUT', 'LOGIN_MALFORMED', `${at}login`);
  const name = displayNameRefusal(person.displayName, `${at}displayName`);
  if (name !== null) return name;
  const plain = newPasswordRefusal(person.password, person.login, `${at}password`);
  if (plain !== null) return plain;
  return rolesRefusal(kind, person.roles, at);
}

/** Why nobody can be called so, or null. `field`: its path in the input. */
export function displayNameRefusal(name: string, field: string): Refused | null {
  return name.trim() === '' || [...name].length > NAME_MAX ? refused('INPUT', 'DISPLAY_NAME_LENGTH', field, { max: NAME_MAX }) : null;
}

/** Why one person may not have these roles together in an organisation of that kind, or null. */
export function rolesRefusal(kind: OrganisationKind, roles: readonly Role[], at = ''): Refused | null {
  const fault = rolesFault(kind, roles);
  return fault === null ? null : refused('INPUT', fault.code, `${at}roles`, fault.code === 'ROLE_NOT_FOR_KIND' ? { role: fault.role } : {});
}

/** Why somebody with this login, in its normal form, cannot take this password, or null. `field`: its path in the input. */
export function newPasswordRefusal(password: string, login: string, field: string): Refused | null {
  const plain = passwordFault(password, login);
  if (plain === null) return null;
  return refused('INPUT', plain, field, plain === 'PASSWORD_LENGTH' ? { min: PASSWORD_MIN, max: PASSWORD_MAX } : {});
}
