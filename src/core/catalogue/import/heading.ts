import { done, refused, type Outcome } from '../../outcome/outcome.js';
import type { ClassDefinition } from '../../policy/class-definition.js';
import { tidy, wordKey } from '../../text/fold.js';
import { FIXED_COLUMNS, type FixedField } from './fixed-columns.js';
import { HeadingWords, type HeadingMeaning } from './heading-words.js';
import { isProblemHeading } from './problem-column.js';
import { dropped, missing, normalised, type Remark } from './remark.js';
import type { TextRow } from '../../table/text-row.js';

/** A column and the unit of its figures that name none; null where its heading states none. */
export interface ColumnSource {
  readonly index: number;
  readonly readAs: string | null;
}

/** What the columns of a table hold, as its heading says. */
export interface Columns {
  readonly fixed: ReadonlyMap<FixedField, ColumnSource>;
  /** By the folded Chinese name of the attributes they are called after; several where classes measure it in several units. */
  readonly attributes: ReadonlyMap<string, readonly ColumnSource[]>;
  /** Columns up to the last that has a heading: what stands beyond was shifted there. */
  readonly width: number;
  readonly remarks: readonly Remark[];
}

interface Heading {
  readonly index: number;
  readonly cell: string;
  readonly meaning: HeadingMeaning | null;
}

/**
 * Reads the heading of a table. Headings are compared without regard to width, spacing and case, and may state another unit of
 * the same kind. Refuses TABLE_COLUMNS_MISSING when name, model or class is not there. Columns that mean nothing to any class,
 * or the same as an earlier one, are left unread and named in the remarks.
 */
export function readHeading(row: TextRow, classes: Iterable<ClassDefinition>): Outcome<Columns> {
  const words = new HeadingWords(classes);
  const headings = row.cells.map((cell, index): Heading => ({ index, cell, meaning: words.read(cell) })).filter(({ cell }) => tidy(cell) !== '');
  const fixed = new Map<FixedField, ColumnSource>();
  const attributes = new Map<string, ColumnSource[]>();
  const taken = new Set<string>();
  const remarks = new Map<number, Remark>();
  // Headings of the template first, so that 备注 never takes the place of 简介.
  const read = headings.filter(({ cell }) => !isProblemHeading(cell));
  const inOrder = [...read.filter(({ meaning }) => meaning?.as === 'EXACT'), ...read.filter(({ meaning }) => meaning?.as !== 'EXACT')];
  for (const { index, cell, meaning } of inOrder) {
    const remark = meaning === null ? dropped(tidy(cell).slice(0, 100), 'HEADER_UNKNOWN', cell)
      : taken.has(meaning.expected) ? dropped(meaning.expected, 'HEADER_DUPLICATE', cell) : spellingRemark(cell, meaning);
    if (remark !== null) remarks.set(index, remark);
    if (meaning === null || taken.has(meaning.expected)) continue;
    taken.add(meaning.expected);
    const source = { index, readAs: meaning.readAs };
    if (meaning.fixed !== null) fixed.set(meaning.fixed.field, source);
    else if (meaning.attribute !== null) attributes.set(meaning.attribute, [...(attributes.get(meaning.attribute) ?? []), source]);
  }
  const lacking = FIXED_COLUMNS.filter((column) => !fixed.has(column.field));
  const required = lacking.filter((column) => column.absence === 'REQUIRED').map((column) => column.heading);
  if (required.length > 0) return refused('INPUT', 'TABLE_COLUMNS_MISSING', 'fileId', { row: row.number, columns: required.join('、') });
  return done({
    fixed, attributes, width: (headings.at(-1)?.index ?? -1) + 1,
    remarks: [
      ...[...remarks].sort(([a], [b]) => a - b).map(([, remark]) => remark),
      ...lacking.filter((column) => column.absence === 'TOLD').map((column) => missing(column.heading, 'HEADER_MISSING', null)),
    ],
  });
}

function spellingRemark(cell: string, { expected, as, readAs }: HeadingMeaning): Remark | null {
  const params = { expected, unit: readAs ?? '' };
  if (as === 'UNIT_ASSUMED') return normalised(expected, 'HEADER_UNIT_ASSUMED', cell, params);
  if (cell === expected) return null;
  if (as === 'UNIT') return normalised(expected, 'HEADER_UNIT', cell, params);
  const brackets = tidy(cell).replaceAll('（', '(').replaceAll('）', ')') === expected;
  return normalised(expected, brackets && wordKey(cell) === wordKey(expected) ? 'HEADER_BRACKETS' : 'HEADER_WORD', cell, params);
}
