import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { anyone, approvedEnterprise, enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { ClassCards } from '../policy/index.js';
import { ApplyForRecommendedList } from './apply-for-recommended-list.js';
import { CancelListApplications } from './cancel-list-applications.js';
import type { VisibleProduct } from './product.store.js';
import { ProductConnection, ProductNode } from './product.types.js';
import { loadProduct } from './read-product.js';
import { pageOfApplications, pageOfRecommended, type ListApplicationRow } from './recommended-list.store.js';
import {
  ApplyForRecommendedListInput, ApplyForRecommendedListResult, CancelListApplicationInput, CancelListApplicationResult, ListApplicationConnection, ListApplicationNode,
  MyListApplicationsArgs, RecommendedProductsArgs,
} from './recommended-list.types.js';

/** The recommended list as everybody reads it, and what an application answers by looking further. */
@Resolver(() => ListApplicationNode)
export class RecommendedListResolver {
  constructor(private readonly database: AppDatabase, private readonly classes: ClassCards) {}

  @Query(() => ProductConnection, { description: '推介目录中正在展示的产品，新列入的在前。Products on the recommended list that are on the market, the latest first.' })
  @Access(anyone)
  async recommendedProducts(@Args() args: RecommendedProductsArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleProduct>> {
    const key = cursorOf(args, 2);
    const { classId } = args;
    const classIds = classId === undefined || classId === null ? null
      : [...(await this.classes.all()).values()].filter((one) => one.id === classId || one.path.some((group) => group.id === classId)).map(({ id }) => id);
    const after = key === null ? null : [String(key[0]), String(key[1])] as const;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfRecommended(tx, viewer, classIds, args.first + 1, after));
    return connection(rows, args, (row) => [row.recommendedAt?.toISOString() ?? '', row.id]);
  }

  @ResolveField(() => ProductNode, { nullable: true, description: '产品现状。The product as it is now.' })
  product(@Parent() { productId }: ListApplicationRow, @Context() context: RequestContext): Promise<VisibleProduct | null> {
    return loadProduct(this.database, context, productId);
  }
}

/** What a supplier does for the recommended list. */
@Resolver(() => ListApplicationNode)
export class ListApplicationResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers, private readonly applying: ApplyForRecommendedList, private readonly cancelling: CancelListApplications,
  ) {}

  @Mutation(() => ApplyForRecommendedListResult, { description: '申请列入推介目录。Applies for the recommended list.' })
  @Access(approvedEnterprise('OWNER', 'CATALOGUE'))
  async applyForRecommendedList(@Args('input') { productId, statement, idempotencyKey }: ApplyForRecommendedListInput, @Context() context: RequestContext): Promise<ListApplicationRow | Refusal> {
    const [outcome] = await this.applying.run(deedRequest(context, idempotencyKey), [{ productId, statement }]);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => CancelListApplicationResult, { description: '撤回待审的推介目录申请。Takes a waiting application back.' })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async cancelListApplication(@Args('input') { applicationId, idempotencyKey }: CancelListApplicationInput, @Context() context: RequestContext): Promise<ListApplicationRow | Refusal> {
    const [outcome] = await this.cancelling.run(deedRequest(context, idempotencyKey), [applicationId]);
    return this.answers.one(context, outcome);
  }

  @Query(() => ListApplicationConnection, { description: '本单位的推介目录申请，新的在前。Your applications for the recommended list, the latest first.' })
  @Access(enterprise())
  async myListApplications(@Args() args: MyListApplicationsArgs, @Context() { viewer }: RequestContext): Promise<Connection<ListApplicationRow>> {
    const after = cursorOf(args)?.[0] ?? null;
    const filter = { state: args.state ?? null, productId: args.productId ?? null, ownerId: isMember(viewer) ? viewer.organisationId : '', department: null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfApplications(tx, filter, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }
}
