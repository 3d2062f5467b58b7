import { isMember, type OrganisationKind, type Role, type Viewer } from './viewer.js';

/**
 * Who may call a root field of the API. Rows and columns are guarded elsewhere (row-level security, `visibleTo`):
 * a rule only opens or closes the door, and says which code closes it.
 */
export interface AccessRule {
  readonly who: 'ANYONE' | 'ENTERING' | 'SIGNED_IN' | OrganisationKind;
  /** Empty: every role of that kind. */
  readonly roles: readonly Role[];
  /** True: the organisation must be approved. */
  readonly approved: boolean;
}

const rule = (who: AccessRule['who'], roles: readonly Role[] = [], approved = false): AccessRule => ({ who, roles, approved });

export const anyone = rule('ANYONE');
/** Signed in, or halfway: what the second step of a sign-in is done by. */
export const entering = rule('ENTERING');
export const signedIn = rule('SIGNED_IN');
export const enterprise = (...roles: Role[]): AccessRule => rule('ENTERPRISE', roles);
export const approvedEnterprise = (...roles: Role[]): AccessRule => rule('ENTERPRISE', roles, true);
export const department = (...roles: Role[]): AccessRule => rule('DEPARTMENT', roles);
export const bank = (...roles: Role[]): AccessRule => rule('BANK', roles);

export type AccessVerdict = 'OPEN' | 'SIGN_IN_REQUIRED' | 'WRONG_KIND' | 'ROLE_MISSING' | 'NOT_APPROVED';

/** The verdict of one rule for one viewer; the system viewer never comes through the API and passes. */
export function judge(access: AccessRule, viewer: Viewer): AccessVerdict {
  if (access.who === 'ANYONE' || viewer.kind === 'SYSTEM') return 'OPEN';
  if (!isMember(viewer)) return 'SIGN_IN_REQUIRED';
  if (access.who !== 'SIGNED_IN' && access.who !== 'ENTERING' && viewer.kind !== access.who) return 'WRONG_KIND';
  if (access.roles.length > 0 && !access.roles.some((role) => viewer.roles.includes(role))) return 'ROLE_MISSING';
  if (access.approved && !viewer.approved) return 'NOT_APPROVED';
  return 'OPEN';
}

/** One line of the printed access table: `ENTERPRISE OWNER|CATALOGUE approved`. */
export function describeRule(access: AccessRule): string {
  return [access.who, access.roles.join('|'), access.approved ? 'approved' : ''].filter(Boolean).join(' ');
}
