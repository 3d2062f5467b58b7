import { Decimal } from 'decimal.js';
import { fold, hasFullWidth, tidy } from '../text/fold.js';

/** What had to be done to read a number as it was written; for telling the supplier what was changed. */
export type NumberMark = 'TRIM' | 'FULL_WIDTH' | 'THOUSANDS' | 'SCIENTIFIC' | 'TEN_THOUSANDS' | 'QUALIFIER';

/** RANGE 60~102 · PRODUCT 2×75 · TOLERANCE 50±5 · ALTERNATIVES 380/660 · TOO_LONG or beyond 30 powers of ten · NOT_NUMERIC the rest. */
export type NumberFault = 'EMPTY' | 'RANGE' | 'PRODUCT' | 'TOLERANCE' | 'ALTERNATIVES' | 'TOO_LONG' | 'NOT_NUMERIC';

export type ParsedNumber =
  | { readonly ok: true; readonly value: Decimal; readonly marks: readonly NumberMark[] }
  | { readonly ok: false; readonly reason: NumberFault };

export interface ScannedNumber {
  readonly value: Decimal;
  /** The figure before 万 or 亿 was applied. */
  readonly mantissa: Decimal;
  /** Folded text behind the number, without white space at its ends; empty when there is none. */
  readonly rest: string;
  readonly marks: readonly NumberMark[];
}

/** Decimal arithmetic wide enough that no unit conversion here rounds a figure somebody wrote. */
export const Exact = Decimal.clone({ precision: 60, toExpNeg: -40, toExpPos: 40 });

const LONGEST = 80;
const LARGEST_POWER = 30;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const QUALIFIER = /^(?:[≥≤><≧≦≈~±约]|\+\/-|不小于|不大于|不低于|不高于|不少于|大于等于|小于等于|大于|小于|至少|最大|最小|Φ|φ|ø|Ø)\s*/u;
const NUMBER = /^([+-]?)\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?(?! ?\d)|\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,4})(?!\d)|\s*[×xX*]\s*10\^([+-]?\d{1,4})(?!\d))?\s*/u;
const MULTIPLES: Readonly<Record<string, number>> = { 万亿: 1e12, 亿: 1e8, 万: 1e4 };

/**
 * Reads a number as people write it in price lists: full-width digits, thousands separators (`1,000`, `1，000`, `1 000`),
 * signs, 1.32E+06, 1.2×10⁴, 78万, 1.5亿. Groups of other than three figures are no thousands. Never throws.
 */
export function parseNumber(text: string): ParsedNumber {
  const scanned = scanNumber(text);
  if (typeof scanned === 'string') return { ok: false, reason: scanned };
  if (scanned.rest !== '') return { ok: false, reason: faultOf(scanned.rest) };
  return { ok: true, value: scanned.value, marks: scanned.marks };
}

/** The number at the beginning of the text and what stands behind it; `allowQualifier` drops ≥, ≤, ±, 约 before it. */
export function scanNumber(text: string, allowQualifier = false): ScannedNumber | NumberFault {
  const bare = tidy(text);
  if (bare === '') return 'EMPTY';
  if (bare.length > LONGEST) return 'TOO_LONG';
  const marks: NumberMark[] = [];
  if (bare !== text) marks.push('TRIM');
  if (hasFullWidth(bare)) marks.push('FULL_WIDTH');
  const unqualified = foldFigures(bare);
  const folded = allowQualifier ? unqualified.replace(QUALIFIER, '') : unqualified;
  if (folded !== unqualified) marks.push('QUALIFIER');
  const found = NUMBER.exec(folded);
  if (found === null) return 'NOT_NUMERIC';
  const [whole, sign, figures = '', exponent, power] = found;
  if (/[, ]/u.test(figures)) marks.push('THOUSANDS');
  const tens = Number(exponent ?? power ?? 0);
  if (exponent !== undefined || power !== undefined) marks.push('SCIENTIFIC');
  if (Math.abs(tens) > LARGEST_POWER) return 'TOO_LONG';
  const mantissa = new Exact(`${sign ?? ''}${figures.replace(/[, ]/gu, '')}e${tens}`);
  const { multiple, rest } = multipleOf(folded.slice(whole.length));
  if (multiple !== 1) marks.push('TEN_THOUSANDS');
  const value = mantissa.times(multiple);
  if (value.abs().gte(`1e${LARGEST_POWER}`)) return 'TOO_LONG';
  return { value, mantissa, rest, marks };
}

/** Why text behind a number makes it no single number. */
export function faultOf(rest: string): NumberFault {
  if (/(?:[~〜-]|至|到|\.\.)\s*[+-]?\.?\d/u.test(rest)) return 'RANGE';
  if (/^[^\d]*[×xX*]\s*\d/u.test(rest)) return 'PRODUCT';
  if (/(?:±|\+\/-)\s*\.?\d/u.test(rest)) return 'TOLERANCE';
  if (/[/、,;]\s*\d/u.test(rest)) return 'ALTERNATIVES';
  return 'NOT_NUMERIC';
}

/** Plain notation without an exponent and without trailing zeros: 800, 0.72, 1320000. */
export function plain(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** Folding by NFKC would turn 10⁴ into 104; its exponent is kept, that of m² is a unit's and goes the usual way. */
function foldFigures(text: string): string {
  const kept = text.replace(/10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/gu, (_, minus: string, digits: string) =>
    `10^${minus === '' ? '' : '-'}${[...digits].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('')}`);
  return fold(kept);
}

function multipleOf(text: string): { multiple: number; rest: string } {
  for (const [word, multiple] of Object.entries(MULTIPLES)) {
    if (text.startsWith(word)) return { multiple, rest: text.slice(word.length).trim() };
  }
  return { multiple: 1, rest: text.trim() };
}
