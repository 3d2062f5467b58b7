import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional, Length, Matches } from 'class-validator';
import type { MemberId, OrganisationId } from '../core/ids/ids.js';
import type { AuditBreakReason } from '../platform/audit/verify-audit.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';

@ObjectType('AuditEntry', { description: 'One change of state: who did what to which thing, when and why. People are named by their membership.' })
export class AuditEntryNode {
  @Field(() => ID, { description: 'Id of the entry.' }) id: string;
  @Field(() => DateTimeScalar, { description: 'When the request had arrived in full.' }) at: Date;
  @Field(() => String, { description: 'The deed, such as `reviewRegistrations`.' }) deed: string;
  @Field(() => ID, { description: 'The thing that changed.' }) subjectId: string;
  @Field(() => ID, { nullable: true, description: 'Organisation whose deed it was; null for the platform’s own.' }) organisationId: string | null;
  @Field(() => ID, { nullable: true, description: 'Membership of who did it; null for the platform’s own.' }) memberId: string | null;
  @Field(() => String, { nullable: true, description: 'Why, where the deed states it.' }) because: string | null;
  @Field(() => String, { description: 'Trace id of the request, as in the logs.' }) traceId: string;
  @Field(() => String, { nullable: true, description: 'Place in the chain of hashes, decimal digits; null until it is chained.' }) position: string | null;
}

@ObjectType({ description: 'One page of the audit trail, newest first.' })
export class AuditEntryConnection extends connectionOf(() => AuditEntryNode, 'AuditEntry') {}

@ArgsType()
export class AuditTrailArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only entries about this thing: an id of any kind.' })
  @IsOptional()
  @Length(1, 60)
  subjectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only deeds of this organisation.' })
  @IsOptional()
  @IsIdOf('organisation')
  organisationId?: OrganisationId | null;

  @Field(() => String, { nullable: true, description: '仅此操作，如 suspendProducts。Only this deed, by its name.' })
  @IsOptional()
  @Matches(/^[A-Za-z][A-Za-z0-9]{0,59}$/)
  deed?: string | null;

  @Field(() => ID, { nullable: true, description: '仅此成员所为。Only what this member did.' })
  @IsOptional()
  @IsIdOf('member')
  memberId?: MemberId | null;

  @Field(() => DateScalar, { nullable: true, description: '起始日（含），亚洲/上海。First day, in Asia/Shanghai.' })
  @IsOptional()
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: '截止日（含），不早于起始日。Last day; not before the first.' })
  @IsOptional()
  to?: string | null;
}

export const AuditBreakReasons = { MISSING: 'MISSING', CHANGED: 'CHANGED', UNLINKED: 'UNLINKED', BEYOND: 'BEYOND' } as const satisfies Record<AuditBreakReason, string>;
registerEnumType(AuditBreakReasons, {
  name: 'AuditBreakReason', description: '审计链断开的原因。How a place of the audit chain differs from what was chained.',
  valuesMap: {
    MISSING: { description: '缺失：该位置没有记录。No entry stands at this place.' }, CHANGED: { description: '被改：内容与入链时不同。The entry is not what was chained.' },
    UNLINKED: { description: '错接：所接的不是前一条记录。The entry follows another one than the one before it.' }, BEYOND: { description: '多出：位于链尾之后。The entry stands after the end of the chain.' },
  },
});

@ObjectType('AuditBreak', { description: '审计链的断点。A place where the audit chain is broken.' })
export class AuditBreakNode {
  @Field(() => String, { description: '位置，十进制数字。The place, decimal digits.' }) position: string;
  @Field(() => AuditBreakReasons, { description: '原因。How it is broken.' }) reason: AuditBreakReason;
  @Field(() => ID, { nullable: true, description: '该位置现有记录的编号；缺失为空。The entry that stands there now; null when none does.' }) entryId: string | null;
}

@ObjectType('AuditHead', { description: '审计链的链尾；另行留存，日后可证明整条链未被重写。The end of the chain: kept elsewhere, it later proves that the whole was not written anew.' })
export class AuditHeadNode {
  @Field(() => String, { description: '位置，十进制数字；空链为 0。Its place, decimal digits; 0 while the chain is empty.' }) position: string;
  @Field(() => String, { description: 'SHA-256，十六进制。Its hash, SHA-256 in hex.' }) hash: string;
}

@ObjectType({ description: '审计链的一次核验。One look at a stretch of the audit chain.' })
export class AuditVerification {
  @Field(() => String, { description: '起始位置。First place looked at.' }) from: string;
  @Field(() => String, { description: '截止位置；链更短时为起始位置减一。Last place looked at; one less than the first when the chain is shorter.' }) to: string;
  @Field(() => AuditHeadNode, { description: '链尾。The end of the chain.' }) head: AuditHeadNode;
  @Field(() => AuditBreakNode, { nullable: true, description: '第一个断点；完好为空。The first place that is broken; null when none is.' }) broken: AuditBreakNode | null;
  @Field(() => String, { nullable: true, description: '下一次核验的起始位置；已到截止位置或已有断点为空。Where the next look begins; null when this one reached its end or found a break.' }) nextFrom: string | null;
  @Field(() => Int, { description: '尚未入链的记录数。Entries that wait to be chained: within seconds, as long as the worker runs.' }) unchained: number;
}

@ArgsType()
export class VerifyAuditArgs {
  @Field(() => String, { defaultValue: '1', description: '起始位置，从 1 起。First place, from 1.' })
  @Matches(/^[1-9]\d{0,17}$/)
  from: string;

  @Field(() => String, { nullable: true, description: '截止位置（含），不小于起始位置；不填则到链尾。Last place, not before the first; the end of the chain unless given.' })
  @IsOptional()
  @Matches(/^[1-9]\d{0,17}$/)
  to?: string | null;
}
