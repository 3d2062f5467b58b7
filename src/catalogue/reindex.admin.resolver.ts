import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { ReindexInput, ReindexRequested, ReindexResult } from './reindex.admin.types.js';
import { RequestReindex } from './request-reindex.js';

@Resolver(() => ReindexRequested)
export class ReindexAdminResolver {
  constructor(private readonly answers: Answers, private readonly requesting: RequestReindex) {}

  @Mutation(() => ReindexResult, { description: '重建产品检索索引；进度见 queues 的 HOUSEKEEPING 队列。Makes the search index of products anew; `queues` shows it in HOUSEKEEPING.' })
  @Access(department('OWNER', 'SYSTEM_ADMIN'))
  async reindex(@Args('input') { reason, idempotencyKey }: ReindexInput, @Context() context: RequestContext): Promise<ReindexRequested | Refusal> {
    const [outcome] = await this.requesting.run(deedRequest(context, idempotencyKey), [reason]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : { requestedAt: context.receivedAt };
  }
}
