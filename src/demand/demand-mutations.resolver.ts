import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { approvedEnterprise, enterprise } from '../core/access/rule.js';
import { visibleDemand, visibleLine } from '../core/demand/visible-demand.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { AddDemandLines } from './add-demand-lines.js';
import { CloseDemandLines } from './close-demand-lines.js';
import { CloseDemands } from './close-demands.js';
import { CreateDemands } from './create-demands.js';
import type { DemandEntity } from './demand.entity.js';
import {
  AddDemandLineInput, CloseDemandInput, CloseDemandLineInput, CloseDemandLineResult, CreateDemandInput, lineDraft, PublishDemandInput, ReviseDemandInput, ReviseDemandLineInput,
} from './demand-input.types.js';
import type { VisibleDemand, VisibleLine } from './demand.store.js';
import {
  AddDemandLineResult, CloseDemandResult, CreateDemandResult, DemandNode, PublishDemandResult, ReviseDemandLineResult, ReviseDemandResult,
} from './demand.types.js';
import { PublishDemands } from './publish-demands.js';
import { ReviseDemandLines } from './revise-demand-lines.js';
import { ReviseDemands } from './revise-demands.js';

function answered(answers: Answers, context: RequestContext, [outcome]: readonly Outcome<DemandEntity>[]): VisibleDemand | Refusal {
  const answer = answers.one(context, outcome);
  return answer instanceof Refusal ? answer : visibleDemand(context.viewer, answer);
}

/** Writing and rewriting what a demand says. */
@Resolver(() => DemandNode)
export class DemandContentResolver {
  constructor(
    private readonly answers: Answers, private readonly creating: CreateDemands, private readonly adding: AddDemandLines,
    private readonly revising: ReviseDemands, private readonly revisingLines: ReviseDemandLines,
  ) {}

  @Mutation(() => CreateDemandResult, { description: '新建需求及其各行，存为草稿。Writes a demand with its lines as a draft.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async createDemand(@Args('input') input: CreateDemandInput, @Context() context: RequestContext): Promise<VisibleDemand | Refusal> {
    const { idempotencyKey, lines, budgetCny = null, neededBy = null, externalRef = null, ...head } = input;
    const demand = { ...head, budgetCny, neededBy, externalRef, lines: lines.map(lineDraft) };
    return answered(this.answers, context, await this.creating.run(deedRequest(context, idempotencyKey), [demand]));
  }

  @Mutation(() => AddDemandLineResult, { description: '为需求增加一行草稿；已发布的需求须再次发布。Adds a draft line; publish again to publish it.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async addDemandLine(@Args('input') input: AddDemandLineInput, @Context() context: RequestContext): Promise<VisibleDemand | Refusal> {
    const request = deedRequest(context, input.idempotencyKey);
    return answered(this.answers, context, await this.adding.run(request, [{ demandId: input.demandId, lines: [lineDraft(input.line)] }]));
  }

  @Mutation(() => ReviseDemandResult, { description: '修改需求的标题、说明、时间、预算等。Changes title, description, day, budget and the like; a published demand is matched anew.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async reviseDemand(@Args('input') input: ReviseDemandInput, @Context() context: RequestContext): Promise<VisibleDemand | Refusal> {
    const { idempotencyKey, demandId, budgetCny, neededBy, externalRef } = input;
    const [title, words, regionCode, noStateSecretConfirmed] = [input.title ?? undefined, input.words ?? undefined, input.regionCode ?? undefined, input.noStateSecretConfirmed ?? undefined];
    const revision = { demandId, title, words, regionCode, budgetCny, neededBy, externalRef, noStateSecretConfirmed };
    return answered(this.answers, context, await this.revising.run(deedRequest(context, idempotencyKey), [revision]));
  }

  @Mutation(() => ReviseDemandLineResult, { description: '修改一行，生成新的修订；也用于为文字行确认品类。Gives a line a new content as a new revision; also confirms classes for a line of words.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async reviseDemandLine(@Args('input') input: ReviseDemandLineInput, @Context() context: RequestContext): Promise<VisibleLine | Refusal> {
    const request = deedRequest(context, input.idempotencyKey);
    const [outcome] = await this.revisingLines.run(request, [{ lineId: input.lineId, revision: input.revision ?? null, line: lineDraft(input.line) }]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : visibleLine(context.viewer, answer);
  }
}

/** Publishing and closing. */
@Resolver(() => DemandNode)
export class DemandStateResolver {
  constructor(
    private readonly answers: Answers, private readonly publishing: PublishDemands, private readonly closing: CloseDemands,
    private readonly closingLines: CloseDemandLines,
  ) {}

  @Mutation(() => PublishDemandResult, { description: '发布需求的全部草稿行。Publishes all draft lines of a demand; suppliers are matched at once.' })
  @Access(approvedEnterprise('OWNER', 'PURCHASING'))
  async publishDemand(@Args('input') input: PublishDemandInput, @Context() context: RequestContext): Promise<VisibleDemand | Refusal> {
    return answered(this.answers, context, await this.publishing.run(deedRequest(context, input.idempotencyKey), [input.demandId]));
  }

  @Mutation(() => CloseDemandResult, { description: '关闭需求的全部未了结行。Closes all open lines of a demand.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async closeDemand(@Args('input') input: CloseDemandInput, @Context() context: RequestContext): Promise<VisibleDemand | Refusal> {
    return answered(this.answers, context, await this.closing.run(deedRequest(context, input.idempotencyKey), [{ demandId: input.demandId, reason: input.reason }]));
  }
  @Mutation(() => CloseDemandLineResult, { description: '关闭需求中的一行，其余各行不变。Closes one line of a demand and leaves the others as they are.' })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async closeDemandLine(@Args('input') { lineId, reason, idempotencyKey }: CloseDemandLineInput, @Context() context: RequestContext): Promise<VisibleLine | Refusal> {
    const [outcome] = await this.closingLines.run(deedRequest(context, idempotencyKey), [{ lineId, reason }]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : visibleLine(context.viewer, answer);
  }
}
