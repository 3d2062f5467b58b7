import { describe, expect, it } from '@jest/globals';
import { personFault, type NewPerson } from './person.js';

const PERSON: NewPerson = { login: 'wang.li', displayName: '王丽', password: 'correct horse', roles: ['OWNER'] };

describe('a person who is to get an account', () => {
  const CASES: [change: Partial<NewPerson>, code: string | null, field: string | null][] = [
    [{}, null, null],
    [{ login: 'Wang.Li' }, 'LOGIN_MALFORMED', 'owner.login'],
    [{ displayName: ' ' }, 'DISPLAY_NAME_LENGTH', 'owner.displayName'],
    [{ displayName: '王'.repeat(51) }, 'DISPLAY_NAME_LENGTH', 'owner.displayName'],
    [{ password: 'short' }, 'PASSWORD_LENGTH', 'owner.password'],
    [{ password: 'wang.li.2026' }, 'PASSWORD_TOO_PLAIN', 'owner.password'],
    [{ roles: [] }, 'ROLES_MISSING', 'owner.roles'],
    [{ roles: ['LOANS'] }, 'ROLE_NOT_FOR_KIND', 'owner.roles'],
  ];
  it.each(CASES)('%j: %s', (change, code, field) => {
    const fault = personFault('ENTERPRISE', { ...PERSON, ...change }, 'owner.');
    expect(fault === null ? [null, null] : [fault.refusal.code, fault.refusal.field]).toEqual([code, field]);
  });
});
