import type { SaidWords } from './extraction.js';

const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/u;
const ONE_FORM: Readonly<Record<string, string>> = { '〜': '~', '∼': '~', 'º': '°', '˚': '°', '⁄': '/', '∕': '/', 'µ': 'μ', '•': '·', '∙': '·', '⋅': '·', '・': '·', '﹣': '-', '\t': ' ', '\r': '\n' };
const DASH = /[\u2010-\u2015\u2212\uFE58\uFF0D]/u;

const HAN = /[\u4e00-\u9fff]/u;
const FIGURE = /[A-Za-z0-9０-９°℃²³%.]/u;
/** `3，200kW` are two figures, `3,200kW` is one: a full-width comma stays itself, except between full-width figures. */
const WIDE_COMMA = /，(?![０-９]{3})|(?<![０-９])，/gu;
const KEPT_COMMA = '\uE000';

/** Characters that a folded text may have: a buyer's text has at most 20,000. */
export const LONGEST_TEXT = 20_000;

/**
 * A text in one form (half-width, one kind of dash, m2 for ㎡) that knows from where in the buyer's text each of its characters
 * is. White space between Chinese characters and figures stays.
 */
export class WrittenText {
  readonly folded: string;
  private readonly origins: readonly number[];

  constructor(readonly original: string) {
    const parts: string[] = [];
    // Where commas divide, a blank between Chinese and figures is typography (长约 120 m); where there are none, blanks divide.
    const isSpaced = /[，,。；;]/u.test(original);
    const origins: number[] = [];
    let at = 0;
    let before = '';
    for (const sign of original.slice(0, LONGEST_TEXT).replace(WIDE_COMMA, KEPT_COMMA)) {
      const next = original.charAt(at + sign.length);
      const isGap = isSpaced && sign === ' ' && ((HAN.test(before) && FIGURE.test(next)) || (FIGURE.test(before) && HAN.test(next)));
      const form = sign === KEPT_COMMA ? '，' : isGap || INVISIBLE.test(sign) ? '' : ONE_FORM[sign] ?? (DASH.test(sign) ? '-' : sign.normalize('NFKC'));
      // What stands for several characters (㎡, ½) stands at one place.
      for (let unit = 0; unit < form.length; unit += 1) origins.push(at);
      parts.push(form);
      at += sign.length;
      before = sign;
    }
    origins.push(at);
    this.folded = parts.join('');
    this.origins = origins;
  }

  /** The words between two places of the folded text, as the buyer wrote them. */
  words(from: number, to: number): SaidWords {
    let [start, last] = [Math.max(0, from), Math.max(from, to)];
    while (start < last && /\s/u.test(this.folded.charAt(start))) start += 1;
    while (last > start && /\s/u.test(this.folded.charAt(last - 1))) last -= 1;
    const begin = this.origins[start] ?? this.original.length;
    const end = this.origins[last] ?? this.original.length;
    return { text: this.original.slice(begin, end), start: begin, end };
  }
}
