import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { visibleDemand } from '../core/demand/visible-demand.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import type { VisibleDemand } from './demand.store.js';
import { DemandNode } from './demand.types.js';
import { RevealDemandOwners } from './reveal-demand-owners.js';
import { RevealDemandOwnerInput, RevealDemandOwnerResult } from './reveal-owner.types.js';

/** The end of anonymity, by the owner's word alone. */
@Resolver(() => DemandNode)
export class RevealOwnerResolver {
  constructor(private readonly answers: Answers, private readonly revealing: RevealDemandOwners) {}

  @Mutation(() => RevealDemandOwnerResult, { description: '由主管部门转达的需求：需求单位同意公开自己，此后审核通过的企业可见；不可撤回。The owner of a demand that runs through the department agrees to be named to approved enterprises; it cannot be taken back.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async revealDemandOwner(@Args('input') { demandId, idempotencyKey }: RevealDemandOwnerInput, @Context() context: RequestContext): Promise<VisibleDemand | Refusal> {
    const [outcome] = await this.revealing.run(deedRequest(context, idempotencyKey), [demandId]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : visibleDemand(context.viewer, answer);
  }
}
