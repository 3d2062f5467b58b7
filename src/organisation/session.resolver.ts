import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { anyone, entering, signedIn } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, enteringRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { ActFor } from './act-for.js';
import { answerOpened } from './answer-opened.js';
import type { OpenedSession } from './open-session.js';
import { ActForInput, ActForResult, SignInInput, SignInResult, SignOutInput, SignOutResult, ViewerNode, type SignedIn, type SignedOut } from './session.types.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';
import { Viewers } from './viewers.js';

@Resolver(() => ViewerNode)
export class SessionResolver {
  constructor(
    private readonly signing: SignIn, private readonly acting: ActFor, private readonly leaving: SignOut,
    private readonly viewers: Viewers, private readonly answers: Answers,
  ) {}

  @Query(() => ViewerNode, { nullable: true, description: '当前登录者；未登录为 null。Who asks; null when nobody is signed in.' })
  @Access(anyone)
  async viewer(@Context() context: RequestContext): Promise<ViewerNode | null> {
    return isMember(context.viewer) ? this.viewers.card(context.viewer) : null;
  }

  @Mutation(() => SignInResult, { description: '账号密码登录。Opens a session for the organisation joined first; browsers get its cookie (HttpOnly, SameSite=Lax). Departments and banks then do a second step.' })
  @Access(anyone)
  async signIn(@Args('input') input: SignInInput, @Context() context: RequestContext): Promise<SignedIn | Refusal> {
    const [outcome] = await this.signing.run(deedRequest(context), [{ login: input.login, password: input.password }], context);
    return this.opened(context, outcome);
  }

  @Mutation(() => ActForResult, { description: '切换所代表的单位。A new session for another organisation of the same account; the old one ends.' })
  @Access(signedIn)
  async actFor(@Args('input') input: ActForInput, @Context() context: RequestContext): Promise<SignedIn | Refusal> {
    const [outcome] = await this.acting.run(deedRequest(context), [input.organisationId]);
    return this.opened(context, outcome);
  }

  @Mutation(() => SignOutResult, { description: '退出登录。The session ends at once, and the cookie with it.' })
  @Access(entering)
  async signOut(@Args('input', { type: () => SignOutInput, defaultValue: {} }) input: SignOutInput, @Context() context: RequestContext): Promise<SignedOut | Refusal> {
    const [outcome] = await this.leaving.run(enteringRequest(context, input.idempotencyKey));
    const answer = this.answers.one(context, outcome);
    if ('code' in answer) return answer;
    context.setSessionCookie(null);
    return { sessionId: answer.id };
  }

  private opened(context: RequestContext, outcome: Outcome<OpenedSession> | undefined): Promise<SignedIn | Refusal> {
    return answerOpened(context, outcome, this.viewers, this.answers);
  }
}
