import { addDays, type DateText } from '../../time/dates.js';
import { chineseNumber } from '../../text/chinese-number.js';
import type { Taken } from './figures.js';
import { festivalIn, type FestivalWord } from './festivals.js';
import { matchAt } from './numerals.js';

/** A day or the last day of a period that the text names. */
export interface NamedDay extends Taken {
  readonly date: DateText;
  /** 前, 之前 or 内 stood behind it, or it is told as the latest day. */
  readonly isLimit: boolean;
  /** A year alone (2027年) says more of how old a thing is than of when it is needed. */
  readonly isYear: boolean;
}

const YEAR = '(?:(20\\d\\d)年?|(2\\d)年|(二[零〇o0]?[零〇一二三四五六七八九]{2,3})年?|(明年|来年|次年|翌年|后年|今年|本年度?|当年))?的?\\s?';
const NUMBER = '(\\d{1,2}|[一二三四五六七八九十]{1,3}|元|腊|冬|正)';
const MONTH = new RegExp(`${YEAR}${NUMBER}月(?!子)(?:份)?(?:(底|末)|(初|上旬)|(中旬)|(下旬)|(中)(?!间)|${NUMBER}[日号])?`, 'uy');
const ISO = /(20\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)[日号]?/uy;
const QUARTER = new RegExp(`${YEAR}(?:第?([一二三四1-4])季度?|Q([1-4])(?![\\dA-Za-z.]))(?:末|底|内)?`, 'uy');
const HALF = new RegExp(`${YEAR}(上半年|下半年|年底|年末|岁末|年内|年初|年中|年终|底(?=[前之])|内)`, 'uy');
const MONTH_WORD = /(本月|这个月|当月|下下个?月|下个?月)(?:份)?(?:(底|末|内)|(初|上旬)|(中旬|中)|(下旬))?/uy;
const FESTIVAL = new RegExp(`${YEAR}(春节|过年|大年|年关|元宵|清明|五一|劳动节|端午|中秋|国庆|十一|元旦|供暖季?|采暖季?|年)(?:节|假|长假|期)?(?:到来|开始)?(?:之前|以前|前)`, 'uy');
const WITHIN = /(\d{1,3}|[一二两三四五六七八九十百]{1,4}|半)\s?(个?工作日|个?月|天|日|周|个?星期|年)(?:之内|以内|内)(?!的)/uy;
const WHOLE_YEAR = /(20\d\d|二[零〇][零〇一二三四五六七八九]{2})年(?!底|末|初|中|内|前)/uy;
const LIMIT_BEHIND = /\s?(?:之前|以前|前(?!后)|内|截止|为限)/uy;
const FESTIVALS: readonly (readonly [words: RegExp, festival: FestivalWord])[] = [
  [/春节|过年|大年|年关|^年$/u, 'spring'], [/清明/u, 'qingming'], [/五一|劳动节/u, 'labourDay'], [/端午/u, 'dragonBoat'], [/中秋/u, 'midAutumn'], [/国庆|十一/u, 'nationalDay'], [/元旦/u, 'newYear'], [/暖/u, 'heating'],
];

/** All days that the text names, seen from `today`; those without a year are the next ones. Linear: each place is looked at once. */
export function namedDays(text: string, today: DateText): NamedDay[] {
  const days: NamedDay[] = [];
  let at = 0;
  while (at < text.length) {
    const day = begins(text, at) ? dayAt(text, at, today) : null;
    if (day === null) at += 1;
    else { days.push(day); at = day.end; }
  }
  return days;
}

function begins(text: string, at: number): boolean {
  return /[\d一二三四五六七八九十两半元腊冬正明来次翌后今本当这下上年底岁第Q春过大清劳端中国供采]/u.test(text.charAt(at)) && !/[\d.\-/A-Za-z]/u.test(text.charAt(at - 1));
}

function dayAt(text: string, at: number, today: DateText): NamedDay | null {
  const readers = [isoDay, festivalDay, monthDay, quarterDay, halfDay, monthWord, withinDays, wholeYear];
  for (const reader of readers) {
    const day = reader(text, at, today);
    if (day !== null) return day;
  }
  return null;
}

function isoDay(text: string, at: number): NamedDay | null {
  const found = matchAt(ISO, text, at);
  const date = found === null ? null : dateOf(Number(found[1]), Number(found[2]), Number(found[3]));
  return found === null || date === null ? null : named(text, at, found[0], date);
}

function monthDay(text: string, at: number, today: DateText): NamedDay | null {
  const found = matchAt(MONTH, text, at);
  if (found === null) return null;
  const [whole, , , , , month = '', end, beginning, middle, last, inside, day] = found;
  const number = monthOf(month);
  if (number === null || (/^[一二三四五六七八九十\d]/u.test(whole) && /[个第]$/u.test(text.slice(Math.max(0, at - 1), at)))) return null;
  const said = yearOf(found, 1, today);
  const dayOf = day === undefined ? null : numberOf(day);
  const isBefore = end === undefined && beginning === undefined && middle === undefined && last === undefined && inside === undefined && dayOf === null
    && matchAt(/(?:之前|以前|前(?!后))/uy, text, at + whole.length) !== null;
  const inMonth = (year: number): DateText | null => {
    if (dayOf !== null) return dateOf(year, number, dayOf);
    if (beginning !== undefined) return dateOf(year, number, 10);
    if (middle !== undefined || inside !== undefined) return dateOf(year, number, 20);
    const first = dateOf(year, number, 1);
    return isBefore && first !== null ? addDays(first, -1) : lastDay(year, number);
  };
  const date = said === null ? next(today, inMonth) : inMonth(said);
  return date === null ? null : named(text, at, whole, date);
}

function quarterDay(text: string, at: number, today: DateText): NamedDay | null {
  const found = matchAt(QUARTER, text, at);
  if (found === null) return null;
  const quarter = numberOf(found[5] ?? found[6] ?? '') ?? 1;
  const said = yearOf(found, 1, today);
  const inYear = (year: number): DateText => lastDay(year, quarter * 3);
  return named(text, at, found[0], said === null ? next(today, inYear) : inYear(said));
}

function halfDay(text: string, at: number, today: DateText): NamedDay | null {
  const found = matchAt(HALF, text, at);
  const word = found?.[5] ?? '';
  const said = found === null ? null : yearOf(found, 1, today);
  if (found === null || (said === null && /^(?:底|内)$/u.test(word)) || /\d\s?$/u.test(text.slice(Math.max(0, at - 2), at))) return null;
  const inYear = (year: number): DateText => {
    if (/上半年|年中/u.test(word)) return lastDay(year, 6);
    return word === '年初' ? lastDay(year, 1) : lastDay(year, 12);
  };
  return named(text, at, found[0], said === null ? next(today, inYear) : inYear(said));
}

function monthWord(text: string, at: number, today: DateText): NamedDay | null {
  const found = matchAt(MONTH_WORD, text, at);
  if (found === null) return null;
  const ahead = /^下下/u.test(found[1] ?? '') ? 2 : /^下/u.test(found[1] ?? '') ? 1 : 0;
  const [year, month] = monthsOn(today, ahead);
  const day = found[3] !== undefined ? 10 : found[4] !== undefined ? 20 : null;
  const date = day === null ? lastDay(year, month) : dateOf(year, month, day);
  return date === null ? null : named(text, at, found[0], date);
}

function festivalDay(text: string, at: number, today: DateText): NamedDay | null {
  const found = matchAt(FESTIVAL, text, at);
  const word = found?.[5] ?? '';
  const festival = FESTIVALS.find(([words]) => words.test(word))?.[1];
  // 5年前 is the past, 明年前 the end of this year.
  if (found === null || festival === undefined || (word === '年' && /[\d一二三四五六七八九十几多两半百每去前]\s?$/u.test(text.slice(Math.max(0, at - 2), at)))) return null;
  const said = yearOf(found, 1, today);
  if (word === '年' && said !== null) return { start: at, end: at + found[0].length, date: `${said - 1}-12-31`, isLimit: true, isYear: false };
  const before = (year: number): DateText | null => {
    const day = festivalIn(year, festival);
    return day === null ? null : addDays(day, -1);
  };
  const date = said === null ? next(today, before) : before(said);
  return date === null ? null : { start: at, end: at + found[0].length, date, isLimit: true, isYear: false };
}

function withinDays(text: string, at: number, today: DateText): NamedDay | null {
  const found = matchAt(WITHIN, text, at);
  if (found === null || /[第每]\s?$/u.test(text.slice(Math.max(0, at - 1), at))) return null;
  const count = found[1] === '半' ? 0.5 : numberOf(found[1] ?? '');
  const unit = found[2] ?? '';
  if (count === null) return null;
  const months = /年/u.test(unit) ? count * 12 : /月/u.test(unit) ? count : null;
  const days = /周|星期/u.test(unit) ? count * 7 : /工作日/u.test(unit) ? Math.ceil(count * 7 / 5) : count;
  const date = months === null ? addDays(today, Math.round(days)) : monthsLater(today, months);
  return { start: at, end: at + found[0].length, date, isLimit: true, isYear: false };
}

function wholeYear(text: string, at: number, today: DateText): NamedDay | null {
  const found = matchAt(WHOLE_YEAR, text, at);
  const year = found === null ? null : yearNumber(found[1] ?? '');
  if (found === null || year === null || year < Number(today.slice(0, 4))) return null;
  return { ...named(text, at, found[0], `${year}-12-31`), isYear: true };
}

function named(text: string, start: number, whole: string, date: DateText): NamedDay {
  const end = start + whole.length;
  const behind = matchAt(LIMIT_BEHIND, text, end);
  return { start, end: end + (behind?.[0].length ?? 0), date, isLimit: behind !== null || /底|末|内/u.test(whole), isYear: false };
}

/** The year that the groups from `at` on name, or null. */
function yearOf(found: RegExpExecArray, at: number, today: DateText): number | null {
  const now = Number(today.slice(0, 4));
  const [four, two, chinese, word] = [found[at], found[at + 1], found[at + 2], found[at + 3]];
  if (four !== undefined) return Number(four);
  if (two !== undefined) return 2_000 + Number(two);
  if (chinese !== undefined) return yearNumber(chinese);
  if (word === undefined) return null;
  return word === '后年' ? now + 2 : /今年|本年|当年/u.test(word) ? now : now + 1;
}

function yearNumber(text: string): number | null {
  if (/^\d{4}$/u.test(text)) return Number(text);
  const digits = [...text].map((sign) => '零一二三四五六七八九'.indexOf(sign === '〇' || sign === 'o' || sign === '0' ? '零' : sign));
  const year = Number(digits.length === 3 ? `${digits[0]}0${digits.slice(1).join('')}` : digits.join(''));
  return digits.includes(-1) || year < 1900 || year > 2100 ? null : year;
}

/** 腊月 and its like are about a month later in the common calendar. */
function monthOf(word: string): number | null {
  const number = word === '元' ? 1 : numberOf(word);
  return number === null || number < 1 || number > 12 ? null : number;
}

function numberOf(word: string): number | null {
  return /^\d+$/u.test(word) ? Number(word) : word === '一百' ? 100 : chineseNumber(word);
}

/** The first of a yearly day that is not past. */
function next<D extends DateText | null>(today: DateText, inYear: (year: number) => D): D {
  const year = Number(today.slice(0, 4));
  const date = inYear(year);
  return date !== null && date >= today ? date : inYear(year + 1);
}

function monthsOn(today: DateText, ahead: number): [year: number, month: number] {
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + ahead;
  return [Math.floor(months / 12), months % 12 + 1];
}

function monthsLater(today: DateText, months: number): DateText {
  if (!Number.isInteger(months)) return addDays(today, Math.round(months * 30.4));
  const [year, month] = monthsOn(today, months);
  return dateOf(year, month, Number(today.slice(8))) ?? lastDay(year, month);
}

function dateOf(year: number, month: number, day: number): DateText | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return day >= 1 && month >= 1 && month <= 12 && text <= lastDay(year, month) ? text : null;
}

function lastDay(year: number, month: number): DateText {
  const first = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return addDays(first, -1);
}
