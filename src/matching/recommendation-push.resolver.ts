import { Resolver, Subscription } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwInput } from '../platform/graphql/root-field.js';
import type { VisibleRecommendation } from './recommendation-reads.store.js';
import { RecommendationNode } from './recommendation.types.js';
import { WatchRecommendations } from './watch-recommendations.js';

interface Pushed {
  readonly recommendationPushed: VisibleRecommendation;
}

/** Recommendations as they are made. */
@Resolver(() => RecommendationNode)
export class RecommendationPushResolver {
  constructor(private readonly watching: WatchRecommendations) {}

  @Subscription(() => RecommendationNode, {
    description: '本单位（任一方）收到的新推荐，即时推送；断线期间的请从 recommendations 读取。Recommendations made to your organisation on either side; read `recommendations` for what came while you were away.',
  })
  @Access(enterprise())
  recommendationPushed(@Context() context: RequestContext): AsyncIterableIterator<Pushed> {
    const { viewer } = context;
    if (!isMember(viewer)) throwInput('SIGN_IN_REQUIRED', null);
    const made = this.watching.of(viewer, () => context.viewerNow());
    return {
      next: async (): Promise<IteratorResult<Pushed>> => {
        const { value, done } = await made.next();
        return done === true ? { value: undefined, done } : { value: { recommendationPushed: value }, done: false };
      },
      return: async () => {
        await made.return?.();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
