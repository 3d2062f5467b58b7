import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { LIMITS } from '../core/demand/demand-limits.js';
import type { DemandLineId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { saysSomething } from '../core/text/says-something.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { OPEN } from './close-demands.js';
import { ownDemandsOfLines, saveDemandStates } from './demand-writes.store.js';
import type { DemandEntity, DemandLineEntity } from './demand.entity.js';

export interface DemandLineToClose {
  readonly lineId: DemandLineId;
  /** Kept with the line and in the audit trail, shown to the owner; 1 to 500 characters. */
  readonly reason: string;
}

/** Closes single lines of demands and leaves the others open: one machine of a list was found elsewhere. A line that is not open is refused. */
@Injectable()
export class CloseDemandLines {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly DemandLineToClose[]): Promise<Outcome<DemandLineEntity>[]> {
    return this.deeds.perform(request, 'closeDemandLines', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('lineId'));
      const own = await ownDemandsOfLines(tx, viewer.organisationId, wanted.map((input) => input.lineId));
      const lines = new Map(own.flatMap((demand) => demand.lines.map((line) => [line.id, { demand, line }] as const)));
      const changed = new Set<DemandEntity>();
      const outcomes = wanted.map(({ lineId, reason }): Outcome<DemandLineEntity> => {
        const found = lines.get(lineId);
        if (found === undefined) return notFound('lineId');
        const because = reason.trim();
        if (!saysSomething(because) || because.length > LIMITS.reasonCharacters) return refused('INPUT', 'CLOSE_REASON_LENGTH', 'reason', { max: LIMITS.reasonCharacters });
        if (!OPEN.includes(found.line.state)) return refused('STATE', 'LINE_NOT_REVISABLE', 'lineId');
        Object.assign(found.line, { state: 'CLOSED', stateReason: because });
        found.demand.updatedAt = request.receivedAt;
        changed.add(found.demand);
        return done(Object.assign(found.line, { because }));
      });
      await saveDemandStates(tx, [...changed]);
      tx.announce(...[...changed].map((demand) => ({ type: 'DemandClosed' as const, subjectId: demand.id, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }
}
