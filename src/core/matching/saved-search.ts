import { Decimal } from 'decimal.js';
import { mayMeet } from '../access/sandbox.js';
import { done, refused, type Outcome, type Refused } from '../outcome/outcome.js';
import type { SpecValue } from '../policy/class-definition.js';
import type { QueryTerm } from '../search/query-terms.js';
import { daysBetween, shanghaiDate } from '../time/dates.js';

export const SEARCH_FREQUENCIES = ['AT_ONCE', 'DAILY', 'WEEKLY'] as const;
export type SearchFrequency = (typeof SEARCH_FREQUENCIES)[number];

/** Searches that one organisation may save. */
export const SAVED_SEARCHES_MAX = 50;
/** A sentence of more words than these is a need: no product's name carries all of it, so that nothing would ever be told. */
export const SEARCH_WORDS_MAX = 8;

/** What one word of a search asks: a product's words must hold all units, as they are or, with `prefix`, as a beginning. */
export type SearchWord = Pick<QueryTerm, 'units' | 'prefix'>;

/** Conditions of a search, as the search index knows them; all that is given must hold, lists mean any of them. */
export interface SearchConditions {
  readonly classIds?: readonly string[] | null;
  readonly specs?: readonly SpecCondition[] | null;
  readonly priceMinCny?: string | null;
  readonly priceMaxCny?: string | null;
  readonly energyGradeAtMost?: number | null;
  readonly servedRegions?: readonly string[] | null;
  readonly certificates?: readonly string[] | null;
  readonly supplierIds?: readonly string[] | null;
}

interface SpecCondition {
  readonly field: string;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly values?: readonly SpecValue[] | null;
}

/** What a product must have to answer a saved search: kept when the search is saved, so that judging reads no dictionary. */
export interface SearchNeeds {
  readonly words: readonly SearchWord[];
  readonly conditions: SearchConditions;
}

/** A listed product as search knows it: a price that everybody may read, or none, so that being told of it tells no hidden price. */
export interface ListedProduct {
  readonly id: string;
  readonly supplierId: string;
  /** The class first, then the groups above it. */
  readonly classIds: readonly string[];
  readonly specs: Readonly<Record<string, SpecValue>>;
  readonly priceCny: string | null;
  readonly energyGrade: number | null;
  /** Null: everywhere. */
  readonly regions: readonly string[] | null;
  readonly certificates: readonly string[];
  /** Everything by which words find it. */
  readonly words: ReadonlySet<string>;
}

/** Codes of a list of regions that mean everywhere. */
const EVERYWHERE: readonly string[] = ['000000', '100000'];
/** So many first characters of a word that is a beginning make a key. */
const KEY_CHARACTERS = 3;
const HAN = /^\p{Script=Han}/u;
const DAYS_BETWEEN_TELLINGS: Readonly<Record<SearchFrequency, number>> = { AT_ONCE: 0, DAILY: 1, WEEKLY: 7 };

/** What a search asks of a product. Refuses one that nearly every product answers or none can, and a whole sentence. Fields: query, filter. */
export function searchNeeds(terms: readonly QueryTerm[], conditions: SearchConditions): Outcome<SearchNeeds> {
  const asked = terms.filter(({ required }) => required);
  if (new Set(asked.map(({ word }) => word)).size > SEARCH_WORDS_MAX) return refused('INPUT', 'SAVED_SEARCH_WORDS_TOO_MANY', 'query', { max: SEARCH_WORDS_MAX });
  const reversed = rangeFault(conditions);
  if (reversed !== null) return reversed;
  const needs = { words: asked.map(({ units, prefix }) => ({ units, prefix })), conditions };
  return keysOfSearch(needs).length === 0 ? refused('INPUT', 'SAVED_SEARCH_TOO_WIDE', 'filter') : done(needs);
}

/** Whether a product answers a search: all words and all conditions, as the search itself finds what carries all words. */
export function answersSearch(product: ListedProduct, { words, conditions }: SearchNeeds): boolean {
  return meets(product, conditions) && words.every(({ units, prefix }) => units.every((unit) => holds(product.words, unit, prefix)));
}

/**
 * Whether its owner should be told: the product answers now, is another's, and did not answer before. `before`: as it was judged last;
 * null when it never was, or was not listed then: what was published before the search was saved is no news to who saved it.
 */
export function isNews(product: ListedProduct & { readonly publishedAt: number }, before: ListedProduct | null, search: SearchNeeds & { readonly ownerId: string; readonly since: Date }): boolean {
  if (!mayMeet(search.ownerId, product.supplierId) || !answersSearch(product, search)) return false;
  return before === null ? product.publishedAt >= search.since.getTime() : !answersSearch(before, search);
}

/**
 * Keys of which a product that answers the search has at least one, so that one product is judged against few of very many searches.
 * The longest word if there is one, since it keeps most apart; then figures, suppliers, classes, certificates. Empty: nothing would do.
 */
export function keysOfSearch({ words, conditions }: SearchNeeds): string[] {
  const longest = words.flatMap(({ units, prefix }) => units.map((unit) => ({ unit, prefix }))).reduce<{ unit: string; prefix: boolean } | null>(
    (best, one) => (best === null || one.unit.length > best.unit.length ? one : best), null);
  if (longest !== null) return [longest.prefix ? `begins ${longest.unit.slice(0, KEY_CHARACTERS)}` : `word ${longest.unit}`];
  const spec = (conditions.specs ?? []).find(asks);
  if (spec !== undefined) return [`spec ${spec.field}`];
  const { supplierIds, classIds, certificates } = conditions;
  return supplierIds?.map((id) => `supplier ${id}`) ?? classIds?.map((id) => `class ${id}`) ?? certificates?.map((name) => `certificate ${name}`) ?? [];
}

/** All keys by which searches that this product may answer are found. */
export function keysOfProduct({ words, specs, supplierId, classIds, certificates }: ListedProduct): string[] {
  const keys = new Set<string>([`supplier ${supplierId}`]);
  for (const word of words) {
    keys.add(`word ${word}`);
    if (!HAN.test(word)) for (let length = 1; length <= KEY_CHARACTERS; length++) keys.add(`begins ${word.slice(0, length)}`);
  }
  for (const field of Object.keys(specs)) keys.add(`spec ${field}`);
  for (const id of classIds) keys.add(`class ${id}`);
  for (const name of certificates) keys.add(`certificate ${name}`);
  return [...keys];
}

/** Whether what waits for a search is to be told now; days are Shanghai's. `last`: when it was told last, or else saved. */
export function isTellingDue(frequency: SearchFrequency, last: Date, now: Date): boolean {
  return daysBetween(shanghaiDate(last), shanghaiDate(now)) >= DAYS_BETWEEN_TELLINGS[frequency];
}

/** Bounds that nothing can lie between. */
function rangeFault({ priceMinCny, priceMaxCny, specs }: SearchConditions): Refused | null {
  const reversed = (low: Decimal.Value | null | undefined, high: Decimal.Value | null | undefined, field: string): Refused | null =>
    (low === undefined || low === null || high === undefined || high === null || new Decimal(low).lte(high) ? null : refused('INPUT', 'SAVED_SEARCH_RANGE_REVERSED', field, { low: String(low), high: String(high) }));
  const faults = [reversed(priceMinCny, priceMaxCny, 'filter.priceMinCny'), ...(specs ?? []).map(({ min, max }, index) => reversed(min, max, `filter.specs.${index}.min`))];
  return faults.find((fault) => fault !== null) ?? null;
}

function holds(words: ReadonlySet<string>, unit: string, prefix: boolean): boolean {
  if (words.has(unit)) return true;
  if (!prefix) return false;
  for (const word of words) if (word.startsWith(unit)) return true;
  return false;
}

function meets(product: ListedProduct, conditions: SearchConditions): boolean {
  const { classIds, supplierIds, certificates, servedRegions, energyGradeAtMost, priceMinCny, priceMaxCny, specs } = conditions;
  return anyOf(classIds, product.classIds) && anyOf(supplierIds, [product.supplierId]) && anyOf(certificates, product.certificates)
    && (product.regions === null || servedRegions === undefined || servedRegions === null || anyOf([...EVERYWHERE, ...servedRegions], product.regions))
    && (energyGradeAtMost === undefined || energyGradeAtMost === null || (product.energyGrade !== null && product.energyGrade <= energyGradeAtMost))
    && within(product.priceCny, priceMinCny, priceMaxCny) && (specs ?? []).every((spec) => !asks(spec) || isMet(spec, product.specs[spec.field]));
}

function anyOf(wanted: readonly string[] | null | undefined, there: readonly string[]): boolean {
  return wanted === undefined || wanted === null || wanted.some((one) => there.includes(one));
}

function within(priceCny: string | null, min: string | null | undefined, max: string | null | undefined): boolean {
  if ((min === undefined || min === null) && (max === undefined || max === null)) return true;
  if (priceCny === null) return false;
  const price = new Decimal(priceCny);
  return (min === undefined || min === null || price.gte(min)) && (max === undefined || max === null || price.lte(max));
}

/** A condition that names an attribute and no value asks nothing. */
function asks({ min, max, values }: SpecCondition): boolean {
  return [min, max, values].some((one) => one !== undefined && one !== null);
}

function isMet({ min, max, values }: SpecCondition, value: SpecValue | undefined): boolean {
  const bounded = [min, max].some((one) => one !== undefined && one !== null);
  if (bounded && (typeof value !== 'number' || (min !== undefined && min !== null && value < min) || (max !== undefined && max !== null && value > max))) return false;
  return values === undefined || values === null || (value !== undefined && values.includes(value));
}
