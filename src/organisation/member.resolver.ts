import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { AccessRule } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { notFound } from '../core/outcome/outcome.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { AddMembers } from './add-members.js';
import { AddMemberInput, AddMemberResult, MemberConnection, MemberNode, type MemberAdded } from './member.types.js';
import { memberById, pageOfMembers } from './organisation.store.js';

/** Who keeps the list of people: the owner, in a department its system administrator as well. */
const KEEPERS: AccessRule = { who: 'SIGNED_IN', roles: ['OWNER', 'SYSTEM_ADMIN'], approved: false };

@Resolver(() => MemberNode)
export class MemberResolver {
  constructor(private readonly database: AppDatabase, private readonly adding: AddMembers, private readonly answers: Answers) {}

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
    if ('code' in answer) return answer;
    const member = await this.database.read(scopeOf(viewer), (tx) => memberById(tx, answer.id));
    if (member === null) throw new Error(`Member ${answer.id} was added and cannot be read by its own organisation.`);
    return { member };
  }
}
