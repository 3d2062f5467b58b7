import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DemandLineId } from '../core/ids/ids.js';
import { diversify, SHARE_PER_SUPPLIER } from '../core/matching/order.js';
import { isGap, supplyGap } from '../core/matching/supply-gap.js';
import type { VisibleLine } from '../demand/index.js';
import { DemandLineNode } from '../demand/demand.types.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { Explanations } from './explanations.js';
import { supplyOfLines, type LineSupply } from './matching-line.store.js';
import { recommendationsOfLines, type VisibleRecommendation } from './recommendation-reads.store.js';
import { MatchesArgs, RecommendationNode, SupplyGapNode } from './recommendation.types.js';

/** What matching adds to a demand line. */
@Resolver(() => DemandLineNode)
export class LineMatchesResolver {
  constructor(private readonly database: AppDatabase, private readonly explanations: Explanations) {}

  @ResolveField(() => [RecommendationNode], {
    description: '为该行推荐的产品，最合适的在前，同一供应商不占满前列；供应商只见到自己的产品。Products recommended for the line, the best first and spread over suppliers; a supplier sees its own alone.',
  })
  async matches(@Parent() line: VisibleLine, @Args() { first }: MatchesArgs, @Context() context: RequestContext): Promise<VisibleRecommendation[]> {
    const { viewer } = context;
    const standing = await context.loader<DemandLineId, VisibleRecommendation[]>('lineMatches', (ids) =>
      this.database.read(scopeOf(viewer), (tx) => recommendationsOfLines(tx, viewer, ids))).load(line.id);
    return diversify(standing, SHARE_PER_SUPPLIER).slice(0, first);
  }

  @ResolveField(() => SupplyGapNode, {
    nullable: true, description: '供给缺口；无缺口、未在征集或非本单位需求时为空。What is missing; null where nothing is, the line is not open, or it is not yours.',
  })
  async gap(@Parent() line: VisibleLine, @Context() context: RequestContext): Promise<SupplyGapNode | null> {
    const { viewer } = context;
    const supply = await context.loader<DemandLineId, LineSupply | null>('lineSupply', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(viewer), (tx) => supplyOfLines(tx, ids))).map((one) => [one.lineId, one]));
      return ids.map((id) => found.get(id) ?? null);
    }).load(line.id);
    const gap = supply === null ? null : supplyGap(supply);
    return gap === null || !isGap(gap) ? null : { ...gap, because: this.explanations.gap(gap, context.locale) };
  }
}
