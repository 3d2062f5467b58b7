import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { approvedEnterprise, enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { OpenSandboxes } from './open-sandboxes.js';
import { openSandboxOf } from './sandbox.store.js';
import { EmptySandboxInput, EmptySandboxResult, OpenSandboxInput, OpenSandboxResult, SandboxNode } from './sandbox.types.js';

/** The sandbox as the people of its enterprise keep it; what happens in it, tokens do. */
@Resolver(() => SandboxNode)
export class SandboxResolver {
  constructor(private readonly database: AppDatabase, private readonly opening: OpenSandboxes, private readonly answers: Answers) {}

  @Query(() => SandboxNode, { nullable: true, description: '本单位的沙箱；未开通时为空。The organisation’s sandbox; null until it is opened.' })
  @Access(enterprise('OWNER'))
  async sandbox(@Context() { viewer }: RequestContext): Promise<SandboxNode | null> {
    return isMember(viewer) ? this.database.read(scopeOf(viewer), (tx) => openSandboxOf(tx, viewer.organisationId)) : null;
  }

  @Mutation(() => OpenSandboxResult, {
    description: '开通本单位的沙箱，供 ERP 试接；重复调用返回同一个。再以 createApiToken（sandbox: true）新建令牌。Opens the organisation’s sandbox; called again it answers the same one. `createApiToken` with `sandbox: true` makes tokens for it.',
  })
  @Access(approvedEnterprise('OWNER'))
  async openSandbox(@Args('input') input: OpenSandboxInput, @Context() context: RequestContext): Promise<SandboxNode | Refusal> {
    const [outcome] = await this.opening.run(deedRequest(context, input.idempotencyKey), ['OPEN']);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => EmptySandboxResult, {
    description: '清空沙箱：产品、需求、设备、推荐、消息全部不再存在；令牌和推送地址保留。24 小时内最多 20 次。Empties the sandbox: nothing that was in it is there any more. Its tokens and webhooks go on. At most 20 times in 24 hours.',
  })
  @Access(approvedEnterprise('OWNER'))
  async emptySandbox(@Args('input') input: EmptySandboxInput, @Context() context: RequestContext): Promise<SandboxNode | Refusal> {
    const [outcome] = await this.opening.run(deedRequest(context, input.idempotencyKey), ['EMPTY']);
    return this.answers.one(context, outcome);
  }
}
