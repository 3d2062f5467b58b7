import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { ANSWERS_NEEDED } from '../core/matching/feedback.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { Explanations } from './explanations.js';
import { MatchingPreferencesNode, ResetMatchingPreferencesInput, ResetMatchingPreferencesResult } from './preference.types.js';
import { preferencesNow } from './read-preferences.js';
import { ResetPreferences } from './reset-preferences.js';

/** What an organisation's answers made of the weights, and the way back. */
@Resolver(() => MatchingPreferencesNode)
export class PreferenceResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers, private readonly explanations: Explanations, private readonly resetting: ResetPreferences,
  ) {}

  @Query(() => MatchingPreferencesNode, { description: '本单位的答复使评分权重变动了多少。How far your organisation’s answers moved the weights by which its lines are judged.' })
  @Access(enterprise())
  async matchingPreferences(@Context() { viewer, locale }: RequestContext): Promise<MatchingPreferencesNode> {
    if (!isMember(viewer)) throw new Error('The door let somebody in who is no member of an enterprise.');
    const { factors, ...now } = await this.database.read(scopeOf(viewer), (tx) => preferencesNow(tx, viewer.organisationId));
    return { ...now, answersNeeded: ANSWERS_NEEDED, factors: factors.map((one) => this.explanations.preferred(one, locale)) };
  }

  @Mutation(() => ResetMatchingPreferencesResult, {
    description: '重置：恢复主管部门的权重，此前的答复不再影响评分（答复本身仍在）；本单位的需求随即重新评分。Begins anew with the weights of all: answers of before move nothing any more, though they stand; your open lines are judged anew.',
  })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async resetMatchingPreferences(@Args('input') { reason, idempotencyKey }: ResetMatchingPreferencesInput, @Context() context: RequestContext): Promise<MatchingPreferencesNode | Refusal> {
    const [outcome] = await this.resetting.run(deedRequest(context, idempotencyKey), [{ reason: reason ?? null }]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : this.matchingPreferences(context);
  }
}
