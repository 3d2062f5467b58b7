import { isDigit, matchAt, numeralAt, type Numeral } from './numerals.js';
import { unitAt } from './written-unit.js';

/**
 * A figure of the text with its unit. SINGLE 75kW; RANGE 18到22米; SIZES 800×500; CHOICE 380或660V. `low` is the only or the
 * first number, `high` the second of a range, `all` every number in its order.
 */
export interface Figure {
  readonly start: number;
  readonly end: number;
  readonly shape: 'SINGLE' | 'RANGE' | 'SIZES' | 'CHOICE';
  readonly all: readonly number[];
  /** In symbols, null where none that is known follows. */
  readonly unit: string | null;
  /** ± stood before it. */
  readonly plusMinus: boolean;
  /** 来, 多, 余 stood behind the number. */
  readonly vague: boolean;
  readonly tenThousands: boolean;
  /** What is glued before it: DN, PN, IP, φ. */
  readonly prefix: string | null;
}

/** A stretch of the text that is something else already: a date, a grade, a model. */
export interface Taken {
  readonly start: number;
  readonly end: number;
}

export interface FigureScan {
  readonly figures: readonly Figure[];
  /** Model numbers and other words of letters and figures: YE4-160M-4, S30408. */
  readonly models: readonly Taken[];
}

const LETTERED = /[A-Za-zΦφ][A-Za-z]*/uy;
const MODEL = /[A-Za-z][A-Za-z0-9]*(?:[-/.·][A-Za-z0-9]+)*(?:\([A-Za-z0-9]{1,6}\))?/uy;
/** Signs that stand glued before their figure and say what it measures. */
const PREFIX = /(?:DN|PN|IP|COP|COD|BOD|IPLV|NOX|SO2|RMB|CNY|USD|HB|HRC|RA|Φ|φ|Ø|ø|[XYZ])[ ]?(?=[\d.])|f[ ]?=?[ ]?(?=\d)/uiy;
const DIGIT_MODEL = /\d+[A-Za-z]+[A-Za-z0-9]*(?:[-/.][A-Za-z0-9]+)*/uy;
const STEEL = /(?:30[149]|31[0367]|321|347|904|2205|2507)L?(?:不锈钢)?(?![\d.])/uy;
const ORDINAL_BEHIND = /\s?(?:号(?!召)|#|期(?!望)|楼|班倒|班制|班(?!产)|人(?!次)|届|队|车间|工段|部|回(?!转)|遍|次(?:电|风|侧|元件|油|供水|品|加热|变|成型|能源|机加)|相|用一备|维|通阀|柱|角|季度|大类|废|产业|代(?!码))/uy;
const JOINT = /\s?(?:~+|-+|至|到|—+)\s?/uy;
const CROSS = /\s?[×xX*]\s?/uy;
const OR = /\s?(?:或者?是?|\/|、|和|与)\s?/uy;
const TOLERANCE = /\s?(?:±|\+\/-|正负|上下浮动|上下|浮动)\s?/uy;
const MINUS = /(?:零下|负|(?<![A-Za-z\d一-龥)])-|(?<=[度温至到低~])-)\s?$/u;

/** All figures of a folded text in their order. What is taken already is passed over. Linear: each place is looked at once. */
export function scanFigures(text: string, taken: readonly Taken[]): FigureScan {
  const figures: Figure[] = [];
  const models: Taken[] = [];
  const skips = new Map(taken.map(({ start, end }) => [start, end]));
  let at = 0;
  while (at < text.length) {
    const skip = skips.get(at);
    if (skip !== undefined && skip > at) { at = skip; continue; }
    const sign = text.charAt(at);
    const steel = steelAt(text, at);
    if (steel !== null) { models.push(steel); at = steel.end; continue; }
    if (/[A-Za-zΦφ]/u.test(sign)) { at = lettered(text, at, figures, models); continue; }
    const figure = startsNumber(text, at) ? figureAt(text, at, null) : null;
    if (figure === null) { at += 1; continue; }
    if (figure.unit === null && /[A-Za-z]/u.test(text.charAt(figure.end)) && isDigit(sign)) {
      const model = matchAt(DIGIT_MODEL, text, at);
      if (model !== null) { models.push({ start: at, end: at + model[0].length }); at += model[0].length; continue; }
    }
    if (!isOrdinal(text, figure)) figures.push(figure);
    at = figure.end;
  }
  return { figures, models };
}

function startsNumber(text: string, at: number): boolean {
  const sign = text.charAt(at);
  if (isDigit(sign)) return true;
  if (text.startsWith('百分之', at) || text.startsWith('千分之', at)) return true;
  return /[零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾半]/u.test(sign) && !/[第其统唯同专逐任某另]$/u.test(text.slice(Math.max(0, at - 1), at));
}

/** A word that begins with a letter: a prefix with its figure, a model, or just letters. */
function lettered(text: string, at: number, figures: Figure[], models: Taken[]): number {
  const prefix = matchAt(PREFIX, text, at);
  if (prefix !== null && !/[A-Za-z\d]/u.test(text.charAt(at - 1))) {
    const figure = figureAt(text, at + prefix[0].length, prefix[0].replace(/[ =]/gu, '').toUpperCase());
    // f6 is a hardness, f6x3 is not; X500 an axis where the figure is one.
    if (figure !== null && !/[A-Za-z]/u.test(text.charAt(figure.end))) {
      figures.push({ ...figure, start: at });
      return figure.end;
    }
  }
  const letters = matchAt(LETTERED, text, at)?.[0] ?? text.charAt(at);
  const model = matchAt(MODEL, text, at)?.[0] ?? letters;
  if (/\d/u.test(model)) {
    models.push({ start: at, end: at + model.length });
    return at + model.length;
  }
  return at + Math.max(1, letters.length);
}

/** 304, 316L: a sort of steel where the words beside it say so. */
function steelAt(text: string, at: number): Taken | null {
  const found = isDigit(text.charAt(at)) && !/[\d.A-Za-z]/u.test(text.charAt(at - 1)) ? matchAt(STEEL, text, at) : null;
  if (found === null) return null;
  const [before, after] = [text.slice(Math.max(0, at - 8), at), text.slice(at + found[0].length, at + found[0].length + 6)];
  const said = /不锈钢$/u.test(found[0]) || /(?:材质|材料|不锈钢|内胆|罐体)[^\d，。；]{0,3}$|\d{3}L?(?:或者?|\/|、)$/u.test(before) || /^[ ]?(?:不锈钢|材质|SS)/u.test(after);
  return said ? { start: at, end: at + found[0].length } : null;
}

function figureAt(text: string, at: number, prefix: string | null): Figure | null {
  const first = partAt(text, at);
  if (first === null) return null;
  const minus = MINUS.test(text.slice(Math.max(0, at - 3), at));
  const before = text.slice(Math.max(0, at - 4), at);
  const plusMinus = /(?:±|\+\/-|正负)\s?$/u.test(before);
  const signed = minus ? { ...first, value: -first.value } : first;
  const base = { start: at, prefix, plusMinus, vague: first.vague, tenThousands: first.tenThousands } as const;
  const single: Figure = { ...base, end: first.end, shape: 'SINGLE', all: [signed.value], unit: first.unit };
  if (plusMinus) return single;
  return toleranceOf(text, single) ?? rangeOf(text, single, signed) ?? sizesOf(text, single, signed) ?? choiceOf(text, single, signed) ?? neighbours(single, first);
}

interface Part { readonly end: number; readonly value: number; readonly to: number | null; readonly unit: string | null; readonly vague: boolean; readonly tenThousands: boolean }

/** One number with its unit: 1米5, 一吨半, 百分之三十, 七成, 400来米. */
function partAt(text: string, at: number): Part | null {
  const share = matchAt(/百分之|千分之/uy, text, at);
  if (share !== null) {
    const numeral = numeralAt(text, at + 3);
    return numeral === null ? null : { ...numeral, unit: share[0] === '百分之' ? '%' : '‰', vague: false };
  }
  const half = matchAt(/半(?=[吨米丝道])/uy, text, at);
  const numeral = half === null ? numeralAt(text, at) : { start: at, end: at + 1, value: 0.5, to: null, tenThousands: false, chinese: true };
  if (numeral === null) return null;
  const tenth = matchAt(/成(?=[，。；、以\s左]|$)/uy, text, numeral.end);
  if (tenth !== null) return { end: numeral.end + 1, value: numeral.value * 10, to: null, unit: '%', vague: false, tenThousands: false };
  return measured(text, numeral);
}

function measured(text: string, numeral: Numeral): Part | null {
  const vague = matchAt(/[多余来](?:个)?(?=[^\s，。；])/uy, text, numeral.end);
  const multiple = vague === null ? null : matchAt(/万/uy, text, numeral.end + vague[0].length);
  const from = numeral.end + (vague?.[0].length ?? 0) + (multiple === null ? 0 : 1);
  const value = multiple === null ? numeral.value : numeral.value * 1e4;
  const unit = unitAt(text, from);
  if (numeral.chinese && unit === null && numeral.end - numeral.start < 2) return null;
  const tenThousands = numeral.tenThousands || multiple !== null;
  if (unit === null) return { end: vague === null ? numeral.end : from, value, to: numeral.to, unit: null, vague: vague !== null, tenThousands };
  const lower = /^(?:m|t|kg)$/u.test(unit.text) && vague === null ? lowerPlaces(text, unit.end) : null;
  const whole = lower === null ? value : value + lower.value;
  return { end: lower?.end ?? unit.end, value: Number(whole.toPrecision(12)), to: numeral.to, unit: unit.text, vague: vague !== null, tenThousands };
}

/** The places behind the unit: 1米5, 两米四, 一米八五, 两吨半. */
function lowerPlaces(text: string, at: number): { value: number; end: number } | null {
  const found = matchAt(/([1-9]\d?|[一二三四五六七八九]{1,2}|半)(?![\d.一二三四五六七八九十百千万a-zA-Z%台套个条座辆架组片块米吨柱轴级层])/uy, text, at);
  if (found === null || found[1] === undefined) return null;
  if (found[1] === '半') return { value: 0.5, end: at + 1 };
  const digits = [...found[1]].map((sign) => (isDigit(sign) ? sign : String('一二三四五六七八九'.indexOf(sign) + 1))).join('');
  return { value: Number(`0.${digits}`), end: at + found[0].length };
}

/** 200kW上下10%, 50±5. */
function toleranceOf(text: string, single: Figure): Figure | null {
  const sign = matchAt(TOLERANCE, text, single.end);
  const by = sign === null ? null : partAt(text, single.end + sign[0].length);
  const [middle] = single.all;
  if (by === null || middle === undefined || (by.unit !== '%' && by.unit !== null && single.unit !== null && by.unit !== single.unit)) return null;
  const slack = by.unit === '%' && single.unit !== '%' ? Math.abs(middle) * by.value / 100 : by.value;
  return { ...single, end: by.end, shape: 'RANGE', unit: single.unit ?? (by.unit === '%' ? null : by.unit), all: [middle - slack, middle + slack].map((one) => Number(one.toPrecision(12))) };
}

function rangeOf(text: string, single: Figure, first: Part): Figure | null {
  const joint = matchAt(JOINT, text, single.end);
  if (joint === null) return null;
  const below = matchAt(/(?:零下|负|-)/uy, text, single.end + joint[0].length);
  const above = matchAt(/零上/uy, text, single.end + joint[0].length);
  const second = partAt(text, single.end + joint[0].length + (below?.[0].length ?? above?.[0].length ?? 0));
  if (second === null || !joins(first.unit, second.unit)) return null;
  const high = below === null ? second.value : -second.value;
  const shared = second.tenThousands && !first.tenThousands && first.unit === null && Math.abs(first.value) * 1e4 <= Math.abs(high);
  const low = shared ? first.value * 1e4 : first.value;
  return { ...single, end: second.end, shape: 'RANGE', all: [low, high], unit: second.unit ?? first.unit, tenThousands: first.tenThousands || second.tenThousands };
}

function sizesOf(text: string, single: Figure, first: Part): Figure | null {
  const all = [first.value];
  let [end, unit] = [single.end, first.unit];
  while (all.length < 4) {
    const cross = matchAt(CROSS, text, end);
    const next = cross === null ? null : partAt(text, end + cross[0].length);
    if (next === null) break;
    all.push(next.value);
    unit = next.unit ?? unit;
    end = next.end;
  }
  return all.length === 1 ? null : { ...single, end, shape: 'SIZES', all, unit };
}

function choiceOf(text: string, single: Figure, first: Part): Figure | null {
  const all = [first.value];
  let [end, unit] = [single.end, first.unit];
  while (all.length < 10) {
    const or = matchAt(OR, text, end);
    const next = or === null ? null : partAt(text, end + or[0].length);
    if (or === null || next === null || !joins(unit, next.unit)) break;
    const listed = /[、和与]/u.test(or[0]);
    if (listed && (next.unit === null || !/^[^，。；]{0,4}(?:都|均|皆|任|或|、|二选一|可选)/u.test(text.slice(next.end, next.end + 12)))) break;
    all.push(next.value);
    unit = next.unit ?? unit;
    end = next.end;
  }
  return all.length === 1 ? null : { ...single, end, shape: 'CHOICE', all, unit };
}

/** 七八十台 are seventy to eighty. */
function neighbours(single: Figure, { to, value }: Part): Figure {
  return to === null ? single : { ...single, shape: 'RANGE', all: [value, to] };
}

function joins(first: string | null, second: string | null): boolean {
  return first === null || second === null || first === second;
}

function isOrdinal(text: string, { start, end, unit, shape }: Figure): boolean {
  if (/第\s?$/u.test(text.slice(Math.max(0, start - 2), start))) return true;
  if (unit === '线' && /相\s?$/u.test(text.slice(Math.max(0, start - 2), start))) return true;
  return unit === null && shape === 'SINGLE' && matchAt(ORDINAL_BEHIND, text, end) !== null;
}
