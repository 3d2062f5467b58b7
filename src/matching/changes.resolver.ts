import { Args, Query, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { ChangeNode, ChangePageNode, ChangesArgs } from './changes.types.js';
import { ReadChanges, type ChangePage } from './read-changes.js';

/** What changed, for software that keeps itself in step. */
@Resolver(() => ChangeNode)
export class ChangesResolver {
  constructor(private readonly reading: ReadChanges) {}

  @Query(() => ChangePageNode, {
    description: '自上次以来本单位产品、需求、推荐、消息的变化，供 ERP 等系统轮询。What changed since a cursor: own products and demands, recommendations, notices; for software that asks from time to time. A token is told of what its scopes may read.',
  })
  @Access(enterprise())
  async changesSince(@Args() { cursor, first }: ChangesArgs, @Context() { viewer }: RequestContext): Promise<ChangePage> {
    const page = await this.reading.run(viewer, cursor ?? null, first);
    return page.ok ? page.value : throwRefusal(page.refusal);
  }
}
