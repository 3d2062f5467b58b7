import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { draftTitle } from '../core/demand/retirement-drafts.js';
import type { DemandId, RetirementDraftId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { Messages } from '../platform/messages/messages.js';
import { AcceptRetirementDrafts } from './accept-retirement-drafts.js';
import { DeferRetirementDrafts } from './defer-retirement-drafts.js';
import { visibleDemands, type VisibleDemand } from './demand.store.js';
import { DemandNode } from './demand.types.js';
import { DisputeRetirementDrafts } from './dispute-retirement-drafts.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { equipmentByIds } from './equipment.store.js';
import { EquipmentNode } from './equipment.types.js';
import type { RetirementCauseEntity, RetirementDraftEntity } from './retirement-draft.entity.js';
import { causesOf, pageOfDrafts } from './retirement-draft.store.js';
import {
  AcceptRetirementDraftInput, AcceptRetirementDraftResult, afterRetirementDraft, DeferRetirementInput, DeferRetirementResult, DisputeRetirementInput, DisputeRetirementResult,
  RetirementCauseNode, RetirementDraftConnection, RetirementDraftNode, RetirementDraftsArgs,
} from './retirement-draft.types.js';

/** A draft holds at most 200 machines; ten are counted, since most hold fewer. */
const MACHINES_COUNTED = 10;

/** What the platform suggests to renew, and what the owner answers. */
@Resolver(() => RetirementDraftNode)
export class RetirementDraftResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers, private readonly accepting: AcceptRetirementDrafts,
    private readonly deferring: DeferRetirementDrafts, private readonly disputing: DisputeRetirementDrafts,
  ) {}

  @Query(() => RetirementDraftConnection, { description: '平台对本单位台账设备的更新建议，新的在前；可按状态筛选。Renewals suggested for your own register, newest first.' })
  @Access(enterprise())
  async retirementDrafts(@Args() args: RetirementDraftsArgs, @Context() { viewer }: RequestContext): Promise<Connection<RetirementDraftEntity>> {
    const after = afterRetirementDraft(args);
    if (!isMember(viewer)) return connection<RetirementDraftEntity>([], args, () => []);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfDrafts(tx, viewer.organisationId, args.states ?? null, args.first + 1, after));
    return connection(rows, args, (row) => [row.id]);
  }

  @Mutation(() => AcceptRetirementDraftResult, { description: '采纳建议：生成需求草稿，各行列明所替换的设备；补充后发布。Makes a draft demand with lines and the machines they retire, to be completed and published.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async acceptRetirementDraft(@Args('input') input: AcceptRetirementDraftInput, @Context() context: RequestContext): Promise<RetirementDraftEntity | Refusal> {
    const { idempotencyKey, draftId, title = null, regionCode = null, neededBy = null, budgetCny = null, visibility } = input;
    const [outcome] = await this.accepting.run(deedRequest(context, idempotencyKey), [{ draftId, title, regionCode, neededBy, budgetCny, visibility }]);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => DeferRetirementResult, { description: '暂缓建议，到期次日再提示。Puts a suggestion off; it comes back after its day.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async deferRetirement(@Args('input') { draftId, until, reason, idempotencyKey }: DeferRetirementInput, @Context() context: RequestContext): Promise<RetirementDraftEntity | Refusal> {
    const [outcome] = await this.deferring.run(deedRequest(context, idempotencyKey), [{ draftId, until, reason }]);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => DisputeRetirementResult, { description: '认为建议不成立并写明原因，不再提示。Says that a suggestion does not hold; it is not made again.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async disputeRetirement(@Args('input') { draftId, reason, idempotencyKey }: DisputeRetirementInput, @Context() context: RequestContext): Promise<RetirementDraftEntity | Refusal> {
    const [outcome] = await this.disputing.run(deedRequest(context, idempotencyKey), [{ draftId, reason }]);
    return this.answers.one(context, outcome);
  }
}

/** What a suggestion answers by looking further: its machines, why each, and the demand that it became. */
@Resolver(() => RetirementDraftNode)
export class RetirementDraftFieldsResolver {
  constructor(private readonly database: AppDatabase, private readonly messages: Messages) {}

  @ResolveField(() => String, { description: '建议的内容，如 更新服役超过 10 年的机床 8 台。What it is about, with the number of machines that are left.' })
  async title(@Parent() draft: RetirementDraftEntity, @Context() context: RequestContext): Promise<string> {
    return draftTitle(draft.rule, await this.machines(draft, context));
  }

  @ResolveField(() => [EquipmentNode], {
    description: '所涉且仍在账的设备，至多 200 台。Its machines that are still in the register, at most 200.', complexity: ({ childComplexity }) => 1 + MACHINES_COUNTED * childComplexity,
  })
  async machines(@Parent() { id }: RetirementDraftEntity, @Context() context: RequestContext): Promise<EquipmentEntity[]> {
    const ids = [...new Set((await this.causesIn(id, context)).map((cause) => cause.equipmentId))];
    const machines = await this.database.read(scopeOf(context.viewer), (tx) => equipmentByIds(tx, ids));
    return machines.filter((machine) => machine.state === 'IN_SERVICE');
  }

  @ResolveField(() => [RetirementCauseNode], {
    description: '每台设备的理由。Why, machine by machine.', complexity: ({ childComplexity }) => 1 + MACHINES_COUNTED * childComplexity,
  })
  async causes(@Parent() { id }: RetirementDraftEntity, @Context() context: RequestContext): Promise<RetirementCauseNode[]> {
    return (await this.causesIn(id, context)).map(({ equipmentId, code, params }) => ({ equipmentId, because: this.messages.render(code, params, context.locale) }));
  }

  @ResolveField(() => DemandNode, { nullable: true, description: '由此生成的需求。The demand that it became.' })
  async demand(@Parent() { demandId }: RetirementDraftEntity, @Context() { viewer }: RequestContext): Promise<VisibleDemand | null> {
    if (demandId === null) return null;
    const [demand] = await this.database.read(scopeOf(viewer), (tx) => visibleDemands(tx, viewer, [demandId as DemandId]));
    return demand ?? null;
  }

  private causesIn(id: RetirementDraftId, context: RequestContext): Promise<readonly RetirementCauseEntity[]> {
    return context.loader<RetirementDraftId, readonly RetirementCauseEntity[]>('demand.retirementCauses', async (ids) => {
      const all = await this.database.read(scopeOf(context.viewer), (tx) => causesOf(tx, ids));
      return ids.map((one) => all.filter((cause) => cause.draftId === one));
    }).load(id);
  }
}
