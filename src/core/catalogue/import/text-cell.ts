import { foldAlphanumerics, hasFullWidth, tidy } from '../../text/fold.js';
import { isFormulaLike } from '../../text/spreadsheet-safe.js';
import { read, type Reading } from './reading.js';
import { neutralised, normalised, type Remark } from './remark.js';
import type { RemarkCode } from './remark-codes.js';

/** C0 and C1 without tab and line feed. */
// eslint-disable-next-line no-control-regex -- control characters are what is taken out
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;

export interface TextRules {
  /** Longest value, in UTF-16 units. */
  readonly max: number;
  /** Line breaks are kept; elsewhere they become a space. */
  readonly lines?: boolean;
  /** Full-width letters, digits and signs become half-width. */
  readonly narrow?: boolean;
  /** What is said of a value that is too long. */
  readonly tooLong: (column: string, code: RemarkCode, original: string, params: Remark['params']) => Remark;
}

/** Without the apostrophe that our own lists, and careful programs, put before what looks like a formula. */
function unmarked(text: string): string {
  return text.startsWith("'") && isFormulaLike(text.slice(1)) ? text.slice(1) : text;
}

/** Reads text as it will be stored: without control characters and white space at its ends, never evaluated, null when empty. */
export function readText(cell: string, column: string, rules: TextRules): Reading<string> {
  const lines = cell.replace(/\r\n?/gu, '\n');
  const oneLine = rules.lines === true ? lines : lines.replace(/[\n\t]+/gu, ' ');
  const clean = tidy(oneLine.replace(CONTROL, ''));
  const value = unmarked(rules.narrow === true ? foldAlphanumerics(clean) : clean);
  if (value === '') return read<string>(null);
  if (value.length > rules.max) return read<string>(null, rules.tooLong(column, 'TEXT_TOO_LONG', cell, { max: rules.max, length: value.length }));
  // Stored as it is; whoever writes it into a spreadsheet puts an apostrophe before it.
  if (isFormulaLike(value)) return read(value, neutralised(column, 'FORMULA', cell, {}));
  if (value !== clean && hasFullWidth(clean)) return read(value, normalised(column, 'FULL_WIDTH', cell, { expected: value }));
  return read(value, value === lines ? null : normalised(column, 'TRIM', cell, { expected: value }));
}
