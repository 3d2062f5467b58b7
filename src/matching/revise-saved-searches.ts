import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { SavedSearchId } from '../core/ids/ids.js';
import type { SearchFrequency } from '../core/matching/saved-search.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { lockSavedSearchesOf, savedSearchesOf, saveSavedSearch, type SavedSearchRow } from './saved-search.store.js';
import { namedAmong } from './save-searches.js';

/** What is null stays as it is. */
export interface SearchToRevise {
  readonly savedSearchId: SavedSearchId;
  readonly name: string | null;
  readonly frequency: SearchFrequency | null;
  readonly paused: boolean | null;
}

/** Renames searches of the viewer's organisation, changes how often they tell, holds them or lets them go on: what comes on the market while one is held is no news later. */
@Injectable()
export class ReviseSavedSearches {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly SearchToRevise[]): Promise<Outcome<SavedSearchRow>[]> {
    return this.deeds.perform(request, 'reviseSavedSearches', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('savedSearchId'));
      await lockSavedSearchesOf(tx, viewer.organisationId);
      const known = new Map((await savedSearchesOf(tx, viewer.organisationId)).map((row) => [row.id, row]));
      const outcomes: Outcome<SavedSearchRow>[] = [];
      for (const input of wanted) {
        const outcome = revised(input, known, request.receivedAt);
        outcomes.push(outcome);
        if (!outcome.ok) continue;
        known.set(outcome.value.id, outcome.value);
        await saveSavedSearch(tx, outcome.value);
      }
      return outcomes;
    });
  }
}

function revised({ savedSearchId, name, frequency, paused }: SearchToRevise, known: ReadonlyMap<SavedSearchId, SavedSearchRow>, at: Date): Outcome<SavedSearchRow> {
  const row = known.get(savedSearchId);
  if (row === undefined) return notFound('savedSearchId');
  const called = name === null ? done(row.name) : namedAmong(name, [...known.values()].filter(({ id }) => id !== savedSearchId));
  if (!called.ok) return called;
  const goesOn = paused === false && row.pausedAt !== null;
  return done({
    ...row, name: called.value, frequency: frequency ?? row.frequency, pausedAt: paused === null ? row.pausedAt : paused ? row.pausedAt ?? at : null, since: goesOn ? at : row.since, updatedAt: at,
  });
}
