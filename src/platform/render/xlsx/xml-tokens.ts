/** A tag with its attributes as written, or text between tags (which may come in several pieces). */
export type XmlToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly closed: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** XML that cannot go on: cut off, or a tag larger than any spreadsheet program writes. */
export class BrokenXml extends Error {
  override readonly name = 'BrokenXml';
}

const TAG_MAX = 1_048_576;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads XML as it arrives, a piece at a time, so that a part of any size needs little memory. It knows what spreadsheets use:
 * tags, text, CDATA, comments, processing instructions. Names come without prefix. Document types are passed over and no
 * entity but the five of XML is ever expanded, so there is nothing to blow up and nothing to fetch.
 */
export class XmlTokens {
  private rest = '';

  *push(chunk: string): Generator<XmlToken> {
    const source = this.rest + chunk;
    let at = 0;
    for (;;) {
      const start = source.indexOf('<', at);
      if (start < 0) {
        // An entity may be cut in two: it stays for the next piece.
        const cut = source.lastIndexOf('&');
        const end = cut >= at && source.indexOf(';', cut) < 0 ? cut : source.length;
        if (end > at) yield { kind: 'text', text: unescaped(source.slice(at, end)) };
        at = end;
        break;
      }
      if (start > at) yield { kind: 'text', text: unescaped(source.slice(at, start)) };
      at = start;
      const end = endOfTag(source, start);
      if (end < 0) break;
      const token = tokenOf(source.slice(start, end));
      if (token !== null) yield token;
      at = end;
    }
    this.rest = source.slice(at);
    if (this.rest.length > TAG_MAX) throw new BrokenXml('tag too long');
  }

  /** To be called behind the last piece. */
  end(): void {
    if (this.rest.trim() !== '') throw new BrokenXml('cut off');
  }
}

/** Attributes by name, prefixes kept (`r:id`). */
export function attributesOf(written: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of written.matchAll(ATTRIBUTE)) found.set(name, unescaped(double ?? single ?? ''));
  return found;
}

/** One attribute without prefix, for the tags that come by the million. */
export function attributeOf(written: string, name: string): string | undefined {
  const start = written.indexOf(`${name}="`);
  if (start > 0 && /\s/u.test(written.charAt(start - 1))) {
    const from = start + name.length + 2;
    const value = written.slice(from, written.indexOf('"', from));
    return value.includes('&') ? unescaped(value) : value;
  }
  // Another attribute's end or value, or other quotes.
  return written.includes(name) ? attributesOf(written).get(name) : undefined;
}

/** Index behind the tag's end, -1 when that has not arrived; `>` inside quotes ends nothing. */
function endOfTag(source: string, start: number): number {
  if (source.startsWith('<!--', start)) return behind(source, '-->', start);
  if (source.startsWith('<![CDATA[', start)) return behind(source, ']]>', start);
  if (source.startsWith('<?', start)) return behind(source, '?>', start);
  // Too short to tell which of these it is.
  if (source.length - start < 9 && '<![CDATA['.startsWith(source.slice(start))) return -1;
  let quote = '';
  for (let i = start + 1; i < source.length; i++) {
    const sign = source.charAt(i);
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return i + 1;
  }
  return -1;
}

function behind(source: string, mark: string, start: number): number {
  const found = source.indexOf(mark, start);
  return found < 0 ? -1 : found + mark.length;
}

function tokenOf(tag: string): XmlToken | null {
  if (tag.startsWith('<![CDATA[')) return { kind: 'text', text: tag.slice(9, -3) };
  if (tag.startsWith('<!') || tag.startsWith('<?')) return null;
  if (tag.startsWith('</')) return { kind: 'close', name: local(tag.slice(2, -1).trim()) };
  const closed = tag.endsWith('/>');
  const inner = tag.slice(1, closed ? -2 : -1);
  const space = inner.search(/\s/u);
  return { kind: 'open', name: local(space < 0 ? inner : inner.slice(0, space)), attributes: space < 0 ? '' : inner.slice(space), closed };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** What XML 1.0 allows (production Char): neither NUL, which no database takes, nor half a surrogate pair. */
function isCharacter(code: number): boolean {
  return code === 0x9 || code === 0xa || code === 0xd || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/giu, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return isCharacter(code) ? String.fromCodePoint(code) : '';
  });
}
