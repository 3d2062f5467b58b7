import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import type { ImportPolicy } from '../core/catalogue/import/remark.js';
import type { FileId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { filesById, type FileRecord } from '../platform/files/file.store.js';
import type { EquipmentImportEntity } from './equipment-import.entity.js';
import { insertEquipmentImport } from './equipment-import.store.js';

export interface LedgerToImport {
  readonly fileId: FileId;
  readonly policy: ImportPolicy;
  /** True: every row gets its verdict and no machine is saved. */
  readonly dryRun: boolean;
}

/**
 * Requests the import of an asset ledger that the viewer's organisation has uploaded; a worker does it. The same ledger twice is harmless:
 * machines are told apart by asset number, and a row without any difference changes nothing. Refuses a file that is not there or not
 * inspected yet, and kinds that cannot be read as a table.
 */
@Injectable()
export class RequestEquipmentImport {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly LedgerToImport[]): Promise<Outcome<EquipmentImportEntity>[]> {
    return this.deeds.perform(request, 'requestEquipmentImport', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('fileId'));
      const files = await filesById(tx, wanted.map((input) => input.fileId));
      const outcomes = wanted.map((input): Outcome<EquipmentImportEntity> => {
        const file = files.get(input.fileId);
        if (file === undefined || file.purpose !== 'IMPORT') return notFound('fileId');
        const { name, kind } = file;
        if (file.state !== 'CLEAN') return refused('STATE', 'FILE_NOT_CLEAN', 'fileId', { name });
        if (kind !== 'CSV' && kind !== 'XLSX') return refused('INPUT', 'LEDGER_KIND_NOT_READ', 'fileId', { name, kind });
        return done(this.requested(request, viewer, input, file, kind));
      });
      for (const outcome of outcomes) {
        if (!outcome.ok) continue;
        await insertEquipmentImport(tx, outcome.value);
        tx.announce({ type: 'EquipmentImportRequested', subjectId: outcome.value.id, organisationId: viewer.organisationId });
      }
      return outcomes;
    });
  }

  private requested(request: DeedRequest, viewer: MemberViewer, input: LedgerToImport, file: FileRecord, fileKind: 'CSV' | 'XLSX'): EquipmentImportEntity {
    return {
      id: this.ids.next('equipmentImport'), ownerId: viewer.organisationId, ownerBranch: viewer.branch, memberId: viewer.memberId, memberRoles: [...viewer.roles],
      fileId: file.id, fileName: file.name, fileSha256: file.sha256, fileKind, policy: input.policy, dryRun: input.dryRun,
      state: 'QUEUED', refusalCode: null, refusalParams: null, remarks: [], rowsTotal: 0, rowsRead: 0, rowsTaken: 0, rowsRejected: 0,
      createdAt: request.receivedAt, finishedAt: null,
    };
  }
}
