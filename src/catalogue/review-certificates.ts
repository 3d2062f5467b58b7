import { Injectable } from '@nestjs/common';
import { standingOf } from '../core/catalogue/certificate.js';
import type { DomainEvent } from '../core/events/events.js';
import type { CertificateId, OrganisationId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { shanghaiDate, type DateText } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { certificatesByIds, certificatesForReview, saveCertificates, type CertificateRow } from './certificate.store.js';

export interface CertificateVerdict {
  readonly certificateId: CertificateId;
  readonly verdict: 'VERIFY' | 'REJECT';
  /** Needed to reject it: the supplier acts on it. */
  readonly reason: string | null;
  /** Revision that the officer looked at; another one by now is refused. Null: whatever stands now. */
  readonly ifRevision: number | null;
}

type Reviewed = CertificateRow & { readonly because: string | null };

/**
 * Verifies or rejects declared certificates; checker and time are kept, the supplier is told. A verified one that turns out to be
 * false is rejected later; a rejected one waits for its supplier to put it right.
 */
@Injectable()
export class ReviewCertificates {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly CertificateVerdict[]): Promise<Outcome<Reviewed>[]> {
    return this.deeds.perform(request, 'reviewCertificates', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('certificateId'));
      const today = shanghaiDate(request.receivedAt);
      const ids = wanted.map(({ certificateId }) => certificateId);
      const waiting = await certificatesForReview(tx, ids);
      const known = await certificatesByIds(tx, ids);
      const reviewed: Reviewed[] = [];
      const outcomes = wanted.map((verdict): Outcome<Reviewed> => {
        const before = waiting.get(verdict.certificateId);
        if (before === undefined) return notWaiting(known.get(verdict.certificateId));
        const fault = verdictFault(verdict, before, today);
        if (fault !== null) return fault;
        const reason = verdict.verdict === 'REJECT' ? verdict.reason?.trim() ?? null : null;
        const row = {
          ...before, state: verdict.verdict === 'VERIFY' ? 'VERIFIED' as const : 'REJECTED' as const, reason, updatedAt: request.receivedAt,
          checkedAt: request.receivedAt, checkedBy: viewer.organisationId, because: reason,
        };
        // The same certificate twice in one batch is decided once.
        waiting.delete(row.id);
        reviewed.push(row);
        return done(row);
      });
      await saveCertificates(tx, reviewed, viewer.memberId);
      tx.announce(...reviewed.map((row) => reviewedEvent(row, viewer.organisationId)));
      return outcomes;
    });
  }
}

function notWaiting(known: CertificateRow | undefined): Refused {
  return known === undefined ? notFound('certificateId') : refused('STATE', 'CERTIFICATE_NOT_WAITING', 'certificateId', { number: known.number });
}

function verdictFault({ verdict, reason, ifRevision }: CertificateVerdict, before: CertificateRow, today: DateText): Refused | null {
  if (ifRevision !== null && ifRevision !== before.revision) return refused('CONFLICT', 'REVISION_CHANGED', 'ifRevision', { revision: before.revision, expected: ifRevision });
  if (verdict === 'REJECT') return (reason ?? '').trim() === '' ? refused('INPUT', 'CERTIFICATE_REASON_MISSING', 'reason') : null;
  if (before.state === 'VERIFIED') return refused('STATE', 'CERTIFICATE_VERIFIED_ALREADY', 'certificateId', { number: before.number });
  return standingOf(before, today) === 'EXPIRED' ? refused('STATE', 'CERTIFICATE_EXPIRED', 'verdict', { number: before.number, validUntil: before.validUntil ?? '' }) : null;
}

function reviewedEvent({ id, ownerId, number, state, reason }: CertificateRow, by: OrganisationId): DomainEvent {
  const event: DomainEvent = { type: 'CertificateChanged', subjectId: id, organisationId: by, refs: { supplierId: ownerId } };
  if (state === 'VERIFIED') return { ...event, notice: { recipients: [ownerId], code: 'NOTICE_CERTIFICATE_VERIFIED', params: { number } } };
  return { ...event, notice: { recipients: [ownerId], code: 'NOTICE_CERTIFICATE_REJECTED', params: { number, reason: reason ?? '' } } };
}
