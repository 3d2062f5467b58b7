import { chineseNumber } from '../../text/chinese-number.js';
import { fold } from '../../text/fold.js';

const NUMBER = String.raw`(?:\d+(?:\.\d+)?|半|[零〇一二两三四五六七八九十]+)`;
const IN_STOCK = /现货|有货|现车|即发|当天|当日|随时|有库存|库存充足|现款现货|24小时内/u;
const NOTHING_SAID = /协商|商定|商议|面谈|面议|待定|另议|另定|合同|咨询|电询|来电|不定|排产|详询|洽谈|视|按需/u;

/** Of a cell, as far as it is read. */
const LONGEST = 500;

/** Days or months of one word for a length of time. */
const DAYS: readonly (readonly [words: RegExp, days: number])[] = [
  [/^个?工作日/u, 1.4], [/^(?:天|日|d\b|days?)/iu, 1], [/^个?(?:周|星期|weeks?)/iu, 7], [/^个?(?:月|months?)/iu, 30], [/^个?(?:年|years?)/iu, 365],
];
const MONTHS: readonly (readonly [words: RegExp, months: number])[] = [
  [/^个?(?:月|months?|m\b)/iu, 1], [/^(?:周?年|years?|y\b|整年)/iu, 12], [/^(?:天|日)/u, 1 / 30], [/^个?季度?/u, 3], [/^周/u, 7 / 30],
];

/**
 * Lead time in whole calendar days: goods in stock 0, a range its upper end, what both sides are to agree null. `unit`: of a bare
 * figure, from the heading (天, 周, 月); days where it says none.
 */
export function readLeadDays(cell: string, unit: string | null): number | null {
  const text = fold(cell.slice(0, LONGEST));
  if (IN_STOCK.test(text)) return 0;
  const terms = termsIn(text, DAYS, unit ?? '天');
  if (terms.length === 0) return NOTHING_SAID.test(text) ? null : bareFigure(text, DAYS, unit ?? '天');
  const days = Math.ceil(Math.max(...terms.slice(0, 1).flat()));
  return days >= 0 && days <= 3_650 ? days : null;
}

/** Warranty in whole months; the first of several terms counts (2年或4000小时). A bare figure below six is years where the heading says nothing. */
export function readWarrantyMonths(cell: string, unit: string | null): number | null {
  const text = fold(cell.slice(0, LONGEST));
  const terms = termsIn(text, MONTHS, unit ?? '月');
  const bare = Number(text);
  if (terms.length === 0 && unit === null && bare >= 1 && bare < 6 && Number.isInteger(bare)) return bare * 12;
  const first = terms[0] ?? null;
  const months = first === null ? bareFigure(text, MONTHS, unit ?? '月') : Math.max(...first);
  return months === null || months > 600 ? null : Math.floor(months + 1e-9);
}

/** All lengths of time in a text, each with both ends of its range. */
function termsIn(text: string, sizes: typeof DAYS, _unit: string): number[][] {
  const found: number[][] = [];
  const pattern = new RegExp(String.raw`(${NUMBER})\s*(?:个)?(天|日|周|星期|月|年|工作日)?\s*(?:(?:-|~|至|到|—)\s*(${NUMBER}))?\s*(?=(个?工作日|天|日|d\b|days?|个?周|个?星期|weeks?|个?月|months?|m\b|个?周?年|years?|y\b|个?季度?))`, 'giu');
  for (const match of text.matchAll(pattern)) {
    const [, low = '', own, high, word = ''] = match;
    const rest = text.slice(match.index + match[0].length);
    const size = sizeOf(word, sizes);
    const first = figureOf(low);
    if (size === null || first === null || isCalendar(low, word, rest)) continue;
    const half = /^个?(?:年|月)半/u.test(rest) ? 0.5 : 0;
    const second = high === undefined ? null : figureOf(high);
    const lowSize = own === undefined ? size : sizeOf(own, sizes) ?? size;
    // Half a year is six months, not 182 days and a half.
    const length = (terms: number, one: number): number => (one === 365 && terms % 1 === 0.5 ? Math.floor(terms) * 365 + 180 : terms * one);
    found.push(second === null ? [length(first + half, size)] : [length(first, lowSize), length(second, size)]);
  }
  return found;
}

/** 12月31日, 2026年 are days of the calendar and no lengths of time. */
function isCalendar(figure: string, word: string, rest: string): boolean {
  return (/年/u.test(word) && Number(figure) > 1_900) || (/^月/u.test(word) && /^月(?:\d|底|初|中|上|下)/u.test(rest));
}

function bareFigure(text: string, sizes: typeof DAYS, unit: string): number | null {
  const range = new RegExp(String.raw`^(\d+(?:\.\d+)?)(?:\s*(?:-|~|至)\s*(\d+(?:\.\d+)?))?$`, 'u').exec(text.trim());
  const size = sizeOf(unit, sizes);
  if (range === null || size === null) return null;
  return Math.ceil(Number(range[2] ?? range[1]) * size);
}

function sizeOf(word: string, sizes: typeof DAYS): number | null {
  return sizes.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

function figureOf(text: string): number | null {
  if (text === '半') return 0.5;
  return /^\d/u.test(text) ? Number(text) : chineseNumber(text);
}
