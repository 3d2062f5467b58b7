import { describe, expect, it } from '@jest/globals';
import type { OrganisationKind, Role } from '../access/viewer.js';
import { rolesFault } from './roles.js';

describe('roles of one person', () => {
  const CASES: [kind: OrganisationKind, roles: Role[], fault: string | null][] = [
    ['ENTERPRISE', ['OWNER'], null],
    ['ENTERPRISE', ['CATALOGUE', 'PURCHASING'], null],
    ['ENTERPRISE', [], 'ROLES_MISSING'],
    ['ENTERPRISE', ['OWNER', 'REVIEWER'], 'ROLE_NOT_FOR_KIND'],
    ['DEPARTMENT', ['REVIEWER', 'EVENTS', 'SYSTEM_ADMIN'], null],
    ['DEPARTMENT', ['SYSTEM_ADMIN', 'SYSTEM_ADMIN'], null],
    ['DEPARTMENT', ['SYSTEM_ADMIN', 'SECURITY_ADMIN'], 'ADMIN_ROLES_TOGETHER'],
    ['DEPARTMENT', ['AUDIT_ADMIN', 'SYSTEM_ADMIN'], 'ADMIN_ROLES_TOGETHER'],
    ['DEPARTMENT', ['PURCHASING'], 'ROLE_NOT_FOR_KIND'],
    ['BANK', ['LOANS'], null],
    ['BANK', ['LOANS', 'AUDITOR'], 'ROLE_NOT_FOR_KIND'],
  ];
  it.each(CASES)('%s %j: %s', (kind, roles, fault) => {
    expect(rolesFault(kind, roles)?.code ?? null).toBe(fault);
  });
});
