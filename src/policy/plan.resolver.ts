import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { PlanClauseNode, ReferenceEditionNode } from './plan.types.js';
import { allEditions } from './policy.store.js';
import { WorkPlan } from './work-plan.js';

@Resolver(() => ReferenceEditionNode)
export class PlanResolver {
  constructor(private readonly database: AppDatabase, private readonly plan: WorkPlan) {}

  @Query(() => PlanClauseNode, { nullable: true, description: '条款原文。The clause that a reference such as `三（一）1 煤炭行业` begins with; null when the plan has none of that number.' })
  @Access(anyone)
  async clause(@Args('ref', { type: () => ID, description: 'Number of the clause; words behind it do not matter.' }) ref: string): Promise<PlanClauseNode | null> {
    return this.plan.clause(ref);
  }

  @Query(() => [PlanClauseNode], { description: '工作方案全文，按条款，约 35 条。The whole plan by clause, in its order.' })
  @Access(anyone)
  async clauses(): Promise<PlanClauseNode[]> {
    return [...(await this.plan.all()).values()];
  }

  @Query(() => [ReferenceEditionNode], { description: '各类基础数据的现行版本与依据。The editions in force of all reference data and what each rests on.' })
  @Access(anyone)
  async referenceEditions(@Context() { viewer }: RequestContext): Promise<ReferenceEditionNode[]> {
    return this.database.read(scopeOf(viewer), allEditions);
  }

  @ResolveField(() => String, { description: '依据；标明「待核」的为二手资料，只提示、不拦截。What it rests on, in the language of the request; what is marked to be verified warns and never blocks.' })
  basis(@Parent() { basisZh, basisEn }: ReferenceEditionNode, @Context() { locale }: RequestContext): string {
    return locale === 'en' ? basisEn : basisZh;
  }
}
