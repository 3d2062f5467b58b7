import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isMember } from '../core/access/viewer.js';
import { asCovering } from '../core/catalogue/certificate.js';
import { listingRemarks } from '../core/catalogue/listing-remarks.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { ClassCards, machineLaw } from '../policy/index.js';
import { loadCertificates } from './certificate-fields.resolver.js';
import { ListingRemarkNode } from './listing-remarks.types.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode } from './product.types.js';

@Resolver(() => ProductNode)
export class ListingRemarksResolver {
  constructor(private readonly database: AppDatabase, private readonly classes: ClassCards) {}

  @ResolveField(() => [ListingRemarkNode], {
    description: '淘汰目录和能效要求的提示；仅供应商本身和主管部门可见，其他人为空。What the law says to the listing, what blocks first; for its supplier and the departments, empty for others.',
  })
  async remarks(@Parent() product: VisibleProduct, @Context() context: RequestContext): Promise<ListingRemarkNode[]> {
    const { viewer, receivedAt, locale } = context;
    const theirs = isMember(viewer) && (viewer.kind === 'DEPARTMENT' || viewer.organisationId === product.ownerId);
    if (!theirs) return [];
    const definition = await this.classes.one(product.classId);
    const records = (await loadCertificates(this.database, context, product)).flatMap((row) => asCovering(row) ?? []);
    return listingRemarks({ ...product, records }, definition, await machineLaw(), shanghaiDate(receivedAt)).map(({ code, weight, zh, en, clause }) => ({ code, weight, text: locale === 'en' ? en : zh, clause }));
  }
}
