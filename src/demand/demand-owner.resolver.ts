import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { OrganisationId } from '../core/ids/ids.js';
import { visibleOrganisations, type VisibleOrganisation } from '../organisation/index.js';
import { OrganisationNode } from '../organisation/organisation.types.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import type { VisibleDemand } from './demand.store.js';
import { DemandNode } from './demand.types.js';

/** Whose demand it is, as far as the viewer may know. */
@Resolver(() => DemandNode)
export class DemandOwnerResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => OrganisationNode, { nullable: true, description: '需求单位；由主管部门转达的需求对他人不显示。The buyer; null where the demand runs through the department and is not yours.' })
  async owner(@Parent() { ownerId }: VisibleDemand, @Context() context: RequestContext): Promise<VisibleOrganisation | null> {
    if (ownerId === null) return null;
    const { viewer } = context;
    return context.loader<OrganisationId, VisibleOrganisation | null>('demand.owners', async (ids) => {
      const found = await this.database.read(scopeOf(viewer), (tx) => visibleOrganisations(tx, viewer, ids));
      return ids.map((id) => found.find((one) => one.id === id) ?? null);
    }).load(ownerId);
  }
}
