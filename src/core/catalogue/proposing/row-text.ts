import { Exact } from '../../quantity/number.js';
import { fold, wordKey } from '../../text/fold.js';
import { measuresOf, spelledCounts, withUnit, type Measure } from './measure.js';

/** One statement of a row: what a clause or a cell under a heading says. */
export interface Clause {
  /** What the heading of the column says is measured; empty for running text. */
  readonly heading: string;
  /** Folded, in lower case, without white space. */
  readonly key: string;
  readonly measures: readonly Measure[];
  /** NAME, a cell under a heading of its own, or running text. */
  readonly from: 'NAME' | 'COLUMN' | 'TEXT';
}

/** Full-width commas always part two statements; a half-width one between figures may be a thousands mark. */
const BREAKS = /[，、；;。！!\n\r\t|｜]+|,(?!\d{3}(?!\d))|(?<!\d),/u;

/** Of a text, as far as it is read; a row of a list is no book. */
const LONGEST = 4_000;

/** The statements of running text. */
export function clausesOfText(text: string, from: 'NAME' | 'TEXT' = 'TEXT'): Clause[] {
  return partsOfText(text).map((part) => clause(part, '', null, from));
}

export function partsOfText(text: string): string[] {
  return text.slice(0, LONGEST).split(BREAKS).map((part) => part.trim()).filter((part) => part !== '');
}

/** The statement of a cell under a heading such as `功率(kW)`, which gives figures without a label or a unit theirs. */
export function clauseOfCell(cell: string, heading: string, unit: string | null): Clause {
  return clause(cell, heading, unit, 'COLUMN');
}

function clause(text: string, heading: string, unit: string | null, from: Clause['from']): Clause {
  const folded = figuresOf(text);
  const measures = [...measuresOf(folded), ...spelledCounts(folded)];
  const complete = measures.map((one, index) => {
    const measured = one.unit === null && unit !== null ? withUnit(one, unit) : one.unit === null && /马力$/u.test(one.label) ? withUnit(one, '马力') : one;
    return { ...inherited(measured, measures[index + 1]), label: labelOf(measured.label, heading) };
  });
  return { heading: wordKey(heading), key: wordKey(text), measures: complete, from };
}

/** 5+12A+5, 6+0.76PVB+6: the layers of a pane, no figure of anything. */
const LAYERS = /\d+(?:\.\d+)?[A-Za-z-]*(?:\s*\+\s*\d+(?:\.\d+)?[A-Za-z-]*)+/gu;

/** Folded, with 1.5×10⁻² written out; folding alone would make 102 of 10². */
function figuresOf(text: string): string {
  const raised = text.replace(/10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/gu, (_, minus: string, digits: string) => `10^${minus === '' ? '' : '-'}${digits.normalize('NFKC')}`);
  return fold(raised).replace(LAYERS, '◆').replace(/(\d+(?:\.\d+)?)\s*[×xX*]\s*10\^([+-]?\d{1,2})(?!\d)/gu, (_, figure: string, power: string) => new Exact(`${figure}e${power}`).toFixed());
}

/** In `长800×宽800mm` the unit stands behind the last figure alone. */
function inherited(measure: Measure, next: Measure | undefined): Measure {
  const joined = next !== undefined && next.unit !== null && measure.unit === null && /^[×x*/、]?\s*[长宽高厚深]?$/u.test(measure.after) && /^[×x*/、]?\s*[长宽高厚深]/u.test(next.label);
  return joined && next !== undefined && next.unit !== null ? withUnit(measure, next.unit) : measure;
}

/** Words before a figure that measure nothing. */
const IDLE = /^(?:参数|规格|型号|技术参数|主要参数|指标|配置|标配|配备|采用|带|配|含|共|另|选用|产品|设备|型|为|可|约)+$/u;

function labelOf(own: string, heading: string): string {
  const bare = bareLabel(own);
  return `${IDLE.test(bare) ? '' : bare}${wordKey(heading)}`;
}

function bareLabel(own: string): string {
  return wordKey(own).replace(/^[×x*/+)(\-.:]+|[(:/]+$/gu, '').replace(/^\(([^()]*)\)/u, '$1').replace(/\([^()]*\)?/gu, '');
}
