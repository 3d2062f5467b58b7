import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { LIMITS } from '../core/demand/demand-limits.js';
import type { LineDraft } from '../core/demand/line-content.js';
import type { Requirement, RequirementOp } from '../core/demand/requirement.js';
import { isId, type DemandId, type DemandLineId, type EquipmentId } from '../core/ids/ids.js';
import { cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DateScalar, DecimalScalar, JsonScalar } from '../platform/graphql/scalars.js';
import type { DemandPurpose, DemandVisibility } from './demand.entity.js';
import { DemandLineNode, PURPOSES, REQUIREMENT_MODES, REQUIREMENT_OPS, VISIBILITIES } from './demand.types.js';
import { RetiredMachineInput } from './retired-machine-input.types.js';

@InputType({ description: '对所购设备的一项要求。One thing asked of what is bought.' })
export class DemandRequirementInput {
  @Field(() => String, { description: 'Key of an attribute of the class.' })
  @Length(1, 100)
  attributeKey: string;

  @Field(() => REQUIREMENT_OPS, { description: 'How the value is compared.' })
  op: RequirementOp;

  @Field(() => JsonScalar, { description: '数值、选项键或是否；BETWEEN 为 [下限, 上限]，ONE_OF 为列表。A number, an option\'s key, or true/false; [low, high] for BETWEEN, a list for ONE_OF.' })
  value: Requirement['value'];

  @Field(() => String, { nullable: true, description: '数值的单位，可换算即可，如 km、万m3/h；不填即参数自身的单位。Any unit that converts into the attribute\'s own; left out: the attribute\'s own.' })
  @IsOptional()
  @Length(1, 40)
  unit?: string | null;

  @Field(() => REQUIREMENT_MODES, { defaultValue: 'HARD', description: 'Whether it excludes or scores.' })
  mode: 'HARD' | 'SOFT';

  @Field(() => ID, { nullable: true, description: '仅对该品类的产品提出。Asked of products of this class alone.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;
}

@InputType({ description: '需求行：按品类、按需求条目或仅用文字。A line that wants classes, or a demand item, or has words alone, to which classes are given later.' })
export class DemandLineInput {
  @Field(() => [ID], { defaultValue: [], description: '所需品类，至多 10 个。Classes wanted, at most 10; empty with an item.' })
  @Length(1, 50, { each: true })
  @ArrayMaxSize(LIMITS.classes)
  classIds: string[];

  @Field(() => ID, { nullable: true, description: '工作方案需求条目；品类由其升级路径得出。Demand item of the work plan; its upgrade paths give the classes.' })
  @IsOptional()
  @Length(1, 50)
  itemId?: string | null;

  @Field(() => String, { defaultValue: '', description: '用自己的话写明所需。What is wanted, in own words.' })
  @MaxLength(LIMITS.wordsCharacters)
  words: string;

  @Field(() => DecimalScalar, { description: 'How much: above 0, at most 9 figures before and 3 behind the point.' })
  quantity: string;

  @Field(() => String, { defaultValue: '', description: '计量单位；不填即首个品类的销售单位。Unit of the quantity; left out: the sales unit of the first class.' })
  @MaxLength(LIMITS.unitCharacters)
  unit: string;

  @Field(() => [DemandRequirementInput], { defaultValue: [], description: 'What is asked of what is bought, at most 50.' })
  @ArrayMaxSize(LIMITS.requirements)
  @ValidateNested({ each: true })
  @Type(() => DemandRequirementInput)
  requirements: DemandRequirementInput[];

  @Field(() => Int, { nullable: true, description: '能效等级不低于，1 至 3，1 最高。This energy grade or better, 1 to 3, 1 is best.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  energyGradeAtMost?: number | null;

  @Field(() => DecimalScalar, { nullable: true, description: '整行预算（元）。Budget for the whole quantity, CNY.' })
  @IsOptional()
  budgetCny?: string | null;

  @Field(() => [RetiredMachineInput], { defaultValue: [], description: 'Old machines that the line retires, at most 50.' })
  @ArrayMaxSize(LIMITS.retires)
  @ValidateNested({ each: true })
  @Type(() => RetiredMachineInput)
  retires: RetiredMachineInput[];

  @Field(() => [ID], { defaultValue: [], description: '所替换的台账设备，至多 200 台；不另填 retires 时由台账得出。Machines of your register that the line retires, at most 200; `retires` is told by the register when left out.' })
  @ArrayMaxSize(LIMITS.equipment)
  @IsIdOf('equipment')
  equipmentIds: EquipmentId[];

  @Field(() => Boolean, { defaultValue: false, description: '同一设备也列在其他未了结的需求行上。A machine stands on another open line as well, and is meant to.' })
  equipmentShared: boolean;

  @Field(() => String, { nullable: true, description: '更新而不列旧设备的原因；建有台账的单位发布时须填其一。Why a renewal names no old machine; who keeps a register gives one or the other before publishing.' })
  @IsOptional()
  @MaxLength(LIMITS.reasonCharacters)
  renewalReason?: string | null;

  @Field(() => [ID], { defaultValue: [], description: '要配套的软件品类，至多 5 个（softwareKind 为真的品类）。Classes of software to pair with what is bought, at most 5, of those with `softwareKind`.' })
  @Length(1, 50, { each: true })
  @ArrayMaxSize(LIMITS.software)
  softwareClassIds: string[];

  @Field(() => String, { nullable: true, description: '不配套软件的原因；二（二）1 的需求行须填软件品类或原因，否则有提示。Why no software is paired; a line of 二（二）1 says which or why none, and carries a remark until then.' })
  @IsOptional()
  @MaxLength(LIMITS.reasonCharacters)
  softwareWaiver?: string | null;
}

@InputType({ description: '一条需求及其各行。A demand with its lines.' })
export class CreateDemandInput extends MutationInput {
  @Field(() => String, { description: 'What it is about, 1 to 200 characters.' })
  @Length(1, LIMITS.titleCharacters)
  title: string;

  @Field(() => String, { defaultValue: '', description: '需求说明，请勿填写联系方式和价格。Description; leave out contact details and prices.' })
  @MaxLength(LIMITS.wordsCharacters)
  words: string;

  @Field(() => String, { description: '交货地，GB/T 2260 六位代码。Place of delivery, six digits.' })
  @Length(6, 6)
  regionCode: string;

  @Field(() => PURPOSES, { defaultValue: 'RENEWAL', description: 'Renewal or new capacity.' })
  purpose: DemandPurpose;

  @Field(() => DecimalScalar, { nullable: true, description: '总预算（元）；不对供应商显示。Total budget, CNY; never shown to suppliers.' })
  @IsOptional()
  budgetCny?: string | null;

  @Field(() => DateScalar, { nullable: true, description: '最迟需要的日期，今天或以后。Last day on which delivery is of use, today or later.' })
  @IsOptional()
  neededBy?: string | null;

  @Field(() => VISIBILITIES, { defaultValue: 'APPROVED_SUPPLIERS', description: 'Who may read it once it is published.' })
  visibility: DemandVisibility;

  @Field(() => Boolean, { defaultValue: false, description: '确认不含国家秘密；发布前必须确认。Confirms that it holds no state secret; needed before publishing.' })
  noStateSecretConfirmed: boolean;

  @Field(() => String, { nullable: true, description: '自有系统中的编号，本单位内唯一。Number in your own software, unique within your organisation.' })
  @IsOptional()
  @Length(1, LIMITS.externalRefCharacters)
  externalRef?: string | null;

  @Field(() => [DemandLineInput], { description: '1 至 500 行。1 to 500 lines.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.lines)
  @ValidateNested({ each: true })
  @Type(() => DemandLineInput)
  lines: DemandLineInput[];
}

@InputType({ description: '要增加的一行。One more line.' })
export class AddDemandLineInput extends MutationInput {
  @Field(() => ID, { description: 'Demand of your own organisation.' })
  @IsIdOf('demand')
  demandId: DemandId;

  @Field(() => DemandLineInput, { description: 'The line to add.' })
  @ValidateNested()
  @Type(() => DemandLineInput)
  line: DemandLineInput;
}

@InputType({ description: '未填的项保持不变。What is left out stays as it is.' })
export class ReviseDemandInput extends MutationInput {
  @Field(() => ID, { description: 'Demand of your own organisation.' })
  @IsIdOf('demand')
  demandId: DemandId;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  @IsOptional()
  @Length(1, LIMITS.titleCharacters)
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Description, at most 5,000 characters.' })
  @IsOptional()
  @MaxLength(LIMITS.wordsCharacters)
  words?: string | null;

  @Field(() => String, { nullable: true, description: 'Place of delivery, GB/T 2260, six digits.' })
  @IsOptional()
  @Length(6, 6)
  regionCode?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'null 表示不再填写。Null takes it away.' })
  @IsOptional()
  budgetCny?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'null 表示不再填写。Null takes it away.' })
  @IsOptional()
  neededBy?: string | null;

  @Field(() => String, { nullable: true, description: 'null 表示不再填写。Null takes it away.' })
  @IsOptional()
  @Length(1, LIMITS.externalRefCharacters)
  externalRef?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Confirms that it holds no state secret; not taken back once lines are published.' })
  @IsOptional()
  noStateSecretConfirmed?: boolean | null;
}

@InputType({ description: '一行的新内容。The new content of a line.' })
export class ReviseDemandLineInput extends MutationInput {
  @Field(() => ID, { description: 'Line of your own organisation, a draft or published.' })
  @IsIdOf('demandLine')
  lineId: DemandLineId;

  @Field(() => Int, { nullable: true, description: '所读到的修订号；已被他人修改则拒绝。The revision that was read: refused when somebody else was quicker.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  revision?: number | null;

  @Field(() => DemandLineInput, { description: '修改后的整行内容。The whole line as it shall be.' })
  @ValidateNested()
  @Type(() => DemandLineInput)
  line: DemandLineInput;
}

@InputType({ description: '要发布的需求。The demand to publish.' })
export class PublishDemandInput extends MutationInput {
  @Field(() => ID, { description: 'Demand of your own organisation.' })
  @IsIdOf('demand')
  demandId: DemandId;
}

@InputType({ description: '要关闭的需求和原因。The demand to close, and why.' })
export class CloseDemandInput extends MutationInput {
  @Field(() => ID, { description: 'Demand of your own organisation.' })
  @IsIdOf('demand')
  demandId: DemandId;

  @Field(() => String, { description: '关闭原因，1 至 500 字。Why, 1 to 500 characters.' })
  @Length(1, LIMITS.reasonCharacters)
  reason: string;
}

@InputType({ description: '要关闭的一行和原因。The line to close, and why.' })
export class CloseDemandLineInput extends MutationInput {
  @Field(() => ID, { description: 'Line of your own organisation that is not settled.' })
  @IsIdOf('demandLine')
  lineId: DemandLineId;

  @Field(() => String, { description: '关闭原因，1 至 500 字。Why, 1 to 500 characters.' })
  @Length(1, LIMITS.reasonCharacters)
  reason: string;
}

export const CloseDemandLineResult = resultUnion('CloseDemandLineResult', 'The line, closed, or why not.', () => DemandLineNode);

const CLASSES_ASKED = 50;

@ArgsType()
export class OpenDemandsArgs extends PageArgs {
  @Field(() => [ID], { nullable: true, description: '仅这些品类的需求，至多 50 个；空列表无结果。Demands that want one of these classes, at most 50; an empty list answers none.' })
  @IsOptional()
  @Length(1, 50, { each: true })
  @ArrayMaxSize(CLASSES_ASKED)
  classIds?: string[] | null;
}

/** The demand that the page before ended with, or null on the first page. */
export function afterDemand(page: PageArgs): DemandId | null {
  const key = cursorOf(page);
  if (key === null) return null;
  return typeof key[0] === 'string' && isId('demand', key[0]) ? key[0] : throwInput('CURSOR_INVALID', 'after');
}

/** When it was published, and which it was: the order of open demands. */
export function afterPublished(page: PageArgs): readonly [at: string, id: DemandId] | null {
  const key = cursorOf(page, 2);
  if (key === null) return null;
  const [at, id] = key;
  const known = typeof at === 'string' && MOMENT.test(at) && !Number.isNaN(Date.parse(at)) && typeof id === 'string' && isId('demand', id);
  return known ? [at, id] : throwInput('CURSOR_INVALID', 'after');
}

/** As `Date.toISOString` writes a moment of our time. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** A line as the deeds take it: what may be left out of the API is null there. */
export function lineDraft(input: DemandLineInput): LineDraft {
  const { classIds, words, quantity, unit, equipmentIds, equipmentShared, softwareClassIds } = input;
  return {
    classIds, words, quantity, unit, equipmentIds, equipmentShared, renewalReason: input.renewalReason ?? null, softwareClassIds, softwareWaiver: input.softwareWaiver ?? null,
    itemId: input.itemId ?? null, energyGradeAtMost: input.energyGradeAtMost ?? null, budgetCny: input.budgetCny ?? null, requirements: input.requirements.map(requirementOf),
    retires: input.retires.map(({ name, count, ...more }) => ({ name, count, model: more.model ?? null, commissionedYear: more.commissionedYear ?? null })),
  };
}

export function requirementOf({ attributeKey, op, value, mode, unit, classId }: DemandRequirementInput): Requirement {
  return { attributeKey, op, value, mode, unit: unit ?? null, classId: classId ?? null };
}
