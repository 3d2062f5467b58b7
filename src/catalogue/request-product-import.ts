import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import type { ImportPolicy } from '../core/catalogue/import/remark.js';
import type { FileId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { filesById, type FileRecord } from '../platform/files/file.store.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { insertImport } from './product-import.store.js';

export interface ImportToRequest {
  readonly fileId: FileId;
  readonly policy: ImportPolicy;
  /** True: every row gets its verdict and no product is saved. */
  readonly dryRun: boolean;
  /** True: a price list whose headings and names were all confirmed before is not proposed again but saved. */
  readonly acceptRemembered?: boolean;
}

/**
 * Requests the import of a file that the viewer's organisation has uploaded; a worker does it. The same file twice is harmless:
 * products are told apart by model, and a row without any difference changes nothing. Refuses a file that is not there or not
 * inspected yet, and kinds that cannot be read as a table.
 */
@Injectable()
export class RequestProductImport {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly ImportToRequest[]): Promise<Outcome<ProductImportEntity>[]> {
    return this.deeds.perform(request, 'requestProductImport', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('fileId'));
      const files = await filesById(tx, wanted.map((input) => input.fileId));
      const outcomes = wanted.map((input): Outcome<ProductImportEntity> => {
        const file = files.get(input.fileId);
        if (file === undefined || file.purpose !== 'IMPORT') return notFound('fileId');
        if (file.state !== 'CLEAN') return refused('STATE', 'FILE_NOT_CLEAN', 'fileId', { name: file.name });
        if (file.kind !== 'CSV' && file.kind !== 'XLSX') return refused('INPUT', 'IMPORT_KIND_NOT_READ', 'fileId', { name: file.name, kind: file.kind });
        return done(this.requested(request, viewer, input, file));
      });
      for (const outcome of outcomes) {
        if (!outcome.ok) continue;
        await insertImport(tx, outcome.value);
        tx.announce({ type: 'ProductImportRequested', subjectId: outcome.value.id, organisationId: viewer.organisationId });
      }
      return outcomes;
    });
  }

  private requested(request: DeedRequest, viewer: MemberViewer, input: ImportToRequest, file: FileRecord): ProductImportEntity {
    return {
      id: this.ids.next('productImport'), ownerId: viewer.organisationId, ownerBranch: viewer.branch, memberId: viewer.memberId, memberRoles: [...viewer.roles],
      fileId: file.id, fileName: file.name, fileSha256: file.sha256, policy: input.policy, dryRun: input.dryRun,
      state: 'QUEUED', refusalCode: null, refusalParams: null, remarks: [], rowsTotal: 0, rowsRead: 0, rowsTaken: 0, rowsRejected: 0,
      listed: false, acceptRemembered: input.acceptRemembered ?? false, memory: null, corrections: null, confirmedAt: null, createdAt: request.receivedAt, finishedAt: null,
    };
  }
}
