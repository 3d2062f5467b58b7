import { Injectable } from '@nestjs/common';
import { isSandbox } from '../core/access/sandbox.js';
import { isMember, type Viewer } from '../core/access/viewer.js';
import type { ProductId } from '../core/ids/ids.js';
import type { DateText } from '../core/time/dates.js';
import { classGrams, nearestClasses, type ClassGrams } from '../core/search/nearest-classes.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import {
  SearchIndex, type SearchAnswer, type SearchCount, type SearchFacets, type SearchFilter, type SearchHit, type SearchRequest,
} from '../platform/search/search-index.port.js';
import { ClassCards, DemandWords, type ClassCard } from '../policy/index.js';
import { visibleProducts, type VisibleProduct } from './product.store.js';

/** What is asked for; a page of it is asked beside. */
export type ProductQuery = Pick<SearchRequest, 'text' | 'filter' | 'sort'>;

export interface FoundProducts extends Omit<SearchAnswer, 'hits' | 'count' | 'facets'> {
  /** One for each hit of the index; `product` null when it is not to be seen any more. */
  readonly hits: readonly (SearchHit & { readonly product: VisibleProduct | null })[];
}

const NEAREST = 5;
/** From this confidence on goods of a class are shown for words that none of them holds. */
const MEANT_SURELY = 50;

/** Searches the market: the index says which products, the database what of them the viewer may see. */
@Injectable()
export class SearchProducts {
  private grams: { readonly of: ReadonlyMap<string, ClassCard>; readonly grams: readonly ClassGrams[] } | null = null;

  constructor(private readonly database: AppDatabase, private readonly search: SearchIndex, private readonly classes: ClassCards, private readonly words: DemandWords) {}

  /** Hits after a key, at most `first`, each re-read under the viewer's rights in the same transaction. */
  page(viewer: Viewer, query: ProductQuery, page: Pick<SearchRequest, 'first' | 'after'>): Promise<FoundProducts> {
    return this.database.read(scopeOf(viewer), async (tx) => {
      const { hits, count: _count, facets: _facets, ...rest } = await this.search.query(tx, { ...query, ...page, ...askedBy(viewer), withCount: false, withFacets: false });
      const products = await visibleProducts(tx, viewer, hits.map(({ id }) => id as ProductId));
      const byId = new Map<string, VisibleProduct>(products.filter(({ state }) => state === 'PUBLISHED').map((product) => [product.id, product]));
      return { ...rest, hits: hits.map((hit) => ({ ...hit, product: byId.get(hit.id) ?? null })) };
    });
  }

  /** Null when the search was too slow to count. */
  async count(viewer: Viewer, query: ProductQuery): Promise<SearchCount | null> {
    return (await this.figures(viewer, query, { withCount: true, withFacets: false })).count;
  }

  /** Count and facets in one look, each as far as it is wanted; null where the search was too slow. */
  figures(viewer: Viewer, query: ProductQuery, wanted: Pick<SearchRequest, 'withCount' | 'withFacets'>): Promise<Pick<SearchAnswer, 'count' | 'facets'>> {
    return this.database.read(scopeOf(viewer), (tx) => this.search.query(tx, { ...query, ...wanted, ...askedBy(viewer), first: 0, after: null }));
  }

  async facets(viewer: Viewer, query: ProductQuery): Promise<SearchFacets | null> {
    return (await this.figures(viewer, query, { withCount: false, withFacets: true })).facets;
  }

  /** What each part of the filter keeps out, parts that keep out nothing left out, the most first. `parts`: its name and the filter without it. */
  async withoutParts<P>(viewer: Viewer, query: ProductQuery, parts: readonly { readonly part: P; readonly rest: SearchFilter }[]): Promise<{ readonly part: P; readonly count: SearchCount }[]> {
    const counted: { readonly part: P; readonly count: SearchCount }[] = [];
    for (const { part, rest } of parts) {
      const count = await this.count(viewer, { ...query, filter: rest });
      if (count !== null && count.count > 0) counted.push({ part, count });
    }
    return counted.sort((a, b) => b.count.count - a.count.count);
  }

  /** The class that a text means as a buyer's words; null where it means none, or nothing need be guessed. */
  async meantClass(viewer: Viewer, text: string, today: DateText): Promise<ClassCard | null> {
    if (text.trim() === '') return null;
    const { route } = await this.database.read(scopeOf(viewer), (tx) => this.words.read(tx, text, null, today));
    const [best] = route.gap ? route.extensions : route.ranked;
    return route.outOfScope || route.question !== null || best === undefined || best.confidence < MEANT_SURELY ? null : (await this.classes.all()).get(best.classId) ?? null;
  }

  /** The classes that a text comes nearest to, and how many products each has; at most five. */
  async nearest(viewer: Viewer, text: string): Promise<{ readonly card: ClassCard; readonly count: number }[]> {
    const cards = await this.classes.all();
    const ids = nearestClasses(this.search.normaliser.text(text), this.gramsOf(cards), NEAREST);
    if (ids.length === 0) return [];
    const facets = await this.facets(viewer, { text: '', filter: { classIds: ids }, sort: 'NEWEST' });
    const counts = new Map((facets?.classes ?? []).map(({ value, count }) => [value, count]));
    return ids.flatMap((id) => {
      const card = cards.get(id);
      return card === undefined ? [] : [{ card, count: counts.get(id) ?? 0 }];
    });
  }

  /** Products most like this one that the viewer may see, at most `first`. */
  similar(viewer: Viewer, id: ProductId, first: number): Promise<VisibleProduct[]> {
    return this.database.read(scopeOf(viewer), async (tx) => {
      const ids = await this.search.similar(tx, id, first);
      return (await visibleProducts(tx, viewer, ids as ProductId[])).filter(({ state }) => state === 'PUBLISHED');
    });
  }

  /** Words that begin as typed, then products that hold it, together at most `first`; half of them words where there are. */
  suggest(viewer: Viewer, prefix: string, first: number): Promise<{ readonly words: readonly string[]; readonly products: readonly VisibleProduct[] }> {
    return this.database.read(scopeOf(viewer), async (tx) => {
      const words = await this.search.suggest(tx, prefix, first);
      const { hits, didYouMean, partly } = await this.search.query(tx, { text: prefix, filter: {}, sort: 'RELEVANCE', first, after: null, ...askedBy(viewer), withCount: false, withFacets: false });
      // What is typed is half a word as often as not: a correction of it would run ahead of the typist.
      const found = didYouMean !== null || partly ? [] : await visibleProducts(tx, viewer, hits.map(({ id }) => id as ProductId));
      return { words, products: found.filter(({ state }) => state === 'PUBLISHED') };
    });
  }

  private gramsOf(cards: ReadonlyMap<string, ClassCard>): readonly ClassGrams[] {
    if (this.grams?.of !== cards) this.grams = { of: cards, grams: classGrams([...cards.values()], (text) => this.search.normaliser.text(text)) };
    return this.grams.grams;
  }
}

function askedBy(viewer: Viewer): Pick<SearchRequest, 'sandboxed'> {
  return { sandboxed: isMember(viewer) && isSandbox(viewer.organisationId) };
}
