import type { DateText } from '../time/dates.js';
import { modelKey } from '../text/fold.js';
import { figureOrNull, tableLines } from './energy/table-lines.js';

/** An entry of 产业结构调整指导目录: which machines it names, since when, and how sure that is. */
export interface EliminationEntry {
  readonly id: string;
  readonly productName: string;
  /** 淘汰类 forbids, 限制类 only warns. */
  readonly list: '淘汰类' | '限制类';
  readonly effectiveFrom: DateText;
  /** True: second-hand, nobody has compared it with the original; it warns and never blocks. */
  readonly verify: boolean;
  /** Null: whatever the model. */
  readonly models: readonly ModelPattern[] | null;
  /** A machine is of the kind by its class or by a word in its name. */
  readonly classIds: readonly string[];
  readonly kindWords: readonly string[];
  /** Words that must all stand in the name. */
  readonly says: readonly string[];
  /** Null: whatever it burns. */
  readonly fuel: { readonly keys: readonly string[]; readonly words: readonly string[] } | null;
  /** t/h at most; a boiler that states its thermal power alone is not converted to its disadvantage. */
  readonly evaporationMax: number | null;
  /** Frame size (机座号) in mm. */
  readonly frame: { readonly min: number; readonly max: number } | null;
  /** V at most. */
  readonly voltageMax: number | null;
}

/** A model or a series of models, in the folded form of `modelKey`. */
export interface ModelPattern {
  readonly series: boolean;
  readonly code: string;
  /** Series with a longer code that are not meant. */
  readonly except: readonly string[];
}

const words = (cell: string | undefined): string[] => (cell ?? '').split(' ').filter((one) => one !== '');

/** The seed file (elimination_2024_equipment_subset.csv) as entries. Throws on a line that cannot be read. */
export function parseElimination(csv: string): EliminationEntry[] {
  return tableLines(csv).map((line) => {
    const { entry_id: id = '', product_name: productName = '', list = '', effective_from: effectiveFrom = '', verify = '' } = line;
    if (list !== '淘汰类' && list !== '限制类') throw new Error(`Entry ${id} stands on no list.`);
    if (!/^\d{4}-\d{2}-\d{2}$/u.test(effectiveFrom) || !['yes', 'no'].includes(verify)) throw new Error(`Entry ${id} lacks its day or its mark.`);
    const [frameMin, frameMax] = [figureOrNull(line, 'frame_min_mm'), figureOrNull(line, 'frame_max_mm')];
    const [keys, fuelWords] = [words(line['fuel_keys']), words(line['fuel_words'])];
    return {
      id, productName, list, effectiveFrom, verify: verify === 'yes', models: modelPatterns(line['models_or_series'] ?? ''),
      classIds: words(line['class_ids']), kindWords: words(line['kind_words']), says: words(line['says']),
      fuel: keys.length + fuelWords.length === 0 ? null : { keys, words: fuelWords }, evaporationMax: figureOrNull(line, 'evaporation_max_t_h'),
      frame: frameMin === null || frameMax === null ? null : { min: frameMin, max: frameMax }, voltageMax: figureOrNull(line, 'voltage_max_v'),
    };
  });
}

const EXCEPT = /\s*\(非(.+)\)$/u;

/** `B* / BA*`, `YB* (非YBF/YBK/YB2)`, `L-10/8 / L-10/7`: a star ends a series; `*` alone is any model. */
function modelPatterns(text: string): ModelPattern[] | null {
  if (text.trim() === '*') return null;
  const except = (EXCEPT.exec(text)?.[1] ?? '').split('/').filter((one) => one !== '').map(modelKey);
  return text.replace(EXCEPT, '').split(' / ').map((one) => ({ series: one.endsWith('*'), code: modelKey(one.replace(/\*$/u, '')), except }));
}

/** A series ends before another letter, and before a lone digit, which numbers a later series: YB is neither YBX3 nor YB3. */
const AFTER_LETTERS = '(?![A-Z])(?!\\d(?!\\d))';

/**
 * True when a model is the one meant or of the series meant; a supplier's own prefix and a size may stand before it: `LX-9-27-5D`,
 * `4JD10×10`. A series is its letters and no longer code: `YB*` is YB160M-4,
 * not YBX3-160M, whatever an asterisk would say to a machine.
 */
export function isOfModel(model: string, name: string, { series, code, except }: ModelPattern): boolean {
  const key = modelKey(model);
  if (except.some((other) => codeIn(other, true).test(key))) return false;
  return codeIn(code, series).test(key) || (series && new RegExp(`(?:^|[^A-Z0-9-])${literal(code)}(?:系列|型)`, 'u').test(modelKey(name)));
}

function codeIn(code: string, series: boolean): RegExp {
  const size = series && /^[A-Z]/u.test(code) ? '(?:\\d{1,3})?' : '';
  return new RegExp(`^(?:[A-Z]{1,4}-)?${size}${literal(code)}${/[A-Z]$/u.test(code) ? AFTER_LETTERS : '(?!\\d)'}`, 'u');
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
