import { Decimal } from 'decimal.js';

/** What a number format (ECMA-376 part 1, 18.8.31) does to a figure, as far as it changes what a reader sees. */
export interface NumberFormat {
  readonly kind: 'PLAIN' | 'PERCENT' | 'DATE';
  /** Words around the figure: `¥`, `kW`, `万元`. */
  readonly before: string;
  readonly behind: string;
}

const PLAIN: NumberFormat = { kind: 'PLAIN', before: '', behind: '' };
/** Formats without a text of their own: dates of all languages, then those of Chinese and Japanese programs. */
const DATE_IDS = [[14, 22], [27, 36], [45, 47], [50, 58]] as const;
const PERCENT_IDS = new Set([9, 10]);
/** Figures of a sheet have fifteen significant digits; what a binary fraction adds behind them nobody wrote. */
const SIGNIFICANT = 15;
const LAST_SERIAL = 2_958_465;

/** The format of an id, with its text where the workbook defines one. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    if (PERCENT_IDS.has(id)) return { ...PLAIN, kind: 'PERCENT' };
    return DATE_IDS.some(([from, to]) => id >= from && id <= to) ? { ...PLAIN, kind: 'DATE' } : PLAIN;
  }
  const section = (code.split(';')[0] ?? '').replace(/\[[^\]]*\]/gu, '');
  // Literals first, so that the `m` of "m" is no month.
  const bare = section.replace(/"[^"]*"|\\.|_.|\*./gu, '').replace(/G\/通用格式|General/giu, '0');
  if (/[ymdhs]/iu.test(bare)) return { ...PLAIN, kind: 'DATE' };
  if (bare.includes('%')) return { ...PLAIN, kind: 'PERCENT' };
  const digits = /[0#?](?:[0#?.,]*[0#?])?/u.exec(maskLiterals(section));
  if (digits === null) return PLAIN;
  const behindDigits = section.slice(digits.index + digits[0].length);
  // A comma or a quoted point behind the digits scales the figure shown: its words do not belong to the figure stored.
  if (behindDigits.startsWith(',') || /[0#?]\\?[.!]|!\./u.test(section.replace(digits[0], ''))) return PLAIN;
  return { kind: 'PLAIN', before: literalOf(section.slice(0, digits.index)), behind: literalOf(behindDigits) };
}

/** The figure as shown, without rounding: hidden decimals count for a price. */
export function shownNumber(value: number, format: NumberFormat): string {
  if (format.kind === 'PERCENT') return `${new Decimal(value.toPrecision(SIGNIFICANT)).times(100).toFixed()}%`;
  return `${format.before}${plain(value)}${format.behind}`;
}

function plain(value: number): string {
  const figure = Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(SIGNIFICANT)));
  return figure.includes('e') ? new Decimal(value.toPrecision(SIGNIFICANT)).toFixed() : figure;
}

/** The day of a serial number, `YYYY-MM-DD`; null when it is none. 1900 counts as a leap year, as the first spreadsheets had it. */
export function dayOf(serial: number, from1904: boolean): string | null {
  const days = Math.floor(serial) + (from1904 ? 1_462 : 0);
  if (!Number.isFinite(serial) || days < 1 || days > LAST_SERIAL) return null;
  return new Date(Date.UTC(1899, 11, days > 59 ? 30 : 31) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same length with a blank for each sign of a literal, so that a `0` inside quotes is no digit. */
function maskLiterals(section: string): string {
  return section.replace(/"[^"]*"|\\.|_.|\*./gu, (literal) => ' '.repeat(literal.length));
}

/** What a reader sees of the signs around the digits. */
function literalOf(part: string): string {
  return part.replace(/_.|\*.|\)|\(/gu, '').replace(/"([^"]*)"|\\(.)/gu, '$1$2').replace(/[#0?,]/gu, '').trim();
}
