import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { anyone, signedIn } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { normalCreditCode } from '../core/organisation/credit-code.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { ClaimOrganisation } from './claim-organisation.js';
import { claimsOf } from './claim.store.js';
import { ClaimOrganisationInput, ClaimOrganisationResult, OwnClaimNode, type OrganisationClaimed } from './claim.types.js';

const CLAIMS_MAX = 20;

/** Claims as those see them who make them. */
@Resolver(() => OwnClaimNode)
export class ClaimResolver {
  constructor(private readonly database: AppDatabase, private readonly claiming: ClaimOrganisation, private readonly answers: Answers) {}

  @Mutation(() => ClaimOrganisationResult, {
    description: '认领代填报的企业，或申请接管已有管理员的企业；由主管部门审核。Claims an enterprise that nobody owns, or asks to take one over; a department decides.',
  })
  @Access(anyone)
  async claimOrganisation(@Args('input') input: ClaimOrganisationInput, @Context() context: RequestContext): Promise<OrganisationClaimed | Refusal> {
    const { idempotencyKey, creditCode, reason, evidenceFileIds, owner } = input;
    const claim = {
      creditCode: normalCreditCode(creditCode), reason, evidenceFileIds,
      owner: owner === null || owner === undefined ? null : { login: owner.login, displayName: owner.displayName, password: owner.password },
    };
    const [outcome] = await this.claiming.run(deedRequest(context, idempotencyKey), [claim], context.address);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : { claimId: answer.id, kind: answer.kind, dueOn: answer.dueOn };
  }

  @Query(() => [OwnClaimNode], { description: '本单位成员提出的认领和接管申请，最新在前，至多 20 条。Claims that members of the viewer’s organisation made, newest first, at most 20.' })
  @Access(signedIn)
  async myClaims(@Context() { viewer }: RequestContext): Promise<OwnClaimNode[]> {
    if (!isMember(viewer)) return [];
    return this.database.read(scopeOf(viewer), (tx) => claimsOf(tx, viewer.organisationId, CLAIMS_MAX));
  }
}
