import { describe, expect, it } from '@jest/globals';
import type { Role } from '../access/viewer.js';
import { apartFault, lastOwnerFault, ownerOnlyFault } from './membership.js';

const members = (...roles: Role[][]) => roles.map((own, n) => ({ id: `m${n}`, roles: own }));

describe('the last owner', () => {
  const CASES: [what: string, roles: Role[][], after: Role[], code: string | null][] = [
    ['leaves', [['OWNER']], [], 'LAST_OWNER'],
    ['gives the role up', [['OWNER', 'CATALOGUE'], ['CATALOGUE']], ['CATALOGUE'], 'LAST_OWNER'],
    ['takes another role as well', [['OWNER']], ['OWNER', 'PURCHASING'], null],
    ['is not the last', [['OWNER'], ['OWNER']], [], null],
    ['was no owner', [['VIEWER'], ['OWNER']], [], null],
    ['was no owner where nobody is', [['VIEWER']], [], null],
  ];
  it.each(CASES)('%s', (_what, roles, after, code) => {
    expect(lastOwnerFault(members(...roles), 'm0', after)?.refusal.code ?? null).toBe(code);
  });
});

describe('owners are made and unmade by owners', () => {
  const CASES: [actor: Role[], before: Role[], after: Role[], code: string | null][] = [
    [['OWNER'], ['VIEWER'], ['OWNER'], null],
    [['OWNER'], ['OWNER'], [], null],
    [['SYSTEM_ADMIN'], ['REVIEWER'], ['REVIEWER', 'EVENTS'], null],
    [['SYSTEM_ADMIN'], ['REVIEWER'], ['OWNER'], 'OWNER_BY_OWNER'],
    [['SYSTEM_ADMIN'], ['OWNER'], ['REVIEWER'], 'OWNER_BY_OWNER'],
    [['SYSTEM_ADMIN'], ['OWNER'], [], 'OWNER_BY_OWNER'],
  ];
  it.each(CASES)('%j turns %j into %j', (actor, before, after, code) => {
    expect(ownerOnlyFault(actor, before, after, 'roles')?.refusal.code ?? null).toBe(code);
  });
});

describe('administrators are different people', () => {
  const CASES: [roles: Role[], elsewhere: Role[], code: string | null][] = [
    [['SYSTEM_ADMIN'], [], null],
    [['SYSTEM_ADMIN'], ['SYSTEM_ADMIN'], null],
    [['SYSTEM_ADMIN'], ['REVIEWER', 'OWNER'], null],
    [['SYSTEM_ADMIN'], ['AUDIT_ADMIN'], 'ADMIN_ROLES_TOGETHER'],
    [['REVIEWER'], ['AUDIT_ADMIN'], null],
  ];
  it.each(CASES)('%j beside %j', (roles, elsewhere, code) => {
    expect(apartFault(roles, elsewhere)?.refusal.code ?? null).toBe(code);
  });
});
