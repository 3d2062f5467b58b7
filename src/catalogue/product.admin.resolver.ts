import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { isId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { afterProduct } from './product-input.types.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { importById, pageOfImports } from './product-import.store.js';
import { afterImport, ProductImportConnection, ProductImportNode } from './product-import.types.js';
import { OwnedArgs, ProductsArgs } from './product.admin.types.js';
import { pageOfProducts, type VisibleProduct } from './product.store.js';
import { ProductConnection, ProductNode } from './product.types.js';
import { readProduct } from './read-product.js';

/** Products and imports as the departments read them: all of them, drafts and prices included. */
@Resolver(() => ProductNode)
export class ProductAdminResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => ProductNode, { nullable: true, description: '一件产品，不论状态。One product in whatever state; null when there is none.' })
  @Access(department())
  async product(@Args('id', { type: () => ID, description: 'Id of the product.' }) id: string, @Context() { viewer }: RequestContext): Promise<VisibleProduct | null> {
    return isId('product', id) ? readProduct(this.database, viewer, id) : null;
  }

  @Query(() => ProductConnection, { description: '全部产品，新的在前；可按状态和供应商筛选。All products, newest first; of one state or supplier when named.' })
  @Access(department())
  async products(@Args() args: ProductsArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleProduct>> {
    const after = afterProduct(args);
    const filter = { state: args.state ?? null, ownerId: args.ownerId ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfProducts(tx, viewer, filter, args.first + 1, after));
    return connection(rows, args, (row) => [row.id]);
  }

  @Query(() => ProductImportNode, { nullable: true, description: '一次产品导入。One import of products; null when there is none.' })
  @Access(department())
  async productImport(@Args('id', { type: () => ID, description: 'Id of the import.' }) id: string, @Context() { viewer }: RequestContext): Promise<ProductImportEntity | null> {
    return isId('productImport', id) ? this.database.read(scopeOf(viewer), (tx) => importById(tx, id)) : null;
  }

  @Query(() => ProductImportConnection, { description: '产品导入记录，新的在前；可按供应商筛选。Imports of products, newest first; of one supplier when named.' })
  @Access(department())
  async productImports(@Args() args: OwnedArgs, @Context() { viewer }: RequestContext): Promise<Connection<ProductImportEntity>> {
    const after = afterImport(args);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfImports(tx, args.ownerId ?? null, args.first + 1, after));
    return connection(rows, args, (row) => [row.id]);
  }
}
