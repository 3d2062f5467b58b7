import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Length } from 'class-validator';
import type { DemandId, DemandLineId, OrganisationId, TopicId } from '../core/ids/ids.js';
import { GAP_KINDS, TOPIC_LIMITS, TOPIC_STATES, type GapKind, type TopicState } from '../core/matching/topic.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

const GapKinds = Object.fromEntries(GAP_KINDS.map((one) => [one, one])) as { readonly [K in GapKind]: K };
registerEnumType(GapKinds, {
  name: 'SupplyGapKind', description: '缺口的两种事实，各有各的办法。Two facts of supply, each with a remedy of its own.',
  valuesMap: {
    PLATFORM: { description: '平台缺口：平台上无此类产品。Nothing of the kind is on the platform, from wherever.' },
    PROVINCE: { description: '省内缺口：方案与平台均未见省内生产企业。No maker in the province is known, neither by the plan nor on the platform.' },
  },
});

const TopicStates = Object.fromEntries(TOPIC_STATES.map((one) => [one, one])) as { readonly [S in TopicState]: S };
registerEnumType(TopicStates, {
  name: 'TopicState', description: '揭榜挂帅课题的状态。Where a topic stands.',
  valuesMap: {
    DRAFT: { description: '草稿，可修改。A draft that may be edited.' }, PUBLISHED: { description: '已发布。Published.' },
    CLOSED: { description: '已关闭：供给出现后由平台关闭，或由主管部门关闭。Closed, by the platform once supply appeared, or by the department.' },
  },
});

const ClosedBy = { SYSTEM: 'SYSTEM', DEPARTMENT: 'DEPARTMENT' } as const;
registerEnumType(ClosedBy, {
  name: 'TopicClosedBy', description: '由谁关闭。Who closed a topic.',
  valuesMap: { SYSTEM: { description: '供给出现，平台自动关闭。The platform, once supply appeared.' }, DEPARTMENT: { description: '主管部门关闭。The department, with a reason.' } },
});

@ObjectType('Topic', { description: '揭榜挂帅课题（工作方案四（三）），由供给缺口而来。A topic of a challenge (clause 四（三）), opened of a supply gap.' })
export class TopicNode {
  @Field(() => ID, { description: 'Id of the topic.' }) id: TopicId;
  @Field(() => GapKinds, { description: '平台缺口或省内缺口。Which of the two is missing.' }) kind: GapKind;
  @Field(() => ID, { nullable: true, description: '所缺的需求条目；按品类立题时为空。The demand item that is missing; null when it is a class.' }) itemId: string | null;
  @Field(() => ID, { nullable: true, description: '所缺的品类；按条目立题时为空。The class that is missing; null when it is an item.' }) classId: string | null;
  @Field(() => TopicStates, { description: '状态。Where it stands.' }) state: TopicState;
  @Field(() => String, { description: '题目。Its title.' }) title: string;
  @Field(() => String, { description: '需求说明。What is needed.' }) need: string;
  @Field(() => [String], { description: '主要指标，至多 30 项，由各需求行汇总。Key requirements, at most 30, gathered from the lines.' }) requirements: string[];
  @Field(() => String, { description: '需求数量。How much is wanted.' }) quantity: string;
  @Field(() => String, { description: '所缺条目或品类在工作方案中的条款。Clause of the work plan that names what is missing.' }) clause: string;
  @Field(() => String, { description: '立题依据的条款。Clause of the work plan by which topics are opened.' }) basis: string;
  @Field(() => Int, { description: 'Revision, from 1; each edit of the draft makes a new one.' }) revision: number;
  @Field(() => ID, { description: '立题部门。The department that opened it.' }) openedBy: OrganisationId;
  @Field(() => ID, { nullable: true, description: '供给撤回后再现时，为先前的课题。The earlier topic whose supply was withdrawn; null otherwise.' }) reopens: TopicId | null;
  @Field(() => ID, { nullable: true, description: '关闭后缺口再现时，为后续的课题。The topic that followed when the gap came up again.' }) succeededBy: TopicId | null;
  @Field(() => DateTimeScalar, { description: 'When it was opened.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { description: 'When it was last changed.' }) updatedAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published.' }) publishedAt: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed.' }) closedAt: Date | null;
  @Field(() => ClosedBy, { nullable: true, description: '由谁关闭。Who closed it.' }) closedBy: keyof typeof ClosedBy | null;
  @Field(() => String, { nullable: true, description: '关闭原因。Why it was closed.' }) closeReason: string | null;
}

@ObjectType({ description: '一页课题。One page of topics.' })
export class TopicConnection extends connectionOf(() => TopicNode, 'Topic') {}

@ObjectType('TopicLine', { description: '课题引用的需求行。A demand line that a topic cites.' })
export class TopicLineNode {
  @Field(() => ID, { description: 'Id of the line.' }) lineId: DemandLineId;
  @Field(() => ID, { description: 'Id of its demand.' }) demandId: DemandId;
  @Field(() => String, { description: '引文，语言同请求；只有公开需求才写明单位。The citation, in the language of the request; a buyer is named only where everybody may read whose demand it is.' }) citation: string;
  @Field(() => Boolean, { description: '仍在征集。Products are still looked for.' }) open: boolean;
  @Field(() => Boolean, { description: '已有通过全部门槛的产品；省内缺口须为省内生产企业。Answered by a product that passes every gate; of a gap of the province by a maker there.' }) answered: boolean;
}

@ObjectType('SupplyGapEntry', { description: '供给缺口登记：所缺的条目或品类，及显示该缺口的需求。What is missing, an item or a class, and the open demands that show it.' })
export class SupplyGapEntryNode {
  @Field(() => GapKinds, { description: '平台缺口或省内缺口。Which of the two is missing.' }) kind: GapKind;
  @Field(() => ID, { nullable: true, description: '需求条目。The demand item; null when it is a class.' }) itemId: string | null;
  @Field(() => ID, { nullable: true, description: '品类；一行可用多个品类时各计一次。The class; a line that would take several counts for each. Null when it is an item.' }) classId: string | null;
  @Field(() => Int, { description: '需求行数。Open lines.' }) lines: number;
  @Field(() => Int, { description: '需求数。Demands.' }) demands: number;
  @Field(() => Int, { description: '需求单位数。Buyers.' }) buyers: number;
  @Field(() => [ID], { description: '需求行，新的在前，至多 100 行。The lines, the latest first, at most 100.' }) lineIds: DemandLineId[];
}

@ObjectType({ description: '一页缺口登记。One page of the register of supply gaps.' })
export class SupplyGapEntryConnection extends connectionOf(() => SupplyGapEntryNode, 'SupplyGapEntry') {}

@ArgsType()
export class SupplyGapRegisterArgs extends PageArgs {
  @Field(() => GapKinds, { description: '哪一种缺口。Which of the two.' }) kind: GapKind;
}

@ArgsType()
export class TopicsArgs extends PageArgs {
  @Field(() => TopicStates, { nullable: true, description: '仅此状态。Of this state alone.' })
  @IsOptional()
  state?: TopicState | null;
}

@InputType({ description: '立题：条目或品类其中之一。Of what to open a topic: an item or a class.' })
export class OpenTopicInput extends MutationInput {
  @Field(() => GapKinds, { description: '哪一种缺口。Which of the two.' }) kind: GapKind;

  @Field(() => ID, { nullable: true, description: '所缺的需求条目。The demand item that is missing.' })
  @IsOptional()
  @Length(1, 50)
  itemId?: string | null;

  @Field(() => ID, { nullable: true, description: '所缺的品类。The class that is missing.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;

  @Field(() => [ID], { nullable: true, description: '引用的需求行，1 至 100 行；不填则为显示该缺口的全部，至多新近 100 行。Lines to cite; left out: all that show the gap, the latest 100.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(TOPIC_LIMITS.lines)
  @IsIdOf('demandLine')
  lineIds?: DemandLineId[] | null;
}

@InputType({ description: '修改草稿，不填的保持不变；请勿写入未同意公开的单位。Edits a draft, what is left out stays; name no buyer that did not agree.' })
export class ReviseTopicInput extends MutationInput {
  @Field(() => ID, { description: 'A draft of your department.' })
  @IsIdOf('topic')
  topicId: TopicId;

  @Field(() => String, { nullable: true, description: '题目，1 至 200 字。Title, 1 to 200 characters.' })
  @IsOptional()
  @Length(1, TOPIC_LIMITS.titleCharacters)
  title?: string | null;

  @Field(() => String, { nullable: true, description: '需求说明，1 至 5000 字。What is needed, 1 to 5,000 characters.' })
  @IsOptional()
  @Length(1, TOPIC_LIMITS.needCharacters)
  need?: string | null;

  @Field(() => [String], { nullable: true, description: '主要指标，至多 30 项，每项至多 300 字。Key requirements, at most 30 of 300 characters.' })
  @IsOptional()
  @ArrayMaxSize(TOPIC_LIMITS.requirements)
  @Length(0, TOPIC_LIMITS.requirementCharacters, { each: true })
  requirements?: string[] | null;

  @Field(() => String, { nullable: true, description: '需求数量，至多 200 字。How much is wanted, at most 200 characters.' })
  @IsOptional()
  @Length(0, TOPIC_LIMITS.quantityCharacters)
  quantity?: string | null;
}

@InputType({ description: '要发布的草稿。The draft to publish.' })
export class PublishTopicInput extends MutationInput {
  @Field(() => ID, { description: 'A draft of your department.' })
  @IsIdOf('topic')
  topicId: TopicId;
}

@InputType({ description: '要关闭的课题和原因。The topic to close, and why.' })
export class CloseTopicInput extends MutationInput {
  @Field(() => ID, { description: 'A topic of your department.' })
  @IsIdOf('topic')
  topicId: TopicId;

  @Field(() => String, { description: '关闭原因，1 至 500 字。Why, 1 to 500 characters.' })
  @Length(1, TOPIC_LIMITS.reasonCharacters)
  reason: string;
}

export const OpenTopicResult = resultUnion('OpenTopicResult', 'The topic as a draft, or why not.', () => TopicNode);
export const ReviseTopicResult = resultUnion('ReviseTopicResult', 'The draft as it is now, or why not.', () => TopicNode);
export const PublishTopicResult = resultUnion('PublishTopicResult', 'The topic, published, or why not.', () => TopicNode);
export const CloseTopicResult = resultUnion('CloseTopicResult', 'The topic, closed, or why not.', () => TopicNode);
