import { GraphQLError } from 'graphql';
import { refused, type RefusalData } from '../../core/outcome/outcome.js';

/** A refusal on its way to the answer: a mutation's becomes a member of its union, any other an entry of `errors` with its code. */
export class RefusalError extends GraphQLError {
  /** `status`: for what is refused before anything runs; the server answers 500 where none is named. */
  constructor(readonly refusal: RefusalData, status: number | null = null) {
    super(refusal.code, { extensions: { code: refusal.code, field: refusal.field, params: refusal.params, ...(status === null ? {} : { http: { status } }) } });
  }
}

/** For queries, subscriptions and fields, which have no union to answer with. */
export function throwRefusal(refusal: RefusalData): never {
  throw new RefusalError(refusal);
}

export function throwInput(code: string, field: string | null, params: Readonly<Record<string, string | number>> = {}): never {
  return throwRefusal(refused('INPUT', code, field, params).refusal);
}
