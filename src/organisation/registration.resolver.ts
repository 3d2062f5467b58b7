import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { anyone, enterprise } from '../core/access/rule.js';
import { normalCreditCode } from '../core/organisation/credit-code.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { CorrectRegistration } from './correct-registration.js';
import { visibleTo } from './organisation.store.js';
import { RegisterEnterprise } from './register-enterprise.js';
import {
  CorrectRegistrationInput, CorrectRegistrationResult, RegisterEnterpriseInput, RegisterEnterpriseResult, type EnterpriseRegistered, type RegistrationCorrected,
} from './registration.types.js';

@Resolver()
export class RegistrationResolver {
  constructor(private readonly registering: RegisterEnterprise, private readonly correcting: CorrectRegistration, private readonly answers: Answers) {}

  @Mutation(() => RegisterEnterpriseResult, { description: '企业自行注册，连同第一位管理员。An enterprise registers itself with its first owner and waits for a department; the owner may sign in at once.' })
  @Access(anyone)
  async registerEnterprise(@Args('input') input: RegisterEnterpriseInput, @Context() context: RequestContext): Promise<EnterpriseRegistered | Refusal> {
    const { idempotencyKey, owner, ...facts } = input;
    const [outcome] = await this.registering.run(deedRequest(context, idempotencyKey), [{
      ...facts, creditCode: normalCreditCode(facts.creditCode), industryCode: facts.industryCode ?? null, sizeClass: facts.sizeClass ?? null,
      owner: { login: owner.login, displayName: owner.displayName, password: owner.password },
    }], context.address);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { organisation: visibleTo(context.viewer, answer.organisation) };
  }

  @Mutation(() => CorrectRegistrationResult, { description: '修改被退回的登记并重新提交。Corrects the viewer’s own registration that was returned, and hands it in again.' })
  @Access(enterprise('OWNER'))
  async correctRegistration(@Args('input') input: CorrectRegistrationInput, @Context() context: RequestContext): Promise<RegistrationCorrected | Refusal> {
    const { idempotencyKey, name, creditCode, regionCode, trades, businessPhonePublic, industryCode, sizeClass, businessPhone } = input;
    const [outcome] = await this.correcting.run(deedRequest(context, idempotencyKey), [{
      // What cannot be empty takes null for "as it was"; the rest is emptied by it.
      name: name ?? undefined, creditCode: typeof creditCode === 'string' ? normalCreditCode(creditCode) : undefined, regionCode: regionCode ?? undefined,
      trades: trades ?? undefined, businessPhonePublic: businessPhonePublic ?? undefined, industryCode, sizeClass, businessPhone,
    }]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { organisation: visibleTo(context.viewer, answer) };
  }
}
