import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { visibleProducts, type VisibleProduct } from '../catalogue/index.js';
import { ProductNode } from '../catalogue/product.types.js';
import type { DemandLineId, ProductId } from '../core/ids/ids.js';
import { visibleLines, type VisibleLine } from '../demand/index.js';
import { DemandLineNode } from '../demand/demand.types.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { ClassNode } from '../policy/class.types.js';
import { ClassCards } from '../policy/index.js';
import { Explanations } from './explanations.js';
import type { VisibleRecommendation } from './recommendation-reads.store.js';
import { MatchFactorNode, RecommendationNode } from './recommendation.types.js';

/** What a recommendation answers by looking further, each under the viewer's own rights. The same for the market and the departments. */
@Resolver(() => RecommendationNode)
export class RecommendationFieldsResolver {
  constructor(private readonly database: AppDatabase, private readonly cards: ClassCards, private readonly explanations: Explanations) {}

  @ResolveField(() => [MatchFactorNode], { description: '评分因素，全部列出，顺序固定。All factors in a fixed order; their amounts are the score.' })
  async factors(@Parent() { factors, classId }: VisibleRecommendation, @Context() { locale }: RequestContext): Promise<MatchFactorNode[]> {
    return this.explanations.factors(factors, classId, locale);
  }

  @ResolveField(() => ClassNode, { name: 'class', nullable: true, description: '产品的品类。Class of the product; null when a later edition took it away.' })
  async classOf(@Parent() { classId }: VisibleRecommendation): Promise<ClassNode | null> {
    return this.cards.one(classId);
  }

  @ResolveField(() => ProductNode, { nullable: true, description: '产品；已下架且不属于您时为空。The product; null when it is withdrawn and not yours.' })
  product(@Parent() { productId }: VisibleRecommendation, @Context() context: RequestContext): Promise<VisibleProduct | null> {
    const { viewer } = context;
    return context.loader<ProductId, VisibleProduct | null>('recommendedProducts', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleProducts(tx, viewer, ids))).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id) ?? null);
    }).load(productId);
  }

  @ResolveField(() => DemandLineNode, { nullable: true, description: '需求行；不再可见时为空。The line; null when it is not to be seen any more.' })
  line(@Parent() { lineId }: VisibleRecommendation, @Context() context: RequestContext): Promise<VisibleLine | null> {
    const { viewer } = context;
    return context.loader<DemandLineId, VisibleLine | null>('recommendedLines', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleLines(tx, viewer, ids))).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id) ?? null);
    }).load(lineId);
  }
}
