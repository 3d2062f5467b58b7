import { addDays, type DateText } from '../../time/dates.js';
import { chineseNumber } from '../../text/chinese-number.js';
import { fold } from '../../text/fold.js';

/** First day in service: `2016-11-23`, or `2016-11` or `2016` where no more is known. */
export type Commissioned = string;

/** Nothing that still runs is older than the republic's first industry. */
export const FIRST_YEAR = 1949;
/** Days as spreadsheets number them, from 1949-01-01 to 2100-12-31; a year is never so large. */
const SERIALS = { first: 17_899, last: 73_415 } as const;
/** The day that spreadsheets number 0, once the 29 February 1900 that never was is counted. */
const SERIAL_ZERO = '1899-12-30';
/** Years of two figures are of the last hundred years. */
const CENTURY = 100;

const FULL = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/u;
const MONTH = /^(\d{4})[-/.年](\d{1,2})月?$/u;
const YEAR = /^(\d{4})年?$/u;
const RUN_DAY = /^(\d{4})(\d{2})(\d{2})$/u;
const RUN_MONTH = /^(\d{4})(\d{2})$/u;
const SHORT = /^['’]?(\d{2})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/u;
const CHINESE_YEAR = /^([〇零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?)?$/u;
const DIGITS = '〇一二三四五六七八九';

/**
 * Reads a day, month or year as ledgers write it: 2016-11-23, 2016/11, 2016.11.23, 2016年11月, 20161123, 98年5月, 二〇一六年十一月, and the
 * bare number by which a spreadsheet keeps a day. Null for what is none, and for days that are in no calendar. `today` tells
 * which century a year of two figures is of.
 */
export function readDay(text: string, today: DateText): Commissioned | null {
  const bare = fold(text).replace(/\s*([-/.年月日])\s*/gu, '$1').replace(/(?:起|投产|投用|启用|安装)$/u, '');
  const serial = /^\d{5}(?:\.\d+)?$/u.test(bare) ? Math.floor(Number(bare)) : null;
  if (serial !== null) return serial >= SERIALS.first && serial <= SERIALS.last ? addDays(SERIAL_ZERO, serial) : null;
  const [, chineseYear, chineseMonth, chineseDay] = CHINESE_YEAR.exec(bare) ?? [];
  if (chineseYear !== undefined) return dayOf([...chineseYear].map((one) => Math.max(0, DIGITS.indexOf(one))).join(''), inFigures(chineseMonth), inFigures(chineseDay));
  const [, shortYear, shortMonth, shortDay] = SHORT.exec(bare) ?? [];
  if (shortYear !== undefined) return dayOf(century(shortYear, today), shortMonth, shortDay);
  const [, year, month, day] = FULL.exec(bare) ?? MONTH.exec(bare) ?? YEAR.exec(bare) ?? RUN_DAY.exec(bare) ?? RUN_MONTH.exec(bare) ?? [];
  return year === undefined ? null : dayOf(year, month, day);
}

/** Why a machine cannot have gone into service then: the code of the refusal, or null. `today`: in Shanghai. */
export function commissionedFault(commissioned: Commissioned, today: DateText): 'COMMISSIONED_WRONG' | 'COMMISSIONED_FUTURE' | 'COMMISSIONED_TOO_EARLY' | null {
  const [year = '', month, day] = commissioned.split('-');
  if (dayOf(year, month, day) !== commissioned) return 'COMMISSIONED_WRONG';
  // Of a month or a year its first day is enough: this year is not the future.
  if (commissioned > today.slice(0, commissioned.length)) return 'COMMISSIONED_FUTURE';
  return Number(year) < FIRST_YEAR ? 'COMMISSIONED_TOO_EARLY' : null;
}

function dayOf(year: string, month?: string, day?: string): Commissioned | null {
  if (!/^\d{4}$/u.test(year)) return null;
  if (month === undefined) return day === undefined ? year : null;
  const text = [year, month.padStart(2, '0'), (day ?? '01').padStart(2, '0')].join('-');
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return null;
  return day === undefined ? text.slice(0, 7) : text;
}

function century(year: string, today: DateText): string {
  const now = Number(today.slice(0, 4));
  const same = Math.floor(now / CENTURY) * CENTURY + Number(year);
  return String(same > now ? same - CENTURY : same);
}

function inFigures(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const number = chineseNumber(word);
  return number === null ? 'none' : String(number);
}
