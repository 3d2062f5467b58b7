import type { Role } from '../access/viewer.js';
import { refused, type Refused } from '../outcome/outcome.js';
import { ADMINISTRATORS } from './roles.js';

/** A member as far as a change of roles is judged by it. */
export interface MemberRoles {
  readonly id: string;
  readonly roles: readonly Role[];
}

/**
 * Why the members of an organisation may not become these, or null: somebody must stay who answers for it. `roles` empty: the
 * member leaves.
 */
export function lastOwnerFault(members: readonly MemberRoles[], memberId: string, roles: readonly Role[]): Refused | null {
  const others = members.filter(({ id }) => id !== memberId);
  const wasOwner = members.some((one) => one.id === memberId && one.roles.includes('OWNER'));
  if (!wasOwner || roles.includes('OWNER') || others.some((one) => one.roles.includes('OWNER'))) return null;
  return refused('STATE', 'LAST_OWNER', 'memberId');
}

/** Only an owner makes owners and unmakes them: whoever keeps the list of people would else give itself the rest. */
export function ownerOnlyFault(actor: readonly Role[], before: readonly Role[], after: readonly Role[], field: string): Refused | null {
  if (actor.includes('OWNER') || (!before.includes('OWNER') && !after.includes('OWNER'))) return null;
  return refused('NOT_ALLOWED', 'OWNER_BY_OWNER', field);
}

/**
 * Why one person may not have these roles beside those it has in other organisations, or null: of the system, security and
 * audit administrators no person is two, wherever (domain.md, organisation).
 */
export function apartFault(roles: readonly Role[], elsewhere: readonly Role[]): Refused | null {
  const all = new Set([...roles, ...elsewhere].filter((role) => ADMINISTRATORS.includes(role)));
  return all.size > 1 && roles.some((role) => ADMINISTRATORS.includes(role)) ? refused('INPUT', 'ADMIN_ROLES_TOGETHER', 'roles') : null;
}
