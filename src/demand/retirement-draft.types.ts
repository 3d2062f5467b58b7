import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, Length } from 'class-validator';
import { LIMITS } from '../core/demand/demand-limits.js';
import { isId, type DemandId, type EquipmentId, type OrganisationId, type RetirementDraftId } from '../core/ids/ids.js';
import type { RetirementRule } from '../core/policy/retirement.js';
import { connectionOf, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../platform/graphql/scalars.js';
import { RetirementRules } from '../policy/retirement-advice.types.js';
import type { DemandVisibility } from './demand.entity.js';
import { VISIBILITIES } from './demand.types.js';
import type { RetirementDraftState } from './retirement-draft.entity.js';

export const RETIREMENT_DRAFT_STATES: Readonly<Record<RetirementDraftState, RetirementDraftState>> = {
  SUGGESTED: 'SUGGESTED', DEFERRED: 'DEFERRED', DISPUTED: 'DISPUTED', ACCEPTED: 'ACCEPTED', LAPSED: 'LAPSED',
};
registerEnumType(RETIREMENT_DRAFT_STATES, {
  name: 'RetirementDraftState', description: '更新建议的状态。Where a suggested renewal stands.',
  valuesMap: {
    SUGGESTED: { description: '待处理。Waits for an answer.' }, DEFERRED: { description: '已暂缓，到期次日再提示。Put off; it comes back after its day.' },
    DISPUTED: { description: '单位认为不成立，不再提示。The owner says that it does not hold; it is not suggested again.' },
    ACCEPTED: { description: '已生成需求草稿。Became a draft demand.' }, LAPSED: { description: '所涉设备均已移出台账。All its machines have left the register.' },
  },
});

@ObjectType('RetirementCause', { description: '一台设备为什么该更新。Why a machine should be renewed.' })
export class RetirementCauseNode {
  @Field(() => ID, { description: 'Id of the machine.' }) equipmentId: EquipmentId;
  @Field(() => String, { description: '理由，语言同请求。Why, in the language of the request.' }) because: string;
}

@ObjectType('RetirementDraft', { description: '平台按规则建议的一条更新需求草稿；仅供参考，不是命令。A renewal that the platform suggests by a rule of the plan; it orders nothing.' })
export class RetirementDraftNode {
  @Field(() => ID, { description: 'Id of the suggestion.' }) id: RetirementDraftId;
  @Field(() => ID, { description: 'Whose machines they are.' }) ownerId: OrganisationId;
  @Field(() => RetirementRules, { description: '依据。By which rule.' }) rule: RetirementRule;
  @Field(() => String, { description: '工作方案条款。Clause of the work plan.' }) clause: string;
  @Field(() => ID, { nullable: true, description: '可申报的需求条目；方案没有则为空。Demand item of the plan to ask for; null where it names none.' }) demandItemId: string | null;
  @Field(() => Boolean, { description: '依据为二手转录，待核实。True where it stands on a second-hand fact, to be verified.' }) verify: boolean;
  @Field(() => RETIREMENT_DRAFT_STATES, { description: 'Where it stands.' }) state: RetirementDraftState;
  @Field(() => DateScalar, { nullable: true, description: '暂缓至此日，次日再提示。Put off until this day, the day included.' }) deferredUntil: string | null;
  @Field(() => String, { nullable: true, description: '暂缓或不认可的原因。Why it was put off or disputed.' }) reason: string | null;
  @Field(() => ID, { nullable: true, description: '由此生成的需求。The demand that it became.' }) demandId: DemandId | null;
  @Field(() => DateTimeScalar, { description: 'When it was first suggested.' }) suggestedAt: Date;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' }) updatedAt: Date;
}

@ObjectType({ description: '一页更新建议。A page of suggested renewals.' })
export class RetirementDraftConnection extends connectionOf(() => RetirementDraftNode, 'RetirementDraft') {}

@ArgsType()
export class RetirementDraftsArgs extends PageArgs {
  @Field(() => [RETIREMENT_DRAFT_STATES], { nullable: true, description: '仅这些状态；不填为全部。Of these states alone; left out: all.' })
  @IsOptional()
  @ArrayMaxSize(5)
  states?: RetirementDraftState[] | null;
}

@InputType({ isAbstract: true })
abstract class RetirementDraftInput extends MutationInput {
  @Field(() => ID, { description: 'Suggestion of your own organisation that was not answered for good.' })
  @IsIdOf('retirementDraft')
  draftId: RetirementDraftId;
}

@InputType({ description: '采纳建议，生成需求草稿。Makes a draft demand of a suggestion.' })
export class AcceptRetirementDraftInput extends RetirementDraftInput {
  @Field(() => String, { nullable: true, description: '需求标题；不填按规则和台数生成。Title of the demand; left out, rule and number of machines give it.' })
  @IsOptional()
  @Length(1, LIMITS.titleCharacters)
  title?: string | null;

  @Field(() => String, { nullable: true, description: '交货地，GB/T 2260 六位代码；不填为本单位所在地。Place of delivery; left out: where your organisation is.' })
  @IsOptional()
  @Length(6, 6)
  regionCode?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day on which delivery is of use.' })
  @IsOptional()
  neededBy?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '总预算（元）；不对供应商显示。Total budget, CNY; never shown to suppliers.' })
  @IsOptional()
  budgetCny?: string | null;

  @Field(() => VISIBILITIES, { defaultValue: 'APPROVED_SUPPLIERS', description: 'Who may read the demand once it is published.' })
  visibility: DemandVisibility;
}

@InputType({ description: '暂缓一条建议。Puts a suggestion off.' })
export class DeferRetirementInput extends RetirementDraftInput {
  @Field(() => DateScalar, { description: '暂缓至此日（含），明天起五年以内。Until this day, from tomorrow to five years ahead.' })
  until: string;

  @Field(() => String, { description: '原因，1 至 500 字。Why, 1 to 500 characters.' })
  @Length(1, LIMITS.reasonCharacters)
  reason: string;
}

@InputType({ description: '认为建议不成立。Says that a suggestion does not hold.' })
export class DisputeRetirementInput extends RetirementDraftInput {
  @Field(() => String, { description: '原因，如已大修、台账有误，1 至 500 字。Why, 1 to 500 characters.' })
  @Length(1, LIMITS.reasonCharacters)
  reason: string;
}

export const AcceptRetirementDraftResult = resultUnion('AcceptRetirementDraftResult', 'The suggestion with the demand that it became, or why not.', () => RetirementDraftNode);
export const DeferRetirementResult = resultUnion('DeferRetirementResult', 'The suggestion, put off, or why not.', () => RetirementDraftNode);
export const DisputeRetirementResult = resultUnion('DisputeRetirementResult', 'The suggestion, disputed, or why not.', () => RetirementDraftNode);

/** The suggestion that the page before ended with, or null on the first page. */
export function afterRetirementDraft(page: PageArgs): RetirementDraftId | null {
  const key = cursorOf(page);
  if (key === null) return null;
  return typeof key[0] === 'string' && isId('retirementDraft', key[0]) ? key[0] : throwInput('CURSOR_INVALID', 'after');
}
