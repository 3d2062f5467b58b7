import type { ClassNames } from '../../core/search/class-words.js';
import type { SpecValue } from '../../core/policy/class-definition.js';
import type { Tx } from '../db/tx.js';
import type { Normaliser } from './normaliser.js';

/** A product as an index holds it: words to be found by, and what filters and sorts. Content is re-read elsewhere. */
export interface SearchDocument {
  readonly id: string;
  /** Rises with every change of the product; an older version never replaces a newer one, a deletion included. */
  readonly version: bigint;
  readonly name: string;
  readonly model: string;
  readonly goods: { readonly names: ClassNames; readonly kindKey: string | null } | null;
  /** The class first, then its ancestors. */
  readonly classIds: readonly string[];
  /** By `specField`. */
  readonly specs: Readonly<Record<string, SpecValue>>;
  /** Decimal text; only a price that everybody may read, since filters and order would tell a hidden one. Null otherwise. */
  readonly priceCny: string | null;
  /** 1 is best. */
  readonly energyGrade: number | null;
  /** GB/T 2260 codes that the supplier serves; null: everywhere. */
  readonly regions: readonly string[] | null;
  readonly certificates: readonly string[];
  readonly supplierId: string;
  /** Unix milliseconds. */
  readonly publishedAt: number;
}

/** One number field for each class and attribute: in a list of pairs the power of one would match the pressure of another. */
export function specField(classId: string, attributeKey: string): string {
  return `spec_${classId.replaceAll('.', '_')}_${attributeKey}`;
}

export interface GoneProduct {
  readonly id: string;
  readonly version: bigint;
  /** Whose it was; left out: somebody's of the market. */
  readonly supplierId?: string;
}

export interface SpecFilter {
  /** By `specField`. */
  readonly field: string;
  /** Bounds of a number, both included. */
  readonly min?: number | null;
  readonly max?: number | null;
  /** Keys of a list, or true and false; any of them. */
  readonly values?: readonly SpecValue[] | null;
}

/** All that is given must hold; lists inside mean any of them. */
export interface SearchFilter {
  readonly classIds?: readonly string[] | null;
  readonly specs?: readonly SpecFilter[] | null;
  /** Decimal text; a product whose price is on request or hidden passes no bound. */
  readonly priceMinCny?: string | null;
  readonly priceMaxCny?: string | null;
  /** 1 to 3; products without a grade do not pass. */
  readonly energyGradeAtMost?: number | null;
  /** The place and all regions around it: a supplier that serves one of them serves the place. */
  readonly servedRegions?: readonly string[] | null;
  readonly certificates?: readonly string[] | null;
  readonly supplierIds?: readonly string[] | null;
}

export type SearchSort = 'RELEVANCE' | 'PRICE_ASC' | 'PRICE_DESC' | 'NEWEST';
/** Where a hit stands: what it is ordered by, then its id. Null: no price. */
export type SearchKey = readonly [number | string | null, string];

export interface SearchRequest {
  /** As typed; empty or without any word: everything that passes the filter, the newest first. */
  readonly text: string;
  readonly filter: SearchFilter;
  readonly sort: SearchSort;
  /** Hits wanted, 0 to 101. */
  readonly first: number;
  /** Key of the hit to go on after. */
  readonly after: SearchKey | null;
  readonly withCount: boolean;
  readonly withFacets: boolean;
  /** True when a sandbox asks: PostgreSQL alone holds its products. The tenant of the transaction decides what is found, this only who is asked. */
  readonly sandboxed?: boolean;
}

export interface SearchHit {
  readonly id: string;
  readonly key: SearchKey;
}

/** `exact` false: there are at least so many. */
export interface SearchCount {
  readonly count: number;
  readonly exact: boolean;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** How the hits are spread, at most 100 values each, the most frequent first; over at least 10,000 of the hits when there are more. */
export interface SearchFacets {
  /** All classes that occur, without their ancestors. */
  readonly classes: readonly FacetValue[];
  readonly energyGrades: readonly FacetValue[];
  /** `000000` stands for everywhere. */
  readonly regions: readonly FacetValue[];
  readonly certificates: readonly FacetValue[];
  readonly suppliers: readonly FacetValue[];
  /** Lowest and highest price that everybody may read, decimal text; null when no hit has one. */
  readonly prices: { readonly minCny: string; readonly maxCny: string } | null;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** Null unless asked for. */
  readonly count: SearchCount | null;
  readonly facets: SearchFacets | null;
  /** The query as it was probably meant, in searchable form; null when it was taken as typed. The hits are those of this text. */
  readonly didYouMean: string | null;
  /** True when no product carries all words and the hits are those that carry most of them. */
  readonly partly: boolean;
  /** Words of the query, in searchable form, that highlights show. */
  readonly words: readonly string[];
  /** True when the engine was late, away or behind: PostgreSQL answered in its place, and order, count or facets may be less than they should be. */
  readonly degraded: boolean;
}

/** An index entry as a sweep compares it with the truth; `version` null: made by an older edition of the normaliser. */
export interface IndexedVersion {
  readonly id: string;
  readonly version: bigint | null;
}

/**
 * The full-text index of published products. What it answers are ids: whoever shows a hit re-reads it under the viewer's
 * rights. A sandbox finds its own products and nobody else finds any of them. It may be erased at any time and rebuilt from the catalogue.
 *
 * Every method takes the caller's transaction. What is written is written in PostgreSQL, whatever engine answers: another
 * one follows from there, so that no deed and no job ever waits for it.
 */
export abstract class SearchIndex {
  abstract readonly normaliser: Normaliser;

  /**
   * Writes documents, at most 1,000; while a next index is being filled they go into it as well. `ANY` replaces a newer
   * version too: for a sweep, which holds the entries and has read the truth after that.
   */
  abstract index(tx: Tx, documents: readonly SearchDocument[], order?: 'NEWER' | 'ANY'): Promise<void>;

  /** Removes products as of these versions, at most 1,000. `ANY` as above. */
  abstract delete(tx: Tx, entries: readonly GoneProduct[], order?: 'NEWER' | 'ANY'): Promise<void>;

  abstract query(tx: Tx, request: SearchRequest): Promise<SearchAnswer>;

  /** Whether a key that comes from outside, in a cursor, may be gone on after in this order. Prices have decimals, scores and times have none: the database takes nothing else. */
  isKey(sort: SearchSort, [key]: SearchKey): boolean {
    return typeof key === 'string' && (sort === 'PRICE_ASC' || sort === 'PRICE_DESC' ? /^-?\d{1,17}(?:\.\d{1,2})?$/u : /^-?\d{1,17}$/u).test(key);
  }

  /** Words that begin so and find something, those that name goods first; in searchable form. `first`: 1 to 20. */
  abstract suggest(tx: Tx, prefix: string, first: number): Promise<string[]>;

  /** Ids of the products most like this one, of its class, the likest first; empty for one that is not indexed. `first`: 1 to 50. */
  abstract similar(tx: Tx, id: string, first: number): Promise<string[]>;

  /** Entries in the order of their ids, after `after`, not beyond `upTo`; at most `limit`, up to 1,000. Of the next index while one is filled. */
  abstract versions(tx: Tx, range: { readonly after: string; readonly upTo: string | null; readonly limit: number }): Promise<IndexedVersion[]>;

  /** Holds these entries until the transaction ends: no other writer overtakes a truth that is read after this. */
  abstract hold(tx: Tx, ids: readonly string[]): Promise<void>;

  /** Begins an empty next index beside the one in use. Does nothing when one is being filled already. */
  abstract startNext(tx: Tx): Promise<void>;

  /** Puts the next index into use and drops the one before, in one step for whoever queries. */
  abstract swap(tx: Tx): Promise<void>;
}
