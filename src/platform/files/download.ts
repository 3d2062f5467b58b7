import type { AccessRule } from '../../core/access/rule.js';
import type { MemberViewer } from '../../core/access/viewer.js';
import type { Outcome } from '../../core/outcome/outcome.js';
import type { Locale } from '../deed/deed-request.js';

export const DOWNLOAD_TYPES = {
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  CSV: 'text/csv; charset=utf-8; header=present',
} as const;

export interface DownloadRequest {
  readonly viewer: MemberViewer;
  readonly receivedAt: Date;
  /** Of what is said inside the file. */
  readonly locale: Locale;
  /** The path as asked for, without what stands behind a question mark. */
  readonly path: string;
  /** Places of the path by their names. */
  readonly params: Readonly<Record<string, string>>;
  /** What stands behind the question mark; each name as often as it was given. */
  readonly query: Readonly<Record<string, readonly string[]>>;
}

export interface DownloadedFile {
  /** As it will be saved. */
  readonly name: string;
  readonly type: keyof typeof DOWNLOAD_TYPES;
  /** Made as it is read. Whatever can be refused was refused before it begins. */
  readonly content: AsyncIterable<Buffer | string>;
}

/** Files that a room makes for those who ask by GET: paths, who may ask, and what they get under their own rights. */
export abstract class Download {
  /** Paths as Fastify takes them, `/files/…`; a part `:name` is any text without a slash. */
  abstract readonly paths: readonly string[];
  abstract readonly access: AccessRule;
  /** Opens the file, or refuses it; what is not the viewer's is not found. */
  abstract open(request: DownloadRequest): Promise<Outcome<DownloadedFile>>;
}
