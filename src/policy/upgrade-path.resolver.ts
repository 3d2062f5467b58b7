import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DemandItem } from '../core/policy/reference.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { ClassCards } from './class-cards.js';
import { ClassNode } from './class.types.js';
import { DemandItemNode, UpgradePathNode } from './demand-item.types.js';
import { demandItemsByIds } from './policy.store.js';

@Resolver(() => UpgradePathNode)
export class UpgradePathResolver {
  constructor(private readonly database: AppDatabase, private readonly cards: ClassCards) {}

  @ResolveField(() => ClassNode, { name: 'class', description: 'The class that answers.' })
  async answeringClass(@Parent() { classId }: UpgradePathNode): Promise<ClassNode> {
    const card = await this.cards.one(classId);
    if (card === null) throw new Error(`A path leads to class ${classId}, which is not loaded.`);
    return card;
  }

  @ResolveField(() => DemandItemNode, { description: 'The item that is answered.' })
  async demandItem(@Parent() { demandItemId }: UpgradePathNode, @Context() context: RequestContext): Promise<DemandItemNode> {
    const loader = context.loader<string, DemandItem>('policy.demandItem', async (ids) => {
      const found = await this.database.read(scopeOf(context.viewer), (tx) => demandItemsByIds(tx, ids));
      const byId = new Map(found.map((item) => [item.id, item]));
      return ids.map((id) => byId.get(id) ?? new Error(`A path comes from item ${id}, which is not loaded.`));
    });
    return loader.load(demandItemId);
  }

  @ResolveField(() => String, { description: '理由。Why the class answers the item, in the language of the request.' })
  because(@Parent() { becauseZh, becauseEn }: UpgradePathNode, @Context() { locale }: RequestContext): string {
    return locale === 'en' ? becauseEn : becauseZh;
  }
}
