import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { isId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { pageOfProductRecommendations, pageOfSide, visibleRecommendation, type VisibleRecommendation } from './recommendation-reads.store.js';
import { afterMade, afterScore, ProductRecommendationsArgs, RecommendationConnection, RecommendationNode, RecommendationsArgs } from './recommendation.types.js';

/** Recommendations as the two sides read them; row-level security decides which, `recommendationVisibleTo` what of them. */
@Resolver(() => RecommendationNode)
export class RecommendationResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => RecommendationNode, { nullable: true, description: '一条推荐，已失效的亦可；不存在或与您无关时为空。One recommendation, also one that has ended; null when there is none or it is not yours.' })
  @Access(enterprise())
  async recommendation(@Args('id', { type: () => ID, description: '推荐编号。Id of the recommendation.' }) id: string, @Context() { viewer }: RequestContext): Promise<VisibleRecommendation | null> {
    return isId('recommendation', id) ? this.database.read(scopeOf(viewer), (tx) => visibleRecommendation(tx, viewer, id)) : null;
  }

  @Query(() => RecommendationConnection, { description: '本单位的推荐，新的在前。Recommendations of your organisation on one side, newest first.' })
  @Access(enterprise())
  async recommendations(@Args() args: RecommendationsArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleRecommendation>> {
    const after = afterMade(args);
    if (!isMember(viewer)) return connection<VisibleRecommendation>([], args, () => []);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfSide(tx, viewer, viewer.organisationId, args.side, args.first + 1, after));
    return connection(rows, args, (row) => [row.madeAt.toISOString(), row.id]);
  }

  @Query(() => RecommendationConnection, {
    description: '本单位某产品的推荐，得分高的在前；不显示预算。Recommendations of one of your products, the best first; scores tell nothing of budgets.',
  })
  @Access(enterprise())
  async productRecommendations(@Args() args: ProductRecommendationsArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleRecommendation>> {
    const after = afterScore(args);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfProductRecommendations(tx, viewer, args.productId, args.first + 1, after));
    return connection(rows, args, (row) => [row.supplierScore, row.id]);
  }
}
