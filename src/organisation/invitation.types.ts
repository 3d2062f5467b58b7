import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import type { OrganisationKind, Role } from '../core/access/viewer.js';
import type { InvitationId, MemberId, OrganisationId } from '../core/ids/ids.js';
import type { InvitationState } from '../core/organisation/invitation.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { OrganisationKinds, Roles } from './organisation.types.js';

export const InvitationStates = { OPEN: 'OPEN', ACCEPTED: 'ACCEPTED', WITHDRAWN: 'WITHDRAWN', EXPIRED: 'EXPIRED' } as const satisfies Record<InvitationState, InvitationState>;
registerEnumType(InvitationStates, {
  name: 'InvitationState',
  description: '邀请的状态。What became of an invitation.',
  valuesMap: {
    OPEN: { description: '待接受。Lets one person in.' },
    ACCEPTED: { description: '已接受。Somebody has joined by it.' },
    WITHDRAWN: { description: '已撤回。Taken back.' },
    EXPIRED: { description: '已过期。Its week has passed.' },
  },
});

@ObjectType('Invitation', { description: '本单位发出的邀请。An invitation of the viewer’s own organisation.' })
export class InvitationNode {
  @Field(() => ID, { description: 'Id of the invitation.' }) id: InvitationId;
  @Field(() => [Roles], { description: 'What the person will be able to do.' }) roles: Role[];
  @Field(() => String, { nullable: true, description: 'Whom it is for.' }) displayName: string | null;
  @Field(() => String, { nullable: true, description: '手机，部分隐藏。The telephone it goes to, masked; null when the link is handed on.' }) phone: string | null;
  @Field(() => InvitationStates, { description: 'What became of it.' }) state: InvitationState;
  @Field(() => ID, { description: 'Membership of who invited.' }) invitedBy: MemberId;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { description: 'Until when it is good.' }) expiresAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was handed to the carrier; null when it was not, or not yet.' }) sentAt: Date | null;
}

@ObjectType({ description: 'One page of invitations, newest first.' })
export class InvitationConnection extends connectionOf(() => InvitationNode, 'Invitation') {}

@ObjectType('OpenInvitation', { description: '邀请的内容，供被邀请人查看。What an invitation offers, for who holds its token.' })
export class OpenInvitationNode {
  @Field(() => ID, { description: 'Id of the organisation that invites.' }) organisationId: OrganisationId;
  @Field(() => String, { description: 'Its name.' }) organisationName: string;
  @Field(() => OrganisationKinds, { description: 'What it is.' }) kind: OrganisationKind;
  @Field(() => [Roles], { description: 'What the person will be able to do for it.' }) roles: Role[];
  @Field(() => String, { nullable: true, description: 'Whom it is for, as the inviter wrote it.' }) displayName: string | null;
  @Field(() => DateTimeScalar, { description: 'Until when it is good.' }) expiresAt: Date;
}

@InputType({ description: 'Whom to invite; a name or a telephone at least.' })
export class InviteMemberInput extends MutationInput {
  @Field(() => [Roles], { description: '角色，至少一个；须适用于本单位类型。At least one, of those that fit the kind of organisation.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  roles: Role[];

  @Field(() => String, { nullable: true, description: '姓名。Name of the person, 1 to 50 characters.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: '手机号，11 位；填写后邀请码以短信发送。A mobile number; the token is sent there by SMS.' })
  @IsOptional()
  @IsString()
  @Length(1, 30)
  phone?: string | null;
}

@ObjectType({ description: 'The invitation, and its token.' })
export class MemberInvited {
  @Field(() => InvitationNode, { description: 'The invitation.' }) invitation: InvitationNode;
  @Field(() => String, { description: '邀请码，只能使用一次，一周内有效；只在此处出现，可转交被邀请人。The token, good once and for a week; told here alone, to be handed on.' }) token: string;
}

@InputType({ description: 'The invitation to take back.' })
export class WithdrawInvitationInput extends MutationInput {
  @Field(() => ID, { description: 'An open one of `invitations`.' })
  @IsIdOf('invitation')
  invitationId: InvitationId;
}

@ObjectType({ description: 'The invitation lets nobody in any more.' })
export class InvitationWithdrawn {
  @Field(() => InvitationNode, { description: 'The invitation.' }) invitation: InvitationNode;
}

@InputType({ description: 'The account of somebody who has none yet.' })
export class NewAccountInput {
  @Field(() => String, { description: '账号，3 至 64 个字符。Login, unique on the platform.' })
  @IsString()
  @Length(1, 200)
  login: string;

  @Field(() => String, { description: '姓名。Name, 1 to 50 characters.' })
  @IsString()
  @Length(1, 200)
  displayName: string;

  @Field(() => String, { description: '密码，8 至 128 个字符。Password, 8 to 128 characters, at least 5 different ones, without the login.' })
  @IsString()
  @MaxLength(1_000)
  password: string;
}

@ArgsType()
export class InvitationArgs {
  @Field(() => String, { description: '邀请码。The token of the invitation.' })
  @IsString()
  @Length(1, 100)
  token: string;
}

@InputType({ description: 'The token of an invitation, and an account unless the person is signed in.' })
export class AcceptInvitationInput extends MutationInput {
  @Field(() => String, { description: '邀请码。The token.' })
  @IsString()
  @Length(1, 100)
  token: string;

  @Field(() => NewAccountInput, { nullable: true, description: '新账号；已登录者不填，以当前账号加入。A new account; left out by who is signed in and joins with the account it has.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => NewAccountInput)
  account?: NewAccountInput | null;
}

@ObjectType({ description: 'The person is a member now; a new account signs in next, an old one acts for the organisation by `actFor`.' })
export class InvitationAccepted {
  @Field(() => ID, { description: 'Id of the membership.' }) memberId: MemberId;
  @Field(() => ID, { description: 'Id of the organisation.' }) organisationId: OrganisationId;
  @Field(() => String, { description: 'Its name.' }) organisationName: string;
}

export const InviteMemberResult = resultUnion('InviteMemberResult', 'The invitation with its token, or why there is none.', () => MemberInvited);
export const WithdrawInvitationResult = resultUnion('WithdrawInvitationResult', 'The invitation that was taken back, or why it was not.', () => InvitationWithdrawn);
export const AcceptInvitationResult = resultUnion('AcceptInvitationResult', 'The membership, or why there is none.', () => InvitationAccepted);
