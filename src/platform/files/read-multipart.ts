import type { FastifyRequest } from 'fastify';
import { done, refused, type Outcome } from '../../core/outcome/outcome.js';
import { StoreFault, type FileStore, type StagedFile } from './file-store.js';

export const UPLOAD_MAX_BYTES = 20 * 1_048_576;
/** Boundaries, part headers and a few small fields around the file. */
const WRAPPING_MAX_BYTES = 262_144;
const FIELD = 'file';

/** Limits for @fastify/multipart. One byte and one file more than we take, so that it is we who notice and say so. */
export const MULTIPART_LIMITS = { fileSize: UPLOAD_MAX_BYTES + 1, files: 2, fields: 20, fieldSize: 65_536, fieldNameSize: 200, parts: 24, headerPairs: 50 };

export interface Upload {
  readonly name: string;
  readonly staged: StagedFile;
}

/**
 * Reads a form to its end and stages its one file, field `file`, at most 20 MiB; other fields are passed over. A refusal
 * leaves nothing behind: MULTIPART_MALFORMED, FILE_MISSING, FILE_FIELD_UNKNOWN, FILE_ONE_ONLY, FILE_TOO_LARGE.
 * Rejects with `StoreFault` when the store fails.
 */
export async function readMultipart(request: FastifyRequest, store: FileStore): Promise<Outcome<Upload>> {
  if (!request.isMultipart()) return refused('INPUT', 'MULTIPART_MALFORMED', null);
  // An announced excess is refused before a byte of it is written.
  if (Number(request.headers['content-length'] ?? 0) > UPLOAD_MAX_BYTES + WRAPPING_MAX_BYTES) return tooLarge();
  let upload: Upload | null = null;
  try {
    const outcome = await readParts(request, store, (read) => { upload = read; });
    if (!outcome.ok) await discard(upload);
    return outcome;
  } catch (error) {
    await discard(upload);
    if (error instanceof StoreFault) throw error;
    // Whatever else breaks the reading of a form is the form: no boundary, a missing end, a sender who left.
    return codeOf(error) === 'FST_FILES_LIMIT' ? refused('INPUT', 'FILE_ONE_ONLY', FIELD) : refused('INPUT', 'MULTIPART_MALFORMED', null);
  }
}

async function readParts(request: FastifyRequest, store: FileStore, onStaged: (upload: Upload) => void): Promise<Outcome<Upload>> {
  let upload: Upload | null = null;
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue;
    const code = part.fieldname !== FIELD ? 'FILE_FIELD_UNKNOWN' : upload === null ? null : 'FILE_ONE_ONLY';
    if (code !== null) {
      part.file.destroy();
      return refused('INPUT', code, FIELD);
    }
    const staged = await store.stage(part.file, UPLOAD_MAX_BYTES);
    if (staged === 'TOO_LARGE') return tooLarge();
    upload = { name: part.filename ?? '', staged };
    onStaged(upload);
  }
  return upload === null ? refused('INPUT', 'FILE_MISSING', FIELD) : done(upload);
}

async function discard(upload: Upload | null): Promise<void> {
  await upload?.staged.discard();
}

function tooLarge(): Outcome<never> {
  return refused('INPUT', 'FILE_TOO_LARGE', FIELD, { maxMib: UPLOAD_MAX_BYTES / 1_048_576 });
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
