import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { insertPreference, lockPreferenceOf, NO_PREFERENCE, preferenceInForce, saidSince } from './preference.store.js';

export interface PreferenceReset {
  /** Why, for the audit; 1 to 500 characters, or null. */
  readonly reason: string | null;
}

/**
 * Begins anew with the weights of all: what the viewer's organisation answered until now moves nothing any more, though the answers
 * themselves stand. Its open lines are judged anew when something had moved. Refuses where no answer counts.
 */
@Injectable()
export class ResetPreferences {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly PreferenceReset[]): Promise<Outcome<{ readonly id: OrganisationId; readonly because: string | null }>[]> {
    return this.deeds.perform(request, 'resetMatchingPreferences', inputs, async (tx, wanted) => {
      const { viewer, receivedAt: at } = request;
      if (!isMember(viewer)) return wanted.map(() => notFound('input'));
      const { organisationId: buyerId, memberId } = viewer;
      await lockPreferenceOf(tx, buyerId);
      const outcomes: Outcome<{ id: OrganisationId; because: string | null }>[] = [];
      for (const { reason } of wanted) {
        const { version, leanings, resets } = await preferenceInForce(tx, buyerId) ?? NO_PREFERENCE;
        if ((await saidSince(tx, buyerId, resets)).length === 0) {
          outcomes.push(refused('STATE', 'PREFERENCE_NOTHING_LEARNED'));
          continue;
        }
        await insertPreference(tx, { buyerId, version: version + 1, leanings: {}, resets: resets + 1, because: 'RESET', at, memberId });
        if (Object.keys(leanings).length > 0) tx.announce({ type: 'MatchingPreferenceMoved', subjectId: buyerId, organisationId: buyerId });
        outcomes.push(done({ id: buyerId, because: reason?.trim() || null }));
      }
      return outcomes;
    });
  }
}
