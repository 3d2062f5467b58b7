import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { equipmentByIds } from './equipment.store.js';
import { UpsertEquipment } from './upsert-equipment.js';
import { equipmentToUpsert, UpsertedEquipmentItem, UpsertEquipmentInput, UpsertEquipmentResult, type EquipmentUpserted } from './upsert-equipment.types.js';

/** Machines by the asset numbers of other software. */
@Resolver(() => UpsertedEquipmentItem)
export class UpsertEquipmentResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly upserting: UpsertEquipment) {}

  @Mutation(() => UpsertEquipmentResult, {
    description: '按资产编号登记或修改设备台账，供 ERP 等系统同步；没有变化的不写入，已移出台账的被拒绝。Registers or corrects machines by their asset numbers, for software that keeps the register in step; what has no difference is not written, what was withdrawn is refused.',
  })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async upsertEquipment(@Args('input') { equipment, idempotencyKey }: UpsertEquipmentInput, @Context() context: RequestContext): Promise<EquipmentUpserted> {
    const { viewer } = context;
    const outcomes = await this.upserting.run(deedRequest(context, idempotencyKey), equipment.map(equipmentToUpsert));
    const ids = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []));
    const kept = new Map((await this.database.read(scopeOf(viewer), (tx) => equipmentByIds(tx, ids))).map((machine) => [machine.id, machine]));
    return {
      items: outcomes.map((outcome, index): UpsertedEquipmentItem => {
        const assetNumber = equipment[index]?.assetNumber ?? '';
        if (outcome.ok) return { assetNumber, change: outcome.value.change, equipment: kept.get(outcome.value.id) ?? null, refusal: null };
        const { refusal } = outcome;
        const field = refusal.field === null ? `equipment.${index}` : refusal.field === 'idempotencyKey' ? refusal.field : `equipment.${index}.${refusal.field}`;
        return { assetNumber, change: null, equipment: null, refusal: this.answers.refusal(context, { ...refusal, field }) };
      }),
    };
  }
}
