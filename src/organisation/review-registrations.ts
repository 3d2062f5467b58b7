import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { OrganisationEntity, ReviewEntity } from './organisation.entity.js';
import { organisationsForChange, setOrganisationState } from './organisation.store.js';
import { openRegistrationReviews, saveReview } from './review.store.js';

export interface RegistrationVerdict {
  readonly organisationId: OrganisationId;
  /** One verdict for each item of the checklist; an item that is not in order needs a reason. All in order: approved. */
  readonly items: readonly { readonly item: string; readonly verdict: 'OK' | 'NOT_OK'; readonly reason: string | null }[];
}

/** Decides registrations: approved when every item is in order, otherwise returned with a reason for each that is not. */
@Injectable()
export class ReviewRegistrations {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly RegistrationVerdict[]): Promise<Outcome<OrganisationEntity>[]> {
    return this.deeds.perform(request, 'reviewRegistrations', inputs, async (tx, verdicts) => {
      const ids = verdicts.map((verdict) => verdict.organisationId);
      // Organisation before review, as the correction locks them: the second of two officers waits here and finds the case closed.
      const organisations = await organisationsForChange(tx, ids);
      const reviews = await openRegistrationReviews(tx, ids);
      const outcomes: Outcome<OrganisationEntity>[] = [];
      for (const verdict of verdicts) {
        const organisation = organisations.get(verdict.organisationId);
        const review = reviews.find((one) => one.organisationId === verdict.organisationId);
        const fault = verdictsFault(verdict);
        if (organisation === undefined) outcomes.push(notFound('organisationId'));
        else if (review === undefined) outcomes.push(refused('STATE', 'REVIEW_NOT_OPEN', 'organisationId', { state: organisation.state }));
        else if (fault !== null) outcomes.push(fault);
        else {
          // The same organisation twice in one batch is decided once.
          reviews.splice(reviews.indexOf(review), 1);
          const decided = await decide(tx, request, organisation, review, verdict);
          organisations.set(decided.id, decided);
          outcomes.push(done(decided));
        }
      }
      return outcomes;
    });
  }
}

function verdictsFault({ items }: RegistrationVerdict): Refused | null {
  if (items.length === 0) return refused('INPUT', 'VERDICTS_MISSING', 'items');
  const repeated = items.findIndex((item, index) => items.findIndex((other) => other.item === item.item) !== index);
  if (repeated >= 0) return refused('INPUT', 'VERDICT_REPEATED', `items.${repeated}.item`, { item: items[repeated]?.item ?? '' });
  const unreasoned = items.findIndex((item) => item.verdict === 'NOT_OK' && (item.reason ?? '').trim() === '');
  return unreasoned < 0 ? null : refused('INPUT', 'REASON_MISSING', `items.${unreasoned}.reason`);
}

async function decide(
  tx: ActingTx, request: DeedRequest, organisation: OrganisationEntity, review: ReviewEntity, verdict: RegistrationVerdict,
): Promise<OrganisationEntity> {
  const faults = verdict.items.filter((item) => item.verdict === 'NOT_OK');
  const approved = faults.length === 0;
  const reason = approved ? null : faults.map((item) => `${item.item}：${item.reason}`).join('；');
  const viewer = request.viewer;
  await saveReview(tx, {
    ...review, state: approved ? 'APPROVED' : 'RETURNED', verdicts: verdict.items.map((item) => ({ ...item })),
    decidedAt: request.receivedAt, decidedBy: isMember(viewer) ? viewer.memberId : null,
  });
  const decided: OrganisationEntity = {
    ...organisation, state: approved ? 'APPROVED' : 'RETURNED', stateReason: reason, approvedAt: approved ? request.receivedAt : organisation.approvedAt,
  };
  await setOrganisationState(tx, decided.id, decided.state, reason, approved ? request.receivedAt : null);
  tx.announce({
    type: 'RegistrationReviewed', subjectId: organisation.id, organisationId: organisation.id,
    notice: { recipients: [organisation.id], code: approved ? 'NOTICE_REGISTRATION_APPROVED' : 'NOTICE_REGISTRATION_RETURNED', params: { name: organisation.name } },
  });
  return decided;
}
