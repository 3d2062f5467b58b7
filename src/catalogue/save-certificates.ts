import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { certificateFault, certificateKey, tidyCertificate, type CertificateContent } from '../core/catalogue/certificate.js';
import type { CertificateId, FileId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { shanghaiDate, type DateText } from '../core/time/dates.js';
import { addWorkingDays } from '../core/time/working-days.js';
import { calendar } from '../organisation/index.js';
import { Ids } from '../platform/clock/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { filesById } from '../platform/files/file.store.js';
import { Classes } from '../policy/index.js';
import { insertCertificates, liveCertificatesOf, lockCertificatesOf, saveCertificates, type CertificateRow } from './certificate.store.js';

/** Working days that a certificate may wait for a department. */
const CHECKED_WITHIN_WORKING_DAYS = 10;
/** Certificates that an organisation may have at a time. */
const MOST_OF_ONE = 1_000;

export interface CertificateToSave extends CertificateContent {
  /** Null: a new one. */
  readonly certificateId: CertificateId | null;
  /** Revision that was looked at; another one by now is refused. Null: whatever stands now. */
  readonly ifRevision: number | null;
  /** A file of one's own, uploaded as evidence. */
  readonly evidenceFileId: FileId | null;
}

/** What a content is judged by. */
interface Ground {
  readonly today: DateText;
  readonly classes: ReadonlyMap<string, unknown>;
  readonly files: ReadonlySet<string>;
}

/**
 * Registers certificates of the viewer's organisation, or revises them: the whole content anew, which has to be checked anew, also
 * where it was verified before. Declared ones count as declared evidence from now on, a department verifies them. Refuses what
 * `certificateFault` refuses, classes and files there are not, and a number that the same issuer gave another one of that kind.
 */
@Injectable()
export class SaveCertificates {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly CertificateToSave[]): Promise<Outcome<CertificateRow>[]> {
    return this.deeds.perform(request, 'saveCertificates', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('certificateId'));
      await lockCertificatesOf(tx, viewer.organisationId);
      const ground = { today: shanghaiDate(request.receivedAt), classes: await this.classes.all(tx), files: await evidenceAmong(tx, wanted) };
      const live = new Map<string, CertificateRow>((await liveCertificatesOf(tx, viewer.organisationId)).map((row) => [row.id, row]));
      const written = { inserted: new Map<string, CertificateRow>(), changed: new Map<string, CertificateRow>() };
      const outcomes = wanted.map((input): Outcome<CertificateRow> => {
        const before = input.certificateId === null ? null : live.get(input.certificateId);
        const fault = before === undefined ? notFound('certificateId') : saveFault(input, before, [...live.values()], ground);
        if (before === undefined || fault !== null) return fault ?? notFound('certificateId');
        const row = this.declared(input, before, viewer, request.receivedAt);
        live.set(row.id, row);
        (before === null || written.inserted.has(row.id) ? written.inserted : written.changed).set(row.id, row);
        return done(row);
      });
      await insertCertificates(tx, [...written.inserted.values()]);
      await saveCertificates(tx, [...written.changed.values()], null);
      tx.announce(...[...written.inserted.keys(), ...written.changed.keys()].map((id) => ({ type: 'CertificateChanged' as const, subjectId: id, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }

  private declared(input: CertificateToSave, before: CertificateRow | null, viewer: MemberViewer, at: Date): CertificateRow {
    const { kind, number, issuer, scope, models, classIds, validFrom, validUntil, energyGrade, standard } = tidyCertificate(input);
    return {
      id: before?.id ?? this.ids.next('certificate'), ownerId: viewer.organisationId, kind, number, issuer, scope, models, classIds, validFrom, validUntil, energyGrade, standard,
      evidenceFileId: input.evidenceFileId, state: 'DECLARED', reason: null, revision: (before?.revision ?? 0) + 1,
      dueOn: addWorkingDays(shanghaiDate(at), CHECKED_WITHIN_WORKING_DAYS, calendar()), registeredAt: before?.registeredAt ?? at, updatedAt: at, checkedAt: null, checkedBy: null,
    };
  }
}

function saveFault(input: CertificateToSave, before: CertificateRow | null, live: readonly CertificateRow[], { today, classes, files }: Ground): Refused | null {
  const content = tidyCertificate(input);
  if (before !== null && input.ifRevision !== null && input.ifRevision !== before.revision) {
    return refused('CONFLICT', 'REVISION_CHANGED', 'ifRevision', { revision: before.revision, expected: input.ifRevision });
  }
  const fault = certificateFault(content, today);
  if (fault !== null) return fault;
  const unknown = content.classIds.find((id) => !classes.has(id));
  if (unknown !== undefined) return refused('INPUT', 'UNKNOWN_CLASS', `classIds.${input.classIds.indexOf(unknown)}`, { classId: unknown.slice(0, 100) });
  if (input.evidenceFileId !== null && !files.has(input.evidenceFileId)) return refused('NOT_FOUND', 'CERTIFICATE_EVIDENCE_UNKNOWN', 'evidenceFileId');
  if (live.some((other) => other.id !== before?.id && certificateKey(other) === certificateKey(content))) {
    return refused('CONFLICT', 'CERTIFICATE_NUMBER_TAKEN', 'number', { number: content.number });
  }
  return before === null && live.length >= MOST_OF_ONE ? refused('STATE', 'CERTIFICATES_TOO_MANY', null, { most: MOST_OF_ONE }) : null;
}

/** The files among those named that may prove something: the tenant finds its own alone. */
async function evidenceAmong(tx: Tx, inputs: readonly CertificateToSave[]): Promise<Set<string>> {
  const ids = inputs.flatMap((input) => input.evidenceFileId ?? []);
  if (ids.length === 0) return new Set();
  return new Set([...(await filesById(tx, ids)).values()].filter((file) => file.purpose === 'EVIDENCE' && file.state === 'CLEAN').map((file) => file.id));
}
