import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsIn, IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import type { OrganisationKind } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import type { ReviewStage } from '../core/organisation/review-level.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { OrganisationState } from './organisation.entity.js';
import { OrganisationKinds, OrganisationNode, OrganisationStates } from './organisation.types.js';
import { ItemVerdictNode, RegistrationReviewNode, ReviewStages, Verdicts } from './registration.types.js';

@ObjectType('ReviewStep', { description: '一级部门的初审意见。What one level said before it passed a case on.' })
export class ReviewStepNode {
  @Field(() => ReviewStages, { description: 'The level.' }) stage: ReviewStage;
  @Field(() => ID, { nullable: true, description: 'Department that looked.' }) departmentId: string | null;
  @Field(() => DateTimeScalar, { description: 'When.' }) at: Date;
  @Field(() => [ItemVerdictNode], { description: 'What it said, item by item.' }) verdicts: ItemVerdictNode[];
}

@ArgsType()
export class RegistrationQueueArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: '是否包含下级部门正在办理的。True: also what lies with the departments below.' })
  @IsBoolean()
  below = false;
}

@ObjectType('QueuedRegistration', { description: 'A registration that waits for its verdict.' })
export class QueuedRegistrationNode extends RegistrationReviewNode {
  @Field(() => OrganisationNode, { description: 'Who registers.' }) organisation: OrganisationNode;
  @Field(() => Int, { description: '距到期的工作日数，当天为 0，逾期为负。Working days left: 0 on the day it is due, negative after it.' }) daysLeft: number;
  @Field(() => [ReviewStepNode], { description: '已初审通过的各级，先后为序。Levels that found it in order and passed it on, in their order.' }) steps: ReviewStepNode[];
  @Field(() => Boolean, { description: 'True after the day on which it was due.' }) overdue: boolean;
}

@ObjectType({ description: 'One page of the registration queue, the case due first at the top.' })
export class QueuedRegistrationConnection extends connectionOf(() => QueuedRegistrationNode, 'QueuedRegistration') {}

@ArgsType()
export class OrganisationsArgs extends PageArgs {
  @Field(() => OrganisationKinds, { nullable: true, description: 'Only this kind.' })
  @IsOptional()
  @IsIn(Object.values(OrganisationKinds))
  kind?: OrganisationKind | null;

  @Field(() => OrganisationStates, { nullable: true, description: 'Only this state.' })
  @IsOptional()
  @IsIn(Object.values(OrganisationStates))
  state?: OrganisationState | null;

  @Field(() => String, { nullable: true, description: '名称的一部分，或完整的统一社会信用代码。Part of the name, or a whole credit code.' })
  @IsOptional()
  @Length(1, 100)
  query?: string | null;
}

@InputType({ description: 'The verdict on one item.' })
export class ItemVerdictInput {
  @Field(() => String, { description: '审核项，如「营业执照」。The item in the department’s words; once in a case.' })
  @IsString()
  @Length(1, 60)
  item: string;

  @Field(() => Verdicts, { description: 'Whether it is in order.' })
  @IsIn(Object.values(Verdicts))
  verdict: 'OK' | 'NOT_OK';

  @Field(() => String, { nullable: true, description: '不符合时必填，申请人据此改正。Obligatory where it is not: the applicant acts on it.' })
  @IsOptional()
  @MaxLength(500)
  reason?: string | null;
}

@InputType({ description: 'Verdicts on a registration: all in order approves it, otherwise it is returned.' })
export class ReviewRegistrationInput extends MutationInput {
  @Field(() => ID, { description: 'Who registers.' })
  @IsIdOf('organisation')
  organisationId: OrganisationId;

  @Field(() => [ItemVerdictInput], { description: 'One verdict for each item, at most 50.' })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ItemVerdictInput)
  items: ItemVerdictInput[];
}

@InputType({ description: 'Whom to suspend and why.' })
export class SuspendOrganisationInput extends MutationInput {
  @Field(() => ID, { description: 'An approved enterprise or bank.' })
  @IsIdOf('organisation')
  organisationId: OrganisationId;

  @Field(() => String, { description: '原因，该单位可见，1 至 500 字。Read by the organisation.' })
  @Length(1, 500)
  reason: string;
}

@InputType({ description: 'Whose suspension ends.' })
export class ReinstateOrganisationInput extends MutationInput {
  @Field(() => ID, { description: 'A suspended organisation.' })
  @IsIdOf('organisation')
  organisationId: OrganisationId;
}

@ObjectType({ description: 'The registration is decided.' })
export class RegistrationReviewed {
  @Field(() => OrganisationNode, { description: 'The enterprise, approved or returned.' }) organisation: OrganisationNode;
}

@ObjectType({ description: 'The organisation is suspended.' })
export class OrganisationSuspended {
  @Field(() => OrganisationNode, { description: 'The organisation, suspended.' }) organisation: OrganisationNode;
}

@ObjectType({ description: 'The organisation is approved as before.' })
export class OrganisationReinstated {
  @Field(() => OrganisationNode, { description: 'The organisation, approved.' }) organisation: OrganisationNode;
}

export const ReviewRegistrationResult = resultUnion('ReviewRegistrationResult', 'The decided registration, or why it was not decided.', () => RegistrationReviewed);
export const SuspendOrganisationResult = resultUnion('SuspendOrganisationResult', 'The suspended organisation, or why it was not suspended.', () => OrganisationSuspended);
export const ReinstateOrganisationResult = resultUnion('ReinstateOrganisationResult', 'The reinstated organisation, or why it was not reinstated.', () => OrganisationReinstated);
