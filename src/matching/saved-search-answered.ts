import type { DomainEvent } from '../core/events/events.js';

/** That a saved search found something; of several products one is named. The words are the search's name, a model and its class: no price, nobody's name. */
export function savedSearchAnswered(
  search: { readonly id: string; readonly ownerId: string; readonly name: string }, count: number, product: { readonly model: string; readonly className: string },
): DomainEvent {
  const notice = count === 1
    ? { recipients: [search.ownerId], code: 'NOTICE_SAVED_SEARCH_FOUND', params: { name: search.name, ...product } }
    : { recipients: [search.ownerId], code: 'NOTICE_SAVED_SEARCH_FOUND_SEVERAL', params: { name: search.name, count, ...product } };
  return { type: 'SavedSearchAnswered', subjectId: search.id, organisationId: null, notice };
}
