import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { AcceptInvitation } from './accept-invitation.js';
import { AcceptInvitationInput, AcceptInvitationResult, InvitationArgs, OpenInvitationNode, type InvitationAccepted } from './invitation.types.js';

/** The side that was invited. */
@Resolver(() => OpenInvitationNode)
export class AcceptInvitationResolver {
  constructor(private readonly accepting: AcceptInvitation, private readonly answers: Answers) {}

  @Query(() => OpenInvitationNode, { description: '查看邀请：由哪个单位发出、给予哪些角色。Where an open invitation leads, for who holds its token.' })
  @Access(anyone)
  async invitation(@Args() { token }: InvitationArgs, @Context() context: RequestContext): Promise<OpenInvitationNode> {
    const found = await this.accepting.look(token, context.receivedAt, context);
    return found.ok ? found.value : throwRefusal(found.refusal);
  }

  @Mutation(() => AcceptInvitationResult, { description: '接受邀请：已登录者以当前账号加入，其他人同时开通账号。Joins the organisation: with the account that is signed in, or with a new one.' })
  @Access(anyone)
  async acceptInvitation(@Args('input') input: AcceptInvitationInput, @Context() context: RequestContext): Promise<InvitationAccepted | Refusal> {
    const { token, account } = input;
    const asked = account === null || account === undefined ? null : { login: account.login, displayName: account.displayName, password: account.password };
    const answer = this.answers.one(context, await this.accepting.run(deedRequest(context), token, asked, context));
    return 'code' in answer ? answer : { memberId: answer.id, organisationId: answer.organisationId, organisationName: answer.organisationName };
  }
}
