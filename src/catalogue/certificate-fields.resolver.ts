import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { standingOf, type CertificateStanding } from '../core/catalogue/certificate.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { certificatesOfProducts, type CertificateRow, type CoverableProduct } from './certificate.store.js';
import { CertificateNode, CertificateStandings, ProductCertificateNode } from './certificate.types.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode } from './product.types.js';

/** Certificates shown of one product at most. */
const SHOWN_MAX = 50;

/** The certificates that speak for a product, as far as this viewer may see them; all products of one request are looked up at once. */
export function loadCertificates(database: AppDatabase, context: RequestContext, product: CoverableProduct): Promise<CertificateRow[]> {
  const asked = context.loader<CoverableProduct, CertificateRow[]>('productCertificates', async (products) => {
    const found = await database.read(scopeOf(context.viewer), (tx) => certificatesOfProducts(tx, products));
    return products.map(({ id }) => found.get(id) ?? []);
  });
  return asked.load(product);
}

@Resolver(() => ProductNode)
export class ProductCertificatesResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => [ProductCertificateNode], {
    description: '覆盖本产品的证书，注明已核验、未经核验或已到期，至多 50 份；未通过的仅供应商和主管部门可见。Certificates that cover the product, each with what it counts for today, at most 50; rejected ones for its supplier and the departments alone.',
  })
  async certificateRecords(@Parent() product: VisibleProduct, @Context() context: RequestContext): Promise<CertificateRow[]> {
    return (await loadCertificates(this.database, context, product)).slice(0, SHOWN_MAX);
  }
}

@Resolver(() => ProductCertificateNode)
export class ProductCertificateFieldsResolver {
  @ResolveField(() => CertificateStandings, { description: '今天的效力。What it counts for today.' })
  standing(@Parent() certificate: CertificateRow, @Context() { receivedAt }: RequestContext): CertificateStanding {
    return standingOf(certificate, shanghaiDate(receivedAt));
  }
}

@Resolver(() => CertificateNode)
export class CertificateFieldsResolver {
  @ResolveField(() => CertificateStandings, { description: '今天的效力。What it counts for today.' })
  standing(@Parent() certificate: CertificateRow, @Context() { receivedAt }: RequestContext): CertificateStanding {
    return standingOf(certificate, shanghaiDate(receivedAt));
  }
}
