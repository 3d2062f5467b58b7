import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { visibleDemands } from './demand.store.js';
import { UpsertDemands } from './upsert-demands.js';
import { demandToUpsert, UpsertDemandsInput, UpsertDemandsResult, UpsertedDemandItem, type DemandsUpserted } from './upsert-demands.types.js';

/** Demands by the numbers of other software. */
@Resolver(() => UpsertedDemandItem)
export class UpsertDemandsResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly upserting: UpsertDemands) {}

  @Mutation(() => UpsertDemandsResult, {
    description: '按自有编号新建或修改需求，供 ERP 等系统同步；没有变化的不写入。Creates or revises demands by your own numbers, for software that keeps them in step; what has no difference is not written.',
  })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async upsertDemands(@Args('input') { demands, publish, idempotencyKey }: UpsertDemandsInput, @Context() context: RequestContext): Promise<DemandsUpserted> {
    const { viewer } = context;
    const outcomes = await this.upserting.run(deedRequest(context, idempotencyKey), demands.map((one) => demandToUpsert(one, publish)));
    const ids = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []));
    const seen = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleDemands(tx, viewer, ids))).map((demand) => [demand.id, demand]));
    return {
      items: outcomes.map((outcome, index): UpsertedDemandItem => {
        const externalRef = demands[index]?.externalRef ?? '';
        if (outcome.ok) return { externalRef, change: outcome.value.change, demand: seen.get(outcome.value.id) ?? null, refusal: null };
        const { refusal } = outcome;
        const field = refusal.field === null ? `demands.${index}` : refusal.field === 'idempotencyKey' ? refusal.field : `demands.${index}.${refusal.field}`;
        return { externalRef, change: null, demand: null, refusal: this.answers.refusal(context, { ...refusal, field }) };
      }),
    };
  }
}
