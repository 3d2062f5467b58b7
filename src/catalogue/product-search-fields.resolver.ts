import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { OrganisationId } from '../core/ids/ids.js';
import { visibleOrganisations, type VisibleOrganisation } from '../organisation/index.js';
import { OrganisationNode } from '../organisation/organisation.types.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { SimilarArgs, SupplierFacet } from './product-search.types.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode } from './product.types.js';
import { SearchProducts } from './search-products.js';

/** Products like a product. */
@Resolver(() => ProductNode)
export class SimilarProductsResolver {
  constructor(private readonly products: SearchProducts) {}

  @ResolveField(() => [ProductNode], { description: '同类中名称和参数最接近的在售产品。Published products of the same class nearest in name and figures, the nearest first; empty for one that is not on the market.' })
  similar(@Parent() { id }: VisibleProduct, @Args() { first }: SimilarArgs, @Context() { viewer }: RequestContext): Promise<VisibleProduct[]> {
    return this.products.similar(viewer, id, first);
  }
}

/** The suppliers that facets count. */
@Resolver(() => SupplierFacet)
export class SupplierFacetResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => OrganisationNode, { nullable: true, description: '供应商。The supplier; null when it is not to be seen.' })
  supplier(@Parent() { id }: { readonly id: OrganisationId }, @Context() context: RequestContext): Promise<VisibleOrganisation | null> {
    const { viewer } = context;
    return context.loader<OrganisationId, VisibleOrganisation | null>('productSuppliers', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleOrganisations(tx, viewer, ids))).map((one) => [one.id, one]));
      return ids.map((one) => found.get(one) ?? null);
    }).load(id);
  }
}
