import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import type { Viewer } from '../core/access/viewer.js';
import { shanghaiDate, type DateText } from '../core/time/dates.js';
import { Access } from '../platform/graphql/access.js';
import { connection, cursorOf, type CursorPart } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwInput, throwRefusal } from '../platform/graphql/root-field.js';
import { SearchIndex, type SearchCount, type SearchKey } from '../platform/search/search-index.port.js';
import { ClassCards } from '../policy/index.js';
import { filterParts, searchFilter } from './product-filter.js';
import {
  CountBases, ProductFacets, ProductSearch, ProductSearchArgs, ProductSearchHelp, SearchSuggestion, SuggestArgs, type ClassFacet, type Highlight, type ProductSearchEdge,
} from './product-search.types.js';
import type { VisibleProduct } from './product.store.js';
import { SearchProducts, type FoundProducts, type ProductQuery } from './search-products.js';

/** A page with what was asked, from which the fields below look further only when they are wanted. */
type FoundPage = Omit<ProductSearch, 'edges' | 'nodes'> & {
  readonly edges: readonly (Omit<ProductSearchEdge, 'node'> & { readonly node: VisibleProduct })[];
  readonly nodes: readonly VisibleProduct[];
  readonly asked: ProductQuery;
  readonly firstPage: boolean;
};

/** What the fields of one page want to know of all that was found. */
interface Look {
  readonly wanted: { withCount: boolean; withFacets: boolean };
  readonly figures: ReturnType<SearchProducts['figures']>;
  gone: boolean;
}

/** Search on the market, for everybody. */
@Resolver(() => ProductSearch)
export class ProductSearchResolver {
  private readonly looks = new WeakMap<object, Look>();

  constructor(private readonly products: SearchProducts, private readonly search: SearchIndex, private readonly classes: ClassCards) {}

  @Query(() => ProductSearch, { name: 'products', description: '检索市场上的产品，无需账号。Searches the products on the market; needs no account.' })
  @Access(anyone)
  async find(@Args() args: ProductSearchArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<FoundPage> {
    const filter = searchFilter(args.filter ?? {}, await this.classes.all());
    if (!filter.ok) return throwRefusal(filter.refusal);
    const asked: ProductQuery = { text: args.query ?? '', filter: filter.value, sort: args.sort };
    const found = await this.products.page(viewer, asked, { first: args.first + 1, after: this.keyAfter(args) });
    const firstPage = cursorOf(args, 3) === null;
    const byWords = { ...this.pageOf(found, args), asked, firstPage, meantClass: null };
    // With a filter it may be that which keeps out what the words find: `help` says so.
    if (found.hits.length > 0 || !firstPage || filterParts(asked.filter).length > 0) return byWords;
    return await this.byMeaning(viewer, args, asked, shanghaiDate(receivedAt)) ?? byWords;
  }

  @Query(() => [SearchSuggestion], { description: '输入时的联想：词、品类、产品。What a search box offers while somebody types.' })
  @Access(anyone)
  async suggest(@Args() { prefix, first }: SuggestArgs, @Context() { viewer }: RequestContext): Promise<SearchSuggestion[]> {
    const { words, products } = await this.products.suggest(viewer, prefix, first);
    const start = this.search.normaliser.text(prefix).trim();
    const classes = [...(await this.classes.all()).values()].filter((card) => start !== '' && this.search.normaliser.text(card.zh).includes(start));
    const offered: SearchSuggestion[] = [
      ...words.slice(0, Math.ceil(first / 2)).map((text) => ({ kind: 'WORD' as const, text, id: null })),
      ...classes.slice(0, Math.ceil(first / 4)).map((card) => ({ kind: 'CLASS' as const, text: card.zh, id: card.id })),
      ...products.map((product) => ({ kind: 'PRODUCT' as const, text: `${product.name} ${product.model}`, id: product.id })),
    ];
    return offered.slice(0, first);
  }

  @ResolveField(() => Int, { nullable: true, description: '命中数；是否准确见 totalCountBasis。Products found; see totalCountBasis. Null when search was too slow to count.' })
  async totalCount(@Parent() page: FoundPage, @Context() context: RequestContext): Promise<number | null> {
    return (await this.count(page, context))?.count ?? null;
  }

  @ResolveField(() => CountBases, { nullable: true, description: '命中数的口径。How totalCount is meant: exact up to 10,000.' })
  async totalCountBasis(@Parent() page: FoundPage, @Context() context: RequestContext): Promise<keyof typeof CountBases | null> {
    const count = await this.count(page, context);
    return count === null ? null : basisOf(count);
  }

  @ResolveField(() => ProductFacets, { nullable: true, description: '结果分布，用于继续筛选。How what was found is spread, to filter further; null when search was too slow.' })
  async facets(@Parent() page: FoundPage, @Context() context: RequestContext): Promise<object | null> {
    const { facets } = await this.look(page, context, 'withFacets');
    if (facets === null) return null;
    const cards = await this.classes.all();
    const groups = new Map<string, ClassFacet>();
    for (const { value, count } of facets.classes) {
      for (const group of cards.get(value)?.path ?? []) groups.set(group.id, { ...group, count: (groups.get(group.id)?.count ?? 0) + count });
    }
    return {
      ...facets,
      classes: facets.classes.slice(0, 100).map(({ value, count }): ClassFacet => ({ id: value, zh: cards.get(value)?.zh ?? value, en: cards.get(value)?.en ?? value, count })),
      classGroups: [...groups.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
      suppliers: facets.suppliers.map(({ value, count }) => ({ id: value, count })),
    };
  }

  @ResolveField(() => ProductSearchHelp, { nullable: true, description: '没有结果时的建议；有结果时为空。A way on when nothing was found; null otherwise.' })
  async help(@Parent() { asked, edges, firstPage, pageInfo }: FoundPage, @Context() { viewer }: RequestContext): Promise<ProductSearchHelp | null> {
    if (edges.length > 0 || !firstPage || pageInfo.hasNextPage) return null;
    const without = await this.products.withoutParts(viewer, asked, filterParts(asked.filter));
    const nearest = await this.products.nearest(viewer, asked.text);
    return {
      withoutFilters: without.map(({ part, count }) => ({ part, totalCount: count.count, totalCountBasis: basisOf(count) })),
      nearestClasses: nearest.map(({ card, count }) => ({ id: card.id, zh: card.zh, en: card.en, count })),
    };
  }

  /** One page of the class that the words mean, where it is sure and has goods. Counts and facets are of what is shown, so the words are not asked for any more. */
  private async byMeaning(viewer: Viewer, args: ProductSearchArgs, { text, filter }: ProductQuery, today: DateText): Promise<FoundPage | null> {
    const meant = await this.products.meantClass(viewer, text, today);
    if (meant === null) return null;
    const asked: ProductQuery = { text: '', filter: { ...filter, classIds: [meant.id] }, sort: 'NEWEST' };
    const page = this.pageOf(await this.products.page(viewer, asked, { first: args.first, after: null }), args);
    return page.edges.length === 0 ? null : { ...page, asked, firstPage: true, meantClass: meant };
  }

  private pageOf({ hits, words, didYouMean, partly, degraded }: FoundProducts, args: ProductSearchArgs): Omit<FoundPage, 'asked' | 'firstPage' | 'meantClass'> {
    const { edges, pageInfo } = connection(hits, args, ({ key }) => [args.sort, ...key]);
    // A getter: what nobody selects is not marked, and marking a page takes longer than many a page without.
    const highlightsOf = (product: VisibleProduct): Highlight[] | null => this.highlights(product, words);
    const shown = edges.flatMap(({ node: { product }, cursor }) => (product === null ? [] : [{ node: product, cursor, get highlights() { return highlightsOf(product); } }]));
    return { edges: shown, nodes: shown.map(({ node }) => node), pageInfo: { ...pageInfo }, didYouMean, partly, degraded };
  }

  /** The hit that `after` names; a cursor of another order is none of this list's. */
  private keyAfter(args: ProductSearchArgs): SearchKey | null {
    const parts: readonly CursorPart[] | null = cursorOf(args, 3);
    if (parts === null) return null;
    const [order, key = null, id] = parts;
    if (order !== args.sort || typeof id !== 'string' || !this.search.isKey(args.sort, [key, id])) return throwInput('CURSOR_INVALID', 'after');
    return [key, id];
  }

  private highlights({ name, model }: VisibleProduct, words: readonly string[]): Highlight[] | null {
    if (words.length === 0) return null;
    const marked = ([['name', name], ['model', model]] as const).map(([field, text]) => ({ field, parts: [...this.search.normaliser.highlight(text, words)] }));
    return marked.some(({ parts }) => parts.some(({ hit }) => hit)) ? marked : null;
  }

  private async count(page: FoundPage, context: RequestContext): Promise<SearchCount | null> {
    return (await this.look(page, context, 'withCount')).count;
  }

  /** Looked at once however many fields ask, as long as they do so before the look is on its way; one that comes later looks for itself. */
  private look(page: FoundPage, { viewer }: RequestContext, part: 'withCount' | 'withFacets'): Look['figures'] {
    const known = this.looks.get(page);
    if (known !== undefined && (!known.gone || known.wanted[part])) {
      known.wanted[part] = true;
      return known.figures;
    }
    const wanted = { withCount: false, withFacets: false, [part]: true };
    const figures = Promise.resolve().then(() => {
      look.gone = true;
      return this.products.figures(viewer, page.asked, wanted);
    });
    const look: Look = { wanted, figures, gone: false };
    this.looks.set(page, look);
    return figures;
  }
}

function basisOf({ exact }: SearchCount): keyof typeof CountBases {
  return exact ? 'EXACT' : 'AT_LEAST';
}
