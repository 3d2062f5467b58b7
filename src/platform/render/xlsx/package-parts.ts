import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { RefusalData } from '../../../core/outcome/outcome.js';
import { zipDirectory, type ZipEntry } from '../../files/zip-directory.js';
import { UnreadableTable } from '../../tables/text-table.js';
import { BrokenXml, XmlTokens, type XmlToken } from './xml-tokens.js';

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const SLICE_BYTES = 65_536;
/** What one part may come to in fact, whatever they claim: some 80 bytes for each cell. */
const UNPACKED_MAX_BYTES = 419_430_400;
/** What all readings of one package may come to together: a workbook of a hundred parts that are just small enough is a bomb as well. */
const READ_MAX_BYTES = 5 * UNPACKED_MAX_BYTES;
/** Cells of one sheet: the largest table that may be imported has a third of the columns that it may have filled. */
export const CELLS_MAX = 5_000_000;

/** The parts of a workbook's package (ISO/IEC 29500-2), read as often as needed and never whole in memory. */
export class PackageParts {
  private read = 0;

  private constructor(private readonly bytes: Buffer, private readonly entries: ReadonlyMap<string, ZipEntry>) {}

  /** Null when it is no readable ZIP. */
  static async open(bytes: Buffer): Promise<PackageParts | null> {
    const directory = await zipDirectory({
      sizeBytes: bytes.length, read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    });
    if (directory === null) return null;
    return new PackageParts(bytes, new Map(directory.entries.map((entry) => [nameOf(entry.name), entry])));
  }

  has(name: string): boolean {
    return this.entries.has(nameOf(name));
  }

  /** XML of a part, a piece at a time; nothing when there is no such part. Throws `UnreadableTable` FILE_DAMAGED, TABLE_TOO_LARGE, XLS_NOT_SUPPORTED. */
  async *tokens(name: string): AsyncGenerator<readonly XmlToken[]> {
    const entry = this.entries.get(nameOf(name));
    if (entry === undefined) return;
    const decoder = new TextDecoder();
    const xml = new XmlTokens();
    let unpacked = 0;
    try {
      for await (const chunk of this.content(entry)) {
        unpacked += chunk.length;
        this.read += chunk.length;
        if (unpacked > UNPACKED_MAX_BYTES || this.read > READ_MAX_BYTES) throw tooLarge();
        yield [...xml.push(decoder.decode(chunk, { stream: true }))];
      }
      yield [...xml.push(decoder.decode())];
      xml.end();
    } catch (error) {
      if (error instanceof BrokenXml || isZlibError(error)) throw damaged();
      throw error;
    }
  }

  private content(entry: ZipEntry): AsyncIterable<Buffer> {
    if (entry.encrypted) throw unreadable({ kind: 'INPUT', code: 'XLS_NOT_SUPPORTED', field: 'fileId', params: {} });
    const { offset, packedBytes } = entry;
    if (offset + LOCAL_BYTES > this.bytes.length || this.bytes.readUInt32LE(offset) !== LOCAL_SIGNATURE) throw damaged();
    const start = offset + LOCAL_BYTES + this.bytes.readUInt16LE(offset + 26) + this.bytes.readUInt16LE(offset + 28);
    if (start + packedBytes > this.bytes.length) throw damaged();
    const packed = Readable.from(slicesOf(this.bytes.subarray(start, start + packedBytes)), { objectMode: false });
    switch (entry.method) {
      case 0: return packed;
      // Closing the reader early closes both, so that no part is unpacked for nobody.
      case 8: return inflated(packed);
      default: throw damaged();
    }
  }
}

async function* inflated(packed: Readable): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  packed.pipe(inflate);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}

function* slicesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) yield bytes.subarray(start, start + SLICE_BYTES);
}

/** Part names are compared without regard to case, and some writers use backslashes or a leading stroke. */
function nameOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\//u, '').toLowerCase();
}

function isZlibError(error: unknown): boolean {
  const code: unknown = (error as { code?: unknown }).code;
  return typeof code === 'string' && code.startsWith('Z_');
}

export function tooLarge(): UnreadableTable {
  return unreadable({ kind: 'INPUT', code: 'TABLE_TOO_LARGE', field: 'fileId', params: { max: CELLS_MAX } });
}

export function damaged(): UnreadableTable {
  return unreadable({ kind: 'INPUT', code: 'FILE_DAMAGED', field: 'fileId', params: {} });
}

function unreadable(refusal: RefusalData): UnreadableTable {
  return new UnreadableTable(refusal);
}
