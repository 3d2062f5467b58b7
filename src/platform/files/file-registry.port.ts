import type { FileId } from '../../core/ids/ids.js';
import type { DeedRequest } from '../deed/deed-request.js';
import type { FileKind } from './file-kind.js';

/** What a file was uploaded for; it decides which kinds are accepted. */
export type FilePurpose = 'IMPORT' | 'EVIDENCE';

export interface RegisteredFile {
  readonly id: FileId;
  /** As the sender calls it, cleaned, at most 255 characters. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly kind: FileKind;
  readonly purpose: FilePurpose;
}

/** Port of the platform: writes down whose a file is, in the deed's own transaction and audit. */
export abstract class FileRegistry {
  abstract register(request: DeedRequest, file: RegisteredFile): Promise<void>;
}
