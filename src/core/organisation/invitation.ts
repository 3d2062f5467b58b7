import { refused, type Refused } from '../outcome/outcome.js';

/** An invitation is good for a week; a weekend and a business trip fit in. */
export const INVITATION_DAYS = 7;
/** Invitations of one organisation that may be open at once. */
export const INVITATIONS_OPEN_MAX = 200;

export interface InvitationTimes {
  readonly expiresAt: Date;
  readonly withdrawnAt: Date | null;
  readonly acceptedAt: Date | null;
}

export const INVITATION_STATES = ['OPEN', 'ACCEPTED', 'WITHDRAWN', 'EXPIRED'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** What became of an invitation; what was done to it counts before time. */
export function invitationState({ expiresAt, withdrawnAt, acceptedAt }: InvitationTimes, at: Date): InvitationState {
  if (acceptedAt !== null) return 'ACCEPTED';
  if (withdrawnAt !== null) return 'WITHDRAWN';
  return at > expiresAt ? 'EXPIRED' : 'OPEN';
}

const CODES = { ACCEPTED: 'INVITATION_USED', WITHDRAWN: 'INVITATION_WITHDRAWN', EXPIRED: 'INVITATION_EXPIRED' } as const;

/** Why an invitation lets nobody in any more, or null. Only who holds its token is told. */
export function invitationFault(times: InvitationTimes, at: Date): Refused | null {
  const state = invitationState(times, at);
  return state === 'OPEN' ? null : refused('STATE', CODES[state], 'token');
}
