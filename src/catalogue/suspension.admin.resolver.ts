import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { productBatch } from './product-batch.js';
import type { ProductBatch } from './product-input.types.js';
import { ReinstateProducts } from './reinstate-products.js';
import { SuspendProducts } from './suspend-products.js';
import {
  ReinstateProductsInput, ReinstateProductsResult, SuspendProductsInput, SuspendProductsResult, SuspensionsArgs,
} from './suspension.admin.types.js';
import { pageOfSuspensions, type SuspensionRow } from './suspension.store.js';
import { SuspensionConnection, SuspensionNode } from './suspension.types.js';

@Resolver(() => SuspensionNode)
export class SuspensionAdminResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers, private readonly suspending: SuspendProducts, private readonly reinstating: ReinstateProducts,
  ) {}

  @Mutation(() => SuspendProductsResult, { description: '暂停展示产品，每个各自成败。Suspends published products at once; each for itself.' })
  @Access(department('REVIEWER'))
  async suspendProducts(@Args('input') { productIds, cause, reason, idempotencyKey }: SuspendProductsInput, @Context() context: RequestContext): Promise<ProductBatch> {
    const outcomes = await this.suspending.run(deedRequest(context, idempotencyKey), productIds.map((productId) => ({ productId, cause, reason })));
    return productBatch(this.database, this.answers, context, outcomes);
  }

  @Mutation(() => ReinstateProductsResult, { description: '恢复展示被暂停的产品。Ends suspensions: the products are on the market again.' })
  @Access(department('REVIEWER'))
  async reinstateProducts(@Args('input') { productIds, because, idempotencyKey }: ReinstateProductsInput, @Context() context: RequestContext): Promise<ProductBatch> {
    const outcomes = await this.reinstating.run(deedRequest(context, idempotencyKey), productIds.map((productId) => ({ productId, because: because ?? '' })));
    return productBatch(this.database, this.answers, context, outcomes);
  }

  @Query(() => SuspensionConnection, { description: '暂停展示记录，新的在前；可按产品、供应商筛选。Suspensions, the latest first.' })
  @Access(department())
  async productSuspensions(@Args() args: SuspensionsArgs, @Context() { viewer }: RequestContext): Promise<Connection<SuspensionRow>> {
    const after = cursorOf(args)?.[0] ?? null;
    const filter = { productId: args.productId ?? null, ownerId: args.ownerId ?? null, inForce: args.inForce };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfSuspensions(tx, filter, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }
}
