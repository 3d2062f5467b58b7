import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import type { DemandLineId } from '../core/ids/ids.js';
import { supplyGap } from '../core/matching/supply-gap.js';
import { visibleLines, type VisibleLine } from '../demand/index.js';
import { DemandLineNode } from '../demand/demand.types.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, PageArgs, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { Explanations } from './explanations.js';
import type { MatchRunEntity } from './match-run.entity.js';
import { pageOfRuns } from './match-run.store.js';
import { pageOfGaps } from './matching-line.store.js';
import { pageOfRecommendations, type VisibleRecommendation } from './recommendation-reads.store.js';
import { AllRecommendationsArgs, LineSupplyGapConnection, LineSupplyGapNode, MatchRunConnection } from './recommendation.admin.types.js';
import { afterId, RecommendationConnection } from './recommendation.types.js';

/** Matching as the departments read it: everything that was recommended, how it came about, and what is missing. */
@Resolver(() => LineSupplyGapNode)
export class MatchingAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly explanations: Explanations) {}

  @Query(() => RecommendationConnection, { description: '全部推荐，含已失效的，新的在前；可筛选。All recommendations, ended ones too, newest first; of one line, product or organisation when named.' })
  @Access(department())
  async recommendations(@Args() args: AllRecommendationsArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleRecommendation>> {
    const after = afterId(args, 'recommendation');
    const wanted = { lineId: args.lineId ?? null, productId: args.productId ?? null, buyerId: args.buyerId ?? null, supplierId: args.supplierId ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfRecommendations(tx, viewer, wanted, args.first + 1, after));
    return connection(rows, args, (row) => [row.id]);
  }

  @Query(() => MatchRunConnection, { description: '匹配记录，新的在前。Runs of the matcher, newest first.' })
  @Access(department())
  async matchRuns(@Args() page: PageArgs, @Context() { viewer }: RequestContext): Promise<Connection<MatchRunEntity>> {
    const after = afterId(page, 'matchRun');
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfRuns(tx, page.first + 1, after));
    return connection(rows, page, (row) => [row.id]);
  }

  @Query(() => LineSupplyGapConnection, { description: '有供给缺口的需求行，新的在前。Open lines for which something is missing, newest first.' })
  @Access(department())
  async supplyGaps(@Args() page: PageArgs, @Context() { viewer, locale }: RequestContext): Promise<Connection<LineSupplyGapNode>> {
    const after = afterId(page, 'demandLine');
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfGaps(tx, page.first + 1, after));
    const nodes = rows.map(({ lineId, demandId, classIds, ...supply }): LineSupplyGapNode => {
      const gap = supplyGap({ classIds, ...supply });
      return { lineId, demandId, classIds, gap: { ...gap, because: this.explanations.gap(gap, locale) } };
    });
    return connection(nodes, page, (node) => [node.lineId]);
  }

  @ResolveField(() => DemandLineNode, { nullable: true, description: '需求行。The line itself.' })
  line(@Parent() { lineId }: LineSupplyGapNode, @Context() context: RequestContext): Promise<VisibleLine | null> {
    const { viewer } = context;
    return context.loader<DemandLineId, VisibleLine | null>('gapLines', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleLines(tx, viewer, ids))).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id) ?? null);
    }).load(lineId);
  }
}
