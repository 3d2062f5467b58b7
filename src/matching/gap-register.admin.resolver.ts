import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { TOPIC_CLAUSE } from '../core/matching/topic.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { ClassNode } from '../policy/class.types.js';
import { DemandItemNode } from '../policy/demand-item.types.js';
import { ClassCards, demandItemsByIds } from '../policy/index.js';
import { pageOfGapEntries } from './gap-register.store.js';
import { SupplyGapEntryConnection, SupplyGapEntryNode, SupplyGapRegisterArgs, TopicNode } from './topic.admin.types.js';
import { openTopicOf } from './topic.store.js';

/** The register of supply gaps: what open demands miss, by demand item and class. */
@Resolver(() => SupplyGapEntryNode)
export class GapRegisterAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly cards: ClassCards) {}

  @Query(() => SupplyGapEntryConnection, { description: '供给缺口登记，需求最多的在前。The register of supply gaps, what most lines want first.' })
  @Access(department())
  async supplyGapRegister(@Args() args: SupplyGapRegisterArgs, @Context() { viewer }: RequestContext): Promise<Connection<SupplyGapEntryNode>> {
    const after = afterEntry(args);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfGapEntries(tx, args.kind, args.first + 1, after));
    const nodes = rows.map(({ what, id, ...counted }): SupplyGapEntryNode => ({ kind: args.kind, itemId: what === 'ITEM' ? id : null, classId: what === 'CLASS' ? id : null, ...counted }));
    return connection(nodes, args, (node) => [node.lines, node.itemId ?? node.classId]);
  }

  @ResolveField(() => DemandItemNode, { nullable: true, description: '需求条目。The demand item; null when a class is missing.' })
  item(@Parent() { itemId }: SupplyGapEntryNode, @Context() context: RequestContext): Promise<DemandItemNode | null> | null {
    if (itemId === null) return null;
    return context.loader<string, DemandItemNode | null>('gapItems', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(context.viewer), (tx) => demandItemsByIds(tx, ids))).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id) ?? null);
    }).load(itemId);
  }

  @ResolveField(() => ClassNode, { name: 'class', nullable: true, description: '品类。The class; null when an item is missing.' })
  async classOf(@Parent() { classId }: SupplyGapEntryNode): Promise<ClassNode | null> {
    return classId === null ? null : this.cards.one(classId);
  }

  @ResolveField(() => TopicNode, { nullable: true, description: '该缺口未关闭的课题；没有则为空。The topic that is open for it; null when there is none.' })
  async topic(@Parent() { kind, itemId, classId }: SupplyGapEntryNode, @Context() { viewer }: RequestContext): Promise<TopicNode | null> {
    const row = await this.database.read(scopeOf(viewer), (tx) => openTopicOf(tx, kind, itemId ?? classId ?? ''));
    return row === null ? null : Object.assign(row, { basis: TOPIC_CLAUSE });
  }
}

/** How many lines the entry before had, and which it was. */
function afterEntry(args: SupplyGapRegisterArgs): readonly [number, string] | null {
  const key = cursorOf(args, 2);
  if (key === null) return null;
  const [lines, id] = key;
  return typeof lines === 'number' && Number.isInteger(lines) && lines >= 0 && lines < 2 ** 31 && typeof id === 'string' ? [lines, id] : throwInput('CURSOR_INVALID', 'after');
}
