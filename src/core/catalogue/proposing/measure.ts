import type { Decimal } from 'decimal.js';
import { Exact } from '../../quantity/number.js';
import { unitMeanings } from '../../quantity/unit.js';
import { isUnit } from '../../quantity/unit-words.js';

/**
 * A figure as it stands in running text: what is written before it (`功率`), the figure or figures, its unit and what follows
 * (`3片玻璃`). SINGLE 75; PRODUCT 2×75, as its total; RANGE 103～147; SIZES 600×300×11; LIST 500/750/1000.
 */
export interface Measure {
  readonly label: string;
  readonly shape: 'SINGLE' | 'PRODUCT' | 'RANGE' | 'SIZES' | 'LIST';
  /** One for SINGLE and PRODUCT, both ends of RANGE, all of SIZES and LIST. */
  readonly values: readonly Decimal[];
  /** As written, folded; null where none that is known follows. */
  readonly unit: string | null;
  /** Text behind figure and unit up to the next figure or the end of the clause. */
  readonly after: string;
  /** True when letters stand immediately before the figure (CL60, COP2.3): without a unit it is more likely a name than a figure. */
  readonly glued: boolean;
  /** At least, at most, about: what stood between label and figure. */
  readonly sign: '>=' | '<=' | null;
}

const FIGURE = String.raw`\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.])|\d+(?:\.\d+)?`;
const JOINT = String.raw`\s*(?:~|-|至|到|—)\s*`;
const FIGURES = new RegExp(String.raw`(?<first>${FIGURE})`, 'u');
/** Characters a unit may begin with and hold; digits only as powers and in `/100km`. */
const UNIT_AT = /^\s*(?:%|‰|°|[A-Za-zμΩ\u4e00-\u9fff"])/u;
const LONGEST_UNIT = 14;
/** Words between a label and its figure that say nothing of what is measured. */
const LINK = /(?:可达|可至|达到|不小于|不大于|不低于|不超过|不少于|大于等于|小于等于|大于|小于|至少|约|达|为|是|可|:|=|\s)+$/u;
const AT_MOST = /(?:[≤<≦]|不大于|不超过|小于)\s*$/u;
const AT_LEAST = /(?:[≥>≧]|不小于|不低于|不少于|大于|至少)\s*$/u;
const SIGNS = /[≤≥<>≦≧±≈~]+\s*$/u;
const DIGITS: Readonly<Record<string, number>> = { 单: 1, 一: 1, 双: 2, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 };
/** Counted things that are spelled out: 双笼, 六轴, 四旋翼, 九辊. */
const SPELLED = /([单一双两二三四五六七八九十])(笼|座|轴|臂|机械臂|旋翼|自由度|通道|排|行|头|工位|片玻|玻|层|联|路|桥)(?!一|机|器|位机)/u;

/** All figures of one clause, in their order. The text is folded (NFKC, one kind of dash). */
export function measuresOf(clause: string): Measure[] {
  const found: Measure[] = [];
  let rest = clause;
  for (;;) {
    const next = FIGURES.exec(rest);
    if (next === null) break;
    const before = rest.slice(0, next.index);
    const { measure, length } = measureAt(rest, next.index, before);
    const end = next.index + length;
    const following = rest.slice(end);
    const upTo = FIGURES.exec(following)?.index ?? following.length;
    found.push({ ...measure, after: following.slice(0, upTo).trim() });
    rest = following;
  }
  return found;
}

/** The same figures with a unit that stands elsewhere: in a heading, behind the next figure. */
export function withUnit(measure: Measure, unit: string): Measure {
  return { ...measure, unit, ...settled(measure.shape, measure.values, unit) };
}

/** Counts that are written in words, as `measuresOf` would read their figures. */
export function spelledCounts(clause: string): Measure[] {
  const match = SPELLED.exec(clause);
  if (match === null) return [];
  const value = new Exact(DIGITS[match[1] ?? ''] ?? 0);
  return [{ label: '', shape: 'SINGLE', values: [value], unit: null, after: match[2] ?? '', glued: false, sign: null }];
}

function measureAt(text: string, at: number, before: string): { measure: Omit<Measure, 'after'>; length: number } {
  const tail = text.slice(at);
  const negative = /(?:^|[^\dA-Za-z\u4e00-\u9fff)])-$|(?:温度?|低|至|到|°C|运行|环境)-$/u.test(before);
  const bare = (negative ? before.slice(0, -1) : before).replace(/[±]\s*$/u, '');
  const sign = AT_MOST.test(bare) ? '<=' : AT_LEAST.test(bare) ? '>=' : null;
  const glued = /[A-Za-z][-/]?$/u.test(bare);
  const label = bare.replace(SIGNS, '').replace(LINK, '').replace(SIGNS, '').trim();
  const common = { label, glued, sign } as const;
  const { values, shape, length } = figuresAt(tail, negative);
  const unit = unitAt(tail.slice(length));
  const measured = { ...common, unit: unit?.text ?? null };
  const whole = length + (unit?.length ?? 0);
  const inner = unit === null ? null : behindUnit(tail, whole, values, unit.text);
  if (inner !== null) return { measure: { ...measured, ...inner.read }, length: inner.length };
  return { measure: { ...measured, ...settled(shape, values, unit?.text ?? null) }, length: whole };
}

interface Figures { readonly values: readonly Decimal[]; readonly shape: Measure['shape']; readonly length: number }

/** One figure, or several joined by a dash, a cross or a stroke before any unit. */
function figuresAt(tail: string, negative: boolean): Figures {
  const numbers = (found: string): Decimal[] => [...found.matchAll(new RegExp(FIGURE, 'gu'))].map(([one]) => decimal(one));
  const range = new RegExp(String.raw`^(?:${FIGURE})${JOINT}-?(?:${FIGURE})(?!\s*-\s*\d)`, 'u').exec(tail)?.[0];
  if (range !== undefined) {
    const [low, high] = numbers(range);
    const upper = new RegExp(String.raw`(?:~|至|到|—)\s*-`, 'u').test(range) ? high?.neg() : high;
    if (low !== undefined && upper !== undefined) return { values: [negative ? low.neg() : low, upper], shape: 'RANGE', length: range.length };
  }
  const crossed = new RegExp(String.raw`^(?:${FIGURE})(?:\s*[×xX*]\s*(?:${FIGURE})){1,2}`, 'u').exec(tail)?.[0];
  if (crossed !== undefined) return { values: numbers(crossed), shape: 'SIZES', length: crossed.length };
  const listed = new RegExp(String.raw`^(?:${FIGURE})(?:\s*/\s*(?:${FIGURE}))+`, 'u').exec(tail)?.[0];
  if (listed !== undefined) return { values: numbers(listed), shape: 'LIST', length: listed.length };
  const single = new RegExp(String.raw`^(?:${FIGURE})`, 'u').exec(tail)?.[0] ?? '';
  const value = decimal(single);
  return { values: [negative ? value.neg() : value], shape: 'SINGLE', length: single.length };
}

/** `100kW~120kW`, `600mm×600mm`, `30%-80%`: the second figure stands behind a unit of its own. */
function behindUnit(tail: string, length: number, values: readonly Decimal[], unit: string): { read: Pick<Measure, 'shape' | 'values'>; length: number } | null {
  const [first] = values;
  if (values.length !== 1 || first === undefined) return null;
  const next = new RegExp(String.raw`^\s*(~|-|至|到|—|[×xX*])\s*(-?)(${FIGURE})`, 'u').exec(tail.slice(length));
  if (next === null) return null;
  const [whole, joint = '', minus, figure = ''] = next;
  const second = unitAt(tail.slice(length + whole.length));
  if (second === null || second.text !== unit) return null;
  const value = minus === '-' ? decimal(figure).neg() : decimal(figure);
  return { read: { shape: /[×xX*]/u.test(joint) ? 'SIZES' : 'RANGE', values: [first, value] }, length: length + whole.length + second.length };
}

/** Two crossed figures of which the last alone has a unit are a number of equal things, unless they are lengths. */
function settled(shape: Measure['shape'], values: readonly Decimal[], unit: string | null): Pick<Measure, 'shape' | 'values'> {
  const [count, each] = values;
  if (shape !== 'SIZES' || values.length !== 2 || unit === null || count === undefined || each === undefined) return { shape, values };
  const isLength = unitMeanings(unit).some(({ dimensions }) => Object.keys(dimensions).join() === 'm' && dimensions['m'] === 1);
  return isLength || !count.isInteger() || count.gt(24) ? { shape, values } : { shape: 'PRODUCT', values: [count.times(each)] };
}

/** The longest text that is a unit, and how far it reaches. */
function unitAt(text: string): { text: string; length: number } | null {
  if (!UNIT_AT.test(text)) return null;
  const start = text.length - text.trimStart().length;
  const limit = Math.min(LONGEST_UNIT, text.length - start);
  for (let size = limit; size > 0; size -= 1) {
    const candidate = text.slice(start, start + size);
    if (!isUnitText(candidate) || (/[a-z]$/iu.test(candidate) && /^[a-z]/iu.test(text.slice(start + size)))) continue;
    if (isUnit(candidate)) return { text: candidate, length: start + size };
  }
  return null;
}

/** No digits but powers and the hundred of `/100km`; no letters cut off from a longer word. */
function isUnitText(text: string): boolean {
  const bare = text.replace(/\/100km$/u, '').replace(/(?<=[A-Za-z)])[23]/gu, '');
  return !/[\d,;~]/u.test(bare);
}

function decimal(figure: string): Decimal {
  return new Exact(figure.replace(/[, ]/gu, ''));
}
