import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { anyone, signedIn } from '../core/access/rule.js';
import { isId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { visibleOrganisations, type VisibleOrganisation } from './organisation.store.js';
import { OrganisationNode } from './organisation.types.js';
import { RegistrationReviewNode } from './registration.types.js';
import { registrationReviewsOf } from './review.store.js';

/** How far back the cases of one registration are shown. */
const REVIEWS_MAX = 20;

@Resolver(() => OrganisationNode)
export class OrganisationResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => OrganisationNode, { nullable: true, description: '单位名片。An organisation as the viewer may see it: approved ones are public; null when there is none or it is not to be seen.' })
  @Access(anyone)
  async organisation(
    @Args('id', { type: () => ID, description: 'Id of the organisation.' }) id: string, @Context() context: RequestContext,
  ): Promise<OrganisationNode | null> {
    if (!isId('organisation', id)) return null;
    const { viewer } = context;
    const loader = context.loader<string, VisibleOrganisation | null>('organisation', async (ids) => {
      const found = await this.database.read(scopeOf(viewer), (tx) => visibleOrganisations(tx, viewer, ids));
      const byId = new Map<string, VisibleOrganisation>(found.map((one) => [one.id, one]));
      return ids.map((one) => byId.get(one) ?? null);
    });
    return loader.load(id);
  }

  @Query(() => [RegistrationReviewNode], {
    description: '一家单位的登记审核记录，最新在前，最多 20 条。Cases of a registration, newest first, at most 20; seen by the organisation itself and by departments, empty for others.',
  })
  @Access(signedIn)
  async registrationReviews(
    @Args('organisationId', { type: () => ID, description: 'Whose registration.' }) organisationId: string, @Context() { viewer }: RequestContext,
  ): Promise<RegistrationReviewNode[]> {
    if (!isId('organisation', organisationId)) return [];
    return this.database.read(scopeOf(viewer), (tx) => registrationReviewsOf(tx, organisationId, REVIEWS_MAX));
  }
}
