import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { DecideListApplications } from './decide-list-applications.js';
import { EndRecommendations } from './end-recommendations.js';
import type { VisibleProduct } from './product.store.js';
import { readProduct } from './read-product.js';
import {
  ApplicationQueueArgs, DecideListApplicationInput, DecideListApplicationResult, EndRecommendationInput, EndRecommendationResult, ListApplicationsArgs,
} from './recommended-list.admin.types.js';
import { pageOfApplicationQueue, pageOfApplications, type ListApplicationRow } from './recommended-list.store.js';
import { ListApplicationConnection, ListApplicationNode } from './recommended-list.types.js';

@Resolver(() => ListApplicationNode)
export class RecommendedListAdminResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers, private readonly deciding: DecideListApplications, private readonly ending: EndRecommendations,
  ) {}

  @Query(() => ListApplicationConnection, { description: '待审的推介目录申请，最先到期的在前。Applications that wait for a verdict, the one due first at the top.' })
  @Access(department())
  async listApplicationQueue(@Args() args: ApplicationQueueArgs, @Context() { viewer }: RequestContext): Promise<Connection<ListApplicationRow>> {
    const key = cursorOf(args, 2);
    const after = key === null ? null : [String(key[0]), String(key[1])] as const;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfApplicationQueue(tx, args.department ?? null, args.first + 1, after));
    return connection(rows, args, (row) => [row.dueOn, row.id]);
  }

  @Query(() => ListApplicationConnection, { description: '全部推介目录申请，新的在前。All applications for the recommended list, the latest first.' })
  @Access(department())
  async listApplications(@Args() args: ListApplicationsArgs, @Context() { viewer }: RequestContext): Promise<Connection<ListApplicationRow>> {
    const after = cursorOf(args)?.[0] ?? null;
    const filter = { state: args.state ?? null, productId: args.productId ?? null, ownerId: args.ownerId ?? null, department: args.department ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfApplications(tx, filter, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }

  @Mutation(() => DecideListApplicationResult, { description: '审定推介目录申请：列入或退回。Puts a product on the recommended list, or returns the application with a reason.' })
  @Access(department('REVIEWER'))
  async decideListApplication(@Args('input') input: DecideListApplicationInput, @Context() context: RequestContext): Promise<ListApplicationRow | Refusal> {
    const { applicationId, verdict, reason, ifRevision, idempotencyKey } = input;
    const [outcome] = await this.deciding.run(deedRequest(context, idempotencyKey), [{ applicationId, verdict, reason: reason ?? null, ifRevision: ifRevision ?? null }]);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => EndRecommendationResult, { description: '撤出推介目录，产品继续展示。Takes a product off the recommended list; it stays on the market.' })
  @Access(department('REVIEWER'))
  async endRecommendation(@Args('input') { productId, reason, idempotencyKey }: EndRecommendationInput, @Context() context: RequestContext): Promise<VisibleProduct | Refusal | null> {
    const [outcome] = await this.ending.run(deedRequest(context, idempotencyKey), [{ productId, reason }]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : readProduct(this.database, context.viewer, answer.id);
  }
}
