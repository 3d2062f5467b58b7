import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import { refused } from '../core/outcome/outcome.js';
import type { UpgradePath } from '../core/policy/reference.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, cursorOf } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { DemandItemConnection, DemandItemNode, DemandItemsArgs, UpgradePathNode } from './demand-item.types.js';
import { PlanClauseNode } from './plan.types.js';
import { demandItemsByIds, pageOfDemandItems, pathsOfItems, taskExists } from './policy.store.js';
import { WorkPlan } from './work-plan.js';

/** An item has three paths on average. */
const PATHS_COST = 4;

@Resolver(() => DemandItemNode)
export class DemandItemResolver {
  constructor(private readonly database: AppDatabase, private readonly plan: WorkPlan) {}

  @Query(() => DemandItemConnection, { description: '工作方案的需求条目，按方案顺序。Demand items in the order of the plan. Refuses an unknown task: TASK_UNKNOWN.' })
  @Access(anyone)
  async demandItems(@Args() args: DemandItemsArgs, @Context() { viewer }: RequestContext): Promise<DemandItemConnection> {
    const after = cursorOf(args)?.[0] ?? null;
    const { taskId } = args;
    const rows = await this.database.read(scopeOf(viewer), async (tx) => {
      if (taskId && !(await taskExists(tx, taskId))) throwRefusal(refused('INPUT', 'TASK_UNKNOWN', 'taskId', { taskId }).refusal);
      return pageOfDemandItems(tx, { taskId: taskId ?? null, query: args.query?.trim() || null }, args.first + 1, after === null ? null : String(after));
    });
    return connection(rows, args, (row) => [row.id]);
  }

  @Query(() => DemandItemNode, { nullable: true, description: 'One demand item; null when there is none of this id.' })
  @Access(anyone)
  async demandItem(@Args('id', { type: () => ID, description: 'Id of the item.' }) id: string, @Context() { viewer }: RequestContext): Promise<DemandItemNode | null> {
    const [item] = await this.database.read(scopeOf(viewer), (tx) => demandItemsByIds(tx, [id]));
    return item ?? null;
  }

  @ResolveField(() => [UpgradePathNode], {
    description: '升级路径，最强的在前。How the item is answered, the strongest path first; empty when nothing listed answers it.',
    complexity: ({ childComplexity }) => 1 + PATHS_COST * childComplexity,
  })
  async paths(@Parent() { id }: DemandItemNode, @Context() context: RequestContext): Promise<UpgradePathNode[]> {
    const loader = context.loader<string, UpgradePath[]>('policy.pathsOfItem', async (ids) => {
      const paths = await this.database.read(scopeOf(context.viewer), (tx) => pathsOfItems(tx, ids));
      return ids.map((one) => paths.filter((path) => path.demandItemId === one));
    });
    return loader.load(id);
  }

  @ResolveField(() => PlanClauseNode, { nullable: true, description: 'The clause itself, to the letter.' })
  async planClause(@Parent() { clause }: DemandItemNode): Promise<PlanClauseNode | null> {
    return this.plan.clause(clause);
  }
}
