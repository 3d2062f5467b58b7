import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { CertificateId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { liveCertificatesOf, lockCertificatesOf, saveCertificates, type CertificateRow } from './certificate.store.js';

/** Takes certificates of the viewer's organisation back: they count for nothing any more. A rejected one stays on record and is put right instead. */
@Injectable()
export class WithdrawCertificates {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly CertificateId[]): Promise<Outcome<CertificateRow>[]> {
    return this.deeds.perform(request, 'withdrawCertificates', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('certificateId'));
      await lockCertificatesOf(tx, viewer.organisationId);
      const live = new Map<string, CertificateRow>((await liveCertificatesOf(tx, viewer.organisationId)).map((row) => [row.id, row]));
      const withdrawn: CertificateRow[] = [];
      const outcomes = wanted.map((id): Outcome<CertificateRow> => {
        const before = live.get(id);
        if (before === undefined) return notFound('certificateId');
        if (before.state === 'REJECTED') return refused('STATE', 'CERTIFICATE_REJECTED_STAYS', 'certificateId', { number: before.number });
        const row: CertificateRow = { ...before, state: 'WITHDRAWN', revision: before.revision + 1, updatedAt: request.receivedAt };
        live.delete(id);
        withdrawn.push(row);
        return done(row);
      });
      await saveCertificates(tx, withdrawn, null);
      tx.announce(...withdrawn.map(({ id }) => ({ type: 'CertificateChanged' as const, subjectId: id, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }
}
