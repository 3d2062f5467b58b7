import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import type { DemandId, DemandLineId, ProductId, RecommendationId } from '../core/ids/ids.js';
import { isId } from '../core/ids/ids.js';
import { SIDE_STATES, type DismissalCause, type Side, type SideState } from '../core/matching/answer.js';
import { FACTOR_CODES, GATE_CODES, type FactorCode, type GateCode } from '../core/matching/factor-codes.js';
import { BEST_PER_LINE } from '../core/matching/line-changes.js';
import { connectionOf, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { CAUSES } from './dismissal-cause.types.js';

const sameNamed = <T extends string>(codes: readonly T[]): Readonly<Record<T, T>> => Object.fromEntries(codes.map((code) => [code, code])) as Record<T, T>;
export const SIDES = sameNamed<Side>(['BUYER', 'SUPPLIER']);
export const STATES = sameNamed<SideState>(SIDE_STATES);
export const FACTORS = sameNamed<FactorCode>(FACTOR_CODES);
export const GATES = sameNamed<GateCode>(GATE_CODES);

registerEnumType(SIDES, {
  name: 'RecommendationSide', description: '推荐的一方。A side of a recommendation.',
  valuesMap: { BUYER: { description: '需求单位。Whose line it is.' }, SUPPLIER: { description: '供应商。Whose product it is.' } },
});
registerEnumType(STATES, {
  name: 'RecommendationState', description: '一方对推荐的态度。Where one side stands.',
  valuesMap: {
    NEW: { description: '未看。Not looked at.' }, SEEN: { description: '已看。Looked at.' },
    INTERESTED: { description: '有意向。Interested.' }, DISMISSED: { description: '不考虑，附原因。Dismissed with a reason.' },
  },
});
registerEnumType(FACTORS, {
  name: 'MatchFactorCode', description: '评分因素。What a score is made of.',
  valuesMap: {
    PATH_STRENGTH: { description: '品类与需求的契合。How well the class answers the line.' }, SOFT_REQUIREMENTS: { description: '优先要求。Soft requirements met.' },
    PRICE: { description: '价格与预算。Price against budget; neutral where the viewer may not learn it.' }, LEAD_TIME: { description: '交货期。Lead time against the day needed.' },
    DISTANCE: { description: '距离；省内省外一视同仁。Nearness within the city of delivery; the province decides nothing.' }, ENERGY_GRADE: { description: '能效。Energy grade.' },
    PROOF: { description: '认证。Certificates.' }, RECORD: { description: '平台交付记录。Deliveries on the platform.' },
  },
});
registerEnumType(GATES, {
  name: 'MatchGateCode', description: '匹配的门槛，按询问的先后。The gates, in the order in which they are asked.',
  valuesMap: {
    ON_MARKET: { description: '产品在售且需求在征集。The product is on the market and the line open.' }, CLASS: { description: '品类。The class answers the line.' },
    OWN_ORGANISATION: { description: '非同一单位。Two organisations.' }, ELIMINATED: { description: '非淘汰类。Not in the elimination class.' },
    ENERGY_GRADE: { description: '能效闸门。Energy grade, clause 二（三）3 and the line’s own.' }, VALIDITY: { description: '有效期。Offer and need are not past.' },
    REGION_SERVED: { description: '服务区域。The supplier serves the place of delivery.' }, VISIBILITY: { description: '可见范围。The line is open to this supplier.' },
    HARD_REQUIREMENT: { description: '硬性要求。Every hard requirement is met.' },
  },
});

@ObjectType('MatchFactor', { description: '评分因素及其得分。One factor of a score and what it earned.' })
export class MatchFactorNode {
  @Field(() => FACTORS, { description: '因素。Which factor.' }) code: FactorCode;
  @Field(() => Int, { description: '得分。Points earned, 0 to maximum.' }) amount: number;
  @Field(() => Int, { description: '满分。Points at most; the maxima of all factors add up to 10,000.' }) maximum: number;
  @Field(() => Boolean, { description: '无从比较，按中性计分。True where there is nothing to judge by: half the points are given.' }) neutral: boolean;
  @Field(() => Int, { description: '采购方的答复使满分变动了多少；供应商见到的恒为 0。By how much the buyer’s own answers moved the maximum; always 0 to suppliers, who see the points by the weights of all.' }) moved: number;
  @Field(() => String, { description: '理由，语言同请求。Why, in the language of the request.' }) because: string;
  @Field(() => String, { nullable: true, description: '工作方案条款；平台自身规则为空。Clause of the work plan; null for a rule of the platform.' }) clause: string | null;
}

@ObjectType('MatchGate', { description: '未通过的门槛。The gate that stopped a pair.' })
export class MatchGateNode {
  @Field(() => GATES, { description: '门槛。Which gate.' }) code: GateCode;
  @Field(() => String, { description: '原因及如何通过，语言同请求。Why, and what would open it, in the language of the request.' }) because: string;
  @Field(() => String, { nullable: true, description: '工作方案条款；平台自身规则为空。Clause of the work plan; null for a rule of the platform.' }) clause: string | null;
}

@ObjectType('Recommendation', { description: '推荐：某产品可满足某需求行。A product that answers a line, told to both sides.' })
export class RecommendationNode {
  @Field(() => ID, { description: '推荐编号。Id of the recommendation.' }) id: RecommendationId;
  @Field(() => Int, { description: '总分，0 至 10000，为各因素得分之和。Sum of the factors shown to you, 0 to 10,000.' }) score: number;
  @Field(() => String, { description: '该品类回应需求所依据的工作方案条款。Clause of the work plan by which the class answers the line.' }) clause: string;
  @Field(() => ID, { description: '需求编号。Id of the demand.' }) demandId: DemandId;
  @Field(() => ID, { description: '需求行编号。Id of the line.' }) lineId: DemandLineId;
  @Field(() => ID, { description: '产品编号。Id of the product.' }) productId: ProductId;
  @Field(() => SIDES, { nullable: true, description: '您所在的一方；主管部门为空。Your side; null for a department.' }) side: Side | null;
  @Field(() => STATES, { nullable: true, description: '采购方态度；对方除「有意向」外不显示。Where the buyer stands; the other side’s state is shown only once it is INTERESTED.' })
  buyerState: SideState | null;
  @Field(() => STATES, { nullable: true, description: '供应商态度；对方除「有意向」外不显示。Where the supplier stands; as above.' }) supplierState: SideState | null;
  @Field(() => String, { nullable: true, description: '本方不考虑的原因。Why your side dismissed it.' }) reason: string | null;
  @Field(() => CAUSES, { nullable: true, description: '采购方不考虑的主要原因；供应商不可见。Why the buyer dismissed it, by its cause; null to the supplier, or where none was named.' }) cause: DismissalCause | null;
  @Field(() => Boolean, { description: '双方均有意向。Both sides are interested.' }) mutualInterest: boolean;
  @Field(() => DateTimeScalar, { description: '首次推荐时间。When it was first made.' }) madeAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: '失效时间；有效时为空。Since when it stands no more; null while it stands.' }) retiredAt: Date | null;
}

@ObjectType({ description: '一页推荐。A page of recommendations.' })
export class RecommendationConnection extends connectionOf(() => RecommendationNode, 'Recommendation') {}

@ObjectType('SupplyGap', { description: '需求行的供给缺口；各项为不同的事实。What is missing for a line; each is a fact of its own.' })
export class SupplyGapNode {
  @Field(() => Boolean, { description: '没有合适的品类。No class of goods answers the line.' }) noClassFits: boolean;
  @Field(() => Boolean, { description: '平台上无此类产品。No product of its classes is on the platform, from wherever.' }) nothingOnPlatform: boolean;
  @Field(() => Boolean, { description: '省内缺口。No maker in the province is known, neither by the plan nor on the platform.' }) noMakerInProvince: boolean;
  @Field(() => [String], { description: '说明，语言同请求。The same in words, in the language of the request.' }) because: string[];
}

@ObjectType('WhyNot', { description: '对任一产品与任一需求行的判定。The verdict on any product and any line.' })
export class WhyNotNode {
  @Field(() => Boolean, { description: '全部门槛均通过。Every gate is open.' }) matched: boolean;
  @Field(() => MatchGateNode, { nullable: true, description: '首个未通过的门槛。The first gate that is shut; null when all are open.' }) gate: MatchGateNode | null;
  @Field(() => Int, { nullable: true, description: '匹配时的得分。Score when it matches.' }) score: number | null;
  @Field(() => [MatchFactorNode], { description: '匹配时的评分因素。Factors when it matches; empty otherwise.' }) factors: MatchFactorNode[];
  @Field(() => RecommendationNode, {
    nullable: true, description: '现有推荐；匹配而无推荐，是因为已有更合适的产品，或刚刚发布。The standing recommendation; none though it matches: better products hold the places, or it was published this moment.',
  })
  recommendation: object | null;
}

@ObjectType({ description: '已标为已看的推荐。Recommendations marked as looked at.' })
export class RecommendationsSeen {
  @Field(() => [RecommendationNode], { description: '已标记的推荐。Those that are marked now.' }) recommendations: object[];
  @Field(() => [Refusal], { description: '未能标记的，逐条说明。Why others are not, in the order of the input.' }) refusals: Refusal[];
}

export const ExpressInterestResult = resultUnion('ExpressInterestResult', 'The recommendation with your interest, or why not.', () => RecommendationNode);
export const DismissRecommendationResult = resultUnion('DismissRecommendationResult', 'The recommendation, dismissed, or why not.', () => RecommendationNode);
export const WithdrawRecommendationAnswerResult = resultUnion('WithdrawRecommendationAnswerResult', 'The recommendation, looked at and not answered, or why not.', () => RecommendationNode);
export const MarkRecommendationsSeenResult = resultUnion('MarkRecommendationsSeenResult', 'What was marked and what was not.', () => RecommendationsSeen);

@InputType({ description: '有意向的推荐。The recommendation one is interested in.' })
export class ExpressInterestInput extends MutationInput {
  @Field(() => ID, { description: '推荐编号。Id of the recommendation.' })
  @IsIdOf('recommendation')
  recommendationId: RecommendationId;
}

@InputType({ description: '不考虑的推荐和原因。The recommendation to dismiss, and why.' })
export class DismissRecommendationInput extends MutationInput {
  @Field(() => ID, { description: '推荐编号。Id of the recommendation.' })
  @IsIdOf('recommendation')
  recommendationId: RecommendationId;

  @Field(() => String, { nullable: true, description: '原因，1 至 500 个字符；不告知对方。采购方写明 cause（「其他」除外）时可不填。Why, 1 to 500 characters; the other side is not told. A buyer who names a cause other than OTHER may leave it out.' })
  @IsOptional()
  @Length(1, 500)
  reason?: string | null;

  @Field(() => CAUSES, { nullable: true, description: '采购方不考虑的主要原因，供以后评分参考；仅采购方可填。The cause, from which matching learns for your lines; buyers alone.' })
  @IsOptional()
  @IsIn(Object.values(CAUSES))
  cause?: DismissalCause | null;
}

@InputType({ description: '要撤回答复的推荐。The recommendation whose answer is taken back.' })
export class WithdrawRecommendationAnswerInput extends MutationInput {
  @Field(() => ID, { description: '推荐编号。Id of the recommendation.' })
  @IsIdOf('recommendation')
  recommendationId: RecommendationId;
}

const SEEN_MAX = 100;

@InputType({ description: '已看的推荐。Recommendations that were looked at.' })
export class MarkRecommendationsSeenInput extends MutationInput {
  @Field(() => [ID], { description: '推荐编号，至多 100 个。Ids of recommendations, at most 100.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(SEEN_MAX)
  @IsIdOf('recommendation')
  recommendationIds: RecommendationId[];
}

@ArgsType()
export class ProductRecommendationsArgs extends PageArgs {
  @Field(() => ID, { description: '本单位产品的编号。Id of a product of yours.' })
  @IsIdOf('product')
  productId: ProductId;
}

@ArgsType()
export class RecommendationsArgs extends PageArgs {
  @Field(() => SIDES, { description: '以采购方或供应商的身份。As buyer or as supplier.' })
  @IsIn(Object.values(SIDES))
  side: Side;
}

@ArgsType()
export class MatchesArgs {
  @Field(() => Int, { defaultValue: 10, description: '条数，1 至 50。Rows, 1 to 50.' })
  @IsInt()
  @Min(1)
  @Max(BEST_PER_LINE)
  first = 10;
}

/** As `Date.toISOString` writes a moment of our time. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** When a recommendation was made, and which it was. */
export function afterMade(page: PageArgs): readonly [at: string, id: string] | null {
  const key = cursorOf(page, 2);
  if (key === null) return null;
  const [at, id] = key;
  const known = typeof at === 'string' && MOMENT.test(at) && !Number.isNaN(Date.parse(at)) && typeof id === 'string' && isId('recommendation', id);
  return known ? [at, id] : throwInput('CURSOR_INVALID', 'after');
}

/** How a recommendation scored for its supplier, and which it was. */
export function afterScore(page: PageArgs): readonly [score: number, id: string] | null {
  const key = cursorOf(page, 2);
  if (key === null) return null;
  const [score, id] = key;
  const known = typeof score === 'number' && Number.isInteger(score) && score >= 0 && score <= 10_000 && typeof id === 'string' && isId('recommendation', id);
  return known ? [score, id] : throwInput('CURSOR_INVALID', 'after');
}

/** The last id of the page before. */
export function afterId(page: PageArgs, noun: 'recommendation' | 'matchRun' | 'demandLine'): string | null {
  const key = cursorOf(page);
  if (key === null) return null;
  return typeof key[0] === 'string' && isId(noun, key[0]) ? key[0] : throwInput('CURSOR_INVALID', 'after');
}

