import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';
import type { FactorCode } from '../core/matching/factor-codes.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { FACTORS } from './recommendation.types.js';

@ObjectType('MatchingPreferenceFactor', { description: '一个评分因素在本单位需求上的权重。One factor as it weighs for your lines.' })
export class MatchingPreferenceFactorNode {
  @Field(() => FACTORS, { description: '因素。Which factor.' }) factor: FactorCode;
  @Field(() => Int, { description: '主管部门定的权重（满分）。Points at most by the weights of all.' }) plain: number;
  @Field(() => Int, { description: '用于本单位需求的权重；与前者相差不超过四分之一，各因素相加为 10,000。Points at most for your lines: no more than a quarter away, and all together 10,000.' }) points: number;
  @Field(() => Int, { description: '涉及此项的答复次数。Answers of yours that speak of it.' }) answers: number;
  @Field(() => String, { description: '说明，语言同请求。Why, in the language of the request.' }) because: string;
}

@ObjectType('MatchingPreferences', {
  description: '本单位对推荐的答复如何影响评分：表示意向、写明原因的不考虑都会计入，只影响本单位的需求，可撤回、可重置，不告知任何人。What your organisation’s answers to recommendations made of the weights: interest, and dismissals with a cause. They move your own lines alone, may be withdrawn or reset, and are told to nobody.',
})
export class MatchingPreferencesNode {
  @Field(() => Int, { description: '版本，从 1 起；0 为从未调整。Version, from 1; 0 while nothing ever moved.' }) version: number;
  @Field(() => Int, { description: '计入的答复数。Answers that count.' }) answers: number;
  @Field(() => Int, { description: '一个因素须有几次答复涉及才会调整。How many answers must speak of a factor before it moves.' }) answersNeeded: number;
  @Field(() => DateTimeScalar, { nullable: true, description: '最近一次调整或重置的时间。Since when this version is in force; null at version 0.' }) changedAt: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: '最近一次重置的时间；此前的答复不计。When it was reset last: answers of before do not count. Null when never.' }) resetAt: Date | null;
  @Field(() => String, { description: '主管部门权重的版本。Version of the weights of all that these rest on.' }) weightsVersion: string;
  @Field(() => [MatchingPreferenceFactorNode], { description: '各因素。All factors, in the order in which they are shown.' }) factors: MatchingPreferenceFactorNode[];
}

@InputType({ description: '重置反馈偏好。Begins anew with the weights of all.' })
export class ResetMatchingPreferencesInput extends MutationInput {
  @Field(() => String, { nullable: true, description: '原因，供审计，至多 500 字。Why, for the audit, at most 500 characters.' })
  @IsOptional()
  @Length(1, 500)
  reason?: string | null;
}

export const ResetMatchingPreferencesResult = resultUnion('ResetMatchingPreferencesResult', 'The preferences as they are now, or why not.', () => MatchingPreferencesNode);
