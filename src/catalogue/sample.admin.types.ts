import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import type { OrganisationId, ProductId, SampleId } from '../core/ids/ids.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';
import type { SampleFilter, SampleVerdict } from './sample.store.js';

/** Products of one sample: an officer's week. */
export const SAMPLE_MAX = 200;
const CLASSES_MAX = 50;

export const SampleVerdicts = { QUALIFIED: 'QUALIFIED', UNQUALIFIED: 'UNQUALIFIED' } as const satisfies Record<SampleVerdict, string>;
registerEnumType(SampleVerdicts, {
  name: 'SampleVerdict', description: '抽查结论。What an inspection found.',
  valuesMap: { QUALIFIED: { description: '合格。In order.' }, UNQUALIFIED: { description: '不合格，附理由。Not in order, with the reason.' } },
});

@ObjectType('SampleItem', { description: '抽中的一个产品及其结论。One product that was drawn, with its verdict.' })
export class SampleItemNode {
  @Field(() => Int, { description: 'Place in the drawing, from 1.' }) position: number;
  @Field(() => ID, { description: 'The product; see `product`.' }) productId: ProductId;
  @Field(() => ID, { description: 'Its supplier.' }) ownerId: OrganisationId;
  @Field(() => Int, { description: '抽中时的版本。Revision of the product when it was drawn.' }) productRevision: number;
  @Field(() => SampleVerdicts, { nullable: true, description: '结论；未判定为空。The verdict; null until it is entered.' }) verdict: SampleVerdict | null;
  @Field(() => String, { nullable: true, description: '理由。Why, where it is stated.' }) reason: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the verdict was entered; null until then.' }) judgedAt: Date | null;
  @Field(() => ID, { nullable: true, description: 'Department that entered it; null until then.' }) judgedBy: OrganisationId | null;
}

@ObjectType({ description: 'One page of a sample, in the order of the drawing.' })
export class SampleItemConnection extends connectionOf(() => SampleItemNode, 'SampleItem') {}

@ObjectType('ProductSample', { description: '一次随机抽样：种子、范围、抽样人和时间均有记录，可重现。A recorded random sample of published products; the same seed over the same products draws the same ones.' })
export class SampleNode {
  @Field(() => ID, { description: 'Id of the sample.' }) id: SampleId;
  @Field(() => String, { description: '随机种子；按 md5(种子:产品编号) 排序取前若干。Seed: products are taken in the order of md5(seed:id).' }) seed: string;
  @Field(() => Int, { description: 'Products asked for.' }) wanted: number;
  @Field(() => Int, { description: '抽样总体：当时符合范围的已发布产品数。Published products that were in the draw.' }) population: number;
  @Field(() => Int, { description: 'Products drawn.' }) drawn: number;
  @Field(() => Int, { description: '已判定数。Of these, with a verdict.' }) judged: number;
  @Field(() => Int, { description: '不合格数。Of these, not in order.' }) unqualified: number;
  @Field(() => DateTimeScalar, { description: 'When it was drawn.' }) drawnAt: Date;
  @Field(() => ID, { description: 'Department that drew it.' }) drawnBy: OrganisationId;
  @Field(() => ID, { description: 'Membership of who drew it.' }) memberId: string;
  /** Shown field by field. */
  filter: SampleFilter;
}

@ObjectType({ description: 'One page of samples, the latest first.' })
export class SampleConnection extends connectionOf(() => SampleNode, 'ProductSample') {}

@InputType({ description: '抽样范围与数量。What a sample is drawn from.' })
export class SampleProductsInput extends MutationInput {
  @Field(() => Int, { description: '抽取数量，1 至 200。Products wanted, 1 to 200.' })
  @IsInt()
  @Min(1)
  @Max(SAMPLE_MAX)
  count: number;

  @Field(() => String, { nullable: true, description: '随机种子，1 至 100 字；不填由系统生成。Seed, for a draw that others shall repeat; left out, the platform makes one.' })
  @IsOptional()
  @Length(1, 100)
  seed?: string | null;

  @Field(() => [ID], { nullable: true, description: '仅这些品类或品类分组，至多 50 个。Only these classes or groups of classes.' })
  @IsOptional()
  @ArrayMaxSize(CLASSES_MAX)
  @Length(1, 50, { each: true })
  classIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: '仅此供应商的。Of this supplier alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  ownerId?: OrganisationId | null;

  @Field(() => DateScalar, { nullable: true, description: '仅此日（含）以后发布的。Published on this day in Asia/Shanghai or later.' })
  @IsOptional()
  publishedSince?: string | null;
}

@InputType({ description: '一个产品的抽查结论。The verdict on one product.' })
export class SampleVerdictInput {
  @Field(() => ID, { description: 'A product of the sample.' })
  @IsIdOf('product')
  productId: ProductId;

  @Field(() => SampleVerdicts, { description: 'What was found.' })
  @IsIn(Object.values(SampleVerdicts))
  verdict: SampleVerdict;

  @Field(() => String, { nullable: true, description: '不合格或更正结论时必填，至多 500 字。Obligatory where it is not in order, and to correct a verdict.' })
  @IsOptional()
  @MaxLength(500)
  reason?: string | null;
}

@InputType({ description: '录入抽查结论。Enters verdicts on a sample.' })
export class JudgeSampleInput extends MutationInput {
  @Field(() => ID, { description: 'The sample.' })
  @IsIdOf('sample')
  sampleId: SampleId;

  @Field(() => [SampleVerdictInput], { description: '至多 200 个。At most 200.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(SAMPLE_MAX)
  @ValidateNested({ each: true })
  @Type(() => SampleVerdictInput)
  verdicts: SampleVerdictInput[];
}

@ObjectType({ description: '抽查结论的录入结果。The sample with its new verdicts, and why some were refused.' })
export class SampleJudged {
  @Field(() => SampleNode, { description: 'The sample as it is now.' }) sample: SampleNode;
  @Field(() => [Refusal], { description: 'One for each verdict that was refused.' }) refusals: Refusal[];
}

export const SampleProductsResult = resultUnion('SampleProductsResult', 'The sample, or why none was drawn.', () => SampleNode);
export const JudgeSampleResult = resultUnion('JudgeSampleResult', 'The sample with its verdicts, or why none was looked at.', () => SampleJudged);

@ArgsType()
export class SampleItemsArgs extends PageArgs {
  @Field(() => SampleVerdicts, { nullable: true, description: '仅此结论的。With this verdict alone.' })
  @IsOptional()
  @IsIn(Object.values(SampleVerdicts))
  verdict?: SampleVerdict | null;
}
