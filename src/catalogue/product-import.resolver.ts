import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { isId } from '../core/ids/ids.js';
import { notFound } from '../core/outcome/outcome.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, PageArgs, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { importById, pageOfImports } from './product-import.store.js';
import { afterImport, ImportProductsInput, ImportProductsResult, ProductImportConnection, ProductImportNode } from './product-import.types.js';
import { RequestProductImport } from './request-product-import.js';
import { WatchProductImport } from './watch-product-import.js';

type Progress = { readonly productImportProgressed: ProductImportEntity };

/** Imports of the viewer's own organisation. */
@Resolver(() => ProductImportNode)
export class ProductImportResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers,
    private readonly requesting: RequestProductImport, private readonly watching: WatchProductImport,
  ) {}

  @Query(() => ProductImportNode, { nullable: true, description: '一次导入；不存在或不属于本单位时为空。One import; null when there is none or it is not yours.' })
  @Access(enterprise())
  async productImport(@Args('id', { type: () => ID, description: 'Id of the import.' }) id: string, @Context() { viewer }: RequestContext): Promise<ProductImportEntity | null> {
    return isId('productImport', id) ? this.database.read(scopeOf(viewer), (tx) => importById(tx, id)) : null;
  }

  @Query(() => ProductImportConnection, { description: '本单位的导入记录，新的在前。Imports of your own organisation, newest first.' })
  @Access(enterprise())
  async myProductImports(@Args() page: PageArgs, @Context() { viewer }: RequestContext): Promise<Connection<ProductImportEntity>> {
    const after = afterImport(page);
    if (!isMember(viewer)) return connection<ProductImportEntity>([], page, () => []);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfImports(tx, viewer.organisationId, page.first + 1, after));
    return connection(rows, page, (row) => [row.id]);
  }

  @Mutation(() => ImportProductsResult, {
    description: '导入已上传的产品目录或报价单，存为草稿；没有品类列的报价单先识读，待确认后导入。同一文件重复导入不会产生重复产品。Imports an uploaded catalogue as drafts; a price list without class ids is read to a proposal first. The same file again changes nothing.',
  })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async importProducts(@Args('input') input: ImportProductsInput, @Context() context: RequestContext): Promise<ProductImportEntity | Refusal> {
    const { idempotencyKey, fileId, policy, dryRun, acceptRemembered } = input;
    const [outcome] = await this.requesting.run(deedRequest(context, idempotencyKey), [{ fileId, policy, dryRun, acceptRemembered }]);
    return this.answers.one(context, outcome);
  }

  @Subscription(() => ProductImportNode, {
    description: '导入的进展：先给出当前状态，此后每步一次，完成后结束。An import as it goes on: as it is now, then after each step; ends when the import has.',
  })
  @Access(enterprise())
  productImportProgressed(@Args('importId', { type: () => ID, description: 'Id of the import.' }) importId: string, @Context() context: RequestContext): AsyncIterableIterator<Progress> {
    const { viewer } = context;
    if (!isMember(viewer) || !isId('productImport', importId)) throwRefusal(notFound('importId').refusal);
    const states = this.watching.of(importId, viewer, () => context.viewerNow());
    return {
      next: async () => {
        const { value, done } = await states.next();
        return done === true ? { value: undefined, done } : { value: { productImportProgressed: value }, done: false };
      },
      return: async () => {
        await states.return?.();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
