import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { visibleLine } from '../core/demand/visible-demand.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { ConfirmDemandLines } from './confirm-demand-lines.js';
import { requirementOf } from './demand-input.types.js';
import type { VisibleLine } from './demand.store.js';
import { DemandLineNode } from './demand.types.js';
import { ConfirmDemandLineInput, ConfirmDemandLineResult } from './line-reading.types.js';

/** Confirming what the words of a line were read as. */
@Resolver(() => DemandLineNode)
export class ConfirmLinesResolver {
  constructor(private readonly answers: Answers, private readonly confirming: ConfirmDemandLines) {}

  @Mutation(() => ConfirmDemandLineResult, {
    description: '为只有文字的一行确认品类或条目和要求，生成新的修订；发布后开始匹配。Confirms the classes or the item of a line of words, and what is asked, as a new revision; matching begins when it is published.',
  })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async confirmDemandLine(@Args('input') { idempotencyKey, itemId, requirements, ...input }: ConfirmDemandLineInput, @Context() context: RequestContext): Promise<VisibleLine | Refusal> {
    const confirmed = { ...input, itemId: itemId ?? null, requirements: requirements?.map(requirementOf) ?? null };
    const [outcome] = await this.confirming.run(deedRequest(context, idempotencyKey), [confirmed]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : visibleLine(context.viewer, answer);
  }
}
