import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { LIMITS } from '../core/demand/demand-limits.js';
import { isDeferralDay } from '../core/demand/retirement-drafts.js';
import type { RetirementDraftId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { shanghaiDate, type DateText } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { RetirementDraftEntity } from './retirement-draft.entity.js';
import { ownDraftsForChange, saveDrafts } from './retirement-draft.store.js';

export interface RetirementDraftToDefer {
  readonly draftId: RetirementDraftId;
  /** Last day on which it stays away; it comes back the day after. After today, at most five years ahead. */
  readonly until: DateText;
  /** 1 to 500 characters. */
  readonly reason: string;
}

/** Puts suggestions off until a day; they come back after it. A suggestion that was answered for good is refused. */
@Injectable()
export class DeferRetirementDrafts {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly RetirementDraftToDefer[]): Promise<Outcome<RetirementDraftEntity>[]> {
    return this.deeds.perform(request, 'deferRetirementDrafts', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('draftId'));
      const own = await ownDraftsForChange(tx, viewer.organisationId, wanted.map((input) => input.draftId));
      const outcomes = wanted.map((input): Outcome<RetirementDraftEntity> => {
        const draft = own.get(input.draftId);
        if (draft === undefined) return notFound('draftId');
        const fault = answeredFault(draft) ?? reasonFault(input.reason);
        if (fault !== null) return fault;
        if (!isDeferralDay(input.until, shanghaiDate(request.receivedAt))) return refused('INPUT', 'DEFERRAL_DAY_WRONG', 'until');
        const reason = input.reason.trim();
        return done(Object.assign(draft, { state: 'DEFERRED', deferredUntil: input.until, reason, updatedAt: request.receivedAt, because: reason }));
      });
      await saveDrafts(tx, outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
      return outcomes;
    });
  }
}

/** Why a suggestion is no longer open, or null. */
export function answeredFault({ state }: RetirementDraftEntity): Refused | null {
  return state === 'SUGGESTED' || state === 'DEFERRED' ? null : refused('STATE', 'RETIREMENT_DRAFT_ANSWERED', 'draftId');
}

export function reasonFault(reason: string): Refused | null {
  const length = reason.trim().length;
  return length === 0 || length > LIMITS.reasonCharacters ? refused('INPUT', 'RETIREMENT_REASON_LENGTH', 'reason', { max: LIMITS.reasonCharacters }) : null;
}
