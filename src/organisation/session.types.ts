import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsString, Length, MaxLength } from 'class-validator';
import type { OrganisationKind, Role } from '../core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId, SessionId } from '../core/ids/ids.js';
import { PASSWORD_MAX } from '../core/organisation/login.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { SecondFactorNode } from './second-factor.types.js';
import { OrganisationKinds, OrganisationNode, Roles } from './organisation.types.js';

@ObjectType('Membership', { description: 'An organisation that the account may act for.' })
export class MembershipNode {
  @Field(() => ID, { description: 'Id of the organisation; give it to `actFor`.' }) id: OrganisationId;
  @Field(() => String, { description: 'Registered name.' }) name: string;
  @Field(() => OrganisationKinds, { description: 'What it is.' }) kind: OrganisationKind;
  @Field(() => [Roles], { description: 'What the account may do for it.' }) roles: Role[];
}

@ObjectType('Viewer', { description: 'Who asks: a person and the one organisation the session acts for.' })
export class ViewerNode {
  @Field(() => ID, { description: 'Id of the person’s account.' }) accountId: AccountId;
  @Field(() => ID, { description: 'Id of the membership, as the audit trail names it.' }) memberId: MemberId;
  @Field(() => String, { description: 'Name of the person.' }) displayName: string;
  @Field(() => OrganisationNode, { description: 'The organisation that the session acts for.' }) organisation: OrganisationNode;
  @Field(() => [Roles], { description: 'Roles in that organisation.' }) roles: Role[];
  @Field(() => [MembershipNode], { description: 'All organisations that the account may act for, at most 100.' }) organisations: MembershipNode[];
}

@ObjectType('Session', { description: 'An open session.' })
export class SessionNode {
  @Field(() => ID, { description: 'Id of the session.' }) id: SessionId;
  @Field(() => String, { description: '令牌，只在此处出现一次；程序以 `Authorization: Bearer` 发送，浏览器用 Cookie。Shown here once: machines send it as a bearer token, browsers have the cookie.' })
  token: string;
  @Field(() => DateTimeScalar, { description: 'When it ends at the latest.' }) endsAt: Date;
  @Field(() => Int, { description: 'Minutes without a request after which it ends earlier.' }) idleMinutes: number;
}

@ObjectType({ description: 'The session that was opened and whom it stands for.' })
export class SignedIn {
  @Field(() => SessionNode, { description: 'The session; browsers were given its cookie with this answer.' }) session: SessionNode;
  @Field(() => ViewerNode, { nullable: true, description: '第二步验证完成前为 null。Who asks from now on; null until the second step is done.' }) viewer: ViewerNode | null;
  @Field(() => SecondFactorNode, { description: '第二步验证：due 为真时，须先完成它。The second step: while it is due, the session can do nothing else.' }) secondFactor: SecondFactorNode;
}

@ObjectType({ description: 'The session has ended; its token is worth nothing any more.' })
export class SignedOut {
  @Field(() => ID, { description: 'Id of the session that ended.' }) sessionId: SessionId;
}

@InputType({ description: 'Login and password.' })
export class SignInInput extends MutationInput {
  @Field(() => String, { description: 'Login; capitals and full-width characters make no difference.' })
  @IsString()
  @Length(1, 200)
  login: string;

  @Field(() => String, { description: 'Password as typed.' })
  @IsString()
  @MaxLength(PASSWORD_MAX * 2)
  password: string;
}

@InputType({ description: 'The telephone to sign in with.' })
export class RequestSignInCodeInput extends MutationInput {
  @Field(() => String, { description: '已验证的手机号，11 位。A mobile number of mainland China that the account has verified.' })
  @IsString()
  @Length(1, 30)
  phone: string;
}

@InputType({ description: 'Telephone and the code it received.' })
export class SignInWithCodeInput extends MutationInput {
  @Field(() => String, { description: 'The telephone that the code was sent to.' })
  @IsString()
  @Length(1, 30)
  phone: string;

  @Field(() => String, { description: '短信验证码，6 位数字。Six digits.' })
  @IsString()
  @Length(1, 20)
  code: string;
}

@InputType({ description: 'The organisation to act for.' })
export class ActForInput extends MutationInput {
  @Field(() => ID, { description: 'One of `viewer.organisations`.' })
  @IsIdOf('organisation')
  organisationId: OrganisationId;
}

@InputType({ description: 'Ends the session that asks.' })
export class SignOutInput extends MutationInput {}

export const SignInResult = resultUnion('SignInResult', 'The session that was opened, or why there is none.', () => SignedIn);
export const ActForResult = resultUnion('ActForResult', 'The session for the other organisation, or why there is none.', () => SignedIn);
export const SignOutResult = resultUnion('SignOutResult', 'The session that ended, or why it could not.', () => SignedOut);
