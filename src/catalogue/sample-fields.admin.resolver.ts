import { Args, ID, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { DateScalar } from '../platform/graphql/scalars.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode } from './product.types.js';
import { loadProduct } from './read-product.js';
import { SampleItemConnection, SampleItemNode, SampleItemsArgs, SampleNode } from './sample.admin.types.js';
import { pageOfSampleItems, type SampleItemRow, type SampleRow } from './sample.store.js';

@Resolver(() => SampleNode)
export class SampleFieldsResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => [ID], { nullable: true, description: '抽样的品类或分组；不限为空。Classes or groups it was drawn from; null: all.' })
  classIds(@Parent() { filter }: SampleRow): readonly string[] | null {
    return filter.classIds;
  }

  @ResolveField(() => ID, { nullable: true, description: '抽样的供应商；不限为空。Supplier it was drawn from; null: all.' })
  ownerId(@Parent() { filter }: SampleRow): string | null {
    return filter.ownerId;
  }

  @ResolveField(() => DateScalar, { nullable: true, description: '仅此日以后发布的；不限为空。First day of publication; null: any.' })
  publishedSince(@Parent() { filter }: SampleRow): string | null {
    return filter.publishedSince;
  }

  @ResolveField(() => SampleItemConnection, { description: '抽中的产品，按抽取顺序。What was drawn, in the order of the drawing.' })
  async items(@Parent() { id }: SampleRow, @Args() args: SampleItemsArgs, @Context() { viewer }: RequestContext): Promise<Connection<SampleItemRow>> {
    const after = Number(cursorOf(args)?.[0] ?? 0) || 0;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfSampleItems(tx, id, args.verdict ?? null, args.first + 1, after));
    return connection(rows, args, (row) => [row.position]);
  }
}

@Resolver(() => SampleItemNode)
export class SampleItemFieldsResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => ProductNode, { nullable: true, description: '产品现状。The product as it is now.' })
  product(@Parent() { productId }: SampleItemRow, @Context() context: RequestContext): Promise<VisibleProduct | null> {
    return loadProduct(this.database, context, productId);
  }
}
