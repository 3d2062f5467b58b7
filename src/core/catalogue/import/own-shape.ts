import type { ClassDefinition } from '../../policy/class-definition.js';
import { tidy, wordKey } from '../../text/fold.js';
import type { TextRow } from '../../table/text-row.js';
import { ClassFinder } from './class-cell.js';
import { FIXED_COLUMNS } from './fixed-columns.js';
import { HeadingWords } from './heading-words.js';

/** Headings that nobody writes who does not know our classes. */
const SURELY_OURS: ReadonlySet<string> = new Set([...FIXED_COLUMNS.filter(({ field }) => field === 'classId').map(({ heading }) => heading), 'supplyId', 'classId'].map(wordKey));
const REQUIRED = FIXED_COLUMNS.filter(({ absence }) => absence === 'REQUIRED').map(({ field }) => field);

/**
 * True for a table in the shape of our template: its first row has the column of class ids. 品类 may head a supplier's own
 * categories as well: then name and model must be there too, and the cells below must name a class, or nothing at all.
 */
export function isOwnShape(heading: TextRow, below: readonly TextRow[], classes: ReadonlyMap<string, ClassDefinition>): boolean {
  const words = new HeadingWords(classes.values());
  const fields = heading.cells.map((cell) => words.read(cell)?.fixed?.field ?? null);
  const column = fields.indexOf('classId');
  if (column < 0) return false;
  if (heading.cells.some((cell) => SURELY_OURS.has(wordKey(cell)))) return true;
  if (!REQUIRED.every((field) => fields.includes(field))) return false;
  const finder = new ClassFinder(classes);
  const written = below.map((row) => tidy(row.cells[column] ?? '')).filter((cell) => cell !== '');
  return written.length === 0 || written.some((cell) => finder.read(cell, '').value !== null);
}
