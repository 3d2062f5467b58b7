import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, MaxLength, ValidateNested } from 'class-validator';
import { LIMITS } from '../core/demand/demand-limits.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DecimalScalar } from '../platform/graphql/scalars.js';
import { DemandLineInput, lineDraft } from './demand-input.types.js';
import type { DemandPurpose, DemandVisibility } from './demand.entity.js';
import type { VisibleDemand } from './demand.store.js';
import { DemandNode, PURPOSES, VISIBILITIES } from './demand.types.js';
import { UPSERT_DEMANDS_MAX, type DemandToUpsert, type UpsertedDemand } from './upsert-demands.js';

export const DemandChanges = {
  CREATED: 'CREATED', REVISED: 'REVISED', PUBLISHED: 'PUBLISHED', UNCHANGED: 'UNCHANGED',
} as const satisfies Record<UpsertedDemand['change'], UpsertedDemand['change']>;
registerEnumType(DemandChanges, {
  name: 'DemandChange',
  description: '按自有编号写入需求的结果。What came of writing a demand by your own number.',
  valuesMap: {
    CREATED: { description: '新建。There was none.' },
    REVISED: { description: '已修改。It says something else now.' },
    PUBLISHED: { description: '内容未变，已发布。All its lines are published now; its content is the same.' },
    UNCHANGED: { description: '没有变化，未写入。No difference: nothing was written.' },
  },
});

@InputType({ description: '按自有编号新建或修改的一条需求：未写的项不变。One demand by your own number: what is left out stays.' })
export class UpsertDemandInput {
  @Field(() => String, { description: '自有系统中的编号，1 至 100 个字符，本单位内唯一。Number in your own software, 1 to 100 characters, unique within your organisation.' })
  @Length(1, LIMITS.externalRefCharacters)
  externalRef: string;

  @Field(() => String, { nullable: true, description: '标题，1 至 200 字；新需求必填。What it is about; a new demand needs one.' })
  @IsOptional()
  @Length(1, LIMITS.titleCharacters)
  title?: string | null;

  @Field(() => String, { nullable: true, description: '需求说明，请勿填写联系方式和价格。Description; leave out contact details and prices.' })
  @IsOptional()
  @MaxLength(LIMITS.wordsCharacters)
  words?: string | null;

  @Field(() => String, { nullable: true, description: '交货地，GB/T 2260 六位代码；新需求必填。Place of delivery, six digits; a new demand needs one.' })
  @IsOptional()
  @Length(6, 6)
  regionCode?: string | null;

  @Field(() => PURPOSES, { nullable: true, description: '更新（默认）或新增产能；新建后不变。Renewal unless told otherwise; stays as it was.' })
  @IsOptional()
  purpose?: DemandPurpose | null;

  @Field(() => VISIBILITIES, { nullable: true, description: '公开范围，默认仅审核通过的供应商；新建后不变。Who may read it, approved suppliers unless told otherwise; stays as it was.' })
  @IsOptional()
  visibility?: DemandVisibility | null;

  @Field(() => DecimalScalar, { nullable: true, description: '总预算（元），null 表示不再填写；不对供应商显示。Total budget, CNY; null takes it away; never shown to suppliers.' })
  @IsOptional()
  budgetCny?: string | null;

  @Field(() => DateScalar, { nullable: true, description: '最迟需要的日期，null 表示不再填写。Last day on which delivery is of use; null takes it away.' })
  @IsOptional()
  neededBy?: string | null;

  @Field(() => Boolean, { nullable: true, description: '确认不含国家秘密；发布前必须确认。Confirms that it holds no state secret; needed before publishing.' })
  @IsOptional()
  noStateSecretConfirmed?: boolean | null;

  @Field(() => [DemandLineInput], {
    nullable: true,
    description: '1 至 500 行，按先后对应原有各行：多出的为新增，少于原有的被拒绝。1 to 500 lines in the places they had: more are added, fewer are refused, since a line is closed with a reason.',
  })
  @IsOptional()
  @ArrayMaxSize(LIMITS.lines)
  @ValidateNested({ each: true })
  @Type(() => DemandLineInput)
  lines?: DemandLineInput[] | null;
}

@InputType({ description: '要写入的需求。The demands to write.' })
export class UpsertDemandsInput extends MutationInput {
  @Field(() => [UpsertDemandInput], { description: '1 至 100 条，共至多 1,000 行，每条各自成败。1 to 100 with at most 1,000 lines together; each for itself.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(UPSERT_DEMANDS_MAX)
  @ValidateNested({ each: true })
  @Type(() => UpsertDemandInput)
  demands: UpsertDemandInput[];

  @Field(() => Boolean, { defaultValue: false, description: '写入后发布全部草稿行；不能发布的整条不写入。Publishes all draft lines of what is written; what cannot be published is not written at all.' })
  publish: boolean;
}

@ObjectType({ description: '一条的结果：写入的需求，或拒绝的原因。What became of one item: the demand, or why it was refused.' })
export class UpsertedDemandItem {
  @Field(() => String, { description: 'The number that was sent.' }) externalRef: string;
  @Field(() => DemandChanges, { nullable: true, description: 'What came of it; null when it was refused.' }) change: UpsertedDemand['change'] | null;
  @Field(() => DemandNode, { nullable: true, description: 'The demand as it is now; null when it was refused.' }) demand: VisibleDemand | null;
  @Field(() => Refusal, { nullable: true, description: 'Why it was refused; null when it was not.' }) refusal: Refusal | null;
}

@ObjectType({ description: '每一条的结果，与提交顺序一致。What became of each item, in the order given.' })
export class DemandsUpserted {
  @Field(() => [UpsertedDemandItem], { description: 'One for each item.' }) items: UpsertedDemandItem[];
}

export const UpsertDemandsResult = resultUnion('UpsertDemandsResult', 'What became of each demand, or why none was looked at.', () => DemandsUpserted);

/** The input of the deed. A null that cannot empty a field counts as left out. */
export function demandToUpsert({ externalRef, budgetCny, neededBy, lines, ...named }: UpsertDemandInput, publish: boolean): DemandToUpsert {
  const given = Object.entries({ ...Object.fromEntries(Object.entries(named).map(([key, value]) => [key, value ?? undefined])), budgetCny, neededBy, lines: lines?.map(lineDraft) });
  return { ...Object.fromEntries(given.filter(([, value]) => value !== undefined)), externalRef, publish };
}
