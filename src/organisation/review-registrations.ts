import { Injectable } from '@nestjs/common';
import { isMember, type Viewer } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { actingStage, afterApprovalOn, placeFor, type Handler, type ReviewStage } from '../core/organisation/review-level.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { placed } from './open-registration-reviews.js';
import type { OrganisationEntity, ReviewEntity } from './organisation.entity.js';
import { organisationsByIds, organisationsForChange, setOrganisationState } from './organisation.store.js';
import { departmentsFor, openRegistrationReviewsOf, saveReview } from './review.store.js';
import { standsInFor } from './substitute.store.js';

export interface RegistrationVerdict {
  readonly organisationId: OrganisationId;
  /** One verdict for each item of the checklist; an item that is not in order needs a reason. All in order: approved. */
  readonly items: readonly { readonly item: string; readonly verdict: 'OK' | 'NOT_OK'; readonly reason: string | null }[];
}

/**
 * Reviews registrations: returned with a reason for each item that is not in order; with every item in order passed on to the
 * next level (逐级上报), or approved by the level that decides. A case lies with one department: others are refused, but for its
 * substitutes and the departments above it.
 */
@Injectable()
export class ReviewRegistrations {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly RegistrationVerdict[]): Promise<Outcome<OrganisationEntity>[]> {
    return this.deeds.perform(request, 'reviewRegistrations', inputs, async (tx, verdicts) => {
      const ids = verdicts.map((verdict) => verdict.organisationId);
      // Organisation before review, as the correction locks them: the second of two officers waits here and finds the case closed.
      const organisations = await organisationsForChange(tx, ids);
      const reviews = await openRegistrationReviewsOf(tx, ids);
      const handler = await handlerOf(tx, request);
      const places = new Map((await organisationsByIds(tx, reviews.flatMap((review) => review.atId ?? []))).map((one) => [one.id, one]));
      const outcomes: Outcome<OrganisationEntity>[] = [];
      for (const verdict of verdicts) {
        const organisation = organisations.get(verdict.organisationId);
        const review = reviews.find((one) => one.organisationId === verdict.organisationId);
        const fault = verdictsFault(verdict);
        if (organisation === undefined) outcomes.push(notFound('organisationId'));
        else if (review === undefined) outcomes.push(refused('STATE', 'REVIEW_NOT_OPEN', 'organisationId', { state: organisation.state }));
        else if (fault !== null) outcomes.push(fault);
        else if (stageFor(handler, review, places) === null) outcomes.push(refused('NOT_ALLOWED', 'REVIEW_OF_ANOTHER_DEPARTMENT', 'organisationId', { department: review.departments.join('、') }));
        else {
          // The same organisation twice in one batch is decided once.
          reviews.splice(reviews.indexOf(review), 1);
          const decided = await decide(tx, request, organisation, review, { ...verdict, acting: stageFor(handler, review, places) ?? 'PROVINCE' });
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
  tx: ActingTx, request: DeedRequest, organisation: OrganisationEntity, review: ReviewEntity, verdict: RegistrationVerdict & { readonly acting: ReviewStage },
): Promise<OrganisationEntity> {
  const faults = verdict.items.filter((item) => item.verdict === 'NOT_OK');
  const approved = faults.length === 0;
  if (approved && afterApprovalOn(verdict.acting, review.decides) === 'PASS_ON') return passOn(tx, request, organisation, review, verdict);
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

/** The case goes to the next level with what this one has said; its time begins anew there. */
async function passOn(
  tx: ActingTx, request: DeedRequest, organisation: OrganisationEntity, review: ReviewEntity, { items, acting }: RegistrationVerdict & { readonly acting: ReviewStage },
): Promise<OrganisationEntity> {
  const viewer = request.viewer;
  const next = placeFor(organisation.regionCode, await departmentsFor(tx, [organisation.regionCode]), review.decides, acting);
  const step = {
    stage: acting, departmentId: isMember(viewer) ? viewer.organisationId : null, memberId: isMember(viewer) ? viewer.memberId : null, at: request.receivedAt.toISOString(),
    verdicts: items.map((item) => ({ ...item })),
  };
  await saveReview(tx, { ...review, steps: [...review.steps, step], ...placed(next, request.receivedAt) });
  tx.announce({
    type: 'RegistrationPassedOn', subjectId: organisation.id, organisationId: organisation.id,
    ...(next.department === null ? {} : { notice: { recipients: [next.department.id], code: 'NOTICE_REGISTRATION_PASSED_ON', params: { name: organisation.name } } }),
  });
  return organisation;
}

/** The department that asks; null for the platform, which may everything. */
async function handlerOf(tx: Tx, { viewer, receivedAt }: { readonly viewer: Viewer; readonly receivedAt: Date }): Promise<Handler | null> {
  if (!isMember(viewer)) return null;
  return { id: viewer.organisationId, branch: viewer.branch, standsInFor: await standsInFor(tx, viewer.organisationId, shanghaiDate(receivedAt)) };
}

function stageFor(handler: Handler | null, review: ReviewEntity, places: ReadonlyMap<string, OrganisationEntity>): ReviewStage | null {
  if (handler === null) return 'PROVINCE';
  return actingStage(handler, { stage: review.stage, id: review.atId, branch: review.atId === null ? null : places.get(review.atId)?.branch ?? null });
}
