import type { Decimal } from 'decimal.js';
import { chineseNumber } from '../../text/chinese-number.js';
import { fold, tidy } from '../../text/fold.js';
import { Exact, faultOf, scanNumber, type NumberMark, type ScannedNumber } from '../../quantity/number.js';
import { changeRemark, keptAs, measured } from './number-cell.js';
import { read, readNothing, type Reading } from './reading.js';
import { dropped, missing, normalised, rejected } from './remark.js';

/** One term in days or months as a fraction `[numerator, denominator]` of the column's unit. */
type Sizes = Readonly<Record<string, readonly [number, number]>>;

/** A month of delivery is 30 days and five working days are a week: what suppliers mean, and never too short. */
const DAYS: Sizes = {
  天: [1, 1], 日: [1, 1], 日历天: [1, 1], 自然日: [1, 1], d: [1, 1], day: [1, 1], days: [1, 1], 工作日: [7, 5], 个工作日: [7, 5],
  周: [7, 1], 星期: [7, 1], 个星期: [7, 1], week: [7, 1], weeks: [7, 1], 月: [30, 1], 个月: [30, 1], month: [30, 1], months: [30, 1], 年: [365, 1],
};
const MONTHS: Sizes = {
  月: [1, 1], 个月: [1, 1], month: [1, 1], months: [1, 1], 年: [12, 1], 周年: [12, 1], year: [12, 1], years: [12, 1], a: [12, 1],
  天: [1, 30], 日: [1, 30], 周: [7, 30],
};

interface Term { readonly value: Decimal; readonly marks: readonly NumberMark[]; readonly unitWritten: string | null; readonly converted: boolean }

export const LEAD_MAX_DAYS = 3_650;
export const WARRANTY_MAX_MONTHS = 600;

/** Units that the heading of a lead-time column may state. */
export const LEAD_UNITS = Object.keys(DAYS);
/** Units that the heading of a warranty column may state. */
export const WARRANTY_UNITS = Object.keys(MONTHS);

/** Lead time in whole calendar days, 1 to 3,650, parts of a day rounded up; 现货 is one day. `readAs`: unit of the heading. */
export function readLeadTime(cell: string, column: string, readAs: string): Reading<number> {
  const nothing = readNothing<number>(cell, column);
  if (nothing !== null) return nothing.remark === null ? read<number>(null, missing(column, 'MISSING_LEAD', null)) : nothing;
  if (/^(?:现货|有现货|现货供应)$/u.test(fold(cell))) return read(1, normalised(column, 'TERM_WORD', cell, { expected: '1' }));
  const term = readTerm(cell, DAYS, readAs);
  if (typeof term === 'string') return read<number>(null, dropped(column, 'NOT_NUMERIC', cell, { reason: term }));
  const days = term.value.ceil();
  if (days.lte(0)) return read<number>(null, rejected(column, 'LEAD_NOT_POSITIVE', cell));
  if (days.gt(LEAD_MAX_DAYS)) return read<number>(null, rejected(column, 'OUT_OF_RANGE', cell, { value: measured(days, '天'), min: 1, max: measured(LEAD_MAX_DAYS, '天') }));
  return whole(term, days, cell, column, '天');
}

/** Warranty in whole months, 0 to 600, parts of a month left out so that nobody is promised more. `readAs`: unit of the heading. */
export function readWarranty(cell: string, column: string, readAs: string): Reading<number> {
  const nothing = readNothing<number>(cell, column);
  if (nothing !== null) return nothing.remark === null ? read<number>(null, missing(column, 'MISSING_WARRANTY', null)) : nothing;
  const term = readTerm(cell, MONTHS, readAs);
  if (typeof term === 'string') return read<number>(null, dropped(column, 'NOT_NUMERIC', cell, { reason: term }));
  const months = term.value.floor();
  if (term.value.lt(0)) return read<number>(null, rejected(column, 'WARRANTY_NEGATIVE', cell));
  if (months.gt(WARRANTY_MAX_MONTHS)) {
    return read<number>(null, rejected(column, 'OUT_OF_RANGE', cell, { value: measured(months, '个月'), min: 0, max: measured(WARRANTY_MAX_MONTHS, '个月') }));
  }
  return whole(term, months, cell, column, '个月');
}

function whole(term: Term, value: Decimal, cell: string, column: string, unit: string): Reading<number> {
  const params = keptAs(value, unit);
  const change = changeRemark(term, column, cell, params);
  return read(value.toNumber(), change ?? (value.eq(term.value) ? null : normalised(column, 'ROUNDED', cell, params)));
}

function readTerm(cell: string, sizes: Sizes, readAs: string): Term | string {
  const words = /^(半|[零〇一二两三四五六七八九十]+)\s*(\D+)$/u.exec(tidy(cell).normalize('NFKC'));
  const figure = words === null ? null : words[1] === '半' ? 0.5 : chineseNumber(words[1] ?? '');
  const spelled: Pick<ScannedNumber, 'value' | 'marks' | 'rest'> | null = figure === null ? null
    : { value: new Exact(figure), marks: [], rest: words?.[2]?.trim() ?? '' };
  const scanned = spelled ?? scanNumber(cell, true);
  if (typeof scanned === 'string') return scanned;
  const word = scanned.rest.replace(/(?:内|以内|左右)$/u, '').toLowerCase();
  const size = word === '' ? sizes[readAs] : sizes[word];
  if (size === undefined) return faultOf(scanned.rest);
  const value = scanned.value.times(size[0]).div(size[1]);
  const written = word === '' ? null : word;
  return { value, marks: scanned.marks, unitWritten: written, converted: figure !== null || !value.eq(scanned.value) || scanned.marks.includes('TEN_THOUSANDS') };
}
