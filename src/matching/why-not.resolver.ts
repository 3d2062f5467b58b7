import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { signedIn } from '../core/access/rule.js';
import { isId } from '../core/ids/ids.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { AskWhyNot } from './ask-why-not.js';
import { Explanations } from './explanations.js';
import { WhyNotNode } from './recommendation.types.js';

/** Why a product is not recommended for a line, for whoever may see both. */
@Resolver(() => WhyNotNode)
export class WhyNotResolver {
  constructor(private readonly asking: AskWhyNot, private readonly explanations: Explanations) {}

  @Query(() => WhyNotNode, {
    nullable: true,
    description: '某产品为何没有推荐给某需求行：首个未通过的门槛及如何通过。Why a product is not recommended for a line: the first gate that is shut and what would open it; null when you may not see one of the two.',
  })
  @Access(signedIn)
  async whyNot(
    @Args('demandLineId', { type: () => ID, description: '需求行编号。Id of the line.' }) lineId: string,
    @Args('productId', { type: () => ID, description: '产品编号。Id of the product.' }) productId: string,
    @Context() { viewer, locale }: RequestContext,
  ): Promise<WhyNotNode | null> {
    if (!isId('demandLine', lineId) || !isId('product', productId)) return null;
    const answer = await this.asking.run(viewer, lineId, productId);
    if (answer === null) return null;
    const { classId, gate, factors, ...rest } = answer;
    return {
      ...rest, factors: await this.explanations.factors(factors, classId, locale),
      gate: gate === null ? null : await this.explanations.one(gate, classId, locale),
    };
  }
}
