import type { QueryTerm, SearchQuery } from '../../../core/search/query-terms.js';
import { EVERYWHERE } from '../postgres/conditions.js';
import type { SearchFilter, SearchKey, SearchRequest, SearchSort } from '../search-index.port.js';
import { EVERY, fenOf, optionOf } from './engine-document.js';
import { tokenOf } from './tokens.js';

/** The engine reads no more words of a query. */
const WORDS_READ = 10;
const PLACE = /^place:(\d{1,5})$/u;

/** What to ask the engine: what must hold is a filter, exact and of any length; the words of the query only put hits in order. */
export interface EngineQuestion {
  readonly words: string;
  readonly filter: readonly string[];
  readonly sort: readonly string[];
}

/** `query` null: everything that passes the filter. */
export function engineQuestion(query: SearchQuery | null, { filter, sort }: Pick<SearchRequest, 'filter' | 'sort'>): EngineQuestion {
  const conditions = [...(query === null ? [] : query.terms.filter(({ required }) => required).flatMap(termConditions)), ...filterConditions(filter)];
  return {
    words: query === null || sort !== 'RELEVANCE' ? '' : rankingWords(query),
    // An index that another hand made has no filterable fields: with a condition in every question it answers a fault, and nothing wrong.
    filter: conditions.length === 0 ? [`every = ${EVERY}`] : conditions,
    sort: orderOf(sort, query),
  };
}

/** The place of a hit is its key: the engine pages by places. Told apart from a key of PostgreSQL's, with which paging goes on there. */
export function placeKey(place: number, id: string): SearchKey {
  return [`place:${place}`, id];
}

/** How many hits lie up to this key; null for a key that is not the engine's. */
export function placeAfter(after: SearchKey): number | null {
  const [key] = after;
  const place = typeof key === 'string' ? PLACE.exec(key)?.[1] : undefined;
  return place === undefined ? null : Number(place) + 1;
}

/** What is required stands first: the engine leaves words out from the end. */
function rankingWords({ terms }: SearchQuery): string {
  const rank = ({ required, kind }: QueryTerm): number => (required ? 0 : 2) + (kind === 'WORD' || kind === 'CHARACTER' ? 0 : 1);
  return [EVERY, ...[...terms].sort((a, b) => rank(a) - rank(b)).map(({ text }) => tokenOf(text))].slice(0, WORDS_READ).join(' ');
}

function termConditions({ units, prefix }: QueryTerm): string[] {
  return units.map((unit) => `words ${prefix ? 'STARTS WITH' : '='} ${tokenOf(unit)}`);
}

function filterConditions(filter: SearchFilter): string[] {
  const conditions: string[] = [];
  const add = <T>(value: T | null | undefined, condition: (value: T) => string): void => {
    if (value !== undefined && value !== null) conditions.push(condition(value));
  };
  const among = (field: string) => (values: readonly string[]): string => `${field} IN [${values.map(quoted).join(', ')}]`;
  add(filter.classIds, among('classIds'));
  add(filter.priceMinCny, (price) => `priceFen >= ${fenOf(price, true)}`);
  add(filter.priceMaxCny, (price) => `priceFen <= ${fenOf(price)}`);
  add(filter.energyGradeAtMost, (grade) => `energyGrade <= ${grade}`);
  add(filter.servedRegions, (regions) => among('regions')([...EVERYWHERE, ...regions]));
  add(filter.certificates, among('certificates'));
  add(filter.supplierIds, among('supplierId'));
  for (const { field, min, max, values } of filter.specs ?? []) {
    add(min, (bound) => `${quoted(field)} >= ${bound}`);
    add(max, (bound) => `${quoted(field)} <= ${bound}`);
    add(values, (some) => among('options')(some.map((value) => optionOf(field, value))));
  }
  return conditions;
}

/** Ids break ties in the same direction, as in PostgreSQL. */
function orderOf(sort: SearchSort, query: SearchQuery | null): string[] {
  if (sort === 'PRICE_ASC') return ['priceFen:asc', 'id:asc'];
  if (sort === 'PRICE_DESC') return ['priceFen:desc', 'id:desc'];
  return sort === 'NEWEST' || query === null ? ['publishedAt:desc', 'id:desc'] : [];
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/gu, '\\$&')}"`;
}
