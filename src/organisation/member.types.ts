import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsString, Length, MaxLength } from 'class-validator';
import type { Role } from '../core/access/viewer.js';
import type { MemberId } from '../core/ids/ids.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
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

export const AddMemberResult = resultUnion('AddMemberResult', 'The member that was added, or why none was.', () => MemberAdded);
