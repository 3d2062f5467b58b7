import { describe, expect, it } from '@jest/globals';
import { invitationFault, invitationState, type InvitationTimes } from './invitation.js';

const AT = new Date('2026-11-25T09:00:00+08:00');
const EARLIER = new Date(AT.getTime() - 1);
const OPEN: InvitationTimes = { expiresAt: AT, withdrawnAt: null, acceptedAt: null };

describe('an invitation', () => {
  const CASES: [what: string, times: InvitationTimes, state: string, code: string | null][] = [
    ['at its last moment', OPEN, 'OPEN', null],
    ['after it', { ...OPEN, expiresAt: EARLIER }, 'EXPIRED', 'INVITATION_EXPIRED'],
    ['withdrawn', { ...OPEN, withdrawnAt: EARLIER }, 'WITHDRAWN', 'INVITATION_WITHDRAWN'],
    ['withdrawn, and late', { ...OPEN, withdrawnAt: EARLIER, expiresAt: EARLIER }, 'WITHDRAWN', 'INVITATION_WITHDRAWN'],
    ['accepted', { ...OPEN, acceptedAt: EARLIER }, 'ACCEPTED', 'INVITATION_USED'],
    ['accepted, and late', { ...OPEN, acceptedAt: EARLIER, expiresAt: EARLIER }, 'ACCEPTED', 'INVITATION_USED'],
  ];
  it.each(CASES)('%s is %s', (_what, times, state, code) => {
    expect(invitationState(times, AT)).toBe(state);
    expect(invitationFault(times, AT)?.refusal.code ?? null).toBe(code);
  });
});
