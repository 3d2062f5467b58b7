import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { SavedSearchId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { deleteSavedSearch, lockSavedSearchesOf, savedSearchesOf } from './saved-search.store.js';

/** Takes searches of the viewer's organisation away, with the list of what they found; notices already in the inbox stay. */
@Injectable()
export class RemoveSavedSearches {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly SavedSearchId[]): Promise<Outcome<{ readonly id: SavedSearchId }>[]> {
    return this.deeds.perform(request, 'removeSavedSearches', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('savedSearchId'));
      await lockSavedSearchesOf(tx, viewer.organisationId);
      const known = new Set((await savedSearchesOf(tx, viewer.organisationId)).map(({ id }) => id));
      const outcomes: Outcome<{ readonly id: SavedSearchId }>[] = [];
      for (const id of wanted) {
        if (known.delete(id)) {
          await deleteSavedSearch(tx, id);
          outcomes.push(done({ id }));
        } else outcomes.push(notFound('savedSearchId'));
      }
      return outcomes;
    });
  }
}
