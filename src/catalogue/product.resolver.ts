import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { anyone, enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { isId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { afterProduct, MyProductsArgs } from './product-input.types.js';
import { pageOfOwnProducts, type VisibleProduct } from './product.store.js';
import { ProductConnection, ProductNode } from './product.types.js';
import { readProduct } from './read-product.js';

/** Products as the market reads them; row-level security decides which, the store what of them. */
@Resolver(() => ProductNode)
export class ProductResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => ProductNode, { nullable: true, description: '一件产品；不存在或不可见时为空。One product; null when there is none or it is not for you.' })
  @Access(anyone)
  async product(@Args('id', { type: () => ID, description: 'Id of the product.' }) id: string, @Context() { viewer }: RequestContext): Promise<VisibleProduct | null> {
    return isId('product', id) ? readProduct(this.database, viewer, id) : null;
  }

  @Query(() => ProductConnection, { description: '本单位的产品，新的在前；可按状态筛选。Products of your own organisation, newest first; of one state when named.' })
  @Access(enterprise())
  async myProducts(@Args() args: MyProductsArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleProduct>> {
    const after = afterProduct(args);
    if (!isMember(viewer)) return connection<VisibleProduct>([], args, () => []);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfOwnProducts(tx, viewer, viewer.organisationId, args.state ?? null, args.first + 1, after));
    return connection(rows, args, (row) => [row.id]);
  }
}
