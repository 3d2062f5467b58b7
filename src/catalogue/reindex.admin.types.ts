import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { Length } from 'class-validator';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

@InputType({ description: '重建产品检索索引。Makes the search index of products anew.' })
export class ReindexInput extends MutationInput {
  @Field(() => String, { description: '原因，记入审计，1 至 500 字。Why, for the audit trail.' })
  @Length(1, 500)
  reason: string;
}

@ObjectType({ description: '重建已受理，由后台进程执行；完成前检索仍用旧索引。The rebuild is handed in; searches are answered from the old index until it is done.' })
export class ReindexRequested {
  @Field(() => DateTimeScalar, { description: 'When it was handed in.' }) requestedAt: Date;
}

export const ReindexResult = resultUnion('ReindexResult', 'That the rebuild was handed in, or why not.', () => ReindexRequested);
