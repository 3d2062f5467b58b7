import { Injectable } from '@nestjs/common';
import { RemoveSavedSearches } from './remove-saved-searches.js';
import { ReviseSavedSearches } from './revise-saved-searches.js';
import { SaveSearches } from './save-searches.js';

/** What may be done with saved searches. */
@Injectable()
export class SavedSearchDeeds {
  constructor(readonly saving: SaveSearches, readonly revising: ReviseSavedSearches, readonly removing: RemoveSavedSearches) {}
}
