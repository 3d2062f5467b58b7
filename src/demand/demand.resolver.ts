import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { anyone, enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { isId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, PageArgs, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { afterDemand, afterPublished, OpenDemandsArgs } from './demand-input.types.js';
import { pageOfOpenDemands, pageOfOwnDemands, visibleDemands, type VisibleDemand } from './demand.store.js';
import { DemandConnection, DemandNode } from './demand.types.js';

/** Demands as the market reads them; row-level security decides which, `visibleDemand` what of them. */
@Resolver(() => DemandNode)
export class DemandResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => DemandNode, { nullable: true, description: '一条需求；不存在或不可见时为空。One demand; null when there is none or it is not for you.' })
  @Access(anyone)
  async demand(@Args('id', { type: () => ID, description: 'Id of the demand.' }) id: string, @Context() { viewer }: RequestContext): Promise<VisibleDemand | null> {
    if (!isId('demand', id)) return null;
    const [found] = await this.database.read(scopeOf(viewer), (tx) => visibleDemands(tx, viewer, [id]));
    return found ?? null;
  }

  @Query(() => DemandConnection, { description: '本单位的需求，新的在前。Demands of your own organisation, newest first.' })
  @Access(enterprise())
  async myDemands(@Args() page: PageArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleDemand>> {
    const after = afterDemand(page);
    if (!isMember(viewer)) return connection<VisibleDemand>([], page, () => []);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfOwnDemands(tx, viewer, viewer.organisationId, page.first + 1, after));
    return connection(rows, page, (row) => [row.id]);
  }

  @Query(() => DemandConnection, {
    description: '正在征集的需求，新发布的在前；可按品类筛选。Demands with a published line, newly published first; of certain classes when they are named.',
  })
  @Access(anyone)
  async openDemands(@Args() args: OpenDemandsArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleDemand>> {
    const after = afterPublished(args);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfOpenDemands(tx, viewer, args.classIds ?? null, args.first + 1, after));
    return connection(rows, args, (row) => [row.publishedAt?.toISOString() ?? null, row.id]);
  }
}
