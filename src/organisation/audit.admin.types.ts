import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { IsOptional, Length, Matches } from 'class-validator';
import type { MemberId, OrganisationId } from '../core/ids/ids.js';
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
