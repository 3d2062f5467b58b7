import type { FileBytes } from './file-kind.js';

export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; others are not read by any spreadsheet. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  /** What the entry claims to unpack to. */
  readonly unpackedBytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

export interface ZipDirectory {
  readonly names: readonly string[];
  readonly entries: readonly ZipEntry[];
  /** Sum of what the entries claim to unpack to. */
  readonly unpackedBytes: number;
}

/** Sizes and signatures of APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16. */
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const COMMENT_MAX_BYTES = 65_535;
const END64_SIGNATURE = 0x06064b50;
const LOCATOR64_SIGNATURE = 0x07064b50;
const LOCATOR64_BYTES = 20;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const IN_ZIP64 = 0xffffffff;

const DIRECTORY_MAX_BYTES = 4_194_304;
const ENTRIES_MAX = 20_000;

/** Lists a ZIP by its central directory, which is what readers of XLSX go by; null when it is cut off, broken or beyond all measure. */
export async function zipDirectory(bytes: FileBytes): Promise<ZipDirectory | null> {
  const place = await directoryPlace(bytes);
  if (place === null || place.length > DIRECTORY_MAX_BYTES || place.offset + place.length > bytes.sizeBytes) return null;
  const directory = viewOf(await bytes.read(place.offset, place.length));
  const entries: ZipEntry[] = [];
  let unpackedBytes = 0;
  let at = 0;
  while (at + ENTRY_BYTES <= directory.byteLength && directory.getUint32(at, true) === ENTRY_SIGNATURE) {
    const nameBytes = directory.getUint16(at + 28, true);
    const end = at + ENTRY_BYTES + nameBytes + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (end > directory.byteLength || entries.length >= ENTRIES_MAX) return null;
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(directory.buffer, directory.byteOffset + at + ENTRY_BYTES, nameBytes)),
      method: directory.getUint16(at + 10, true), encrypted: (directory.getUint16(at + 8, true) & 1) === 1,
      packedBytes: directory.getUint32(at + 20, true), unpackedBytes: directory.getUint32(at + 24, true), offset: directory.getUint32(at + 42, true),
    });
    unpackedBytes += directory.getUint32(at + 24, true);
    at = end;
  }
  return at === directory.byteLength && entries.length > 0 ? { names: entries.map(({ name }) => name), entries, unpackedBytes } : null;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Where the central directory lies, from the end record; a comment of up to 64 KiB may follow that. */
async function directoryPlace(bytes: FileBytes): Promise<Place | null> {
  const tailOffset = Math.max(0, bytes.sizeBytes - END_BYTES - COMMENT_MAX_BYTES);
  const tail = viewOf(await bytes.read(tailOffset, bytes.sizeBytes - tailOffset));
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END_SIGNATURE) continue;
    const place = { length: tail.getUint32(at + 12, true), offset: tail.getUint32(at + 16, true) };
    return place.length === IN_ZIP64 || place.offset === IN_ZIP64 ? place64(bytes, tailOffset + at - LOCATOR64_BYTES) : place;
  }
  return null;
}

/** Some writers use the 64-bit end record for files of any size. */
async function place64(bytes: FileBytes, locatorOffset: number): Promise<Place | null> {
  if (locatorOffset < 0) return null;
  const locator = viewOf(await bytes.read(locatorOffset, LOCATOR64_BYTES));
  if (locator.byteLength < LOCATOR64_BYTES || locator.getUint32(0, true) !== LOCATOR64_SIGNATURE) return null;
  const endOffset = Number(locator.getBigUint64(8, true));
  if (endOffset > locatorOffset) return null;
  const end = viewOf(await bytes.read(endOffset, 56));
  if (end.byteLength < 56 || end.getUint32(0, true) !== END64_SIGNATURE) return null;
  return { length: Number(end.getBigUint64(40, true)), offset: Number(end.getBigUint64(48, true)) };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
