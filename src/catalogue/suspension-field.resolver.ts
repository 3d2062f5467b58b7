import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ProductId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode } from './product.types.js';
import { suspensionsInForce, type SuspensionRow } from './suspension.store.js';
import { SuspensionNode } from './suspension.types.js';

@Resolver(() => ProductNode)
export class SuspensionFieldResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => SuspensionNode, {
    nullable: true, description: '正在生效的暂停及其原因；供应商和主管部门可见。The suspension in force with its cause; null when there is none or it is not for you.',
  })
  suspension(@Parent() { id, state }: VisibleProduct, @Context() context: RequestContext): Promise<SuspensionRow | null> | null {
    if (state !== 'SUSPENDED') return null;
    return context.loader<ProductId, SuspensionRow | null>('productSuspensions', async (ids) => {
      const rows = await this.database.read(scopeOf(context.viewer), (tx) => suspensionsInForce(tx, ids));
      return ids.map((one) => rows.find((row) => row.productId === one) ?? null);
    }).load(id);
  }
}
