import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw, crc32 } from 'node:zlib';

/** One file of an archive; its text is made as it is packed. */
export interface ZipPart {
  readonly name: string;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

interface Packed { readonly name: Buffer; readonly offset: number; readonly crc: number; readonly packedBytes: number; readonly bytes: number }

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Sizes follow the content (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980: an archive of the same content is the same bytes. */
const DAY = 0x0021;
/** Text is gathered to pieces of this many characters: a call of the packer for each cell would cost more than the packing. */
const PIECE = 65_536;
const MAX_BYTES = 0xffff_fffe;

/** A ZIP archive (APPNOTE 6.3, without ZIP64) as it is read: nothing is made before somebody takes it, and nothing is kept but the directory. */
export async function* zipOf(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const directory: Packed[] = [];
  let offset = 0;
  for (const { name, text } of parts) {
    const packed = { name: Buffer.from(name), offset, crc: 0, packedBytes: 0, bytes: 0 };
    const head = localHead(packed.name);
    yield head;
    const counted = (piece: Buffer): void => {
      packed.crc = crc32(piece, packed.crc);
      packed.bytes += piece.length;
    };
    for await (const chunk of deflated(text, counted)) {
      packed.packedBytes += chunk.length;
      yield chunk;
    }
    const tail = descriptor(packed);
    yield tail;
    offset += head.length + packed.packedBytes + tail.length;
    if (offset > MAX_BYTES || packed.bytes > MAX_BYTES) throw new Error('The archive is larger than its format can say.');
    directory.push(packed);
  }
  const entries = Buffer.concat(directory.map(entryOf));
  yield Buffer.concat([entries, endOf(directory.length, entries.length, offset)]);
}

async function* deflated(text: ZipPart['text'], counted: (piece: Buffer) => void): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  const fed = pipeline(Readable.from(pieces(text, counted), { objectMode: false }), deflate);
  // What fails in the source ends the packer, whose reader is told below; a reader that leaves ends the source.
  fed.catch(() => undefined);
  yield* deflate as AsyncIterable<Buffer>;
  await fed;
}

async function* pieces(text: ZipPart['text'], counted: (piece: Buffer) => void): AsyncGenerator<Buffer> {
  let gathered = '';
  for await (const some of text) {
    gathered += some;
    if (gathered.length < PIECE) continue;
    const piece = Buffer.from(gathered);
    gathered = '';
    counted(piece);
    yield piece;
  }
  const rest = Buffer.from(gathered);
  counted(rest);
  if (rest.length > 0) yield rest;
}

function localHead(name: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(LOCAL, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(DAY, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function descriptor({ crc, packedBytes, bytes }: Packed): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(DESCRIPTOR, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(packedBytes, 8);
  tail.writeUInt32LE(bytes, 12);
  return tail;
}

function entryOf({ name, offset, crc, packedBytes, bytes }: Packed): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(CENTRAL, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt16LE(DAY, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packedBytes, 20);
  entry.writeUInt32LE(bytes, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

function endOf(count: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
