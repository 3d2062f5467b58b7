import { Args, Float, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { Messages } from '../platform/messages/messages.js';
import type { ProductImportEntity, ProductImportRowEntity, StoredRemark } from './product-import.entity.js';
import { pageOfImportRows } from './product-import.store.js';
import {
  afterRow, ImportRefusalNode, ImportRemarkNode, ImportRowsArgs, ProductImportNode, ProductImportRowConnection, ProductImportRowNode,
} from './product-import.types.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode } from './product.types.js';
import { loadProduct } from './read-product.js';

/** A remark with its sentence: codes and facts are kept, the words are chosen when it is read. */
function worded(messages: Messages, context: RequestContext, { column, code, verdict, original, params }: StoredRemark): ImportRemarkNode {
  const message = messages.render(`IMPORT_${code}`, { column: column ?? '', original: original ?? '', ...params }, context.locale);
  const expected = params['expected'];
  return { column, code, verdict, original, expected: expected === undefined ? null : String(expected), message };
}

/** What an import answers by looking further. The same for the market and the departments. */
@Resolver(() => ProductImportNode)
export class ProductImportFieldsResolver {
  constructor(private readonly database: AppDatabase, private readonly messages: Messages) {}

  @ResolveField(() => Float, { description: '进度，0 至 1。Share of the rows that is done, 0 to 1.' })
  progress(@Parent() { state, rowsRead, rowsTotal }: ProductImportEntity): number {
    if (state === 'FINISHED' || state === 'REFUSED') return 1;
    return rowsTotal === 0 ? 0 : rowsRead / rowsTotal;
  }

  @ResolveField(() => [ImportRemarkNode], { description: '对文件和表头的提示。Of the file and its heading.' })
  remarks(@Parent() { remarks }: ProductImportEntity, @Context() context: RequestContext): ImportRemarkNode[] {
    return remarks.map((remark) => worded(this.messages, context, remark));
  }

  @ResolveField(() => ImportRefusalNode, { nullable: true, description: '文件无法读取的原因。Why the file cannot be read; null otherwise.' })
  refusal(@Parent() { refusalCode, refusalParams }: ProductImportEntity, @Context() { locale }: RequestContext): ImportRefusalNode | null {
    return refusalCode === null ? null : { code: refusalCode, message: this.messages.render(refusalCode, refusalParams ?? {}, locale) };
  }

  @ResolveField(() => ProductImportRowConnection, { description: '已处理的行，按行号；可只看某些结论。Rows done so far by number; of certain verdicts when named.' })
  async rows(@Parent() { id }: ProductImportEntity, @Args() args: ImportRowsArgs, @Context() { viewer }: RequestContext): Promise<Connection<ProductImportRowEntity>> {
    const after = afterRow(args);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfImportRows(tx, id, args.verdicts ?? [], args.first + 1, after));
    return connection(rows, args, (row) => [row.number]);
  }
}

@Resolver(() => ProductImportRowNode)
export class ProductImportRowFieldsResolver {
  constructor(private readonly database: AppDatabase, private readonly messages: Messages) {}

  @ResolveField(() => [ImportRemarkNode], { description: '对该行各单元格的提示。Of its cells.' })
  remarks(@Parent() { remarks }: ProductImportRowEntity, @Context() context: RequestContext): ImportRemarkNode[] {
    return remarks.map((remark) => worded(this.messages, context, remark));
  }

  @ResolveField(() => ProductNode, { nullable: true, description: 'Product that it was saved as, as it is now.' })
  product(@Parent() { productId }: ProductImportRowEntity, @Context() context: RequestContext): Promise<VisibleProduct | null> | null {
    return productId === null ? null : loadProduct(this.database, context, productId);
  }
}
