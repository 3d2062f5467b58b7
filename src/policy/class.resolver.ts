import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import { refused } from '../core/outcome/outcome.js';
import { findClasses, groupsOf } from '../core/policy/find-classes.js';
import type { UpgradePath } from '../core/policy/reference.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { ClassCards } from './class-cards.js';
import { ClassesArgs, ClassNode, CountedClassGroupNode } from './class.types.js';
import { UpgradePathNode } from './demand-item.types.js';
import { PlanClauseNode } from './plan.types.js';
import { pathsToClasses } from './policy.store.js';
import { WorkPlan } from './work-plan.js';

/** What a query costs: a class answers two or three items on average, and all classes at once come from memory. */
const ANSWERS_COST = 4;
const CLASSES_COST = 100;

@Resolver(() => ClassNode)
export class ClassResolver {
  constructor(private readonly database: AppDatabase, private readonly cards: ClassCards, private readonly plan: WorkPlan) {}

  @Query(() => [ClassNode], {
    description: '全部品类：方案的 83 类和扩展品类，约 250 类，不分页。All classes, some 250, by id or with words the nearest first. Refuses an unknown group: CLASS_GROUP_UNKNOWN.',
    complexity: ({ childComplexity }) => 1 + CLASSES_COST * childComplexity,
  })
  @Access(anyone)
  async classes(@Args() { parentId, origin, query }: ClassesArgs): Promise<ClassNode[]> {
    const all = [...(await this.cards.all()).values()];
    if (parentId && !all.some((one) => one.path.some((group) => group.id === parentId))) {
      throwRefusal(refused('INPUT', 'CLASS_GROUP_UNKNOWN', 'parentId', { parentId }).refusal);
    }
    return findClasses(all, { parentId: parentId ?? null, origin: origin ?? null, query: query ?? null });
  }

  @Query(() => ClassNode, { name: 'class', nullable: true, description: 'One class; null when there is none of this id.' })
  @Access(anyone)
  async oneClass(@Args('id', { type: () => ID, description: 'Id of the class.' }) id: string): Promise<ClassNode | null> {
    return this.cards.one(id);
  }

  @Query(() => [CountedClassGroupNode], { description: '品类树的分组。The branches of the class tree with the number of classes below each, by id.' })
  @Access(anyone)
  async classGroups(): Promise<CountedClassGroupNode[]> {
    return groupsOf([...(await this.cards.all()).values()]);
  }

  @ResolveField(() => [UpgradePathNode], {
    description: '本品类能回应的需求条目，最强的在前。The demand items that the class answers, the strongest path first.',
    complexity: ({ childComplexity }) => 1 + ANSWERS_COST * childComplexity,
  })
  async answers(@Parent() { id }: ClassNode, @Context() context: RequestContext): Promise<UpgradePathNode[]> {
    const loader = context.loader<string, UpgradePath[]>('policy.pathsToClass', async (ids) => {
      const paths = await this.database.read(scopeOf(context.viewer), (tx) => pathsToClasses(tx, ids));
      return ids.map((one) => paths.filter((path) => path.classId === one));
    });
    return loader.load(id);
  }

  @ResolveField(() => PlanClauseNode, { nullable: true, description: 'The clause itself, to the letter.' })
  async planClause(@Parent() { clause }: ClassNode): Promise<PlanClauseNode | null> {
    return this.plan.clause(clause);
  }
}
