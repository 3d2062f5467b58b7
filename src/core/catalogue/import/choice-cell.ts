import { fold, hasFullWidth, tidy, wordKey } from '../../text/fold.js';
import { nearestWords } from '../../text/nearest-word.js';
import type { AttributeDefinition } from '../../policy/class-definition.js';
import { read, readNothing, type Reading } from './reading.js';
import { dropped, normalised, type Remark } from './remark.js';
import type { RemarkCode } from './remark-codes.js';

const YES = new Set(['是', '有', '√', '✓', '✔', '☑', '支持', '具备', '具有', '带', '含', '配', '标配', '可', '可以', '对', 'y', 'yes', 'true', 't', '1']);
const NO = new Set(['否', '无', '没有', '×', '✗', '✘', 'x', '不支持', '不具备', '不具有', '不带', '不含', '不配', '不可', '不可以', '不是', '非', 'n', 'no', 'false', 'f', '0']);
/** Suggestions are for reading: more than these would be no help. */
const SHOWN = 8;

/**
 * Reads one of a list of values by its Chinese name, its key or its English name, whatever the width, spacing or case; the part
 * in brackets may be left out where one value alone is so called. An unknown word is dropped and the nearest one suggested;
 * `context` is the product's name, which often holds the right word.
 */
export function readChoice(cell: string, column: string, values: AttributeDefinition['values'], context: string): Reading<string> {
  const exact = values.find((value) => value.zh === cell);
  if (exact !== undefined) return read(exact.key);
  const nothing = readNothing<string>(cell, column);
  if (nothing !== null) return nothing;
  const found = find(values, cell);
  if (found !== null) return read(found.key, normalised(column, spellingCode(cell, found.zh, 'ENUM_WORD'), cell, { expected: found.zh }));
  const { best, candidates } = nearestWords(fold(cell), values.map((value) => value.zh), context);
  const shown = candidates.length > 0 ? candidates : values.slice(0, SHOWN).map((value) => value.zh);
  return read<string>(null, dropped(column, 'ENUM_UNKNOWN', cell, { expected: best ?? shown.join(' / ') }));
}

/** Reads 是 or 否; 有, √, yes, 1 and their opposites are taken as well. */
export function readYesNo(cell: string, column: string): Reading<boolean> {
  if (cell === '是' || cell === '否') return read(cell === '是');
  const nothing = readNothing<boolean>(cell, column);
  if (nothing !== null) return nothing;
  const word = wordKey(cell);
  const value = YES.has(word) ? true : NO.has(word) ? false : null;
  if (value === null) return read<boolean>(null, dropped(column, 'BOOLEAN_UNKNOWN', cell, { expected: '是 / 否' }));
  const expected = value ? '是' : '否';
  return read(value, normalised(column, spellingCode(cell, expected, 'BOOLEAN_WORD'), cell, { expected }));
}

/** How a word that was understood differs from the one expected: white space, full width, or `other`. */
export function spellingCode(cell: string, expected: string, other: RemarkCode): RemarkCode {
  const bare = tidy(cell);
  if (bare === expected) return 'TRIM';
  return hasFullWidth(bare) && bare.normalize('NFKC') === expected.normalize('NFKC') ? 'FULL_WIDTH' : other;
}

/** Remark on a word that was understood, or null when it was written as expected. */
export function spelling(cell: string, column: string, expected: string, other: RemarkCode): Remark | null {
  return cell === expected ? null : normalised(column, spellingCode(cell, expected, other), cell, { expected });
}

type Value = AttributeDefinition['values'][number];

function find(values: readonly Value[], cell: string): Value | null {
  const word = wordKey(cell);
  const attempts: ((value: Value) => boolean)[] = [
    (value) => wordKey(value.zh) === word,
    (value) => value.key.toLowerCase() === word || wordKey(value.en) === word,
    (value) => bare(value.zh) === bare(cell),
  ];
  for (const matches of attempts) {
    const found = values.filter(matches);
    if (found.length === 1) return found[0] ?? null;
  }
  return null;
}

/** The word without what stands in brackets; the whole word when nothing else is left. */
function bare(text: string): string {
  const word = wordKey(text);
  return word.replace(/\([^()]*\)/gu, '') || word;
}
