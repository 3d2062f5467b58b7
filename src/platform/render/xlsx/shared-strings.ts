import { tooLarge, type PackageParts } from './package-parts.js';
import type { XmlToken } from './xml-tokens.js';

/** UTF-16 units of all strings together. */
const CHARACTERS_MAX = 67_108_864;
/** Of one string: far above what a spreadsheet lets into a cell (32,767). */
const ITEM_MAX = 1_000_000;

/** The strings that cells refer to by number, the runs of rich text joined, readings (rPh) left out. */
export async function readSharedStrings(parts: PackageParts, part: string | null): Promise<readonly StringItem[]> {
  if (part === null) return [];
  const strings: StringItem[] = [];
  const text = new RunText();
  let characters = 0;
  for await (const tokens of parts.tokens(part)) {
    for (const token of tokens) {
      text.take(token);
      if (token.kind !== 'text' && token.name === 'si' && (token.kind === 'close' || token.closed)) {
        const string = text.end();
        characters += string.text.length + 1;
        if (characters > CHARACTERS_MAX) throw tooLarge();
        strings.push(string);
      }
    }
  }
  return strings;
}

export interface StringItem {
  /** Without what is crossed out in it: an old price before the new one. */
  readonly text: string;
  /** True when all of it is crossed out. */
  readonly struck: boolean;
}

/** Gathers the text of one string item from its runs. */
export class RunText {
  private kept = '';
  private crossed = '';
  private inText = false;
  private inReading = false;
  private struck = false;

  take(token: XmlToken): void {
    if (token.kind === 'text') {
      if (!this.inText || this.inReading) return;
      if (this.kept.length + this.crossed.length > ITEM_MAX) throw tooLarge();
      if (this.struck) this.crossed += token.text;
      else this.kept += token.text;
      return;
    }
    const opens = token.kind === 'open' && !token.closed;
    if (token.name === 't') this.inText = opens;
    if (token.name === 'rPh') this.inReading = opens;
    if (token.name === 'r') this.struck = false;
    if (token.name === 'strike' && token.kind === 'open') this.struck = !/val="(?:0|false)"/u.test(token.attributes);
  }

  /** The text so far, for the next item to begin anew. */
  end(): StringItem {
    const struck = this.kept.trim() === '' && this.crossed.trim() !== '';
    const text = (struck ? this.crossed : this.kept).replace(/_x([0-9A-F]{4})_/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replace(/\r\n?/gu, '\n');
    this.kept = '';
    this.crossed = '';
    this.struck = false;
    return { text, struck };
  }
}
