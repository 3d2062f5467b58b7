import { done, refused, type Outcome } from '../outcome/outcome.js';

/** Where one side stands: made to it, looked at, wanted, or turned down. */
export const SIDE_STATES = ['NEW', 'SEEN', 'INTERESTED', 'DISMISSED'] as const;
export type SideState = (typeof SIDE_STATES)[number];
export type Side = 'BUYER' | 'SUPPLIER';

export interface Answer {
  readonly answer: 'SEEN' | 'INTERESTED' | 'DISMISSED';
  /** Why it was dismissed, 1 to 500 characters; kept for the side that says it and for the departments. */
  readonly reason: string | null;
}

const REASON_MAX = 500;

/**
 * The state of a side after its answer. Minds may change between interest and dismissal; having looked takes no answer back.
 * A retired recommendation takes none. Fields of refusals: reason, recommendationId.
 */
export function stateAfter(now: SideState, retired: boolean, { answer, reason }: Answer): Outcome<SideState> {
  if (answer === 'SEEN') return done(now === 'NEW' ? 'SEEN' : now);
  if (retired) return refused('STATE', 'RECOMMENDATION_RETIRED', 'recommendationId');
  if (answer === 'DISMISSED' && (reason ?? '').trim() === '') return refused('INPUT', 'DISMISSAL_REASON_MISSING', 'reason');
  if (answer === 'DISMISSED' && (reason ?? '').length > REASON_MAX) return refused('INPUT', 'DISMISSAL_REASON_TOO_LONG', 'reason', { max: REASON_MAX });
  return done(answer);
}
