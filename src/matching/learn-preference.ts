import type { MemberViewer } from '../core/access/viewer.js';
import { leaningsOf, sameLeanings, tallyOf } from '../core/matching/feedback.js';
import type { ActingTx } from '../platform/deed/deeds.js';
import { insertPreference, lockPreferenceOf, NO_PREFERENCE, preferenceInForce, saidSince, saveSayings, type AnswerSaying } from './preference.store.js';

/**
 * Keeps what answers of the viewer's organisation say, and puts another version of its preference into force when that moves a weight:
 * its open lines are judged anew then. It depends on the answers that stand alone, not on the order in which they came.
 */
export async function learnPreference(tx: ActingTx, viewer: MemberViewer, at: Date, sayings: readonly AnswerSaying[]): Promise<void> {
  if (sayings.length === 0) return;
  const { organisationId: buyerId, memberId } = viewer;
  await lockPreferenceOf(tx, buyerId);
  const { version, leanings, resets } = await preferenceInForce(tx, buyerId) ?? NO_PREFERENCE;
  await saveSayings(tx, buyerId, resets, at, sayings);
  const now = leaningsOf(tallyOf(await saidSince(tx, buyerId, resets)));
  if (sameLeanings(now, leanings)) return;
  await insertPreference(tx, { buyerId, version: version + 1, leanings: now, resets, because: 'ANSWERS', at, memberId });
  tx.announce({ type: 'MatchingPreferenceMoved', subjectId: buyerId, organisationId: buyerId });
}
