import type { TableReading } from './text-table.js';

export interface DecodedText {
  readonly utf8: Buffer;
  readonly encoding: TableReading['encoding'];
  readonly byteOrderMark: boolean;
}

/** The end mark that DOS programs still write. */
const DOS_END = 0x1a;

/**
 * Text in UTF-8 from bytes in UTF-8 or UTF-16 with a byte order mark, in UTF-8 without one, or in GB 18030-2022, four-byte
 * characters included (what Chinese Excel writes); the mark itself is left out. Null for anything else: text with a NUL is no table, and
 * UTF-16 without its mark is full of them.
 */
export function decodeText(bytes: Buffer): DecodedText | null {
  const decoded = byMark(bytes) ?? asUtf8(bytes, false) ?? transcoded('gb18030', bytes, 'GB18030', false);
  if (decoded === null || decoded.utf8.includes(0)) return null;
  const last = decoded.utf8.length - 1;
  return decoded.utf8[last] === DOS_END ? { ...decoded, utf8: decoded.utf8.subarray(0, last) } : decoded;
}

function byMark(bytes: Buffer): DecodedText | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return asUtf8(bytes.subarray(3), true);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return transcoded('utf-16le', bytes, 'UTF-16LE', true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return transcoded('utf-16be', bytes, 'UTF-16BE', true);
  return null;
}

/** Bytes that are UTF-8 already are looked at, not copied. */
function asUtf8(bytes: Buffer, byteOrderMark: boolean): DecodedText | null {
  return textOf('utf-8', bytes) === null ? null : { utf8: bytes, encoding: 'UTF-8', byteOrderMark };
}

function transcoded(label: string, bytes: Buffer, encoding: TableReading['encoding'], byteOrderMark: boolean): DecodedText | null {
  const text = textOf(label, bytes);
  return text === null ? null : { utf8: Buffer.from(text, 'utf8'), encoding, byteOrderMark };
}

function textOf(label: string, bytes: Buffer): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // Not this encoding: the next one is tried.
    return null;
  }
}
