import { Injectable } from '@nestjs/common';
import { done, type Outcome } from '../../core/outcome/outcome.js';
import { Ids } from '../clock/ids.js';
import type { DeedRequest } from '../deed/deed-request.js';
import { fileKind, type FileKind } from './file-kind.js';
import { cleanFileName } from './file-name.js';
import { FileRegistry, type FilePurpose, type RegisteredFile } from './file-registry.port.js';
import type { StagedFile } from './file-store.js';

const ALLOWED: Readonly<Record<FilePurpose, readonly FileKind[]>> = { IMPORT: ['XLSX', 'CSV'], EVIDENCE: ['PDF', 'PNG', 'JPEG'] };

/** Takes an uploaded file in: told by its bytes, kept by its hash, registered for the organisation that sent it. */
@Injectable()
export class AcceptUpload {
  constructor(
    private readonly registry: FileRegistry,
    private readonly ids: Ids,
  ) {}

  /**
   * Keeps and registers a staged file, or answers why not (codes: see `fileKind`); the caller discards what was not kept.
   * When registering fails the content stays, since another file may be the same; without a registration nobody reaches it.
   */
  async run(request: DeedRequest, upload: { readonly name: string; readonly purpose: FilePurpose; readonly staged: StagedFile }): Promise<Outcome<RegisteredFile>> {
    const { staged, purpose } = upload;
    const kind = await fileKind(staged, ALLOWED[purpose]);
    if (!kind.ok) return kind;
    await staged.keep();
    const file: RegisteredFile = {
      id: this.ids.next('file'), name: cleanFileName(upload.name), sizeBytes: staged.sizeBytes, sha256: staged.sha256, kind: kind.value, purpose,
    };
    await this.registry.register(request, file);
    return done(file);
  }
}
