import { REFERENCE_FOLDER } from '../config/project.js';
import { loadSynonyms } from './load-synonyms.js';
import { Normaliser } from './normaliser.js';
import { PostgresSearch } from './postgres/postgres-search.js';
import type { SearchIndex } from './search-index.port.js';

/** The search index of a process, with the synonyms of the reference data. */
export function openSearchIndex(folder = REFERENCE_FOLDER): SearchIndex {
  return new PostgresSearch(new Normaliser(loadSynonyms(folder)));
}
