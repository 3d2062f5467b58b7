import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { draftTitle, renewalLines } from '../core/demand/retirement-drafts.js';
import type { OrganisationId, RetirementDraftId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { retirementSuggestions } from '../core/policy/retirement.js';
import { shanghaiDate, type DateText } from '../core/time/dates.js';
import { organisationsByIds } from '../organisation/index.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { machineLaw } from '../policy/index.js';
import { CreateDemands, type DemandToCreate } from './create-demands.js';
import { answeredFault } from './defer-retirement-drafts.js';
import type { DemandVisibility } from './demand.entity.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { ownEquipmentForChange } from './equipment.store.js';
import { openLinesOf } from './equipment-writes.store.js';
import { inService } from './machine-in-service.js';
import type { RetirementDraftEntity } from './retirement-draft.entity.js';
import { causesOf, ownDraftsForChange, saveDrafts } from './retirement-draft.store.js';

export interface RetirementDraftToAccept {
  readonly draftId: RetirementDraftId;
  /** Null: what the draft is about, such as 更新服役超过 10 年的机床 8 台. */
  readonly title: string | null;
  /** Place of delivery; null: where the owner is. */
  readonly regionCode: string | null;
  readonly neededBy: DateText | null;
  readonly budgetCny: string | null;
  readonly visibility: DemandVisibility;
}

/**
 * Makes draft demands of suggestions: a renewal with a line for each kind of machine and the machines it retires, to be completed and
 * published by its owner. Machines that were disposed of meanwhile, stand on an open line, or for which the cause no longer holds (the
 * ledger was corrected) are left out; a suggestion of which nothing is left is refused.
 */
@Injectable()
export class AcceptRetirementDrafts {
  constructor(private readonly deeds: Deeds, private readonly creating: CreateDemands) {}

  run(request: DeedRequest, inputs: readonly RetirementDraftToAccept[]): Promise<Outcome<RetirementDraftEntity>[]> {
    return this.deeds.perform(request, 'acceptRetirementDrafts', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('draftId'));
      const own = await ownDraftsForChange(tx, viewer.organisationId, wanted.map((input) => input.draftId));
      const [owner] = await organisationsByIds(tx, [viewer.organisationId]);
      const outcomes: Outcome<RetirementDraftEntity>[] = [];
      // One after another: a machine of two drafts goes into the first demand and is left out of the second.
      for (const input of wanted) outcomes.push(await this.accept(tx, request, own.get(input.draftId), input, owner?.regionCode ?? ''));
      await saveDrafts(tx, outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
      return outcomes;
    });
  }

  private async accept(
    tx: ActingTx, request: DeedRequest, draft: RetirementDraftEntity | undefined, input: RetirementDraftToAccept, regionCode: string,
  ): Promise<Outcome<RetirementDraftEntity>> {
    if (draft === undefined) return notFound('draftId');
    const fault = answeredFault(draft);
    if (fault !== null) return fault;
    const machines = await machinesToRenew(tx, request, draft);
    if (machines.length === 0) return refused('STATE', 'RETIREMENT_DRAFT_EMPTY', 'draftId');
    const demand: DemandToCreate = {
      title: input.title ?? draftTitle(draft.rule, machines), words: '', regionCode: input.regionCode ?? regionCode, budgetCny: input.budgetCny, neededBy: input.neededBy, externalRef: null,
      visibility: input.visibility, purpose: 'RENEWAL', noStateSecretConfirmed: false, lines: renewalLines(draft, machines),
    };
    const [created] = await this.creating.within(tx, request, [demand]);
    if (created?.ok !== true) return created ?? notFound('draftId');
    return done(Object.assign(draft, { state: 'ACCEPTED', deferredUntil: null, reason: null, demandId: created.value.id, updatedAt: request.receivedAt }));
  }
}

async function machinesToRenew(tx: ActingTx, request: DeedRequest, { id, ownerId }: RetirementDraftEntity): Promise<EquipmentEntity[]> {
  const [law, today] = [await machineLaw(), shanghaiDate(request.receivedAt)];
  const causes = await causesOf(tx, [id]);
  const ids = [...new Set(causes.map((cause) => cause.equipmentId))];
  const machines = await ownEquipmentForChange(tx, ownerId as OrganisationId, ids);
  const taken = new Set((await openLinesOf(tx, ownerId, ids)).map((line) => line.equipmentId));
  return ids.flatMap((equipmentId) => {
    const machine = machines.get(equipmentId);
    if (machine?.state !== 'IN_SERVICE' || taken.has(equipmentId)) return [];
    const holds = new Set(retirementSuggestions(inService(machine), law, today).map(({ causeKey }) => causeKey));
    return causes.some((cause) => cause.equipmentId === equipmentId && holds.has(cause.causeKey)) ? [machine] : [];
  });
}
