import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { EQUIPMENT_LIMITS } from '../core/demand/equipment/equipment.js';
import { isId, type EquipmentId } from '../core/ids/ids.js';
import { cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DateScalar, DecimalScalar, JsonScalar } from '../platform/graphql/scalars.js';
import type { EquipmentState } from './equipment.entity.js';
import { EQUIPMENT_STATES } from './equipment.types.js';

const BATCH_MAX = 200;
const CLASSES_ASKED = 50;

@ArgsType()
export class EquipmentArgs extends PageArgs {
  @Field(() => EQUIPMENT_STATES, { nullable: true, description: '仅此状态的设备。Machines in this state alone.' })
  @IsOptional()
  state?: EquipmentState | null;

  @Field(() => [ID], { nullable: true, description: '仅这些品类，至多 50 个。Of these classes alone, at most 50.' })
  @IsOptional()
  @Length(1, 50, { each: true })
  @ArrayMaxSize(CLASSES_ASKED)
  classIds?: string[] | null;

  @Field(() => String, { nullable: true, description: '资产编号、名称、型号或存放地点中的文字。Part of asset number, name, model or site.' })
  @IsOptional()
  @Length(1, 100)
  query?: string | null;

  @Field(() => DateScalar, { nullable: true, description: '此日及以前投用；只知年月的按其首日算。Commissioned on this day or before.' })
  @IsOptional()
  commissionedUntil?: string | null;
}

@InputType({ description: '铭牌上的一项数值。One rated value of a machine.' })
export class EquipmentSpecInput {
  @Field(() => String, { description: 'Key of an attribute of the class.' })
  @Length(1, 100)
  attributeKey: string;

  @Field(() => JsonScalar, { description: '数值（按品类的单位）、选项键、是否，或带单位的文字，如 "0.3km"。A number in the unit of the class, the key of a listed value, true/false, or text with its unit.' })
  value: unknown;
}

/** What is said of a machine beside its asset number and name. */
@InputType({ isAbstract: true })
abstract class EquipmentContentInput extends MutationInput {
  @Field(() => String, { nullable: true, description: '规格型号，至多 200 字。Model, at most 200 characters.' })
  @IsOptional()
  @MaxLength(EQUIPMENT_LIMITS.modelCharacters)
  model?: string | null;

  @Field(() => ID, { nullable: true, description: '品类；不填则只由名称说明，不能填铭牌数值。Class of goods; without one no rated values can be given.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;

  @Field(() => String, { nullable: true, description: 'Kind within the class; left out, it is told by the name where it can be.' })
  @IsOptional()
  @Length(1, 100)
  kindKey?: string | null;

  @Field(() => String, { nullable: true, description: '制造厂。Who made it.' })
  @IsOptional()
  @MaxLength(EQUIPMENT_LIMITS.makerCharacters)
  maker?: string | null;

  @Field(() => String, { nullable: true, description: '出厂编号；同一制造厂的出厂编号在全平台不重复。Serial number; together with the maker unique on the whole platform.' })
  @IsOptional()
  @MaxLength(EQUIPMENT_LIMITS.serialCharacters)
  serial?: string | null;

  @Field(() => String, { nullable: true, description: '制造厂或出厂编号缺失时必填，如 铭牌缺失。Why maker or serial is not given; needed where one of them is missing.' })
  @IsOptional()
  @MaxLength(EQUIPMENT_LIMITS.reasonCharacters)
  identityReason?: string | null;

  @Field(() => String, { nullable: true, description: '投用日期：2016-11-23，或 2016-11、2016；不早于 1949 年，不晚于今天。First day in service, or as much of it as is known.' })
  @IsOptional()
  @Length(1, 40)
  commissioned?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '每台功率（kW）。Power of one of them in kW.' })
  @IsOptional()
  powerKw?: string | null;

  @Field(() => Int, { nullable: true, description: '能效等级，1 至 3，1 最高。Energy grade, 1 is best; null: not known.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  energyGrade?: number | null;

  @Field(() => String, { nullable: true, description: '存放地点。Where it stands.' })
  @IsOptional()
  @MaxLength(EQUIPMENT_LIMITS.siteCharacters)
  site?: string | null;

  @Field(() => [EquipmentSpecInput], { nullable: true, description: '铭牌数值，至多 100 项。Rated values, at most 100.' })
  @IsOptional()
  @ArrayMaxSize(EQUIPMENT_LIMITS.specs)
  @ValidateNested({ each: true })
  @Type(() => EquipmentSpecInput)
  specs?: EquipmentSpecInput[] | null;
}

@InputType({ description: '登记一台设备。Enters a machine into the register.' })
export class RegisterEquipmentInput extends EquipmentContentInput {
  @Field(() => String, { description: '固定资产编号，1 至 100 字，本单位内不重复。Asset number, unique within your organisation.' })
  @Length(1, EQUIPMENT_LIMITS.assetNumberCharacters)
  assetNumber: string;

  @Field(() => String, { description: '设备名称，1 至 200 字。What it is.' })
  @Length(1, EQUIPMENT_LIMITS.nameCharacters)
  name: string;

  @Field(() => Int, { defaultValue: 1, description: '台数，1 至 10,000。Like machines under this asset number.' })
  @IsInt()
  @Min(1)
  @Max(EQUIPMENT_LIMITS.quantity)
  quantity: number;
}

@InputType({ description: '修改设备：未写的项不变，null 清空可空的项。Changes to a machine: what is left out stays; null empties what may be empty.' })
export class ReviseEquipmentInput extends EquipmentContentInput {
  @Field(() => ID, { description: 'Machine of your own organisation, in service.' })
  @IsIdOf('equipment')
  equipmentId: EquipmentId;

  @Field(() => Int, { nullable: true, description: '所读到的修订号；已被他人修改则拒绝。The revision that was read: refused when somebody else was quicker.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  revision?: number | null;

  @Field(() => String, { nullable: true, description: 'New asset number.' })
  @IsOptional()
  @Length(1, EQUIPMENT_LIMITS.assetNumberCharacters)
  assetNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'New name.' })
  @IsOptional()
  @Length(1, EQUIPMENT_LIMITS.nameCharacters)
  name?: string | null;

  @Field(() => Int, { nullable: true, description: 'New number of like machines.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(EQUIPMENT_LIMITS.quantity)
  quantity?: number | null;
}

@InputType({ description: '已在平台之外处置（出售、报废、调拨）的设备。Machines that were disposed of elsewhere: sold, scrapped, moved.' })
export class WithdrawEquipmentInput extends MutationInput {
  @Field(() => [ID], { description: '至多 200 台。At most 200.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(BATCH_MAX)
  @IsIdOf('equipment')
  equipmentIds: EquipmentId[];

  @Field(() => String, { description: '去向与原因，1 至 500 字。Where they went and why, 1 to 500 characters.' })
  @Length(1, EQUIPMENT_LIMITS.reasonCharacters)
  reason: string;

  @Field(() => DateScalar, { nullable: true, description: '处置日期；不填为今天。Day on which they left; left out: today.' })
  @IsOptional()
  withdrawnOn?: string | null;
}

/** The machine that the page before ended with, or null on the first page. */
export function afterEquipment(page: PageArgs): EquipmentId | null {
  const key = cursorOf(page);
  if (key === null) return null;
  return typeof key[0] === 'string' && isId('equipment', key[0]) ? key[0] : throwInput('CURSOR_INVALID', 'after');
}
