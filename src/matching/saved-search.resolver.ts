import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { visibleProducts, type VisibleProduct } from '../catalogue/index.js';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import type { ProductId, SavedSearchId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { SavedSearchDeeds } from './saved-search-deeds.js';
import { hitsOfSearches, pageOfSavedSearches, type SavedSearchRow, type SearchHitRow } from './saved-search.store.js';
import {
  RemoveSavedSearchInput, RemoveSavedSearchResult, ReviseSavedSearchInput, ReviseSavedSearchResult, SavedSearchConnection, SavedSearchHitNode, SavedSearchHitsArgs, SavedSearchNode,
  SaveSearchInput, SaveSearchResult, type RemovedSavedSearch,
} from './saved-search.types.js';

/** Everybody in an enterprise but its auditors, who read and change nothing. */
const SAVERS = enterprise('OWNER', 'CATALOGUE', 'PURCHASING', 'APPROVER', 'VIEWER');

/** Searches that the viewer's organisation saved. */
@Resolver(() => SavedSearchNode)
export class SavedSearchResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly deeds: SavedSearchDeeds) {}

  @Query(() => SavedSearchConnection, { description: '本单位保存的搜索，至多 50 个，新的在前。Searches that your organisation saved, 50 at most, the latest first.' })
  @Access(enterprise())
  async savedSearches(@Args() args: PageArgs, @Context() { viewer }: RequestContext): Promise<Connection<SavedSearchRow>> {
    const after = cursorOf(args)?.[0] ?? null;
    const ownerId = isMember(viewer) ? viewer.organisationId : '';
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfSavedSearches(tx, ownerId, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }

  @ResolveField(() => [SavedSearchHitNode], { description: '发现的产品，新的在前。What it found, the latest first.' })
  async hits(@Parent() { id }: SavedSearchRow, @Args() { first }: SavedSearchHitsArgs, @Context() context: RequestContext): Promise<(SearchHitRow & { product: VisibleProduct | null })[]> {
    const { viewer } = context;
    const hits = await context.loader<SavedSearchId, SearchHitRow[]>(`searchHits ${first}`, (ids) => this.database.read(scopeOf(viewer), (tx) => hitsOfSearches(tx, ids, first))).load(id);
    const products = context.loader<ProductId, VisibleProduct | null>('searchHitProducts', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleProducts(tx, viewer, ids))).map((one) => [one.id, one]));
      return ids.map((one) => found.get(one) ?? null);
    });
    return Promise.all(hits.map(async (hit) => {
      const product = await products.load(hit.productId);
      return { ...hit, product: product?.state === 'PUBLISHED' ? product : null };
    }));
  }

  @Mutation(() => SaveSearchResult, { description: '保存搜索：此后有新的产品满足时通知本单位；价格按公开价格判断。Saves a search: your organisation is told from now on of products that newly answer it; prices count as everybody may read them.' })
  @Access(SAVERS)
  async saveSearch(@Args('input') { name, query, filter, frequency, idempotencyKey }: SaveSearchInput, @Context() context: RequestContext): Promise<SavedSearchRow | Refusal> {
    return this.answers.one(context, (await this.deeds.saving.run(deedRequest(context, idempotencyKey), [{ name, query, filter: filter ?? {}, frequency }]))[0]);
  }

  @Mutation(() => ReviseSavedSearchResult, { description: '重命名、更改通知频率、暂停或恢复。Renames a saved search, changes how often it tells, holds it or lets it go on.' })
  @Access(SAVERS)
  async reviseSavedSearch(@Args('input') input: ReviseSavedSearchInput, @Context() context: RequestContext): Promise<SavedSearchRow | Refusal> {
    const { savedSearchId, name = null, frequency = null, paused = null, idempotencyKey } = input;
    return this.answers.one(context, (await this.deeds.revising.run(deedRequest(context, idempotencyKey), [{ savedSearchId, name, frequency, paused }]))[0]);
  }

  @Mutation(() => RemoveSavedSearchResult, { description: '移除保存的搜索。Removes a saved search.' })
  @Access(SAVERS)
  async removeSavedSearch(@Args('input') { savedSearchId, idempotencyKey }: RemoveSavedSearchInput, @Context() context: RequestContext): Promise<RemovedSavedSearch | Refusal> {
    return this.answers.one(context, (await this.deeds.removing.run(deedRequest(context, idempotencyKey), [savedSearchId]))[0]);
  }
}
