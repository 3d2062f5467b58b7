import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ProductImportId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { urlOfErrors } from './import-errors.download.js';
import { importsWithFailures } from './import-errors.store.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { ProductImportNode } from './product-import.types.js';

/** Where the market gives out an import's failed rows; the departments read the verdicts and not the file. */
@Resolver(() => ProductImportNode)
export class ImportErrorFileResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => String, {
    nullable: true,
    description: '有问题的行（XLSX，问题单元格标红）的下载地址，以 GET 下载，改正后可再次上传；没有问题或尚未完成时为空。Where the rows with something to put right are (XLSX, failing cells in red), by GET with the same session; null when nothing failed and until the import has ended.',
  })
  async errorFileUrl(@Parent() { id, state }: ProductImportEntity, @Context() context: RequestContext): Promise<string | null> {
    if (state !== 'FINISHED') return null;
    const failed = await context.loader<ProductImportId, boolean>('importsWithFailures', async (ids) => {
      const found = await this.database.read(scopeOf(context.viewer), (tx) => importsWithFailures(tx, ids));
      return ids.map((one) => found.has(one));
    }).load(id);
    return failed ? urlOfErrors(id) : null;
  }
}
