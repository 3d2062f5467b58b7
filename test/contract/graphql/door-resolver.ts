import { Args, Field, InputType, Int, Mutation, ObjectType, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import { anyone, department, enterprise, signedIn } from '../../../src/core/access/rule.js';
import { done, refused } from '../../../src/core/outcome/outcome.js';
import { Access } from '../../../src/platform/graphql/access.js';
import { Answers } from '../../../src/platform/graphql/answers.js';
import { connection, connectionOf, cursorOf, PageArgs } from '../../../src/platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../../../src/platform/graphql/context.js';
import { IsIdOf } from '../../../src/platform/graphql/ids.js';
import { MutationInput } from '../../../src/platform/graphql/mutation.types.js';
import { resultUnion } from '../../../src/platform/graphql/refusal.types.js';
import { throwInput } from '../../../src/platform/graphql/root-field.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../../src/platform/graphql/scalars.js';

@ObjectType()
export class Thing {
  @Field(() => Int)
  n: number;
}

@ObjectType()
export class ThingConnection extends connectionOf(() => Thing, 'Thing') {}

@ObjectType()
class Kept {
  @Field(() => DecimalScalar)
  amount: string;

  @Field(() => DateTimeScalar)
  at: Date;
}
const KeepResult = resultUnion('KeepResult', 'What became of it.', () => Kept);

@InputType()
class Inner {
  @Field(() => Int)
  @IsInt()
  @Min(1)
  @Max(9)
  n: number;
}

@InputType()
class KeepInput extends MutationInput {
  @Field(() => String)
  @Length(1, 10)
  name: string;

  @Field(() => DecimalScalar, { defaultValue: '1' })
  amount: string;

  @Field(() => DateScalar, { nullable: true })
  on?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsIdOf('product')
  productId: string;
}

@Resolver(() => Thing)
export class DoorResolver {
  readonly ran: string[] = [];

  constructor(private readonly answers: Answers) {}

  @Access(anyone)
  @Query(() => ThingConnection)
  things(@Args() page: PageArgs): unknown {
    const after = Number(cursorOf(page)?.[0] ?? 0);
    return connection(Array.from({ length: Math.min(page.first + 1, 250 - after) }, (_, n) => ({ n: after + n + 1 })), page, (thing) => [thing.n]);
  }

  @ResolveField(() => ThingConnection)
  more(@Args() page: PageArgs): unknown {
    return this.things(page);
  }

  @ResolveField(() => Thing, { nullable: true })
  again(): Thing {
    return { n: 1 };
  }

  @Access(signedIn)
  @Query(() => String)
  whoAmI(@Context() context: RequestContext): string {
    return context.viewer.kind;
  }

  @Access(department('REVIEWER'))
  @Query(() => String)
  secret(): string {
    return 'secret';
  }

  @Access(anyone)
  @Query(() => String)
  breaks(): string {
    throw new Error('password=hunter2 in the database of 10.0.0.1');
  }

  @Access(anyone)
  @Query(() => String)
  refuses(): string {
    return throwInput('TEXT_TOO_LONG', 'query', { max: 3 });
  }

  @Query(() => String)
  silent(): string {
    return 'silent';
  }

  @Access(enterprise('OWNER'))
  @Mutation(() => KeepResult)
  keep(@Args('input') input: KeepInput, @Context() context: RequestContext): unknown {
    this.ran.push(input.name);
    if (input.name === 'taken') return this.answers.one(context, refused('CONFLICT', 'IDEMPOTENCY_KEY_REUSED', 'idempotencyKey'));
    return this.answers.one(context, done(Object.assign(new Kept(), { amount: input.amount, at: context.receivedAt })));
  }

  @Access(enterprise('OWNER'))
  @Mutation(() => KeepResult)
  keepInner(@Args('input', { type: () => Inner }) _input: Inner): unknown {
    return new Kept();
  }

  @Access(signedIn)
  @Subscription(() => Int, { resolve: (value: number) => value })
  async *count(@Args('to', { type: () => Int }) to: number): AsyncGenerator<number> {
    for (let n = 1; n <= to; n++) yield await Promise.resolve(n);
  }
}
