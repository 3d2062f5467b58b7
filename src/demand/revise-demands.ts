import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { demandHead, type DemandHead } from '../core/demand/demand-head.js';
import type { DemandId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { DemandEntity } from './demand.entity.js';
import { OPEN } from './close-demands.js';
import { ownDemandsForChange, saveDemandHeads, takenExternalRefs } from './demand-writes.store.js';

export interface DemandToRevise extends Partial<DemandHead> {
  readonly demandId: DemandId;
  /** A confirmation is not taken back once lines are published. */
  readonly noStateSecretConfirmed?: boolean;
}

/** Changes what demands say beside their lines; what is left out stays. A published demand is announced again, so that it is matched anew. */
@Injectable()
export class ReviseDemands {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly DemandToRevise[]): Promise<Outcome<DemandEntity>[]> {
    return this.deeds.perform(request, 'reviseDemands', inputs, (tx, wanted) => this.within(tx, request, wanted));
  }

  /** As `run`, as part of another deed, which is the one that is audited; in the name of `request.viewer`. */
  async within(tx: ActingTx, request: DeedRequest, wanted: readonly DemandToRevise[]): Promise<Outcome<DemandEntity>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return wanted.map(() => notFound('demandId'));
    const own = await ownDemandsForChange(tx, viewer.organisationId, wanted.map((input) => input.demandId));
    const taken = await takenExternalRefs(tx, viewer.organisationId, wanted.flatMap((input) => input.externalRef?.trim() || []));
    const revised = new Set<DemandEntity>();
    const outcomes = wanted.map((input): Outcome<DemandEntity> => {
      const demand = own.get(input.demandId);
      if (demand === undefined) return notFound('demandId');
      if (!demand.lines.some((line) => OPEN.includes(line.state))) return refused('STATE', 'DEMAND_NOT_OPEN', 'demandId');
      const head = revisedHead(demand, input, request.receivedAt);
      if (!head.ok) return head;
      const { externalRef } = head.value;
      if (externalRef !== null && externalRef !== demand.externalRef && taken.has(externalRef)) {
        return refused('CONFLICT', 'DEMAND_EXTERNAL_REF_TAKEN', 'externalRef', { externalRef });
      }
      if (externalRef !== null) taken.add(externalRef);
      const noStateSecretConfirmed = input.noStateSecretConfirmed ?? demand.noStateSecretConfirmed;
      if (demand.publishedAt !== null && !noStateSecretConfirmed) return refused('STATE', 'STATE_SECRET_NOT_CONFIRMED', 'noStateSecretConfirmed');
      revised.add(Object.assign(demand, head.value, { noStateSecretConfirmed, updatedAt: request.receivedAt }));
      return done(demand);
    });
    await saveDemandHeads(tx, [...revised]);
    tx.announce(...[...revised].map((demand) => ({
      type: demand.publishedAt === null ? 'DemandDraftSaved' as const : 'DemandRevised' as const, subjectId: demand.id, organisationId: viewer.organisationId,
    })));
    return outcomes;
  }
}

/** A day that stays is not looked at again: a title may be corrected after it. */
function revisedHead(demand: DemandEntity, input: DemandToRevise, at: Date): Outcome<DemandHead> {
  const { title, words, regionCode, budgetCny, neededBy, externalRef } = demand;
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<DemandHead>;
  const draft: DemandHead = { title, words, regionCode, budgetCny, neededBy, externalRef, ...given };
  const today = shanghaiDate(at);
  return demandHead(draft, draft.neededBy === neededBy && neededBy !== null && neededBy < today ? neededBy : today);
}
