import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { AccessRule } from '../core/access/rule.js';
import { isMember, type Viewer } from '../core/access/viewer.js';
import type { MemberId } from '../core/ids/ids.js';
import { notFound } from '../core/outcome/outcome.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { AddMembers } from './add-members.js';
import { ChangeMembers } from './change-members.js';
import {
  AddMemberInput, AddMemberResult, ChangeMemberRolesInput, ChangeMemberRolesResult, MemberConnection, MemberNode, RemoveMemberInput, RemoveMemberResult,
  type MemberAdded, type MemberRemoved, type MemberRolesChanged,
} from './member.types.js';
import { memberById, pageOfMembers } from './organisation.store.js';

/** Who keeps the list of people: the owner, in a department its system administrator as well. */
export const KEEPERS: AccessRule = { who: 'SIGNED_IN', roles: ['OWNER', 'SYSTEM_ADMIN'], approved: false };

@Resolver(() => MemberNode)
export class MemberResolver {
  constructor(private readonly database: AppDatabase, private readonly adding: AddMembers, private readonly changing: ChangeMembers, private readonly answers: Answers) {}

  @Query(() => MemberConnection, { description: '本单位成员。Members of the viewer’s own organisation, in the order in which they joined.' })
  @Access(KEEPERS)
  async members(@Args() page: PageArgs, @Context() { viewer }: RequestContext): Promise<MemberConnection> {
    const after = cursorOf(page)?.[0] ?? null;
    if (!isMember(viewer)) throwRefusal(notFound('viewer').refusal);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfMembers(tx, viewer.organisationId, page.first + 1, after === null ? null : String(after)));
    return connection(rows, page, (row) => [row.id]);
  }

  @Mutation(() => AddMemberResult, { description: '为本单位添加成员并开通账号。Gives a person an account in the viewer’s own organisation.' })
  @Access(KEEPERS)
  async addMember(@Args('input') input: AddMemberInput, @Context() context: RequestContext): Promise<MemberAdded | Refusal> {
    const { viewer } = context;
    if (!isMember(viewer)) return this.answers.refusal(context, notFound('organisationId').refusal);
    const { login, displayName, password, roles } = input;
    const [outcome] = await this.adding.run(deedRequest(context, input.idempotencyKey), [{ organisationId: viewer.organisationId, login, displayName, password, roles }]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { member: await this.member(viewer, answer.id) };
  }

  @Mutation(() => ChangeMemberRolesResult, { description: '调整成员角色，立即生效。Gives a member other roles, at once; the last owner stays one.' })
  @Access(KEEPERS)
  async changeMemberRoles(@Args('input') input: ChangeMemberRolesInput, @Context() context: RequestContext): Promise<MemberRolesChanged | Refusal> {
    const [outcome] = await this.changing.changeRoles(deedRequest(context, input.idempotencyKey), [{ memberId: input.memberId, roles: input.roles }]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { member: await this.member(context.viewer, answer.id) };
  }

  @Mutation(() => RemoveMemberResult, { description: '移除成员，其在本单位的登录立即失效。Ends a membership and its sessions, at once; the account stays, and so does the last owner.' })
  @Access(KEEPERS)
  async removeMember(@Args('input') input: RemoveMemberInput, @Context() context: RequestContext): Promise<MemberRemoved | Refusal> {
    const [outcome] = await this.changing.remove(deedRequest(context, input.idempotencyKey), [{ memberId: input.memberId, reason: input.reason }]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { memberId: answer.id };
  }

  private async member(viewer: Viewer, id: MemberId): Promise<MemberNode> {
    const member = await this.database.read(scopeOf(viewer), (tx) => memberById(tx, id));
    if (member === null) throw new Error(`Member ${id} was changed and cannot be read by its own organisation.`);
    return member;
  }
}
