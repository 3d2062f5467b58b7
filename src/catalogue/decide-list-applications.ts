import { Injectable } from '@nestjs/common';
import type { MemberViewer } from '../core/access/viewer.js';
import type { DomainEvent } from '../core/events/events.js';
import type { ApplicationId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { ProductEntity } from './product.entity.js';
import { applicationsForChange, saveApplications, setRecommendedAt, type ListApplicationRow } from './recommended-list.store.js';
import { anyProductsForChange } from './suspension.store.js';

export interface ListVerdict {
  readonly applicationId: ApplicationId;
  readonly verdict: 'APPROVE' | 'RETURN';
  /** Needed to return it: the supplier acts on it. */
  readonly reason: string | null;
  /** Revision of the product that the officer looked at; another one by now is refused. Null: whatever stands now. */
  readonly ifRevision: number | null;
}

type Decided = ListApplicationRow & { readonly because: string | null };

/** Decides applications for the recommended list: approved products are on it from now on; returned ones may be handed in again. */
@Injectable()
export class DecideListApplications {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly ListVerdict[]): Promise<Outcome<Decided>[]> {
    return this.deeds.perform(request, 'decideListApplications', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('applicationId'));
      const applications = await applicationsForChange(tx, wanted.map(({ applicationId }) => applicationId));
      const products = await anyProductsForChange(tx, [...applications.values()].map(({ productId }) => productId));
      const decided: Decided[] = [];
      const outcomes = wanted.map((verdict): Outcome<Decided> => {
        const application = applications.get(verdict.applicationId);
        const product = application === undefined ? undefined : products.get(application.productId);
        if (application === undefined || product === undefined) return notFound('applicationId');
        const fault = verdictFault(verdict, application, product);
        if (fault !== null) return fault;
        const reason = verdict.verdict === 'RETURN' ? verdict.reason?.trim() ?? null : null;
        const after = {
          ...application, state: verdict.verdict === 'APPROVE' ? 'APPROVED' as const : 'RETURNED' as const, reason, productRevision: product.revision,
          decidedAt: request.receivedAt, decidedBy: viewer.organisationId,
        };
        applications.set(after.id, after);
        decided.push({ ...after, because: reason });
        return done({ ...after, because: reason });
      });
      await saveApplications(tx, decided, viewer);
      await setRecommendedAt(tx, decided.filter(({ state }) => state === 'APPROVED').map(({ productId }) => productId), request.receivedAt);
      tx.announce(...decided.map((one) => decidedEvent(one, products.get(one.productId)?.model ?? '', viewer)));
      return outcomes;
    });
  }
}

function verdictFault({ verdict, reason, ifRevision }: ListVerdict, application: ListApplicationRow, product: ProductEntity): Refused | null {
  if (application.state !== 'SUBMITTED') return refused('STATE', 'LIST_APPLICATION_DECIDED', 'applicationId', { state: application.state });
  if (verdict === 'RETURN') return (reason ?? '').trim() === '' ? refused('INPUT', 'LIST_REASON_MISSING', 'reason') : null;
  if (product.state !== 'PUBLISHED') return refused('STATE', 'LIST_PRODUCT_NOT_PUBLISHED', 'applicationId', { model: product.model });
  if (ifRevision !== null && ifRevision !== product.revision) return refused('CONFLICT', 'REVISION_CHANGED', 'ifRevision', { revision: product.revision, expected: ifRevision });
  return null;
}

function decidedEvent({ id, productId, ownerId, state, reason }: ListApplicationRow, model: string, { organisationId }: MemberViewer): DomainEvent {
  const event: DomainEvent = { type: 'ListApplicationDecided', subjectId: id, organisationId, refs: { productId } };
  if (state === 'APPROVED') return { ...event, notice: { recipients: [ownerId], code: 'NOTICE_LIST_APPROVED', params: { model } } };
  return { ...event, notice: { recipients: [ownerId], code: 'NOTICE_LIST_RETURNED', params: { model, reason: reason ?? '' } } };
}
