import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { DemandId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { OPEN } from './close-demands.js';
import type { DemandEntity } from './demand.entity.js';
import { ownDemandsForChange, saveDemandVisibility } from './demand-writes.store.js';

/**
 * The owner of a demand that runs through the department agrees to be named: from then on approved enterprises read whose it is, as
 * with a demand for them. Who could read it before still can, nobody else; what was read cannot be taken back, so neither can this.
 */
@Injectable()
export class RevealDemandOwners {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly DemandId[]): Promise<Outcome<DemandEntity>[]> {
    return this.deeds.perform(request, 'revealDemandOwners', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('demandId'));
      const own = await ownDemandsForChange(tx, viewer.organisationId, wanted);
      const outcomes = wanted.map((id): Outcome<DemandEntity> => {
        const demand = own.get(id);
        if (demand === undefined) return notFound('demandId');
        if (demand.visibility !== 'THROUGH_DEPARTMENT') return refused('STATE', 'DEMAND_OWNER_NOT_HIDDEN', 'demandId');
        if (!demand.lines.some((line) => OPEN.includes(line.state))) return refused('STATE', 'DEMAND_NOT_OPEN', 'demandId');
        for (const line of demand.lines) line.visibility = 'APPROVED_SUPPLIERS';
        return done(Object.assign(demand, { visibility: 'APPROVED_SUPPLIERS' as const, updatedAt: request.receivedAt }));
      });
      const revealed = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      await saveDemandVisibility(tx, revealed);
      tx.announce(...revealed.filter((demand) => demand.publishedAt !== null)
        .map((demand) => ({ type: 'DemandRevised' as const, subjectId: demand.id, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }
}
