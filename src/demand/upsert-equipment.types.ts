import { Field, InputType, Int, ObjectType, OmitType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';
import { EQUIPMENT_LIMITS } from '../core/demand/equipment/equipment.js';
import { MAX_ITEMS } from '../platform/deed/deeds.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { ReviseEquipmentInput } from './equipment-input.types.js';
import { EquipmentNode } from './equipment.types.js';
import type { EquipmentToUpsert, UpsertedEquipment } from './upsert-equipment.js';

export const EquipmentChanges = { REGISTERED: 'REGISTERED', REVISED: 'REVISED', UNCHANGED: 'UNCHANGED' } as const satisfies Record<UpsertedEquipment['change'], UpsertedEquipment['change']>;
registerEnumType(EquipmentChanges, {
  name: 'EquipmentChange',
  description: '按资产编号写入设备的结果。What came of writing a machine by its asset number.',
  valuesMap: {
    REGISTERED: { description: '新登记。There was none.' },
    REVISED: { description: '已修改。It says something else now.' },
    UNCHANGED: { description: '没有变化，未写入。No difference: nothing was written.' },
  },
});

@InputType({ description: '按资产编号登记或修改的一台设备：未写的项不变，null 清空可空的项。One machine by its asset number: what is left out stays, null empties what may be empty.' })
export class UpsertEquipmentItemInput extends OmitType(ReviseEquipmentInput, ['idempotencyKey', 'equipmentId', 'revision', 'assetNumber', 'name', 'quantity'] as const, InputType) {
  @Field(() => String, { description: '固定资产编号，即自有系统中的编号，1 至 100 字，本单位内不重复。Asset number, which is the number in your own software, unique within your organisation.' })
  @Length(1, EQUIPMENT_LIMITS.assetNumberCharacters)
  assetNumber: string;

  @Field(() => String, { nullable: true, description: '设备名称，1 至 200 字；新设备必填。What it is; a new machine needs one.' })
  @IsOptional()
  @Length(1, EQUIPMENT_LIMITS.nameCharacters)
  name?: string | null;

  @Field(() => Int, { nullable: true, description: '台数，1 至 10,000；新设备默认 1。Like machines under this asset number; 1 for a new one unless told otherwise.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(EQUIPMENT_LIMITS.quantity)
  quantity?: number | null;
}

@InputType({ description: '要写入的设备。The machines to write.' })
export class UpsertEquipmentInput extends MutationInput {
  @Field(() => [UpsertEquipmentItemInput], { description: '1 至 1,000 台，每台各自成败。1 to 1,000, each for itself.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => UpsertEquipmentItemInput)
  equipment: UpsertEquipmentItemInput[];
}

@ObjectType({ description: '一台的结果：写入的设备，或拒绝的原因。What became of one item: the machine, or why it was refused.' })
export class UpsertedEquipmentItem {
  @Field(() => String, { description: 'The asset number that was sent.' }) assetNumber: string;
  @Field(() => EquipmentChanges, { nullable: true, description: 'What came of it; null when it was refused.' }) change: UpsertedEquipment['change'] | null;
  @Field(() => EquipmentNode, { nullable: true, description: 'The machine as it is now; null when it was refused.' }) equipment: EquipmentEntity | null;
  @Field(() => Refusal, { nullable: true, description: 'Why it was refused; null when it was not.' }) refusal: Refusal | null;
}

@ObjectType({ description: '每台的结果，与提交顺序一致。What became of each machine, in the order given.' })
export class EquipmentUpserted {
  @Field(() => [UpsertedEquipmentItem], { description: 'One for each item.' }) items: UpsertedEquipmentItem[];
}

export const UpsertEquipmentResult = resultUnion('UpsertEquipmentResult', 'What became of each machine, or why none was looked at.', () => EquipmentUpserted);

/** The input of the deed. A null that cannot empty a field counts as left out. */
export function equipmentToUpsert({ assetNumber, name, quantity, model, site, specs, ...named }: UpsertEquipmentItemInput): EquipmentToUpsert {
  const { classId, kindKey, maker, serial, identityReason, commissioned, powerKw, energyGrade } = named;
  const given = {
    name: name ?? undefined, quantity: quantity ?? undefined, model: model === null ? '' : model, site: site === null ? '' : site, specs: specs === null ? [] : specs,
    classId, kindKey, maker, serial, identityReason, commissioned, powerKw, energyGrade,
  };
  return { ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), assetNumber };
}
