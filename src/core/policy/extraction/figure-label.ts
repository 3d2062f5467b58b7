import { comparisonOf, type Comparison } from './comparison.js';
import type { Figure } from './figures.js';
import type { Clause } from './passages.js';

/** A figure with what the words around it say of it. */
export interface LabelledFigure {
  readonly figure: Figure;
  readonly clause: Clause;
  /** Words before it that may name what is measured, the nearest first; lower case, without words of comparison. */
  readonly labels: readonly string[];
  /** Words behind it that may (一米二宽, 1824锭). */
  readonly behind: string;
  readonly comparison: Comparison;
  /** In symbols, with 每小时 or 日 of the words before it. */
  readonly unit: string | null;
}

const PER_WORDS: Readonly<Record<string, string>> = { 小时: 'h', 钟头: 'h', 分钟: 'min', 分: 'min', 秒: 's', 秒钟: 's', 天: 'd', 日: 'd', 昼夜: 'd', 年: 'a' };
const PER_SAID = /(?:每|单位?|一|1)个?(小时|钟头|分钟|秒钟?|天|昼夜|日|年)[^\d，。；]{0,8}$/u;
const PER_BEGINS = /(?<![今明昨每节假近])(小时|日|年|天)(?:均|最大|设计)?(?=处理|产|熔化|出入|加工|破碎|输送|生产|供应|灌装|消耗|焙烧|烘干|能力)[^\d，。；]{0,10}$/u;
const TIME_UNIT = /^(?:h|min|s|ms|d|a|月|周|星期)$/u;
const PREFIXES: Readonly<Record<string, string>> = { DN: '公称直径', PN: '公称压力', IP: '防护等级', 'Φ': '直径', 'φ': '直径', 'Ø': '直径', X: 'x行程', Y: 'y行程', Z: 'z行程', F: '硬度f', RA: '粗糙度' };
const LEADING = /^(?:而且|并且|还要|且|并|也|其中|另外|同时|要求|需要|必须|最好|希望|尽量|可以|能够|请|应|须|需|要|带|配|有|的|和|与|及|是|为|每台|单台|单块|单机|整机|我们|适合|能|可|得)+(?=.{2})/u;

/** Where figures stand: their clause, what is written around them up to their neighbours, and their unit. */
export function labelled(text: string, figures: readonly Figure[], clauses: readonly Clause[]): LabelledFigure[] {
  const found: LabelledFigure[] = [];
  let index = 0;
  for (const [at, figure] of figures.entries()) {
    while (index < clauses.length - 1 && figure.start >= (clauses[index]?.end ?? 0)) index += 1;
    const clause = clauses[index];
    if (clause === undefined || figure.start < clause.start) continue;
    const [previous, next] = [figures[at - 1], figures[at + 1]];
    // 一分钟二十个方: the one minute is what it is for.
    if (next !== undefined && isPer(figure, next, text)) continue;
    const per = previous !== undefined && isPer(previous, figure, text) ? previous : null;
    const from = Math.max(clause.start, (per === null ? previous : figures[at - 2])?.end ?? 0, figure.start - 40);
    const upTo = Math.min(clause.end, next?.start ?? clause.end, figure.end + 16);
    const comparison = comparisonOf(text.slice(from, per?.start ?? figure.start), text.slice(figure.end, upTo));
    const { rest, unit } = withPer(comparison.label, figure, per);
    const spoken = unit === null && /马力\s?$/u.test(rest) ? '马力' : unit;
    const prefix = figure.prefix === null ? [] : [PREFIXES[figure.prefix] ?? figure.prefix.toLowerCase()];
    found.push({
      figure, clause, comparison, unit: spoken, labels: [...prefix, ...labelsOf(rest)],
      behind: text.slice(figure.end + comparison.behind, upTo).replace(/^(?:\s|的|个)+/u, '').split(/[\s，。；、,;:()]/u)[0]?.slice(0, 8).toLowerCase() ?? '',
    });
  }
  return found;
}

function isPer(figure: Figure, next: Figure, text: string): boolean {
  return figure.all[0] === 1 && figure.all.length === 1 && /^(?:h|min|s|d)$/u.test(figure.unit ?? '') && next.unit !== null && !next.unit.includes('/') && !TIME_UNIT.test(next.unit)
    && /^[^，。；、,;]{0,6}$/u.test(text.slice(figure.end, next.start)) && !/以内|以上|左右/u.test(text.slice(figure.end, next.start));
}

/** The label without 每小时, and the unit with it. */
function withPer(label: string, { unit }: Figure, per: Figure | null): { rest: string; unit: string | null } {
  if (unit === null || unit.includes('/') || TIME_UNIT.test(unit) || /^[%‰°]/u.test(unit)) return { rest: label, unit };
  const found = PER_SAID.exec(label) ?? PER_BEGINS.exec(label);
  const word = found?.[1] ?? null;
  const time = word !== null ? PER_WORDS[word] ?? null : per?.unit ?? null;
  if (time === null || /^(?:[台套条座辆架组])$/u.test(unit)) return { rest: label, unit };
  const rest = found === null || word === null ? label : label.slice(0, found.index) + label.slice(found.index).replace(new RegExp(`(?:每|单位?|一|1)?个?${word}`, 'u'), '');
  return { rest, unit: `${unit}/${time}` };
}

/** Pieces of the words before a figure, the last first: 出水COD, 洗扫车 罐体. */
function labelsOf(text: string): string[] {
  const pieces = text.toLowerCase().split(/[\s、:()/]+/u).map((piece) => piece.trim()).filter((piece) => piece !== '').reverse().slice(0, 2);
  return [...new Set(pieces.flatMap((piece) => {
    const bare = piece.replace(LEADING, '').replace(/(?:一般|大小|范围|值|要求|就|都|得|也|最好|尽量|尽可能|希望|优先|[在为是达约有])+$/u, '');
    return bare === '' || /^(?:且|又|并|而且|并且|同时|也|但|和|与)+$/u.test(bare) ? [] : [bare.slice(-14)];
  }))];
}

/** From where the words of a figure begin: its label with it. */
export function labelStart({ figure, clause, labels }: LabelledFigure, text: string): number {
  const [label = ''] = labels;
  const before = text.slice(Math.max(clause.start, figure.start - 40), figure.start).toLowerCase();
  const at = label === '' ? -1 : before.lastIndexOf(label);
  return at < 0 ? figure.start : figure.start - before.length + at;
}
