import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { entering } from '../core/access/rule.js';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, enteringRequest, enteringViewer, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { CompleteSecondFactor } from './complete-second-factor.js';
import { ConfirmAuthenticator } from './confirm-authenticator.js';
import { EnrolAuthenticator } from './enrol-authenticator.js';
import { Factors, signInFirst } from './own-factors.js';
import {
  CompleteSecondFactorInput, CompleteSecondFactorResult, ConfirmAuthenticatorInput, ConfirmAuthenticatorResult, EnrolAuthenticatorInput, EnrolAuthenticatorResult,
  SecondFactorNode, type AuthenticatorConfirmed, type AuthenticatorOffered, type SecondFactorCompleted,
} from './second-factor.types.js';

@Resolver(() => SecondFactorNode)
export class SecondFactorResolver {
  constructor(
    private readonly factors: Factors, private readonly enrolling: EnrolAuthenticator, private readonly confirming: ConfirmAuthenticator,
    private readonly completing: CompleteSecondFactor, private readonly answers: Answers,
  ) {}

  @Query(() => SecondFactorNode, { description: '本人的第二步验证：已设置什么，当前会话还须做什么。What the viewer has set up, and what the session still has to do.' })
  @Access(entering)
  secondFactor(@Context() context: RequestContext): Promise<SecondFactorNode> {
    return this.factors.card(member(context));
  }

  @Mutation(() => EnrolAuthenticatorResult, { description: '设置动态口令：取得密钥。Offers a secret for an authenticator app; `confirmAuthenticator` makes it count.' })
  @Access(entering)
  async enrolAuthenticator(@Args('input') input: EnrolAuthenticatorInput, @Context() context: RequestContext): Promise<AuthenticatorOffered | Refusal> {
    return this.answers.one(context, await this.enrolling.run(enteringRequest(context), input.password ?? null));
  }

  @Mutation(() => ConfirmAuthenticatorResult, { description: '设置动态口令：录入第一个口令使其生效，并取得恢复码。The first code of the authenticator makes it count; answers ten recovery codes.' })
  @Access(entering)
  async confirmAuthenticator(@Args('input') input: ConfirmAuthenticatorInput, @Context() context: RequestContext): Promise<AuthenticatorConfirmed | Refusal> {
    const answer = this.answers.one(context, await this.confirming.run(enteringRequest(context), input.code));
    return 'code' in answer ? answer : { recoveryCodes: answer.recoveryCodes, secondFactor: await this.factors.card(member(context)) };
  }

  @Mutation(() => CompleteSecondFactorResult, { description: '登录的第二步：动态口令、恢复码或短信验证码。The second step of a sign-in; the session’s token stays the same.' })
  @Access(entering)
  async completeSecondFactor(@Args('input') input: CompleteSecondFactorInput, @Context() context: RequestContext): Promise<SecondFactorCompleted | Refusal> {
    const answer = this.answers.one(context, await this.completing.run(enteringRequest(context), { by: input.by, code: input.code }));
    return 'code' in answer ? answer : { sessionId: answer.id, secondFactor: await this.factors.card(member(context)) };
  }
}

function member(context: RequestContext): MemberViewer {
  const viewer = enteringViewer(context);
  return isMember(viewer) ? viewer : throwRefusal(signInFirst.refusal);
}
