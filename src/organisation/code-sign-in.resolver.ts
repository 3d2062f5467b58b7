import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { anyone, entering } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, enteringRequest, enteringViewer, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { answerOpened } from './answer-opened.js';
import { Factors, signInFirst } from './own-factors.js';
import { VerifyPhoneInput, VerifyPhoneResult, type PhoneVerified } from './second-factor.types.js';
import { SignInResult, SignInWithCodeInput, type SignedIn } from './session.types.js';
import { SignInWithCode } from './sign-in-with-code.js';
import { VerifyPhone } from './verify-phone.js';
import { Viewers } from './viewers.js';

/** What a code by SMS opens. */
@Resolver()
export class CodeSignInResolver {
  constructor(
    private readonly signing: SignInWithCode, private readonly verifying: VerifyPhone, private readonly factors: Factors,
    private readonly viewers: Viewers, private readonly answers: Answers,
  ) {}

  @Mutation(() => SignInResult, { description: '短信验证码登录。Opens a session by a code that was sent to the verified telephone; otherwise as `signIn`.' })
  @Access(anyone)
  async signInWithCode(@Args('input') input: SignInWithCodeInput, @Context() context: RequestContext): Promise<SignedIn | Refusal> {
    const outcome = await this.signing.run(deedRequest(context), { phone: input.phone, code: input.code }, context);
    return answerOpened(context, outcome, this.viewers, this.answers);
  }

  @Mutation(() => VerifyPhoneResult, { description: '设置本人手机：录入验证码。Keeps the telephone to which `requestPhoneCode` sent the code, in the place of the one before.' })
  @Access(entering)
  async verifyPhone(@Args('input') input: VerifyPhoneInput, @Context() context: RequestContext): Promise<PhoneVerified | Refusal> {
    const viewer = enteringViewer(context);
    if (!isMember(viewer)) return this.answers.refusal(context, signInFirst.refusal);
    const answer = this.answers.one(context, await this.verifying.verify(enteringRequest(context), input.code));
    return 'code' in answer ? answer : { secondFactor: await this.factors.card(viewer) };
  }
}
