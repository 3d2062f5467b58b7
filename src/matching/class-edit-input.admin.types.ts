import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import type { AttributeDefinition } from '../core/policy/class-definition.js';
import type { Relation } from '../core/policy/reference.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { AttributeTypes, BetterDirections, EnergyGradeKinds, MatchRoles } from '../policy/class.types.js';
import { Relations } from '../policy/demand-item.types.js';

@InputType({ description: '键及其名称：种类或可选值。A key with its names: a kind, or a value to choose.' })
export class NamedValueInput {
  @Field(() => String, { description: '键，小写字母开头的字母和数字，列表内唯一，此后不变。Key: letters and digits, a small letter first; unique within its list and kept for ever.' })
  @Length(1, 40)
  key: string;

  @Field(() => String, { description: '中文名，至多 60 字。Chinese name.' })
  @MaxLength(200)
  zh: string;

  @Field(() => String, { description: '英文名，至多 200 字符。English name.' })
  @MaxLength(500)
  en: string;
}

@InputType({ description: '品类的一个参数。A property by which goods of the class are described and compared.' })
export class ClassAttributeInput extends NamedValueInput {
  @Field(() => AttributeTypes, { description: 'Type of its values; fixed once products or open lines use it.' })
  @IsIn(Object.values(AttributeTypes))
  type: AttributeDefinition['type'];

  @Field(() => String, { nullable: true, description: '数值的单位，如 kW；无量纲或计数写 1；其他类型不填。Unit of a number, `1` for a plain number or a count.' })
  @IsOptional()
  @Length(1, 40)
  unit?: string | null;

  @Field(() => BetterDirections, { defaultValue: 'none', description: 'Which direction a buyer prefers.' })
  @IsIn(Object.values(BetterDirections))
  better: AttributeDefinition['better'];

  @Field(() => Float, { nullable: true, description: '数值的合理下限，并非市场范围。Lower sanity bound; none when left out.' })
  @IsOptional()
  min?: number | null;

  @Field(() => Float, { nullable: true, description: '数值的合理上限。Upper sanity bound.' })
  @IsOptional()
  max?: number | null;

  @Field(() => [NamedValueInput], { defaultValue: [], description: '可选值，1 至 50 个；仅用于选择。Values to choose from, for a choice alone.' })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => NamedValueInput)
  values: NamedValueInput[];

  @Field(() => MatchRoles, { defaultValue: 'soft', description: '采购方提出要求时是排除还是计分。Whether a requirement on it excludes or scores.' })
  @IsIn(Object.values(MatchRoles))
  matchRole: AttributeDefinition['matchRole'];

  @Field(() => [String], { nullable: true, description: '仅对这些种类有意义；不填即全部。Kinds it has a meaning for; left out: all.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @Length(1, 40, { each: true })
  appliesToKinds?: string[] | null;
}

@InputType({ description: '新品类所回应的需求条目。A demand item that a new class answers.' })
export class ClassAnswerInput {
  @Field(() => ID, { description: '需求条目，如 D1.1.a.01。Demand item of the plan.' })
  @Length(1, 50)
  demandItemId: string;

  @Field(() => Relations, { description: 'Relation of the class to the item.' })
  @IsIn(Object.values(Relations))
  relation: Relation;

  @Field(() => Int, { description: '强度，1 至 3，3 最强。Strength, 1 to 3.' })
  @IsInt()
  @Min(1)
  @Max(3)
  strength: number;
}

@InputType({ description: '新增扩展品类；编号由平台在分组内顺序给出，不重复使用。An extension class to add; its id is the next of its group and never given again.' })
export class AddExtensionClassInput extends MutationInput {
  @Field(() => ID, { description: '扩展品类的分组，X.0 至 X.9，见 classGroups。Group of extension classes.' })
  @Length(1, 20)
  parentId: string;

  @Field(() => ID, { description: '提出此类设备的任务，如 D1.1；条款和部门随任务。Task of the plan that names the goods: its clause and departments are the class’s.' })
  @Length(1, 20)
  taskId: string;

  @Field(() => String, { description: '中文名，至多 60 字，不与其他品类相同。Chinese name, of no other class.' })
  @MaxLength(200)
  zh: string;

  @Field(() => String, { description: '英文名，至多 200 字符。English name.' })
  @MaxLength(500)
  en: string;

  @Field(() => [String], { defaultValue: [], description: '别名，至多 50 个，检索和导入据此识别。Other names, which search and import know.' })
  @ArrayMaxSize(100)
  @MaxLength(200, { each: true })
  alsoCalled: string[];

  @Field(() => [NamedValueInput], { defaultValue: [], description: '种类，至多 50 个。Kinds within the class.' })
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NamedValueInput)
  kinds: NamedValueInput[];

  @Field(() => [ClassAttributeInput], { defaultValue: [], description: '参数，至多 40 个。Attributes.' })
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ClassAttributeInput)
  attributes: ClassAttributeInput[];

  @Field(() => String, { description: '销售单位，如 台、套。Sales unit.' })
  @Length(1, 10)
  unit: string;

  @Field(() => [Int], { description: '交货期，自然日：最短、通常、最长。Lead time in days: low, typical, high.' })
  @ArrayMaxSize(3)
  leadTimeDays: number[];

  @Field(() => EnergyGradeKinds, { nullable: true, description: '属于能效等级要求的五类之一时填写，此后不变。Only when it is one of the five graded kinds of 二（三）3.' })
  @IsOptional()
  @IsIn(Object.values(EnergyGradeKinds))
  energyGradeKind?: string | null;

  @Field(() => [ClassAnswerInput], { defaultValue: [], description: '所回应的需求条目，至多 20 个，记为升级路径。Demand items that it answers; each becomes an upgrade path.' })
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ClassAnswerInput)
  answers: ClassAnswerInput[];

  @Field(() => String, { description: '新增的原因，记入历史，1 至 500 字。Why it is added, for the history.' })
  @Length(1, 500)
  reason: string;
}

@InputType({
  description: '修改品类：不填的不变，列表须整列给出；方案的 83 类只能改别名、种类名称、交货期和参数上下限。A revision of a class: what is left out stays, a list is the whole list. Of the plan’s 83 only other names, names of kinds, lead times and bounds.',
})
export class ReviseClassInput extends MutationInput {
  @Field(() => ID, { description: '品类，如 X.101；编号不变。The class; its id stays.' })
  @Length(1, 50)
  classId: string;

  @Field(() => String, { nullable: true, description: '中文名。Chinese name.' })
  @IsOptional()
  @MaxLength(200)
  zh?: string | null;

  @Field(() => String, { nullable: true, description: '英文名。English name.' })
  @IsOptional()
  @MaxLength(500)
  en?: string | null;

  @Field(() => [String], { nullable: true, description: '别名，至多 50 个。Other names.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @MaxLength(200, { each: true })
  alsoCalled?: string[] | null;

  @Field(() => [NamedValueInput], { nullable: true, description: '种类；在架产品所用的不能删除。Kinds; none that published products are of may be missing.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NamedValueInput)
  kinds?: NamedValueInput[] | null;

  @Field(() => [ClassAttributeInput], { nullable: true, description: '参数；在架产品或公开需求所用的不能删除，也不能改类型或单位。Attributes; none that the market uses may be missing or of another type or unit.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ClassAttributeInput)
  attributes?: ClassAttributeInput[] | null;

  @Field(() => String, { nullable: true, description: '销售单位。Sales unit.' })
  @IsOptional()
  @Length(1, 10)
  unit?: string | null;

  @Field(() => [Int], { nullable: true, description: '交货期，自然日：最短、通常、最长。Lead time in days: low, typical, high.' })
  @IsOptional()
  @ArrayMaxSize(3)
  leadTimeDays?: number[] | null;

  @Field(() => String, { description: '改动的原因，记入历史，1 至 500 字。Why it is revised, for the history.' })
  @Length(1, 500)
  reason: string;
}

@InputType({ description: '停用扩展品类；其升级路径随之终止。An extension class to retire; the paths to it end.' })
export class RetireExtensionClassInput extends MutationInput {
  @Field(() => ID, { description: '扩展品类，如 X.101。Extension class.' })
  @Length(1, 50)
  classId: string;

  @Field(() => String, { description: '停用的原因，记入历史，1 至 500 字。Why it is retired, for the history.' })
  @Length(1, 500)
  reason: string;
}
