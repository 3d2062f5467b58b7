import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { stageOf } from '../core/organisation/review-level.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import { workingDaysLeft } from '../core/time/working-days.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import {
  OrganisationsArgs, QueuedRegistrationConnection, RegistrationQueueArgs, ReinstateOrganisationInput, ReinstateOrganisationResult, ReviewRegistrationInput, ReviewRegistrationResult,
  SuspendOrganisationInput, SuspendOrganisationResult, type OrganisationReinstated, type OrganisationSuspended, type RegistrationReviewed,
} from './organisation.admin.types.js';
import type { OrganisationEntity } from './organisation.entity.js';
import { pageOfOrganisations, visibleTo } from './organisation.store.js';
import { OrganisationConnection, OrganisationNode } from './organisation.types.js';
import { ReinstateOrganisations } from './reinstate-organisations.js';
import { pageOfRegistrationQueue } from './review.store.js';
import { ReviewRegistrations } from './review-registrations.js';
import { standsInFor } from './substitute.store.js';
import { SuspendOrganisations } from './suspend-organisations.js';
import { calendar } from './working-days.js';

@Resolver(() => OrganisationNode)
export class OrganisationAdminResolver {
  constructor(
    private readonly database: AppDatabase, private readonly reviewing: ReviewRegistrations, private readonly suspending: SuspendOrganisations,
    private readonly reinstating: ReinstateOrganisations, private readonly answers: Answers,
  ) {}

  @Query(() => QueuedRegistrationConnection, {
    description: '待本部门（及所受委托部门）办理的登记，最先到期的在前；可包含下级正在办理的。Registrations that lie with the viewer’s department or one it stands in for, the one due first at the top.',
  })
  @Access(department())
  async registrationQueue(@Args() page: RegistrationQueueArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<QueuedRegistrationConnection> {
    const key = cursorOf(page, 2);
    const after = key === null ? null : [String(key[0]), String(key[1])] as const;
    const today = shanghaiDate(receivedAt);
    const rows = await this.database.read(scopeOf(viewer), async (tx) => {
      if (!isMember(viewer)) return [];
      const ofProvince = stageOf(viewer.branch) === 'PROVINCE';
      const atIds = [viewer.organisationId, ...await standsInFor(tx, viewer.organisationId, today)];
      // All departments of the province look down on one tree of cases, whichever of them a bureau was founded under.
      const branch = !page.below ? null : ofProvince ? '' : viewer.branch;
      return pageOfRegistrationQueue(tx, viewer, page.first + 1, after, { atIds, ofProvince, branch });
    });
    return connection(rows.map((row) => ({
      ...row, overdue: row.dueOn < today, daysLeft: workingDaysLeft(today, row.dueOn, calendar()), steps: row.steps.map((step) => ({ ...step, at: new Date(step.at) })),
    })), page, (row) => [row.dueOn, row.id]);
  }

  @Query(() => OrganisationConnection, { description: '全部单位，最新登记的在前。All organisations, the latest registered first.' })
  @Access(department())
  async organisations(@Args() args: OrganisationsArgs, @Context() { viewer }: RequestContext): Promise<OrganisationConnection> {
    const after = cursorOf(args)?.[0] ?? null;
    const filter = { kind: args.kind ?? null, state: args.state ?? null, query: args.query?.trim() || null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfOrganisations(tx, viewer, filter, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }

  @Mutation(() => ReviewRegistrationResult, { description: '审核登记：各项都符合即通过，否则逐项说明理由退回。Approves a registration whose items are all in order, otherwise returns it with a reason for each.' })
  @Access(department('REVIEWER'))
  async reviewRegistration(@Args('input') input: ReviewRegistrationInput, @Context() context: RequestContext): Promise<RegistrationReviewed | Refusal> {
    const items = input.items.map(({ item, verdict, reason }) => ({ item, verdict, reason: reason ?? null }));
    const [outcome] = await this.reviewing.run(deedRequest(context, input.idempotencyKey), [{ organisationId: input.organisationId, items }]);
    return this.changed(context, outcome);
  }

  @Mutation(() => SuspendOrganisationResult, { description: '暂停单位。What needs approval is closed to it until it is reinstated.' })
  @Access(department('REVIEWER'))
  async suspendOrganisation(@Args('input') input: SuspendOrganisationInput, @Context() context: RequestContext): Promise<OrganisationSuspended | Refusal> {
    const { organisationId, reason, idempotencyKey } = input;
    const [outcome] = await this.suspending.run(deedRequest(context, idempotencyKey), [{ organisationId, reason }]);
    return this.changed(context, outcome);
  }

  @Mutation(() => ReinstateOrganisationResult, { description: '恢复被暂停的单位。Ends a suspension.' })
  @Access(department('REVIEWER'))
  async reinstateOrganisation(@Args('input') input: ReinstateOrganisationInput, @Context() context: RequestContext): Promise<OrganisationReinstated | Refusal> {
    const [outcome] = await this.reinstating.run(deedRequest(context, input.idempotencyKey), [input.organisationId]);
    return this.changed(context, outcome);
  }

  private changed(context: RequestContext, outcome: Outcome<OrganisationEntity> | undefined): { organisation: OrganisationNode } | Refusal {
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { organisation: visibleTo(context.viewer, answer) };
  }
}
