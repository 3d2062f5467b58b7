import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { DemandId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { DemandEntity } from './demand.entity.js';
import { ownDemandsForChange, saveDemandStates } from './demand-writes.store.js';
import { hasRegister } from './equipment.store.js';

/**
 * Publishes the draft lines of demands. Refuses a demand whose owner has not confirmed that it holds no state secret
 * (涉密不上网), one that is needed by a day already past, and a line of words whose classes the buyer has not confirmed.
 * An owner who keeps a register says of each line of a renewal which machine it retires, or why none.
 * A line of an item that no path leads from is published all the same: a gap is what the department wants to see.
 */
@Injectable()
export class PublishDemands {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly DemandId[]): Promise<Outcome<DemandEntity>[]> {
    return this.deeds.perform(request, 'publishDemands', ids, (tx, wanted) => this.within(tx, request, wanted));
  }

  /** The same inside a deed that runs already, in the name of `request.viewer`. */
  async within(tx: ActingTx, request: DeedRequest, wanted: readonly DemandId[]): Promise<Outcome<DemandEntity>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return wanted.map(() => notFound('demandId'));
    const own = await ownDemandsForChange(tx, viewer.organisationId, wanted);
    const namesMachines = await hasRegister(tx, viewer.organisationId);
    const published: DemandEntity[] = [];
    const outcomes = wanted.map((id): Outcome<DemandEntity> => {
      const demand = own.get(id);
      if (demand === undefined) return notFound('demandId');
      const drafts = demand.lines.filter((line) => line.state === 'DRAFT');
      if (drafts.length === 0) {
        return demand.publishedAt === null ? refused('STATE', 'DEMAND_WITHOUT_LINES', 'demandId') : done(demand);
      }
      if (!demand.noStateSecretConfirmed) return refused('STATE', 'STATE_SECRET_NOT_CONFIRMED', 'noStateSecretConfirmed');
      if (demand.neededBy !== null && demand.neededBy < shanghaiDate(request.receivedAt)) {
        return refused('STATE', 'NEEDED_BY_PAST', 'neededBy', { neededBy: demand.neededBy });
      }
      const unrouted = drafts.find((line) => line.wants === 'WORDS');
      if (unrouted !== undefined) return refused('STATE', 'LINE_WITHOUT_CLASS', `lines.${unrouted.number - 1}`, { line: unrouted.number });
      const renewing = demand.purpose === 'RENEWAL' && namesMachines ? drafts.find(renewsNothing) : undefined;
      if (renewing !== undefined) return refused('STATE', 'LINE_RENEWS_NOTHING', `lines.${renewing.number - 1}.equipmentIds`, { line: renewing.number });
      for (const line of drafts) Object.assign(line, { state: 'PUBLISHED', stateReason: null, publishedAt: request.receivedAt });
      Object.assign(demand, { publishedAt: demand.publishedAt ?? request.receivedAt, updatedAt: request.receivedAt });
      published.push(demand);
      return done(demand);
    });
    await saveDemandStates(tx, published);
    tx.announce(...published.map((demand) => ({ type: 'DemandPublished' as const, subjectId: demand.id, organisationId: viewer.organisationId })));
    return outcomes;
  }
}

function renewsNothing({ equipmentIds, retires, renewalReason }: DemandEntity['lines'][number]): boolean {
  return equipmentIds.length === 0 && retires.length === 0 && renewalReason === null;
}
