import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { RegisterEquipmentInput, ReviseEquipmentInput, WithdrawEquipmentInput } from './equipment-input.types.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { EquipmentBatch, EquipmentNode, RegisterEquipmentResult, ReviseEquipmentResult, WithdrawEquipmentResult } from './equipment.types.js';
import { RegisterEquipment } from './register-equipment.js';
import { ReviseEquipment } from './revise-equipment.js';
import { WithdrawEquipment } from './withdraw-equipment.js';

/** Keeping the register of machines. */
@Resolver(() => EquipmentNode)
export class EquipmentMutationsResolver {
  constructor(
    private readonly answers: Answers, private readonly registering: RegisterEquipment, private readonly revising: ReviseEquipment, private readonly withdrawing: WithdrawEquipment,
  ) {}

  @Mutation(() => RegisterEquipmentResult, { description: '登记设备入台账；该不该更新由平台随即判断。Enters a machine into the register; the platform looks at once whether it should be renewed.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async registerEquipment(@Args('input') input: RegisterEquipmentInput, @Context() context: RequestContext): Promise<EquipmentEntity | Refusal> {
    const { idempotencyKey, assetNumber, name, quantity, specs, ...more } = input;
    const form = {
      assetNumber, name, quantity, specs: specs ?? [], model: more.model ?? '', site: more.site ?? '', classId: more.classId ?? null, kindKey: more.kindKey ?? null,
      maker: more.maker ?? null, serial: more.serial ?? null, identityReason: more.identityReason ?? null, commissioned: more.commissioned ?? null,
      powerKw: more.powerKw ?? null, energyGrade: more.energyGrade ?? null,
    };
    const [outcome] = await this.registering.run(deedRequest(context, idempotencyKey), [form]);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => ReviseEquipmentResult, { description: '更正台账中的设备，生成新的修订。Corrects a machine of the register as a new revision.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async reviseEquipment(@Args('input') input: ReviseEquipmentInput, @Context() context: RequestContext): Promise<EquipmentEntity | Refusal> {
    const { idempotencyKey, equipmentId, revision = null, assetNumber, name, quantity, model, site, specs, classId, kindKey, maker, serial, identityReason, commissioned, powerKw, energyGrade } = input;
    const changes = {
      // What cannot be empty stays when null is sent for it; null empties the others.
      assetNumber: assetNumber ?? undefined, name: name ?? undefined, quantity: quantity ?? undefined,
      model: model === null ? '' : model, site: site === null ? '' : site, specs: specs === null ? [] : specs,
      classId, kindKey, maker, serial, identityReason, commissioned, powerKw, energyGrade,
    };
    const sent = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const [outcome] = await this.revising.run(deedRequest(context, idempotencyKey), [{ equipmentId, revision, changes: sent }]);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => WithdrawEquipmentResult, { description: '将另行处置的设备移出台账，写明去向；列在未了结需求行上的不能移出。Takes machines that were disposed of elsewhere out of the register, with the reason.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async withdrawEquipment(@Args('input') input: WithdrawEquipmentInput, @Context() context: RequestContext): Promise<EquipmentBatch> {
    const { idempotencyKey, equipmentIds, reason, withdrawnOn = null } = input;
    const outcomes = await this.withdrawing.run(deedRequest(context, idempotencyKey), equipmentIds.map((equipmentId) => ({ equipmentId, reason, withdrawnOn })));
    const refusals = outcomes.flatMap((outcome, index) => {
      if (outcome.ok) return [];
      const { refusal } = outcome;
      return [this.answers.refusal(context, refusal.field === 'equipmentId' ? { ...refusal, field: `equipmentIds.${index}` } : refusal)];
    });
    return { equipment: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])), refusals };
  }
}
