import { describe, expect, it } from '@jest/globals';
import type { OrganisationKind } from '../access/viewer.js';
import { secondFactorDue, secondSteps, type FirstFactor, type SecondStep } from './second-factor.js';

const DONE = new Date('2026-11-25T09:00:00+08:00');

describe('a session needs its second step', () => {
  const CASES: [kind: OrganisationKind, totp: boolean, at: Date | null, demanded: boolean, due: boolean][] = [
    ['DEPARTMENT', false, null, true, true],
    ['DEPARTMENT', true, null, true, true],
    ['DEPARTMENT', true, DONE, true, false],
    ['BANK', false, null, true, true],
    ['BANK', false, DONE, true, false],
    ['ENTERPRISE', false, null, true, false],
    ['ENTERPRISE', true, null, true, true],
    ['ENTERPRISE', true, DONE, true, false],
    ['DEPARTMENT', false, null, false, false],
    ['DEPARTMENT', true, null, false, true],
  ];
  it.each(CASES)('%s, authenticator %s, done %s, demanded %s: %s', (kind, totp, secondFactorAt, demanded, due) => {
    expect(secondFactorDue(kind, { totp, secondFactorAt }, demanded)).toBe(due);
  });
});

describe('the second steps of a session', () => {
  const CASES: [first: FirstFactor, totp: boolean, phone: boolean, steps: SecondStep[]][] = [
    ['PASSWORD', false, false, ['ENROL']],
    ['PASSWORD', false, true, ['SMS']],
    ['PASSWORD', true, false, ['TOTP', 'RECOVERY_CODE']],
    ['PASSWORD', true, true, ['TOTP', 'RECOVERY_CODE', 'SMS']],
    ['SMS', false, true, []],
    ['SMS', true, true, ['TOTP', 'RECOVERY_CODE']],
  ];
  it.each(CASES)('opened by %s, authenticator %s, telephone %s: %j', (firstFactor, totp, phone, steps) => {
    expect(secondSteps({ firstFactor, totp, phone })).toEqual(steps);
  });
});
