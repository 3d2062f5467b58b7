import { Injectable } from '@nestjs/common';
import { searchFilter } from '../catalogue/index.js';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { keysOfSearch, SAVED_SEARCHES_MAX, searchNeeds, type SearchFrequency, type SearchNeeds } from '../core/matching/saved-search.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { tidy } from '../core/text/fold.js';
import { Ids } from '../platform/clock/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { SearchIndex } from '../platform/search/search-index.port.js';
import { Classes, type ClassRow } from '../policy/index.js';
import { insertSavedSearch, lockSavedSearchesOf, savedSearchesOf, type SavedSearchRow } from './saved-search.store.js';

/** A filter of products as the API takes it. */
type GivenFilter = Parameters<typeof searchFilter>[0];

export interface SearchToSave {
  readonly name: string;
  readonly query: string;
  readonly filter: GivenFilter;
  readonly frequency: SearchFrequency;
}

/**
 * Saves searches of products for the viewer's organisation, which is told from now on of what newly answers them. Refuses a search that
 * nearly every product answers or none ever can, a class or attribute that there is not, a name it has already, and one too many.
 */
@Injectable()
export class SaveSearches {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes, private readonly search: SearchIndex) {}

  run(request: DeedRequest, inputs: readonly SearchToSave[]): Promise<Outcome<SavedSearchRow>[]> {
    return this.deeds.perform(request, 'saveSearches', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('name'));
      await lockSavedSearchesOf(tx, viewer.organisationId);
      const classes = await this.classes.all(tx);
      const known = await savedSearchesOf(tx, viewer.organisationId);
      const outcomes: Outcome<SavedSearchRow>[] = [];
      for (const input of wanted) {
        const outcome = await this.save(tx, viewer, input, { classes, known, at: request.receivedAt });
        if (outcome.ok) known.push(outcome.value);
        outcomes.push(outcome);
      }
      return outcomes;
    });
  }

  private async save(
    tx: Tx, viewer: MemberViewer, { name, query, filter, frequency }: SearchToSave, { classes, known, at }: { classes: ReadonlyMap<string, ClassRow>; known: readonly SavedSearchRow[]; at: Date },
  ): Promise<Outcome<SavedSearchRow>> {
    const called = namedAmong(name, known);
    if (!called.ok) return called;
    if (known.length >= SAVED_SEARCHES_MAX) return refused('STATE', 'SAVED_SEARCHES_TOO_MANY', null, { max: SAVED_SEARCHES_MAX });
    const needs = this.needsOf(query, filter, classes);
    if (!needs.ok) return needs;
    const row: SavedSearchRow = {
      id: this.ids.next('savedSearch'), ownerId: viewer.organisationId, name: called.value, query: tidy(query), filter, frequency, pausedAt: null, since: at, toldAt: null, createdAt: at, updatedAt: at,
    };
    await insertSavedSearch(tx, { ...row, ownerBranch: viewer.branch, memberId: viewer.memberId, needs: needs.value, keys: keysOfSearch(needs.value) });
    return done(row);
  }

  private needsOf(query: string, filter: GivenFilter, classes: ReadonlyMap<string, ClassRow>): Outcome<SearchNeeds> {
    const conditions = searchFilter(filter, new Map([...classes].map(([id, { definition }]) => [id, definition])));
    if (!conditions.ok) return conditions;
    const branches = new Set([...classes.values()].flatMap(({ path }) => path.map(({ id }) => id)));
    const unknown = conditions.value.classIds?.find((id) => !classes.has(id) && !branches.has(id));
    if (unknown !== undefined) return refused('INPUT', 'UNKNOWN_CLASS', 'filter.classIds', { classId: unknown });
    return searchNeeds(this.search.normaliser.query(query).terms, conditions.value);
  }
}

/** The name as it is kept, or why it cannot be this one. */
export function namedAmong(name: string, others: readonly SavedSearchRow[]): Outcome<string> {
  const called = tidy(name);
  if (called === '') return refused('INPUT', 'SAVED_SEARCH_NAME_MISSING', 'name');
  return others.some((other) => other.name === called) ? refused('STATE', 'SAVED_SEARCH_NAME_TAKEN', 'name', { name: called }) : done(called);
}
