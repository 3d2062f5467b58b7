import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { catchError, of, throwError, type Observable } from 'rxjs';
import { judge, type AccessRule } from '../../core/access/rule.js';
import { isMember } from '../../core/access/viewer.js';
import { refused, type RefusalData } from '../../core/outcome/outcome.js';
import { ACCESS_KEY } from './access.js';
import { Answers } from './answers.js';
import type { RequestContext } from './context.js';
import { RefusalError } from './root-field.js';
import { textFault } from './storable-text.js';
import { tokenDoorFault } from './token-door.js';

/**
 * The door of every root field: access, text that can be kept, then the validating pipe and the resolver inside. What is
 * refused on the way becomes a member of a mutation's union, and an entry of `errors` with its code for all others.
 */
@Injectable()
export class DoorInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector, private readonly answers: Answers) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType<string>() !== 'graphql') return next.handle();
    const graphql = GqlExecutionContext.create(execution);
    const context = graphql.getContext<RequestContext>();
    const info = graphql.getInfo<GraphQLResolveInfo>();
    const mutation = info.operation.operation === 'mutation';
    const answer = (refusal: RefusalData): Observable<unknown> =>
      (mutation ? of(this.answers.refusal(context, refusal)) : throwError(() => new RefusalError(refusal)));
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS_KEY, execution.getHandler());
    if (rule === undefined) throw new Error(`Root field ${execution.getHandler().name} states no access.`);
    const closed = tokenClosedBecause(context, info) ?? closedBecause(rule, context) ?? textFault(graphql.getArgs<Record<string, unknown>>());
    if (closed !== null) return answer(closed);
    return next.handle().pipe(catchError((error: unknown) => (error instanceof RefusalError ? answer(error.refusal) : throwError(() => error))));
  }
}

/** Why a token does not open this door. One that has ended opens nothing, not even what is public: its software would never learn of it. */
function tokenClosedBecause({ viewer, sessionFault }: RequestContext, info: GraphQLResolveInfo): RefusalData | null {
  if (sessionFault?.code.startsWith('TOKEN_') === true) return sessionFault;
  return isMember(viewer) ? tokenDoorFault(viewer, info) : null;
}

/** Why the rule keeps this viewer out; an ended session is named, so that people know to sign in again. */
function closedBecause(rule: AccessRule, { viewer, sessionFault, halfway }: RequestContext): RefusalData | null {
  const verdict = judge(rule, rule.who === 'ENTERING' && halfway !== null ? halfway : viewer);
  if (verdict === 'OPEN') return null;
  if (verdict === 'SIGN_IN_REQUIRED' && sessionFault !== null) return sessionFault;
  return refused('NOT_ALLOWED', verdict, null, verdict === 'ROLE_MISSING' ? { roles: rule.roles.join(' / ') } : {}).refusal;
}
