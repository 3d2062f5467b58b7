import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';
import type { MemberId, OrganisationId } from '../core/ids/ids.js';
import { FACTOR_CODES, type FactorCode } from '../core/matching/factor-codes.js';
import { FULL } from '../core/matching/rules.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { PreviewedLineNode } from './path-preview.admin.types.js';
import { FACTORS } from './recommendation.types.js';

@ObjectType('FactorWeight', { description: '一个评分因素的权重。The weight of one factor.' })
export class FactorWeightNode {
  @Field(() => FACTORS, { description: '因素。Which factor.' }) factor: FactorCode;
  @Field(() => Int, { description: '满分；各因素相加为 10,000。Points at most; those of all factors add up to 10,000.' }) points: number;
}

@ObjectType('MatchingWeights', { description: '权重的一个版本，永久留存；最新的有效。One version of the weights; it stays for ever, and the latest is in force.' })
export class MatchingWeightsNode {
  @Field(() => Int, { description: '版本，从 1 起。Version, from 1; match runs record it.' }) version: number;
  @Field(() => [FactorWeightNode], { description: '各因素的权重。The weights, in the order in which factors are shown.' }) weights: FactorWeightNode[];
  @Field(() => String, { description: '依据。What they rest on.' }) basis: string;
  @Field(() => String, { nullable: true, description: '工作方案条款。Clause of the work plan, where one speaks of it.' }) clause: string | null;
  @Field(() => DateTimeScalar, { description: '生效时间。Since when.' }) at: Date;
  @Field(() => ID, { nullable: true, description: '作出改动的部门；随平台附带的为空。Department that edited them; null as shipped.' }) editedBy: OrganisationId | null;
  @Field(() => ID, { nullable: true, description: '改动人的成员编号。Membership of who edited them.' }) memberId: MemberId | null;
}

@ObjectType({ description: '一页权重版本。A page of versions.' })
export class MatchingWeightsConnection extends connectionOf(() => MatchingWeightsNode, 'MatchingWeights') {}

@InputType({ description: '一个评分因素的权重。The weight of one factor.' })
export class FactorWeightInput {
  @Field(() => FACTORS, { description: '因素。Which factor.' })
  @IsIn(Object.values(FACTORS))
  factor: FactorCode;

  @Field(() => Int, { description: '满分，0 至 10,000；能效至少 1。Points at most; 1 at least for the energy grade.' })
  @IsInt()
  @Min(0)
  @Max(FULL)
  points: number;
}

@InputType({ description: '新的权重；影响见 previewMatchingWeights。Weights to put into force; see `previewMatchingWeights` for what they would do.' })
export class EditMatchingWeightsInput extends MutationInput {
  @Field(() => Int, { description: '所见的现行版本；已有更新的版本时拒绝。The version you have seen in force; refused when it is not any more.' })
  @IsInt()
  @Min(1)
  version: number;

  @Field(() => [FactorWeightInput], { description: '八个因素各一次，相加为 10,000。Each of the eight factors once, adding up to 10,000.' })
  @ArrayMaxSize(2 * FACTOR_CODES.length)
  @ValidateNested({ each: true })
  @Type(() => FactorWeightInput)
  weights: FactorWeightInput[];

  @Field(() => String, { description: '依据，记入历史，1 至 500 字。What they rest on, for the history.' })
  @Length(1, 500)
  basis: string;

  @Field(() => String, { nullable: true, description: '工作方案条款，如 二（三）3。Clause of the work plan.' })
  @IsOptional()
  @Length(1, 100)
  clause?: string | null;
}

export const EditMatchingWeightsResult = resultUnion('EditMatchingWeightsResult', 'The version as it was put into force, or why not.', () => MatchingWeightsNode);

@ArgsType()
export class PreviewMatchingWeightsArgs {
  @Field(() => [FactorWeightInput], { description: '八个因素各一次，相加为 10,000。Each of the eight factors once, adding up to 10,000.' })
  @ArrayMaxSize(2 * FACTOR_CODES.length)
  @ValidateNested({ each: true })
  @Type(() => FactorWeightInput)
  weights: FactorWeightInput[];
}

@ObjectType('MatchingWeightsPreview', { description: '改动权重的预览，不保存。What other weights would do; nothing is saved.' })
export class MatchingWeightsPreviewNode {
  @Field(() => [PreviewedLineNode], { description: '最新的待对接需求明细，至多 20 条。The latest open lines, 20 at most, with their best candidates before and after.' })
  lines: readonly PreviewedLineNode[];
}
