/** What the start of a file reads like. OFFICE_MARKUP: a page or XML that pretends to be a workbook, as web exports do. */
export type TextStart = 'TEXT' | 'BLANK' | 'OFFICE_MARKUP' | 'FOREIGN';

/** Control characters no table holds; white space and line ends are let through. */
const CONTROL = /(?![\t\n\v\f\r\u0085])\p{Cc}/u;
/** The end mark that DOS programs still write. */
const DOS_END = String.fromCharCode(0x1a);
const MARKUP = /^<(\?xml|!doctype|!--|html|head|body|meta|table|script|style|svg)\b/i;
/** Formats that begin with readable characters: DOS and script programs, archives, pictures, documents. */
const READABLE_MAGIC = /^(MZ|#!|%!PS|%PDF|\{\\rtf|Rar!|GIF8[79]a|BZh\d|RIFF|OggS|wOF[F2]|ITSF)/;

/**
 * Tells a table in text from everything else by the first bytes, in UTF-8, UTF-16 with a byte order mark, or GB18030
 * (GB 18030-2022, what Chinese Excel writes). `whole`: the head is all there is, so a character cut at its end counts.
 */
export function textStart(head: Uint8Array, whole: boolean): TextStart {
  const read = decoded(head, whole);
  const text = read?.endsWith(DOS_END) === true ? read.slice(0, -1) : read;
  if (text === null || CONTROL.test(text)) return 'FOREIGN';
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start === '') return 'BLANK';
  if (READABLE_MAGIC.test(start)) return 'FOREIGN';
  if (MARKUP.test(start)) return /schemas-microsoft-com:office|mso-application/i.test(text) ? 'OFFICE_MARKUP' : 'FOREIGN';
  return 'TEXT';
}

function decoded(head: Uint8Array, whole: boolean): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return decodedAs('utf-16le', head, whole);
  if (head[0] === 0xfe && head[1] === 0xff) return decodedAs('utf-16be', head, whole);
  return decodedAs('utf-8', head, whole) ?? decodedAs('gb18030', head, whole);
}

function decodedAs(encoding: string, head: Uint8Array, whole: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: !whole });
  } catch {
    return null;
  }
}
