import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import type { ChangeKind, ChangeType } from '../core/events/changes.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { CHANGES_MAX } from './read-changes.js';

export const ChangeTypes = {
  PRODUCT: 'PRODUCT', PRODUCT_IMPORT: 'PRODUCT_IMPORT', CERTIFICATE: 'CERTIFICATE', DEMAND: 'DEMAND', RECOMMENDATION: 'RECOMMENDATION', NOTICE: 'NOTICE',
} as const satisfies Record<ChangeType, ChangeType>;
registerEnumType(ChangeTypes, {
  name: 'ChangeType',
  description: '发生变化的对象。What changed.',
  valuesMap: {
    PRODUCT: { description: '本单位的产品。A product of the organisation’s own.' },
    PRODUCT_IMPORT: { description: '产品导入；导入的草稿不逐条列出。An import of products; its drafts are not listed one by one.' },
    CERTIFICATE: { description: '本单位的证书。A certificate of the organisation’s own.' },
    DEMAND: { description: '本单位的需求及其各行。A demand of the organisation’s own, with its lines.' },
    RECOMMENDATION: { description: '本单位为一方的推荐。A recommendation of which it is a side.' },
    NOTICE: { description: '消息。A notice.' },
  },
});

export const ChangeKinds = {
  SAVED: 'SAVED', PUBLISHED: 'PUBLISHED', REVISED: 'REVISED', WITHDRAWN: 'WITHDRAWN', SUSPENDED: 'SUSPENDED', REINSTATED: 'REINSTATED', FINISHED: 'FINISHED',
  CLOSED: 'CLOSED', MADE: 'MADE', ANSWERED: 'ANSWERED', POSTED: 'POSTED',
} as const satisfies Record<ChangeKind, ChangeKind>;
registerEnumType(ChangeKinds, {
  name: 'ChangeKind',
  description: '发生了什么。What happened.',
  valuesMap: {
    SAVED: { description: '草稿已保存。A draft was written.' },
    PUBLISHED: { description: '已发布。Published.' },
    REVISED: { description: '已修改。Changed.' },
    WITHDRAWN: { description: '已撤下。Taken off the market.' },
    SUSPENDED: { description: '被主管部门暂停。Suspended by a department.' },
    REINSTATED: { description: '已恢复。Reinstated by a department.' },
    FINISHED: { description: '已完成。Finished.' },
    CLOSED: { description: '已关闭或有行关闭。Closed, or a line of it.' },
    MADE: { description: '新推荐。Newly made.' },
    ANSWERED: { description: '一方已答复。Answered by a side.' },
    POSTED: { description: '新消息。Newly posted.' },
  },
});

@ObjectType('Change', { description: '一项变化：是什么、发生了什么；内容请按编号读取当前状态。One change: what and where. Read the row for how it is now.' })
export class ChangeNode {
  @Field(() => ChangeTypes, { description: 'What changed.' }) type: ChangeType;
  @Field(() => ID, { description: 'Its id.' }) id: string;
  @Field(() => String, { nullable: true, description: '自有系统中的编号。Number in your own software; null where it has none.' }) externalRef: string | null;
  @Field(() => ChangeKinds, { description: 'What happened.' }) kind: ChangeKind;
  @Field(() => Boolean, { description: '已不可读取。It is not there for you any more.' }) deleted: boolean;
  @Field(() => DateTimeScalar, { description: 'When it happened.' }) at: Date;
}

@ObjectType('ChangePage', { description: '一页变化，从旧到新，每项至少出现一次。Changes, oldest first, each at least once.' })
export class ChangePageNode {
  @Field(() => [ChangeNode], { description: 'The changes.' }) changes: ChangeNode[];
  @Field(() => String, { description: '下次从此处继续；只对本单位有效，请原样保存。Where to go on next time; good for this organisation alone: keep it as it is.' }) cursor: string;
  @Field(() => Boolean, { description: '还有更多，可立即再取。There is more: ask again at once.' }) more: boolean;
}

@ArgsType()
export class ChangesArgs {
  @Field(() => String, { nullable: true, description: '上一页的 cursor；不填则从头开始。The cursor of the page before; left out: from the beginning.' })
  @IsOptional()
  @Length(1, 300)
  cursor?: string | null;

  @Field(() => Int, { defaultValue: 100, description: '条数，1 至 500。Changes, 1 to 500.' })
  @IsInt()
  @Min(1)
  @Max(CHANGES_MAX)
  first: number;
}
