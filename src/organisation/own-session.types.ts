import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import type { SessionId } from '../core/ids/ids.js';
import { PASSWORD_MAX } from '../core/organisation/login.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

@ObjectType('OwnSession', { description: '本人的一个登录。One place where the viewer’s account is signed in.' })
export class OwnSessionNode {
  @Field(() => ID, { description: 'Id of the session; give it to `revokeSession`.' }) id: SessionId;
  @Field(() => String, { nullable: true, description: '设备，如「Chrome · Windows」，由设备自报。The device as it calls itself; null when it said nothing.' }) device: string | null;
  @Field(() => String, { description: '所代表的单位。Name of the organisation that the session acts for.' }) organisationName: string;
  @Field(() => DateTimeScalar, { description: 'When it was signed in.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { description: 'When it was last used, to the minute.' }) lastSeenAt: Date;
  @Field(() => Boolean, { description: '当前登录。The session that asks.' }) current: boolean;
}

@ObjectType({ description: 'One page of the viewer’s own sessions, newest first.' })
export class OwnSessionConnection extends connectionOf(() => OwnSessionNode, 'OwnSession') {}

@InputType({ description: 'The session to end.' })
export class RevokeSessionInput extends MutationInput {
  @Field(() => ID, { description: 'One of `mySessions`.' })
  @IsIdOf('session')
  sessionId: SessionId;
}

@ObjectType({ description: 'The session has ended; its token is worth nothing any more.' })
export class SessionRevoked {
  @Field(() => ID, { description: 'Id of the session that ended.' }) sessionId: SessionId;
}

@InputType({ description: 'Ends all sessions of the viewer’s account.' })
export class SignOutEverywhereInput extends MutationInput {}

@ObjectType({ description: 'No session of the account is open any more.' })
export class SignedOutEverywhere {
  @Field(() => Int, { description: 'How many were open, the one that asked included.' }) endedSessions: number;
}

@InputType({ description: 'A new password.' })
export class ChangePasswordInput extends MutationInput {
  @Field(() => String, { description: '原密码。The present one.' })
  @IsString()
  @MaxLength(PASSWORD_MAX * 2)
  currentPassword: string;

  @Field(() => String, { description: '新密码，8 至 128 个字符。The new one: 8 to 128 characters, at least 5 different ones, without the login.' })
  @IsString()
  @MaxLength(1_000)
  newPassword: string;
}

@ObjectType({ description: 'The new password counts, and the other sessions have ended.' })
export class PasswordChanged {
  @Field(() => Int, { description: 'How many other sessions were ended.' }) endedSessions: number;
}

export const RevokeSessionResult = resultUnion('RevokeSessionResult', 'The session that ended, or why it could not.', () => SessionRevoked);
export const SignOutEverywhereResult = resultUnion('SignOutEverywhereResult', 'How many sessions ended, or why none could.', () => SignedOutEverywhere);
export const ChangePasswordResult = resultUnion('ChangePasswordResult', 'That the password was changed, or why it was not.', () => PasswordChanged);
