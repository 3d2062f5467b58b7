import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import type { RecommendationId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { AnswerRecommendations, type RecommendationAnswer } from './answer-recommendations.js';
import { visibleRecommendation, type VisibleRecommendation } from './recommendation-reads.store.js';
import {
  DismissRecommendationInput, DismissRecommendationResult, ExpressInterestInput, ExpressInterestResult, MarkRecommendationsSeenInput, MarkRecommendationsSeenResult,
  RecommendationNode, WithdrawRecommendationAnswerInput, WithdrawRecommendationAnswerResult, type RecommendationsSeen,
} from './recommendation.types.js';

/** Answers of a side. */
@Resolver(() => RecommendationNode)
export class RecommendationAnswersResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly answering: AnswerRecommendations) {}

  @Mutation(() => ExpressInterestResult, { description: '对推荐表示意向，告知对方；双方均有意向时通知双方。Says that your side is interested; the other side is told, and both once both are.' })
  @Access(enterprise('OWNER', 'PURCHASING', 'CATALOGUE'))
  expressInterest(@Args('input') { recommendationId, idempotencyKey }: ExpressInterestInput, @Context() context: RequestContext): Promise<VisibleRecommendation | Refusal> {
    return this.one(context, idempotencyKey, { recommendationId, answer: 'INTERESTED', reason: null });
  }

  @Mutation(() => DismissRecommendationResult, { description: '不考虑该推荐，附原因；不告知对方。采购方写明主要原因的，供以后评分参考。Dismisses a recommendation for your side, with a reason; the other side is not told. From a buyer’s cause matching learns for its lines.' })
  @Access(enterprise('OWNER', 'PURCHASING', 'CATALOGUE'))
  dismissRecommendation(@Args('input') input: DismissRecommendationInput, @Context() context: RequestContext): Promise<VisibleRecommendation | Refusal> {
    return this.one(context, input.idempotencyKey, { recommendationId: input.recommendationId, answer: 'DISMISSED', reason: input.reason ?? null, cause: input.cause ?? null });
  }

  @Mutation(() => WithdrawRecommendationAnswerResult, {
    description: '撤回本方的答复，推荐恢复为已看；采购方的答复此后不再影响评分。Takes your side’s answer back: the recommendation is just looked at again, and a buyer’s answer moves no weight any more. The other side is not told.',
  })
  @Access(enterprise('OWNER', 'PURCHASING', 'CATALOGUE'))
  withdrawRecommendationAnswer(@Args('input') { recommendationId, idempotencyKey }: WithdrawRecommendationAnswerInput, @Context() context: RequestContext): Promise<VisibleRecommendation | Refusal> {
    return this.one(context, idempotencyKey, { recommendationId, answer: 'WITHDRAWN', reason: null });
  }

  @Mutation(() => MarkRecommendationsSeenResult, { description: '将推荐标为已看。Marks recommendations as looked at by your side.' })
  @Access(enterprise('OWNER', 'PURCHASING', 'CATALOGUE'))
  async markRecommendationsSeen(@Args('input') input: MarkRecommendationsSeenInput, @Context() context: RequestContext): Promise<RecommendationsSeen> {
    const seen = [...new Set(input.recommendationIds)].map((recommendationId): RecommendationAnswer => ({ recommendationId, answer: 'SEEN', reason: null }));
    const { values, refusals } = this.answers.many(context, await this.answering.run(deedRequest(context, input.idempotencyKey), seen));
    return { recommendations: await this.read(context, values.map((value) => value.id)), refusals };
  }

  private async one(context: RequestContext, key: string | undefined, given: RecommendationAnswer): Promise<VisibleRecommendation | Refusal> {
    const [outcome] = await this.answering.run(deedRequest(context, key), [given]);
    const answer = this.answers.one(context, outcome);
    if (answer instanceof Refusal) return answer;
    const [row] = await this.read(context, [answer.id]);
    if (row === undefined) throw new Error(`Recommendation ${answer.id} was answered and is not to be read.`);
    return row;
  }

  private async read({ viewer }: RequestContext, ids: readonly RecommendationId[]): Promise<VisibleRecommendation[]> {
    const rows = await this.database.read(scopeOf(viewer), async (tx) => {
      const found: (VisibleRecommendation | null)[] = [];
      for (const id of ids) found.push(await visibleRecommendation(tx, viewer, id));
      return found;
    });
    return rows.flatMap((row) => row ?? []);
  }
}
