import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { signedIn } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { ChangePassword } from './change-password.js';
import {
  ChangePasswordInput, ChangePasswordResult, OwnSessionConnection, OwnSessionNode, RevokeSessionInput, RevokeSessionResult, SignOutEverywhereInput,
  SignOutEverywhereResult, type PasswordChanged, type SessionRevoked, type SignedOutEverywhere,
} from './own-session.types.js';
import { signInFirst } from './own-factors.js';
import { OwnSessions } from './own-sessions.js';
import { RevokeSessions } from './revoke-sessions.js';
import { SignOutEverywhere } from './sign-out-everywhere.js';

@Resolver(() => OwnSessionNode)
export class OwnSessionResolver {
  constructor(
    private readonly sessions: OwnSessions, private readonly revoking: RevokeSessions, private readonly leaving: SignOutEverywhere,
    private readonly changing: ChangePassword, private readonly answers: Answers,
  ) {}

  @Query(() => OwnSessionConnection, { description: '本人的全部登录，最新在前。Where the viewer’s account is signed in, newest first; sessions that have ended are left out.' })
  @Access(signedIn)
  async mySessions(@Args() page: PageArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<OwnSessionConnection> {
    if (!isMember(viewer)) return throwRefusal(signInFirst.refusal);
    const after = cursorOf(page)?.[0] ?? null;
    const rows = await this.sessions.page(viewer, receivedAt, page.first + 1, after === null ? null : String(after));
    return connection(rows, page, (row) => [row.id]);
  }

  @Mutation(() => RevokeSessionResult, { description: '注销本人的一个登录。Ends one session of the viewer’s own account, at once.' })
  @Access(signedIn)
  async revokeSession(@Args('input') input: RevokeSessionInput, @Context() context: RequestContext): Promise<SessionRevoked | Refusal> {
    const [outcome] = await this.revoking.run(deedRequest(context, input.idempotencyKey), [input.sessionId]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { sessionId: answer.id };
  }

  @Mutation(() => SignOutEverywhereResult, { description: '在所有设备上退出登录。Ends all sessions of the viewer’s account, the one that asks included.' })
  @Access(signedIn)
  async signOutEverywhere(@Args('input', { type: () => SignOutEverywhereInput, defaultValue: {} }) input: SignOutEverywhereInput, @Context() context: RequestContext): Promise<SignedOutEverywhere | Refusal> {
    const [outcome] = await this.leaving.run(deedRequest(context, input.idempotencyKey));
    const answer = this.answers.one(context, outcome);
    if ('code' in answer) return answer;
    context.setSessionCookie(null);
    return { endedSessions: answer.endedSessions };
  }

  @Mutation(() => ChangePasswordResult, { description: '修改本人密码，其他登录随即失效。Changes the viewer’s own password; all its other sessions end at once.' })
  @Access(signedIn)
  async changePassword(@Args('input') input: ChangePasswordInput, @Context() context: RequestContext): Promise<PasswordChanged | Refusal> {
    const { currentPassword, newPassword } = input;
    const answer = this.answers.one(context, await this.changing.run(deedRequest(context), { currentPassword, newPassword }));
    return 'code' in answer ? answer : { endedSessions: answer.endedSessions };
  }
}
