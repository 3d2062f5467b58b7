import type { Settings } from 'meilisearch';

/** Hits are counted and paged so far, as in PostgreSQL; one more tells "at least". */
export const COUNTED = 10_000;
/** All classes there are: whoever adds them up to branches of the tree must miss none. */
const FACET_VALUES = 1_000;
/** After this the engine answers in part without a word. Whoever asks has gone by then: see `EngineTimes`. */
const CUTOFF_MS = 2_000;

/**
 * The settings of our index. Tokens come ready-made from the normaliser, so that typo tolerance, prefixes, synonyms, dictionary and
 * segmentation of the engine are all out of use: each of them loses what another one finds.
 */
export const ENGINE_SETTINGS = {
  // In order of worth: what the name closes with, model numbers, their beginnings, words of the name, what else it is called, the rest.
  searchableAttributes: ['tails', 'models', 'starts', 'named', 'called', 'words', 'every'],
  displayedAttributes: ['id', 'version'],
  filterableAttributes: [
    'words', 'every', 'classId', 'classIds', 'priceFen', 'energyGrade', 'regions', 'certificates', 'supplierId', 'options',
    { attributePatterns: ['spec_*'], features: { facetSearch: false, filter: { equality: true, comparison: true } } },
  ],
  sortableAttributes: ['priceFen', 'publishedAt', 'id'],
  rankingRules: ['words', 'sort', 'attributeRank', 'nameLength:asc', 'publishedAt:desc'],
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled',
  proximityPrecision: 'byAttribute',
  pagination: { maxTotalHits: COUNTED + 1 },
  faceting: { maxValuesPerFacet: FACET_VALUES, sortFacetValuesBy: { '*': 'count' } },
  searchCutoffMs: CUTOFF_MS,
} satisfies Settings;
