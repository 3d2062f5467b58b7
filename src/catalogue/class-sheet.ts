import type { ProductColumn, TableCell } from '../core/catalogue/import/product-columns.js';
import { choiceAmong } from '../core/catalogue/import/template.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import type { Locale } from '../platform/deed/deed-request.js';
import type { Messages } from '../platform/messages/messages.js';
import type { ColumnChoice, SheetPlan, WrittenCell, WrittenColumn } from '../platform/render/xlsx/write-sheet.js';

/** Widths in characters of the usual font. */
const NARROWEST = 10;
const WIDEST = 36;
const FIXED_WIDTHS: Readonly<Record<string, number>> = { name: 26, model: 24, classId: 26, certificates: 30, description: 40 };
const FIGURES: ReadonlySet<string> = new Set(['price', 'leadTime', 'warranty']);

export interface ClassSheet {
  readonly name: string;
  /** None: what every catalogue has, for a class that is no more. */
  readonly classes: readonly ClassDefinition[];
  readonly columns: readonly ProductColumn[];
  readonly rows: Iterable<readonly WrittenCell[]> | AsyncIterable<readonly WrittenCell[]>;
  /** Down to which row the lists of choices reach. */
  readonly lastRow: number;
}

/**
 * The sheet of one class or several, as the template, an export and our import have it: the heading in its first row, choices below. Several classes
 * share one sheet, since an import takes one table and tells its rows by their numbers.
 */
export function classSheet({ name, classes, columns, rows, lastRow }: ClassSheet, messages: Messages, locale: Locale): SheetPlan {
  const choices = columns.flatMap((column, index): ColumnChoice[] => {
    const choice = choiceAmong(column, classes);
    if (choice === null) return [];
    const said = choice.kind === 'LIST' ? messages.render('TEMPLATE_SAID_LIST', {}, locale) : messages.render('TEMPLATE_SAID_RANGE', { min: choice.min, max: choice.max }, locale);
    return [{ column: index, rows: [2, lastRow], choice, said }];
  });
  return { name, columns: columns.map(widthOf), frozen: { rows: 1, columns: 2 }, choices, rows: withHeading(columns, rows) };
}

/** Cells of a listing, the price as money. */
export function listed(columns: readonly ProductColumn[], cells: readonly TableCell[]): WrittenCell[] {
  return cells.map((cell, index) => (columns[index]?.fixed?.field === 'price' ? { value: cell, look: 'MONEY' } : cell));
}

/** How wide a text is shown: a Chinese character takes two places. */
export function shownWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2E7F' ? 2 : 1), 0);
}

async function* withHeading(columns: readonly ProductColumn[], rows: ClassSheet['rows']): AsyncGenerator<readonly WrittenCell[]> {
  yield columns.map(({ heading, fixed }): WrittenCell => ({ value: heading, look: fixed?.absence === 'REQUIRED' ? 'REQUIRED' : 'HEADING' }));
  yield* rows;
}

function widthOf({ heading, fixed, attribute }: ProductColumn): WrittenColumn {
  const width = FIXED_WIDTHS[fixed?.field ?? ''] ?? Math.min(WIDEST, Math.max(NARROWEST, shownWidth(heading) + 2));
  return { width, text: attribute === null ? !FIGURES.has(fixed?.field ?? '') : attribute.type !== 'number' };
}
