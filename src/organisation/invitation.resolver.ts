import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { isMember } from '../core/access/viewer.js';
import { invitationState } from '../core/organisation/invitation.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { pageOfInvitations, type InvitationRow } from './invitation.store.js';
import {
  InvitationConnection, InvitationNode, InviteMemberInput, InviteMemberResult, WithdrawInvitationInput, WithdrawInvitationResult, type InvitationWithdrawn, type MemberInvited,
} from './invitation.types.js';
import { InviteMembers } from './invite-members.js';
import { KEEPERS } from './member.resolver.js';
import { signInFirst } from './own-factors.js';
import { WithdrawInvitations } from './withdraw-invitations.js';

/** The side that invites. */
@Resolver(() => InvitationNode)
export class InvitationResolver {
  constructor(
    private readonly database: AppDatabase, private readonly inviting: InviteMembers, private readonly withdrawing: WithdrawInvitations, private readonly answers: Answers,
  ) {}

  @Query(() => InvitationConnection, { description: '本单位发出的邀请，最新在前。Invitations of the viewer’s own organisation, newest first, whatever became of them.' })
  @Access(KEEPERS)
  async invitations(@Args() page: PageArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<InvitationConnection> {
    if (!isMember(viewer)) return throwRefusal(signInFirst.refusal);
    const after = cursorOf(page)?.[0] ?? null;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfInvitations(tx, viewer.organisationId, page.first + 1, after === null ? null : String(after)));
    return connection(rows.map((row) => shown(row, receivedAt)), page, (row) => [row.id]);
  }

  @Mutation(() => InviteMemberResult, { description: '邀请人员加入本单位。Invites a person by a link that is good once and for a week, by SMS where a telephone is given.' })
  @Access(KEEPERS)
  async inviteMember(@Args('input') input: InviteMemberInput, @Context() context: RequestContext): Promise<MemberInvited | Refusal> {
    const { roles, displayName, phone, idempotencyKey } = input;
    const [outcome] = await this.inviting.run(deedRequest(context, idempotencyKey), [{ roles, displayName: displayName ?? null, phone: phone ?? null }]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { invitation: shown(answer, context.receivedAt), token: this.inviting.tokenOf(answer.id) };
  }

  @Mutation(() => WithdrawInvitationResult, { description: '撤回尚未接受的邀请。Takes an open invitation back.' })
  @Access(KEEPERS)
  async withdrawInvitation(@Args('input') input: WithdrawInvitationInput, @Context() context: RequestContext): Promise<InvitationWithdrawn | Refusal> {
    const [outcome] = await this.withdrawing.run(deedRequest(context, input.idempotencyKey), [input.invitationId]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { invitation: shown(answer, context.receivedAt) };
  }
}

function shown(row: InvitationRow, at: Date): InvitationNode {
  return { ...row, state: invitationState(row, at) };
}
