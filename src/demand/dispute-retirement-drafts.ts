import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { RetirementDraftId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { answeredFault, reasonFault } from './defer-retirement-drafts.js';
import type { RetirementDraftEntity } from './retirement-draft.entity.js';
import { ownDraftsForChange, saveDrafts } from './retirement-draft.store.js';

export interface RetirementDraftToDispute {
  readonly draftId: RetirementDraftId;
  /** Why it does not hold: overhauled, the ledger is wrong, outside the rule; 1 to 500 characters. */
  readonly reason: string;
}

/** The owner says that a suggestion does not hold. Its causes are never suggested again for these machines. */
@Injectable()
export class DisputeRetirementDrafts {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly RetirementDraftToDispute[]): Promise<Outcome<RetirementDraftEntity>[]> {
    return this.deeds.perform(request, 'disputeRetirementDrafts', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('draftId'));
      const own = await ownDraftsForChange(tx, viewer.organisationId, wanted.map((input) => input.draftId));
      const outcomes = wanted.map((input): Outcome<RetirementDraftEntity> => {
        const draft = own.get(input.draftId);
        if (draft === undefined) return notFound('draftId');
        const fault = answeredFault(draft) ?? reasonFault(input.reason);
        if (fault !== null) return fault;
        const reason = input.reason.trim();
        return done(Object.assign(draft, { state: 'DISPUTED', deferredUntil: null, reason, updatedAt: request.receivedAt, because: reason }));
      });
      await saveDrafts(tx, outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
      return outcomes;
    });
  }
}
