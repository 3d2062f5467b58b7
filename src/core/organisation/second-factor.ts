import type { OrganisationKind } from '../access/viewer.js';

/** By what a session was opened. */
export type FirstFactor = 'PASSWORD' | 'SMS';

/**
 * How the second step may be done. TOTP and RECOVERY_CODE: by what the person enrolled; SMS: by a code to the verified telephone;
 * ENROL: there is no second factor yet, the person sets one up now.
 */
export const SECOND_STEPS = ['TOTP', 'RECOVERY_CODE', 'SMS', 'ENROL'] as const;
export type SecondStep = (typeof SECOND_STEPS)[number];

export interface FactorsOfAccount {
  readonly firstFactor: FirstFactor;
  readonly totp: boolean;
  readonly phone: boolean;
}

/**
 * True when a session needs its second step: always for departments and banks where the installation demands it (domain.md,
 * organisation), and for everybody who has set up an authenticator.
 */
export function secondFactorDue(kind: OrganisationKind, session: { readonly totp: boolean; readonly secondFactorAt: Date | null }, demanded: boolean): boolean {
  return session.secondFactorAt === null && (session.totp || (demanded && kind !== 'ENTERPRISE'));
}

/**
 * The second steps open to a session. A telephone that opened the session proves nothing a second time; and nobody sets up the
 * first factor of another: only who knew the password enrols, and only where there is nothing to be asked for instead. Empty:
 * sign in with the password.
 */
export function secondSteps({ firstFactor, totp, phone }: FactorsOfAccount): SecondStep[] {
  const steps: SecondStep[] = totp ? ['TOTP', 'RECOVERY_CODE'] : [];
  if (firstFactor === 'SMS') return steps;
  if (phone) steps.push('SMS');
  return steps.length === 0 ? ['ENROL'] : steps;
}
