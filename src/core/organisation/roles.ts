import type { OrganisationKind, Role } from '../access/viewer.js';

/** The three whose work no one person may join. */
export const ADMINISTRATORS: readonly Role[] = ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'];

/** Roles that members of each kind of organisation may have. Every kind has an OWNER: who answers for it and adds the others. */
export const ROLES_OF: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  ENTERPRISE: ['OWNER', 'CATALOGUE', 'PURCHASING', 'APPROVER', 'VIEWER', 'AUDIT'],
  DEPARTMENT: ['OWNER', 'REVIEWER', 'EVENTS', 'PROGRAMME', 'AUDITOR', ...ADMINISTRATORS],
  BANK: ['OWNER', 'LOANS'],
};

export type RolesFault =
  | { readonly code: 'ROLES_MISSING' }
  | { readonly code: 'ROLE_NOT_FOR_KIND'; readonly role: Role }
  | { readonly code: 'ADMIN_ROLES_TOGETHER' };

/** Why one person may not have these roles, or null. Of the three administrators no person is two (domain.md, organisation). */
export function rolesFault(kind: OrganisationKind, roles: readonly Role[]): RolesFault | null {
  if (roles.length === 0) return { code: 'ROLES_MISSING' };
  const stray = roles.find((role) => !ROLES_OF[kind].includes(role));
  if (stray !== undefined) return { code: 'ROLE_NOT_FOR_KIND', role: stray };
  return new Set(roles.filter((role) => ADMINISTRATORS.includes(role))).size > 1 ? { code: 'ADMIN_ROLES_TOGETHER' } : null;
}
