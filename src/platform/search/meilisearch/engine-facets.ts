import type { SearchResponse } from 'meilisearch';
import type { FacetValue, SearchFacets } from '../search-index.port.js';
import { cnyOf } from './engine-document.js';

const FIELDS = { classes: 'classId', energyGrades: 'energyGrade', regions: 'regions', certificates: 'certificates', suppliers: 'supplierId' } as const;
const PRICE = 'priceFen';
const FACET_VALUES = 100;

export const FACET_FIELDS: readonly string[] = [...Object.values(FIELDS), PRICE];

export type Spread = Pick<SearchResponse, 'facetDistribution' | 'facetStats'>;

/** How the hits are spread, of all of them; classes all, else the hundred most frequent values. */
export function facetsOf({ facetDistribution = {}, facetStats = {} }: Spread): SearchFacets {
  const valuesOf = (facet: keyof typeof FIELDS, most = FACET_VALUES): FacetValue[] => Object.entries(facetDistribution[FIELDS[facet]] ?? {})
    .map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, most);
  const prices = facetStats[PRICE];
  return {
    classes: valuesOf('classes', Infinity), energyGrades: valuesOf('energyGrades').sort((a, b) => a.value.localeCompare(b.value, 'en')), regions: valuesOf('regions'),
    certificates: valuesOf('certificates'), suppliers: valuesOf('suppliers'),
    prices: prices === undefined ? null : { minCny: cnyOf(prices.min), maxCny: cnyOf(prices.max) },
  };
}
