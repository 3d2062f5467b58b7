import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { isId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { afterDemand } from './demand-input.types.js';
import { DemandsArgs } from './demand.admin.types.js';
import { pageOfDemands, visibleDemands, type VisibleDemand } from './demand.store.js';
import { DemandConnection, DemandNode } from './demand.types.js';

/** Demands as the departments read them: every one of them, with its owner and budgets. */
@Resolver(() => DemandNode)
export class DemandAdminResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => DemandNode, { nullable: true, description: '一条需求，含需求单位。One demand with its owner; null when there is none.' })
  @Access(department())
  async demand(@Args('id', { type: () => ID, description: 'Id of the demand.' }) id: string, @Context() { viewer }: RequestContext): Promise<VisibleDemand | null> {
    if (!isId('demand', id)) return null;
    const [found] = await this.database.read(scopeOf(viewer), (tx) => visibleDemands(tx, viewer, [id]));
    return found ?? null;
  }

  @Query(() => DemandConnection, { description: '全部需求，新的在前；可按状态和需求单位筛选。All demands, newest first; of one state or owner when named.' })
  @Access(department())
  async demands(@Args() args: DemandsArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleDemand>> {
    const after = afterDemand(args);
    const filter = { state: args.state ?? null, ownerId: args.ownerId ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfDemands(tx, viewer, filter, args.first + 1, after));
    return connection(rows, args, (row) => [row.id]);
  }
}
