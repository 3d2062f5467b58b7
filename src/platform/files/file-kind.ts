import { refused, done, type Outcome } from '../../core/outcome/outcome.js';
import { textStart } from './text-start.js';
import { zipDirectory } from './zip-directory.js';

export const FILE_KINDS = ['CSV', 'XLSX', 'PDF', 'PNG', 'JPEG'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Bytes of a file that can be read at any place. */
export interface FileBytes {
  readonly sizeBytes: number;
  /** At most `length` bytes from `offset`, fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** What is looked at to tell text from binary. */
const HEAD_BYTES = 65_536;
/** What a workbook may claim to unpack to: 50 times the largest upload, far above any honest table. */
const UNPACKED_MAX_BYTES = 1_073_741_824;

const OLE2 = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
const KNOWN: readonly (readonly [kind: FileKind, magic: readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['JPEG', [0xff, 0xd8, 0xff]],
];

/**
 * Tells what a file is by its bytes, never by its name, and refuses what none of `allowed` is: FILE_EMPTY, XLS_NOT_SUPPORTED
 * (.xls, .et, .xlsb and workbooks under a password, which share one container), XLSX_HAS_MACROS, FILE_DAMAGED,
 * FILE_KIND_NOT_ALLOWED.
 */
export async function fileKind(bytes: FileBytes, allowed: readonly FileKind[]): Promise<Outcome<FileKind>> {
  if (bytes.sizeBytes === 0) return refusedFile('FILE_EMPTY');
  const head = await bytes.read(0, HEAD_BYTES);
  if (startsWith(head, OLE2)) return refusedFile('XLS_NOT_SUPPORTED');
  const kind = startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP) ? await kindOfZip(bytes) : kindOfHead(head, bytes.sizeBytes);
  if (FILE_KINDS.every((one) => one !== kind)) {
    return kind === null ? notAllowed(allowed) : refusedFile(kind);
  }
  return allowed.some((one) => one === kind) ? done(kind as FileKind) : notAllowed(allowed);
}

/** A kind, the code of a refusal, or null for what is nothing we know. */
type Finding = FileKind | 'FILE_EMPTY' | 'FILE_DAMAGED' | 'XLS_NOT_SUPPORTED' | 'XLSX_HAS_MACROS' | null;

function kindOfHead(head: Uint8Array, sizeBytes: number): Finding {
  const known = KNOWN.find(([, magic]) => startsWith(head, magic));
  if (known !== undefined) return known[0];
  const start = textStart(head, head.length >= sizeBytes);
  switch (start) {
    case 'TEXT': return 'CSV';
    case 'BLANK': return head.length >= sizeBytes ? 'FILE_EMPTY' : 'CSV';
    case 'OFFICE_MARKUP': return 'XLS_NOT_SUPPORTED';
    case 'FOREIGN': return null;
  }
}

async function kindOfZip(bytes: FileBytes): Promise<Finding> {
  const directory = await zipDirectory(bytes);
  if (directory === null) return 'FILE_DAMAGED';
  const names = directory.names.map((name) => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase());
  if (!names.includes('[content_types].xml') || !names.some((name) => name.startsWith('xl/'))) return null;
  if (names.includes('xl/workbook.bin')) return 'XLS_NOT_SUPPORTED';
  if (names.some((name) => name.endsWith('vbaproject.bin'))) return 'XLSX_HAS_MACROS';
  return directory.unpackedBytes > UNPACKED_MAX_BYTES ? null : 'XLSX';
}

function notAllowed(allowed: readonly FileKind[]): Outcome<FileKind> {
  return refusedFile('FILE_KIND_NOT_ALLOWED', { allowed: allowed.join(' / ') });
}

function refusedFile(code: string, params: Readonly<Record<string, string>> = {}): Outcome<FileKind> {
  return refused('INPUT', code, 'file', params);
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => head[i] === byte);
}
