import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';

/** What every mutation takes beside its own fields. */
@InputType({ isAbstract: true })
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description: '幂等键，1 至 200 个字符：同键同内容重发得到第一次的答复；同键不同内容被拒绝（IDEMPOTENCY_KEY_REUSED）。The same key with the same input answers what the first try answered; with another input it is refused.',
  })
  @IsOptional()
  @Length(1, 200)
  idempotencyKey?: string;
}
