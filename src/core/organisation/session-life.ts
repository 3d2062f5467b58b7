/** Limits of a session (domain.md, organisation): idle 30 minutes, 12 hours in all. */
export const SESSION_IDLE_MINUTES = 30;
export const SESSION_ABSOLUTE_HOURS = 12;

export interface SessionTimes {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly revokedAt: Date | null;
}

/** What a session is worth at a moment; a revoked one stays revoked also when it would have expired. */
export function sessionState(times: SessionTimes, at: Date): 'VALID' | 'EXPIRED' | 'REVOKED' {
  if (times.revokedAt !== null && times.revokedAt <= at) return 'REVOKED';
  const idle = at.getTime() - times.lastSeenAt.getTime();
  const age = at.getTime() - times.createdAt.getTime();
  return idle > SESSION_IDLE_MINUTES * 60_000 || age > SESSION_ABSOLUTE_HOURS * 3_600_000 ? 'EXPIRED' : 'VALID';
}
