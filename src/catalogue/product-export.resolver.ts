import { Args, Query, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { ExportProducts } from './export-products.js';
import { ExportProductsArgs, ProductExportNode } from './product-export.types.js';
import { urlOfExport } from './products.download.js';

/** Products of the viewer's own organisation as a file. */
@Resolver(() => ProductExportNode)
export class ProductExportResolver {
  constructor(private readonly exporting: ExportProducts) {}

  @Query(() => ProductExportNode, {
    description: '导出本单位的产品：与导入模板同样的表格；原样再导入不会有任何变化。Your own products as a file in the shape of the import; imported again unchanged, it changes nothing. Refuses EXPORT_EMPTY, EXPORT_TOO_LARGE, EXPORT_TOO_WIDE.',
  })
  @Access(enterprise())
  async exportProducts(@Args() { states, classIds, format }: ExportProductsArgs, @Context() { viewer }: RequestContext): Promise<ProductExportNode> {
    if (!isMember(viewer)) throw new Error('An export was asked for without an organisation.');
    const filter = { states: states ?? [], classIds: classIds ?? [] };
    const planned = await this.exporting.plan(viewer, filter);
    if (!planned.ok) throwRefusal(planned.refusal);
    return { url: urlOfExport(filter, format), productCount: planned.value.reduce((sum, { count }) => sum + count, 0) };
  }
}
