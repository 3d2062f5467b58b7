import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { OrganisationKind, Role } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { OrganisationState, SizeClass, Trade } from './organisation.entity.js';

export const OrganisationKinds = { ENTERPRISE: 'ENTERPRISE', DEPARTMENT: 'DEPARTMENT', BANK: 'BANK' } as const satisfies Record<OrganisationKind, string>;
export const OrganisationStates = {
  REGISTERED: 'REGISTERED', UNDER_REVIEW: 'UNDER_REVIEW', APPROVED: 'APPROVED', RETURNED: 'RETURNED', SUSPENDED: 'SUSPENDED', CLOSED: 'CLOSED',
} as const satisfies Record<OrganisationState, string>;
export const SizeClasses = { LARGE: 'LARGE', MEDIUM: 'MEDIUM', SMALL: 'SMALL', MICRO: 'MICRO' } as const satisfies Record<SizeClass, string>;
export const Trades = { MAKER: 'MAKER', DEALER: 'DEALER', BUYER: 'BUYER', RECYCLER: 'RECYCLER' } as const satisfies Record<Trade, string>;
export const Roles = {
  OWNER: 'OWNER', CATALOGUE: 'CATALOGUE', PURCHASING: 'PURCHASING', APPROVER: 'APPROVER', VIEWER: 'VIEWER', AUDIT: 'AUDIT',
  REVIEWER: 'REVIEWER', EVENTS: 'EVENTS', PROGRAMME: 'PROGRAMME', AUDITOR: 'AUDITOR', LOANS: 'LOANS',
  SYSTEM_ADMIN: 'SYSTEM_ADMIN', SECURITY_ADMIN: 'SECURITY_ADMIN', AUDIT_ADMIN: 'AUDIT_ADMIN',
} as const satisfies Record<Role, string>;

registerEnumType(OrganisationKinds, {
  name: 'OrganisationKind', description: 'What an organisation is; it decides which roles its members may have.',
  valuesMap: { ENTERPRISE: { description: '企业：供应商、采购方或两者兼有。Supplier, buyer or both.' }, DEPARTMENT: { description: '主管部门。' }, BANK: { description: '银行。' } },
});
registerEnumType(OrganisationStates, {
  name: 'OrganisationState', description: 'Where an organisation stands; only approved ones are seen by others and may publish.',
  valuesMap: {
    REGISTERED: { description: '已登记，尚未提交审核。Written, not handed in yet.' }, UNDER_REVIEW: { description: '待审。Waits for a department.' },
    APPROVED: { description: '已通过。' }, RETURNED: { description: '已退回，须修改后重新提交。Returned with a reason for each item, to be corrected.' },
    SUSPENDED: { description: '已暂停。Signs in and reads; what needs approval is closed.' }, CLOSED: { description: '已注销。Nobody acts for it any more.' },
  },
});
registerEnumType(SizeClasses, {
  name: 'SizeClass', description: '企业规模（统计上大中小微型企业划分办法）。Size class by the national criteria.',
  valuesMap: { LARGE: { description: '大型。' }, MEDIUM: { description: '中型。' }, SMALL: { description: '小型。' }, MICRO: { description: '微型。' } },
});
registerEnumType(Trades, {
  name: 'Trade', description: 'What an enterprise does on the market; several may hold.',
  valuesMap: {
    MAKER: { description: '厂家。' }, DEALER: { description: '经销商，凭授权。Sells for makers who authorised it.' },
    BUYER: { description: '采购方。' }, RECYCLER: { description: '回收处置单位。Takes old machines.' },
  },
});
registerEnumType(Roles, {
  name: 'Role', description: 'What a member may do for the organisation.',
  valuesMap: {
    OWNER: { description: '管理员：对单位负责，添加成员。Answers for the organisation and adds members; every kind has it.' },
    CATALOGUE: { description: '产品。' }, PURCHASING: { description: '采购。' }, APPROVER: { description: '审批。' }, VIEWER: { description: '查看。' }, AUDIT: { description: '纪检，只读。' },
    REVIEWER: { description: '部门：审核。' }, EVENTS: { description: '部门：对接会。' }, PROGRAMME: { description: '部门：项目。' }, AUDITOR: { description: '部门：审计，只读。' },
    LOANS: { description: '银行：信贷。' },
    SYSTEM_ADMIN: { description: '系统管理员；三类管理员不得由一人兼任。No person has two of the three administrators’ roles.' },
    SECURITY_ADMIN: { description: '安全管理员。' }, AUDIT_ADMIN: { description: '审计管理员。' },
  },
});

@ObjectType('Region', { description: 'A place: its code and its name as far as the platform knows it, province and in Shanxi the city.' })
export class RegionNode {
  @Field(() => String, { description: 'GB/T 2260, six digits, to the county.' }) code: string;
  @Field(() => String, { description: 'Chinese name, such as 山西省太原市.' }) zh: string;
  @Field(() => String, { description: 'English name.' }) en: string;
}

@ObjectType('Organisation', { description: 'An enterprise, department or bank. Others see its card; itself, its group and departments see the whole record.' })
export class OrganisationNode {
  @Field(() => ID, { description: 'Id of the organisation.' }) id: OrganisationId;
  @Field(() => OrganisationKinds, { description: 'What it is.' }) kind: OrganisationKind;
  @Field(() => String, { description: 'Registered name.' }) name: string;
  @Field(() => ID, { nullable: true, description: 'Id of the organisation above it in its own tree; null at the top.' }) parentId: OrganisationId | null;
  @Field(() => RegionNode, { description: 'Where it is.' }) region: RegionNode;
  @Field(() => String, { nullable: true, description: 'Industry by GB/T 4754-2017, such as C3511; null when not stated.' }) industryCode: string | null;
  @Field(() => SizeClasses, { nullable: true, description: 'Size class; null when not stated and for departments and banks.' }) sizeClass: SizeClass | null;
  @Field(() => [Trades], { description: 'What it does on the market.' }) trades: Trade[];
  @Field(() => OrganisationStates, { description: 'Where it stands.' }) state: OrganisationState;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last approved; null when it never was.' }) approvedAt: Date | null;
  @Field(() => String, { nullable: true, description: '业务电话：仅在本单位选择公开时对外可见。Business telephone; to others null unless it was made public.' }) businessPhone: string | null;
  @Field(() => Boolean, { description: 'Whether the business telephone is public.' }) businessPhonePublic: boolean;
  @Field(() => String, { nullable: true, description: '统一社会信用代码。Unified social credit code; null to others.' }) creditCode: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was returned or suspended; null to others.' }) stateReason: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the organisation in its own system; null to others.' }) externalRef: string | null;
}

@ObjectType({ description: 'One page of organisations.' })
export class OrganisationConnection extends connectionOf(() => OrganisationNode, 'Organisation') {}
