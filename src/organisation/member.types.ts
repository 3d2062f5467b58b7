import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsString, Length, MaxLength } from 'class-validator';
import type { Role } from '../core/access/viewer.js';
import type { MemberId } from '../core/ids/ids.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { Roles } from './organisation.types.js';

@ObjectType('Member', { description: 'A person of the viewer’s own organisation.' })
export class MemberNode {
  @Field(() => ID, { description: 'Id of the membership, as the audit trail names it.' }) id: MemberId;
  @Field(() => String, { description: 'Login of the account.' }) login: string;
  @Field(() => String, { description: 'Name of the person.' }) displayName: string;
  @Field(() => [Roles], { description: 'What the person may do.' }) roles: Role[];
  @Field(() => DateTimeScalar, { description: 'When the person joined.' }) createdAt: Date;
}

@ObjectType({ description: 'One page of members.' })
export class MemberConnection extends connectionOf(() => MemberNode, 'Member') {}

@InputType({ description: 'A person who gets an account in the viewer’s organisation.' })
export class AddMemberInput extends MutationInput {
  @Field(() => String, { description: '账号，3 至 64 个字符。Login, unique on the platform.' })
  @IsString()
  @Length(1, 200)
  login: string;

  @Field(() => String, { description: '姓名。Name, 1 to 50 characters.' })
  @IsString()
  @Length(1, 200)
  displayName: string;

  @Field(() => String, { description: '初始密码，8 至 128 个字符。First password, 8 to 128 characters, at least 5 different ones, without the login.' })
  @IsString()
  @MaxLength(1_000)
  password: string;

  @Field(() => [Roles], { description: '角色，至少一个；须适用于本单位类型。At least one, of those that fit the kind of organisation.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  roles: Role[];
}

@ObjectType({ description: 'The person may sign in now.' })
export class MemberAdded {
  @Field(() => MemberNode, { description: 'The new member.' }) member: MemberNode;
}

@InputType({ description: 'What a member may do from now on.' })
export class ChangeMemberRolesInput extends MutationInput {
  @Field(() => ID, { description: 'One of `members`.' })
  @IsIdOf('member')
  memberId: MemberId;

  @Field(() => [Roles], { description: '全部角色，取代原有角色。All roles, in the place of those before.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  roles: Role[];
}

@ObjectType({ description: 'The member has these roles from the next request on.' })
export class MemberRolesChanged {
  @Field(() => MemberNode, { description: 'The member.' }) member: MemberNode;
}

@InputType({ description: 'The member to remove.' })
export class RemoveMemberInput extends MutationInput {
  @Field(() => ID, { description: 'One of `members`.' })
  @IsIdOf('member')
  memberId: MemberId;

  @Field(() => String, { description: '原因，记入审计。Why, for the audit trail; 1 to 500 characters.' })
  @IsString()
  @Length(1, 500)
  reason: string;
}

@ObjectType({ description: 'The person is no member any more.' })
export class MemberRemoved {
  @Field(() => ID, { description: 'Id of the membership that ended.' }) memberId: MemberId;
}

export const ChangeMemberRolesResult = resultUnion('ChangeMemberRolesResult', 'The member with other roles, or why it keeps those it has.', () => MemberRolesChanged);
export const RemoveMemberResult = resultUnion('RemoveMemberResult', 'The membership that ended, or why it did not.', () => MemberRemoved);
export const AddMemberResult = resultUnion('AddMemberResult', 'The member that was added, or why none was.', () => MemberAdded);
