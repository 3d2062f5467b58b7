import { done, refused, type Outcome } from '../outcome/outcome.js';

/** Where one side stands: made to it, looked at, wanted, or turned down. */
export const SIDE_STATES = ['NEW', 'SEEN', 'INTERESTED', 'DISMISSED'] as const;
export type SideState = (typeof SIDE_STATES)[number];
export type Side = 'BUYER' | 'SUPPLIER';

/** What a buyer may dismiss a product for; a factor of the score answers for each but OTHER (`CAUSE_FACTOR`). */
export const DISMISSAL_CAUSES = [
  'TOO_DEAR', 'TOO_LATE', 'TOO_FAR', 'NOT_WHAT_IS_NEEDED', 'WISHES_UNMET', 'GRADE_TOO_LOW', 'TOO_LITTLE_PROOF', 'RECORD_TOO_WEAK', 'OTHER',
] as const;
export type DismissalCause = (typeof DISMISSAL_CAUSES)[number];

export interface Answer {
  readonly answer: 'SEEN' | 'INTERESTED' | 'DISMISSED' | 'WITHDRAWN';
  /** Why it was dismissed, 1 to 500 characters; kept for the side that says it and for the departments. */
  readonly reason: string | null;
  /** Why a buyer dismissed it, as matching understands it; absent or null: he does not say. */
  readonly cause?: DismissalCause | null;
}

const REASON_MAX = 500;

/**
 * The state of a side after its answer. Minds may change between interest and dismissal; having looked takes no answer back, which is
 * done by withdrawing it, also when the recommendation has ended meanwhile. A retired recommendation takes no other answer. A cause
 * that a factor answers for says enough; without one a dismissal needs words. Fields of refusals: reason, recommendationId, cause.
 */
export function stateAfter(now: SideState, retired: boolean, { answer, reason, cause = null }: Answer, side: Side = 'BUYER'): Outcome<SideState> {
  if (answer === 'SEEN') return done(now === 'NEW' ? 'SEEN' : now);
  if (answer === 'WITHDRAWN') return done(now === 'NEW' ? 'NEW' : 'SEEN');
  if (retired) return refused('STATE', 'RECOMMENDATION_RETIRED', 'recommendationId');
  if (cause !== null && (side !== 'BUYER' || answer !== 'DISMISSED')) return refused('INPUT', 'DISMISSAL_CAUSE_OF_BUYERS', 'cause');
  if (answer === 'DISMISSED' && (cause === null || cause === 'OTHER') && (reason ?? '').trim() === '') return refused('INPUT', 'DISMISSAL_REASON_MISSING', 'reason');
  if (answer === 'DISMISSED' && (reason ?? '').length > REASON_MAX) return refused('INPUT', 'DISMISSAL_REASON_TOO_LONG', 'reason', { max: REASON_MAX });
  return done(answer);
}
