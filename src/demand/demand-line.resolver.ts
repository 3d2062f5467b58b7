import type DataLoader from 'dataloader';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DemandItem } from '../core/policy/reference.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { ClassNode } from '../policy/class.types.js';
import { DemandItemNode } from '../policy/demand-item.types.js';
import { ClassCards, demandItemsByIds, type ClassCard } from '../policy/index.js';
import { demandsOf } from './demands-of.js';
import type { VisibleDemand, VisibleLine } from './demand.store.js';
import { DemandLineNode, DemandNode } from './demand.types.js';

/** Most lines want one class, those of an item some three. */
const CLASSES_COUNTED = 3;

/** What a line answers by looking further: its demand, and what the work plan says of what it wants. */
@Resolver(() => DemandLineNode)
export class DemandLineResolver {
  constructor(private readonly database: AppDatabase, private readonly cards: ClassCards) {}

  @ResolveField(() => DemandNode, { nullable: true, description: '所属需求。The demand that the line stands on.' })
  demand(@Parent() line: VisibleLine, @Context() context: RequestContext): Promise<VisibleDemand | null> {
    return demandsOf(this.database, context).load(line.demandId);
  }

  @ResolveField(() => [ClassNode], {
    description: '所需品类。The classes wanted, as the class tree knows them.', complexity: ({ childComplexity }) => 1 + CLASSES_COUNTED * childComplexity,
  })
  async classes(@Parent() { classIds }: VisibleLine): Promise<ClassCard[]> {
    const cards = await this.cards.all();
    return classIds.flatMap((id) => cards.get(id) ?? []);
  }

  @ResolveField(() => DemandItemNode, { nullable: true, description: '工作方案需求条目。The demand item wanted; null when the line names classes or words.' })
  async item(@Parent() { itemId }: VisibleLine, @Context() context: RequestContext): Promise<DemandItem | null> {
    return itemId === null ? null : this.items(context).load(itemId);
  }

  @ResolveField(() => [String], { description: '工作方案依据：需求条目或所需品类所在的条款。Clauses of the work plan that name its item or its classes.' })
  async clauses(@Parent() line: VisibleLine, @Context() context: RequestContext): Promise<string[]> {
    const item = await this.item(line, context);
    return item === null ? [...new Set((await this.classes(line)).map((card) => card.clause))] : [item.clause];
  }

  private items(context: RequestContext): DataLoader<string, DemandItem | null> {
    return context.loader<string, DemandItem | null>('demand.items', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(context.viewer), (tx) => demandItemsByIds(tx, ids))).map((item) => [item.id, item]));
      return ids.map((id) => found.get(id) ?? null);
    });
  }
}
