import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { RequirementOp } from '../core/demand/requirement.js';
import type { LineState } from '../core/demand/demand-state.js';
import type { DemandId, DemandLineId, OrganisationId } from '../core/ids/ids.js';
import { RegionNode } from '../organisation/organisation.types.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar, DecimalScalar, JsonScalar } from '../platform/graphql/scalars.js';
import type { DemandPurpose, DemandVisibility, LineWants } from './demand.entity.js';

export const VISIBILITIES: Readonly<Record<DemandVisibility, DemandVisibility>> = {
  PUBLIC: 'PUBLIC', APPROVED_SUPPLIERS: 'APPROVED_SUPPLIERS', THROUGH_DEPARTMENT: 'THROUGH_DEPARTMENT',
};
registerEnumType(VISIBILITIES, {
  name: 'DemandVisibility',
  description: '需求对谁可见。Who may read a published demand.',
  valuesMap: {
    PUBLIC: { description: '所有人。Everybody, also without an account.' },
    APPROVED_SUPPLIERS: { description: '审核通过的企业。Enterprises that the platform has approved.' },
    THROUGH_DEPARTMENT: { description: '由主管部门转达，需求单位同意之前不显示其名称。Approved enterprises, without learning whose demand it is until its owner agrees (revealDemandOwner).' },
  },
});

export const PURPOSES: Readonly<Record<DemandPurpose, DemandPurpose>> = { RENEWAL: 'RENEWAL', NEW_CAPACITY: 'NEW_CAPACITY' };
registerEnumType(PURPOSES, {
  name: 'DemandPurpose',
  description: '更新或新增。Renewal of equipment, or new capacity (新增, 非更新).',
  valuesMap: { RENEWAL: { description: '设备更新。Old equipment is replaced.' }, NEW_CAPACITY: { description: '新增产能。Nothing is replaced.' } },
});

export const LINE_STATES: Readonly<Record<LineState, LineState>> = {
  DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', SOURCING: 'SOURCING', AWARDED: 'AWARDED', FULFILLED: 'FULFILLED', CLOSED: 'CLOSED', EXPIRED: 'EXPIRED',
};
registerEnumType(LINE_STATES, {
  name: 'DemandState',
  description: '需求行的状态；需求的状态由其各行得出。State of a line; a demand is where its least settled line is.',
  valuesMap: {
    DRAFT: { description: '草稿，仅需求单位和主管部门可见。Seen by its owner and the departments alone.' },
    PUBLISHED: { description: '已发布，正在匹配。Published and being matched.' },
    SOURCING: { description: '询比中。A request for quotations is running.' },
    AWARDED: { description: '已成交。Awarded.' },
    FULFILLED: { description: '已完成。Delivered and accepted.' },
    CLOSED: { description: '需求单位已关闭。Closed by its owner.' },
    EXPIRED: { description: '需求时间已过。The day it was needed by has passed.' },
  },
});

export const WANTS: Readonly<Record<LineWants, LineWants>> = { CLASS: 'CLASS', ITEM: 'ITEM', WORDS: 'WORDS' };
registerEnumType(WANTS, {
  name: 'DemandLineWants',
  description: '需求行以何种方式写明所需。How a line names what it wants.',
  valuesMap: {
    CLASS: { description: '按品类。By class of goods.' },
    ITEM: { description: '按工作方案的需求条目，品类由升级路径得出。By demand item of the work plan; its upgrade paths give the classes.' },
    WORDS: { description: '仅有文字，待需求单位确认品类后方可发布。By words alone: it can be published once its owner has confirmed classes.' },
  },
});

export const REQUIREMENT_OPS = { AT_LEAST: '>=', AT_MOST: '<=', EQUAL: '=', BETWEEN: 'between', ONE_OF: 'in', ABOUT: 'about' } as const satisfies Record<string, RequirementOp>;
registerEnumType(REQUIREMENT_OPS, {
  name: 'RequirementOp',
  description: '比较方式。How a product\'s value is compared with the one required.',
  valuesMap: {
    AT_LEAST: { description: '不小于。' }, AT_MOST: { description: '不大于。' }, EQUAL: { description: '等于。' },
    BETWEEN: { description: '介于两值之间，含两端。Within [low, high], both ends included.' },
    ONE_OF: { description: '其中之一。One of a list.' }, ABOUT: { description: '约，±10%。Within ten per cent.' },
  },
});

export const REQUIREMENT_MODES = { HARD: 'HARD', SOFT: 'SOFT' } as const;
registerEnumType(REQUIREMENT_MODES, {
  name: 'RequirementMode',
  description: '硬性或优先。Whether a requirement excludes or scores.',
  valuesMap: { HARD: { description: '硬性：不满足即不推荐。A product that misses it is not recommended.' }, SOFT: { description: '优先：满足者得分更高。A product that meets it scores higher.' } },
});

@ObjectType('DemandRequirement', { description: '对所购设备的一项要求。One thing asked of what is bought.' })
export class RequirementNode {
  @Field(() => String, { description: 'Key of an attribute of the class.' })
  attributeKey: string;

  @Field(() => REQUIREMENT_OPS, { description: 'How the value is compared.' })
  op: RequirementOp;

  @Field(() => JsonScalar, { description: '数值、选项键或是否；BETWEEN 为 [下限, 上限]，ONE_OF 为列表。A number in `unit`, an option\'s key, or true/false; [low, high] for BETWEEN, a list for ONE_OF.' })
  value: unknown;

  @Field(() => String, { nullable: true, description: '参数自身的单位；选项和是否为空。The attribute\'s own unit; null for options and yes/no.' })
  unit: string | null;

  @Field(() => REQUIREMENT_MODES, { description: 'Whether it excludes or scores.' })
  mode: 'HARD' | 'SOFT';

  @Field(() => ID, { nullable: true, description: '仅对该品类的产品提出；为空则对本行所有品类。Asked of products of this class alone; null: of every class the line wants.' })
  classId?: string | null;
}

@ObjectType('RetiredMachine', { description: '本行更新所替换的旧设备。An old machine that the line retires.' })
export class RetiredMachineNode {
  @Field(() => String, { description: 'What it is, such as 颚式破碎机.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Type number, null when not known.' })
  model: string | null;

  @Field(() => Int, { nullable: true, description: '投用年份。Year in which it went into service.' })
  commissionedYear: number | null;

  @Field(() => Int, { description: 'How many of them; for materials in the unit of the line.' })
  count: number;
}

@ObjectType('DemandLine', { description: '更新需求的一行。One line of an update demand (更新需求).' })
export class DemandLineNode {
  @Field(() => ID, { description: 'Id of the line.' })
  id: DemandLineId;

  @Field(() => ID, { description: 'Id of the demand that the line stands on.' })
  demandId: DemandId;

  @Field(() => Int, { description: '行号，从 1 起。Number within the demand, from 1.' })
  number: number;

  @Field(() => WANTS, { description: 'How it names what it wants.' })
  wants: LineWants;

  @Field(() => [ID], { description: '所需品类：需求单位写明，或由条目的升级路径得出。Classes wanted: named by the buyer, or reached from the item by its upgrade paths when the line was written.' })
  classIds: string[];

  @Field(() => ID, { nullable: true, description: '工作方案需求条目。Demand item of the work plan.' })
  itemId: string | null;

  @Field(() => String, { description: '需求单位的原话。What the buyer says in own words.' })
  words: string;

  @Field(() => DecimalScalar, { description: 'How much, in `unit`.' })
  quantity: string;

  @Field(() => String, { description: '计量单位，如 台、套、m2。Unit of the quantity.' })
  unit: string;

  @Field(() => [RequirementNode], { description: 'What is asked of what is bought.' })
  requirements: RequirementNode[];

  @Field(() => Int, { nullable: true, description: '能效等级不低于，1 最高。Energy grade wanted or better, 1 is best.' })
  energyGradeAtMost: number | null;

  @Field(() => DecimalScalar, { nullable: true, description: '整行预算（元）；仅需求单位和主管部门可见。Budget for the whole quantity, CNY; shown to the owner and the departments alone.' })
  budgetCny: string | null;

  @Field(() => [RetiredMachineNode], { description: 'Old machines that the line retires.' })
  retires: RetiredMachineNode[];

  @Field(() => [ID], { description: '所替换的台账设备；对供应商为空。Machines of the register that the line retires; empty for suppliers.' })
  equipmentIds: string[];

  @Field(() => String, { nullable: true, description: '更新而不列旧设备的原因；仅需求单位和主管部门可见。Why a renewal names no old machine; shown to the owner and the departments alone.' })
  renewalReason: string | null;

  @Field(() => LINE_STATES, { description: 'Where the line stands.' })
  state: LineState;

  @Field(() => String, { nullable: true, description: '关闭原因；仅需求单位和主管部门可见。Why it was closed; shown to the owner and the departments alone.' })
  stateReason: string | null;

  @Field(() => Int, { description: '修订号，从 1 起；每次修改生成新的修订，旧修订不变。Every change makes a new revision; old ones stay as they were.' })
  revision: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published; null for a draft.' })
  publishedAt: Date | null;
}

/** Lines of a demand are one plain list of at most 500; ten are counted, since most demands have fewer. */
const LINES_COUNTED = 10;

@ObjectType('Demand', { description: '更新需求。An update demand of an enterprise.' })
export class DemandNode {
  @Field(() => ID, { description: 'Id of the demand.' })
  id: DemandId;

  @Field(() => ID, { nullable: true, description: '需求单位；由主管部门转达的需求对他人不显示。The buyer; null where the demand runs through the department and is not yours.' })
  ownerId: OrganisationId | null;

  @Field(() => Boolean, { description: '需求单位未显示。The buyer is not shown to you.' })
  ownerHidden: boolean;

  @Field(() => String, { description: 'What it is about, in a line.' })
  title: string;

  @Field(() => String, { description: '需求说明。What the buyer says in own words.' })
  words: string;

  @Field(() => ID, { nullable: true, description: '所属任务：各行条目同属的工作方案任务。Task of the work plan that all its items belong to.' })
  taskId: string | null;

  @Field(() => String, { description: '交货地，GB/T 2260 六位代码。Place of delivery.' })
  regionCode: string;

  @Field(() => RegionNode, { description: '交货地名称。The place of delivery by name.' })
  region: RegionNode;

  @Field(() => PURPOSES, { description: 'Renewal or new capacity.' })
  purpose: DemandPurpose;

  @Field(() => DecimalScalar, { nullable: true, description: '总预算（元）；仅需求单位和主管部门可见。Total budget, CNY; shown to the owner and the departments alone.' })
  budgetCny: string | null;

  @Field(() => DateScalar, { nullable: true, description: '最迟需要的日期，过期自动终止。Last day on which delivery is of use; the demand expires after it.' })
  neededBy: string | null;

  @Field(() => VISIBILITIES, { description: 'Who may read it once it is published.' })
  visibility: DemandVisibility;

  @Field(() => Boolean, { description: '已确认不含国家秘密（涉密不上网）。Its owner has confirmed that it holds no state secret.' })
  noStateSecretConfirmed: boolean;

  @Field(() => String, { nullable: true, description: '需求单位自己系统中的编号；仅其本人和主管部门可见。Number in the owner\'s own software; shown to the owner and the departments alone.' })
  externalRef: string | null;

  @Field(() => LINE_STATES, { description: '由各行得出：最未了结的一行。Derived from the lines that you may see: the least settled one.' })
  state: LineState;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  updatedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was first published; null for a draft.' })
  publishedAt: Date | null;

  @Field(() => [DemandLineNode], {
    description: '需求行，按行号，至多 500 行。Lines by number, at most 500.',
    complexity: ({ childComplexity }) => 1 + LINES_COUNTED * childComplexity,
  })
  lines: DemandLineNode[];
}

@ObjectType({ description: '一页需求。A page of demands.' })
export class DemandConnection extends connectionOf(() => DemandNode, 'Demand') {}

export const CreateDemandResult = resultUnion('CreateDemandResult', 'The demand as a draft, or why not.', () => DemandNode);
export const AddDemandLineResult = resultUnion('AddDemandLineResult', 'The demand with its new draft line, or why not.', () => DemandNode);
export const ReviseDemandResult = resultUnion('ReviseDemandResult', 'The demand as it is now, or why not.', () => DemandNode);
export const ReviseDemandLineResult = resultUnion('ReviseDemandLineResult', 'The line in its new revision, or why not.', () => DemandLineNode);
export const PublishDemandResult = resultUnion('PublishDemandResult', 'The demand with its lines published, or why not.', () => DemandNode);
export const CloseDemandResult = resultUnion('CloseDemandResult', 'The demand with its lines closed, or why not.', () => DemandNode);
