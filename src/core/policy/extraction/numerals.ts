import { chineseAmount } from '../../text/chinese-amount.js';

/** A number at a place of a folded text. `to` is above `value` where people name two neighbours: 七八十, 二十五六. */
export interface Numeral {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly to: number | null;
  /** 万 or 亿 was applied: of money such a number needs no 元. */
  readonly tenThousands: boolean;
  /** Written in Chinese characters. */
  readonly chinese: boolean;
}

const ARABIC = /\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d{1,15}(?:\.\d{1,12})?/uy;
const CHINESE_DIGITS = '零〇一二两三四五六七八九';
const CHINESE = /[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万萬亿]{1,20}/uy;
const DIGIT_RUN = /^[零〇一二三四五六七八九]{2,15}$/u;
/** 千 is a multiple unless it begins a unit (千瓦). */
const MULTIPLE = /[ ]?(?:(万亿|亿|万(?!向|能|用)|萬)|(千|百)(?=万|[吨元块台套件个只片米平立方]))/uy;
const SIZES: Readonly<Record<string, number>> = { 万亿: 1e12, 亿: 1e8, 万: 1e4, 萬: 1e4, 千: 1e3, 百: 100 };

/** The number that begins exactly here, or null. */
export function numeralAt(text: string, at: number): Numeral | null {
  const arabic = matchAt(ARABIC, text, at)?.[0];
  if (arabic !== undefined) return multiplied(text, at, at + arabic.length, Number(arabic.replaceAll(',', '')));
  const chinese = matchAt(CHINESE, text, at)?.[0];
  return chinese === undefined ? null : chineseNumeral(text, at, chinese);
}

export function isDigit(sign: string): boolean {
  return sign >= '0' && sign <= '9' && sign.length === 1;
}

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function multiplied(text: string, start: number, end: number, figure: number): Numeral {
  let [value, at, tenThousands] = [figure, end, false];
  for (;;) {
    const found = matchAt(MULTIPLE, text, at);
    if (found === null) break;
    const word = found[1] ?? found[2] ?? '';
    value *= SIZES[word] ?? 1;
    tenThousands ||= found[1] !== undefined;
    at += found[0].length;
  }
  // 1万2 is 12,000 and 3万5千 is 35,000.
  const lower = tenThousands && at > end ? matchAt(/([1-9])(千)?(?![\d.,万亿千百a-zA-Z])/uy, text, at) : null;
  if (lower !== null && lower[1] !== undefined && Number.isInteger(value / 1e4)) {
    value += Number(lower[1]) * 1_000;
    at += lower[0].length;
  }
  return { start, end: at, value: round(value), to: null, tenThousands, chinese: false };
}

function chineseNumeral(text: string, start: number, run: string): Numeral | null {
  // 千 before 瓦, 克, 米 … is the unit's.
  const bare = /千$/u.test(run) && /[瓦克米帕牛伏卡焦赫安欧]/u.test(text.charAt(start + run.length)) ? run.slice(0, -1) : run;
  if (bare === '' || /^[百千仟佰万萬亿]/u.test(bare)) return null;
  const end = start + bare.length;
  const tenThousands = /[万萬亿]/u.test(bare);
  const base = { start, end, tenThousands, chinese: true } as const;
  const point = matchAt(/点([零〇一二三四五六七八九]{1,4})/uy, text, end);
  const neighbours = neighboursIn(bare);
  if (neighbours !== null) return { ...base, value: neighbours[0], to: neighbours[1] };
  const value = wholeOf(bare);
  if (value === null) return null;
  if (point === null) return { ...base, value, to: null };
  const places = [...(point[1] ?? '')].map(digitOf).join('');
  const long = multiplied(text, start, end + point[0].length, Number(`${value}.${places}`));
  return { ...long, tenThousands: tenThousands || long.tenThousands, chinese: true };
}

function wholeOf(run: string): number | null {
  if (run.length === 1) return run === '十' || run === '拾' ? 10 : digitOf(run);
  if (DIGIT_RUN.test(run)) return Number([...run].map(digitOf).join(''));
  return chineseAmount(run);
}

/** 七八十, 三五百, 二十五六, 两三: two digits that follow each other are two possible numbers. */
function neighboursIn(run: string): readonly [number, number] | null {
  if (/^[零〇一二三四五六七八九]{3,}$/u.test(run)) return null;
  const found = /([一二两三四五六七八九])([二三四五六七八九])/u.exec(run);
  if (found === null) return null;
  const [pair, first = '', second = ''] = found;
  if (digitOf(second) - digitOf(first) !== 1 && pair !== '三五') return null;
  const low = wholeOf(run.replace(pair, first));
  const high = wholeOf(run.replace(pair, second));
  return low === null || high === null ? null : [low, high];
}

function digitOf(sign: string): number {
  const at = CHINESE_DIGITS.indexOf(sign);
  if (at >= 0) return [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9][at] ?? 0;
  return '壹贰叁肆伍陆柒捌玖'.indexOf(sign) + 1;
}

const round = (value: number): number => Number(value.toPrecision(15));
