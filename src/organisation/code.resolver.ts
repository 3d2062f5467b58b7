import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { anyone, entering } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { CODE_LIMITS } from '../core/organisation/code-life.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, enteringRequest, enteringViewer, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { signInFirst } from './own-factors.js';
import { RequestSignInCode } from './request-sign-in-code.js';
import { SecondStepDesk } from './second-step-desk.js';
import {
  RequestCodeResult, RequestPhoneCodeInput, RequestSecondFactorCodeInput, type CodeRequested,
} from './second-factor.types.js';
import type { RequestedCode } from './sent-codes.js';
import { RequestSignInCodeInput } from './session.types.js';
import { VerifyPhone } from './verify-phone.js';

/** Codes by SMS: each of these answers alike whether the telephone is anybody's or not. */
@Resolver()
export class CodeResolver {
  constructor(
    private readonly forSignIn: RequestSignInCode, private readonly forStep: SecondStepDesk, private readonly forPhone: VerifyPhone, private readonly answers: Answers,
  ) {}

  @Mutation(() => RequestCodeResult, { description: '短信验证码登录：索取验证码。Has a code sent to sign in with; the answer is the same for a telephone that nobody has verified.' })
  @Access(anyone)
  async requestSignInCode(@Args('input') input: RequestSignInCodeInput, @Context() context: RequestContext): Promise<CodeRequested | Refusal> {
    return this.requested(context, await this.forSignIn.run(deedRequest(context), input.phone, context));
  }

  @Mutation(() => RequestCodeResult, { description: '第二步验证：把验证码发到本人已验证的手机。Has a code for the second step sent to the viewer’s verified telephone.' })
  @Access(entering)
  async requestSecondFactorCode(@Args('input') _input: RequestSecondFactorCodeInput, @Context() context: RequestContext): Promise<CodeRequested | Refusal> {
    const viewer = enteringViewer(context);
    return this.requested(context, isMember(viewer) ? await this.forStep.requestCode(enteringRequest(context), viewer) : signInFirst);
  }

  @Mutation(() => RequestCodeResult, { description: '设置本人手机：把验证码发到该手机。Has a code sent to a telephone that is to be the viewer’s own; `verifyPhone` keeps it.' })
  @Access(entering)
  async requestPhoneCode(@Args('input') input: RequestPhoneCodeInput, @Context() context: RequestContext): Promise<CodeRequested | Refusal> {
    return this.requested(context, await this.forPhone.request(enteringRequest(context), input.phone, input.password ?? null));
  }

  private requested(context: RequestContext, outcome: Outcome<RequestedCode>): CodeRequested | Refusal {
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { expiresAt: answer.expiresAt, againInSeconds: CODE_LIMITS[0].seconds };
  }
}
