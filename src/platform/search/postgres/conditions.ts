import type { QueryTerm } from '../../../core/search/query-terms.js';
import type { SearchFilter, SpecFilter } from '../search-index.port.js';

/** Collects the numbered parameters of one statement. */
export class Parameters {
  readonly values: unknown[] = [];

  /** The place of the value, with its type: `$3::text[]`. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

/**
 * Rows of the index in use that the tenant may be shown, as `s`. Products of sandboxes lie behind each half of the index, under its
 * number with a minus: the market asks a number without one, a sandbox asks the other and takes its own alone.
 */
export const LIVE = `s.generation = (select case when starts_with(coalesce(app_org(), ''), 'sbx_') then -live else live end from platform_search_generation)
  and (s.generation > 0 or s.supplier_id = app_org()) and not s.deleted`;
/** What a region list says that is everywhere (GB/T 2260 uses both). */
export const EVERYWHERE = ['000000', '100000'];

/** The conditions of a filter on `s`. */
export function filterConditions(filter: SearchFilter, parameters: Parameters): string[] {
  const conditions: string[] = [];
  const add = (value: unknown, type: string, condition: (place: string) => string): void => {
    if (value !== undefined && value !== null) conditions.push(condition(parameters.add(value, type)));
  };
  add(filter.classIds, 'text[]', (place) => `s.class_ids && ${place}`);
  add(filter.priceMinCny, 'numeric', (place) => `s.price_cny >= ${place}`);
  add(filter.priceMaxCny, 'numeric', (place) => `s.price_cny <= ${place}`);
  add(filter.energyGradeAtMost, 'integer', (place) => `s.energy_grade <= ${place}`);
  add(filter.servedRegions === undefined || filter.servedRegions === null ? null : [...EVERYWHERE, ...filter.servedRegions], 'text[]', (place) => `s.regions && ${place}`);
  add(filter.certificates, 'text[]', (place) => `s.certificates && ${place}`);
  add(filter.supplierIds, 'text[]', (place) => `s.supplier_id = any(${place})`);
  return [...conditions, ...(filter.specs ?? []).flatMap((spec) => specConditions(spec, parameters))];
}

function specConditions(spec: SpecFilter, parameters: Parameters): string[] {
  const field = parameters.add(spec.field, 'text');
  // PostgreSQL may test conditions in any order: only `case` keeps the cast away from words.
  const number = `case when jsonb_typeof(s.specs->${field}) = 'number' then (s.specs->${field})::numeric end`;
  return [
    ...(spec.min === undefined || spec.min === null ? [] : [`${number} >= ${parameters.add(spec.min, 'numeric')}`]),
    ...(spec.max === undefined || spec.max === null ? [] : [`${number} <= ${parameters.add(spec.max, 'numeric')}`]),
    ...(spec.values === undefined || spec.values === null ? [] : [`${parameters.add(JSON.stringify(spec.values), 'jsonb')} @> (s.specs->${field})`]),
  ];
}

/** One unit as a tsquery operand. Units are letters, digits and Chinese characters, so that quoting is all the escape there is. */
export function operand(unit: string, prefix: boolean): string {
  return `'${unit.replace(/['\\]/gu, '')}'${prefix ? ':*' : ''}`;
}

export function termQuery(term: QueryTerm): string {
  return `(${term.units.map((unit) => operand(unit, term.prefix)).join(' & ')})`;
}

/** All of these terms, as text of a tsquery. */
export function allTerms(terms: readonly QueryTerm[]): string {
  return terms.map(termQuery).join(' & ');
}

/** All terms of any of these words. */
export function anyWord(words: readonly (readonly QueryTerm[])[]): string {
  return `(${words.map((terms) => `(${allTerms(terms)})`).join(' | ')})`;
}
