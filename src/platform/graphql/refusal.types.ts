import type { Type } from '@nestjs/common';
import { createUnionType, Field, InterfaceType, ObjectType } from '@nestjs/graphql';
import type { RefusalKind } from '../../core/outcome/outcome.js';

/** An expected answer that is not the one hoped for: data, never an entry of `errors`. */
@InterfaceType({ description: '拒绝：可预期的结果，含代码、可照做的说明和所涉字段。An expected refusal: code, a message a person can act on, and the field it is about.' })
export abstract class Refusal {
  @Field(() => String, { description: 'Upper snake case; the same in every language.' })
  code: string;

  @Field(() => String, { description: 'In the language of the request (Accept-Language; zh-CN unless en is preferred).' })
  message: string;

  @Field(() => String, { nullable: true, description: 'Path of the input field, dots between levels; null when the refusal is about the whole.' })
  field: string | null;
}

@ObjectType({ implements: () => [Refusal], description: 'The input is not in order: change the field named.' })
export class InputRefusal extends Refusal {}

@ObjectType({ implements: () => [Refusal], description: 'There is no such thing, or it is not yours: the two are one answer.' })
export class NotFoundRefusal extends Refusal {}

@ObjectType({ implements: () => [Refusal], description: 'The thing is in a state that does not allow this.' })
export class StateRefusal extends Refusal {}

@ObjectType({ implements: () => [Refusal], description: 'The session, role or kind of organisation does not allow this.' })
export class NotAllowedRefusal extends Refusal {}

@ObjectType({ implements: () => [Refusal], description: 'Something that must be unique exists, or somebody else was quicker.' })
export class ConflictRefusal extends Refusal {}

export const REFUSAL_TYPES: Readonly<Record<RefusalKind, new () => Refusal>> = {
  INPUT: InputRefusal, NOT_FOUND: NotFoundRefusal, STATE: StateRefusal, NOT_ALLOWED: NotAllowedRefusal, CONFLICT: ConflictRefusal,
};

/** The union that a mutation answers: its success first, then every kind of refusal. */
export function resultUnion<T extends object>(name: string, description: string, success: () => Type<T>): object {
  return createUnionType({
    name,
    description,
    types: () => [success(), InputRefusal, NotFoundRefusal, StateRefusal, NotAllowedRefusal, ConflictRefusal] as const,
    resolveType: (value: object) => (value instanceof Refusal ? value.constructor as Type<Refusal> : success()),
  });
}
