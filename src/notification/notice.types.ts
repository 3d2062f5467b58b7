import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsOptional } from 'class-validator';
import { isId, type NoticeId } from '../core/ids/ids.js';
import { connectionOf, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

@ObjectType('Notice', { description: '收件箱中的一条通知。One line in the inbox of your organisation.' })
export class NoticeNode {
  @Field(() => ID, { description: 'Id of the notice.' }) id: NoticeId;
  @Field(() => String, { description: 'What happened: the name of the event, such as RegistrationReviewed or RecommendationMade.' }) kind: string;
  @Field(() => String, { description: '通知正文，按请求的语言；不含价格和个人信息。What it says, in the language of the request; never a price or personal data.' }) text: string;
  @Field(() => ID, { description: 'Id of what it is about; its prefix says which kind of thing: org, prd, dmd, rec.' }) subjectId: string;
  @Field(() => DateTimeScalar, { description: 'When it was posted.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody of your organisation read it; null while nobody has.' }) readAt: Date | null;
}

@ObjectType({ description: '一页通知。A page of notices.' })
export class InboxConnection extends connectionOf(() => NoticeNode, 'Notice') {
  @Field(() => Int, { description: '未读条数，不限于本页。Unread notices in the whole inbox.' }) unreadCount: number;
}

@ArgsType()
export class InboxArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: '仅未读。Unread ones alone.' })
  @IsBoolean()
  unreadOnly = false;
}

/** The notice that the page before ended with, or null on the first page. */
export function afterNotice(page: PageArgs): NoticeId | null {
  const key = cursorOf(page);
  if (key === null) return null;
  return typeof key[0] === 'string' && isId('notice', key[0]) ? key[0] : throwInput('CURSOR_INVALID', 'after');
}

const MARKED_AT_ONCE = 500;

@InputType({ description: '标为已读的通知：ids 与 all 二选一。Which notices: either ids or all.' })
export class MarkNoticesReadInput extends MutationInput {
  @Field(() => [ID], { nullable: true, description: '这些通知，1 至 500 条。These notices, 1 to 500.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MARKED_AT_ONCE)
  @IsIdOf('notice')
  ids?: NoticeId[] | null;

  @Field(() => Boolean, { nullable: true, description: 'true：收件箱中已有的全部通知。True: everything that is in the inbox now.' })
  @IsOptional()
  @IsBoolean()
  all?: boolean | null;
}

@ObjectType({ description: '标为已读的结果。What was marked as read.' })
export class NoticesRead {
  @Field(() => Int, { description: '标为已读的条数。Notices marked.' }) marked: number;
  @Field(() => Int, { description: '仍未读的条数。Notices that are still unread.' }) unreadCount: number;
  @Field(() => [Refusal], { description: '未找到或不属于本单位的通知，按 ids 的次序。Notices that are not there or not yours, in the order of ids.' }) refusals: Refusal[];
}

export const MarkNoticesReadResult = resultUnion('MarkNoticesReadResult', 'What was marked as read, or why nothing.', () => NoticesRead);
