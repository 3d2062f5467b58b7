import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { LIMITS } from '../core/demand/demand-limits.js';
import type { DemandId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { saysSomething } from '../core/text/says-something.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { DemandEntity, LineState } from './demand.entity.js';
import { ownDemandsForChange, saveDemandStates } from './demand-writes.store.js';

export interface DemandToClose {
  readonly demandId: DemandId;
  /** Kept with the lines and shown to the owner; 1 to 500 characters. */
  readonly reason: string;
}

/** States in which a line may still be closed; a demand with none of them is settled. */
export const OPEN: readonly LineState[] = ['DRAFT', 'PUBLISHED', 'SOURCING'];

/** Closes the open lines of demands: nothing more is recommended for them. A demand with no open line is refused. */
@Injectable()
export class CloseDemands {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly DemandToClose[]): Promise<Outcome<DemandEntity>[]> {
    return this.deeds.perform(request, 'closeDemands', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('demandId'));
      const own = await ownDemandsForChange(tx, viewer.organisationId, wanted.map((input) => input.demandId));
      const closed: DemandEntity[] = [];
      const outcomes = wanted.map((input): Outcome<DemandEntity> => {
        const demand = own.get(input.demandId);
        if (demand === undefined) return notFound('demandId');
        const reason = input.reason.trim();
        if (!saysSomething(reason) || reason.length > LIMITS.reasonCharacters) return refused('INPUT', 'CLOSE_REASON_LENGTH', 'reason', { max: LIMITS.reasonCharacters });
        const open = demand.lines.filter((line) => OPEN.includes(line.state));
        if (open.length === 0) return refused('STATE', 'DEMAND_NOT_OPEN', 'demandId');
        for (const line of open) Object.assign(line, { state: 'CLOSED', stateReason: reason });
        demand.updatedAt = request.receivedAt;
        closed.push(demand);
        return done(Object.assign(demand, { because: input.reason }));
      });
      await saveDemandStates(tx, closed);
      tx.announce(...closed.map((demand) => ({ type: 'DemandClosed' as const, subjectId: demand.id, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }
}
