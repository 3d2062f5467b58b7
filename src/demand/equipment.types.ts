import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { EquipmentId, OrganisationId } from '../core/ids/ids.js';
import type { Specs, SpecValue } from '../core/policy/class-definition.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar, DecimalScalar, JsonScalar } from '../platform/graphql/scalars.js';
import { AttributeTypes } from '../policy/class.types.js';
import type { EquipmentState } from './equipment.entity.js';

export const EQUIPMENT_STATES: Readonly<Record<EquipmentState, EquipmentState>> = { IN_SERVICE: 'IN_SERVICE', WITHDRAWN: 'WITHDRAWN' };
registerEnumType(EQUIPMENT_STATES, {
  name: 'EquipmentState', description: '台账中设备的状态。Where a machine of the register stands.',
  valuesMap: {
    IN_SERVICE: { description: '在账，可列入更新需求。In the register; a demand may retire it.' },
    WITHDRAWN: { description: '已另行处置，附原因。Disposed of elsewhere, with a reason; it stays readable and is no longer changed.' },
  },
});

@ObjectType('EquipmentSpec', { description: '铭牌上的一项数值，换算为品类的单位。One rated value, converted to the unit of the class.' })
export class EquipmentSpecNode {
  @Field(() => String, { description: 'Attribute of the class.' }) attributeKey: string;
  @Field(() => String, { description: 'Chinese name of the attribute.' }) zh: string;
  @Field(() => String, { description: 'English name of the attribute.' }) en: string;
  @Field(() => AttributeTypes, { description: 'Type of the value.' }) type: 'number' | 'enum' | 'boolean';
  @Field(() => String, { nullable: true, description: 'Engineering unit of a number, `1` for a plain number; null otherwise.' }) unit: string | null;
  @Field(() => JsonScalar, { description: 'A number in `unit`, the key of a listed value, or true/false.' }) value: SpecValue;
  @Field(() => String, { description: '带单位的中文写法。The value in Chinese with its unit, as shown.' }) textZh: string;
  @Field(() => String, { description: 'The value in English with its unit.' }) textEn: string;
  @Field(() => String, { nullable: true, description: '台账原文，与所存不同时给出。As the ledger has it, where that differs from the value kept.' }) original: string | null;
}

@ObjectType('Equipment', { description: '设备台账中的一台（或一组同型）设备；仅本单位、其上级集团和其所属部门可见。A machine of the register, or several like ones under one asset number; read by its owner and the organisations above it alone.' })
export class EquipmentNode {
  @Field(() => ID, { description: 'Id of the machine.' }) id: EquipmentId;
  @Field(() => ID, { description: 'Whose it is.' }) ownerId: OrganisationId;
  @Field(() => String, { description: '固定资产编号，同一单位内不重复。Asset number, unique within the owner.' }) assetNumber: string;
  @Field(() => String, { description: 'What it is, such as 普通车床.' }) name: string;
  @Field(() => String, { description: '规格型号，可为空文字。Model; empty when not known.' }) model: string;
  @Field(() => ID, { nullable: true, description: '品类；为空则由名称说明。Class of goods; null where the name alone says what it is.' }) classId: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the kind within the class; null when not known.' }) kindKey: string | null;
  @Field(() => String, { nullable: true, description: '制造厂。Who made it.' }) maker: string | null;
  @Field(() => String, { nullable: true, description: '出厂编号。Number that the maker gave it.' }) serial: string | null;
  @Field(() => String, { nullable: true, description: '制造厂或出厂编号缺失的原因。Why maker or serial is not given.' }) identityReason: string | null;
  @Field(() => String, { nullable: true, description: '投用日期：2016-11-23，或 2016-11、2016。First day in service, or as much of it as is known.' }) commissioned: string | null;
  @Field(() => Int, { description: '台数：同一资产编号下的同型设备。Like machines under this asset number.' }) quantity: number;
  @Field(() => DecimalScalar, { nullable: true, description: '每台功率（kW）。Power of one of them in kW.' }) powerKw: string | null;
  @Field(() => Int, { nullable: true, description: '登记的能效等级，1 至 3，1 最高。Energy grade registered, 1 is best.' }) energyGrade: number | null;
  @Field(() => String, { description: '存放地点。Where it stands; empty when not stated.' }) site: string;
  @Field(() => EQUIPMENT_STATES, { description: 'Where it stands.' }) state: EquipmentState;
  @Field(() => String, { nullable: true, description: '处置去向与原因。Where it went and why.' }) stateReason: string | null;
  @Field(() => DateScalar, { nullable: true, description: '处置日期。Day on which it left the register.' }) withdrawnOn: string | null;
  @Field(() => Int, { description: '修订号，从 1 起。Revision, from 1; each change makes a new one.' }) revision: number;
  @Field(() => DateTimeScalar, { description: 'When it was registered.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { description: 'When it was last changed.' }) updatedAt: Date;
  /** Shown as `specs` with names and units, see the field resolvers. */
  specs: Specs;
  specOriginals: Readonly<Record<string, string>>;
}

@ObjectType({ description: '一页设备。A page of machines.' })
export class EquipmentConnection extends connectionOf(() => EquipmentNode, 'Equipment') {}

@ObjectType({ description: '每台设备各自成败。What became of each machine: those that went through, and why the others did not, in the order given.' })
export class EquipmentBatch {
  @Field(() => [EquipmentNode], { description: 'Machines as they are now.' })
  equipment: EquipmentNode[];

  @Field(() => [Refusal], { description: 'One for each machine that was refused.' })
  refusals: Refusal[];
}

export const RegisterEquipmentResult = resultUnion('RegisterEquipmentResult', 'The machine in the register, or why not.', () => EquipmentNode);
export const ReviseEquipmentResult = resultUnion('ReviseEquipmentResult', 'The machine in its new revision, or why not.', () => EquipmentNode);
export const WithdrawEquipmentResult = resultUnion('WithdrawEquipmentResult', 'What became of each machine, or why none was looked at.', () => EquipmentBatch);
