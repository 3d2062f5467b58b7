import { hasControl, hasLoneSurrogate } from '../text/fold.js';
import type { Sheet, SheetCell } from './sheet.js';

// eslint-disable-next-line no-control-regex -- as in core/text/fold.ts: C0 without tab and line breaks, DEL, C1
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Surrogate}/gu;

/** The sheet without control characters and halves of surrogate pairs, which no database keeps and nobody sees. */
export function cleanSheet(sheet: Sheet): Sheet {
  return { ...sheet, name: clean(sheet.name), rows: sheet.rows.map((row) => ({ ...row, cells: row.cells.map(cleanCell) })) };
}

function cleanCell(cell: SheetCell | undefined): SheetCell | undefined {
  if (cell === undefined) return undefined;
  const text = clean(cell.text);
  return text === cell.text ? cell : { ...cell, text };
}

function clean(text: string): string {
  return hasControl(text) || hasLoneSurrogate(text) ? text.replace(CONTROL, '') : text;
}
