import { plainCell, type MergedRange, type Sheet, type SheetCell } from '../../table/sheet.js';

type Written = string | number | null | Partial<SheetCell>;

/** A sheet as a test draws it: one array for each row from 1, null for an empty cell, a figure for a numeric cell. */
export function sheetOf(name: string, rows: readonly (readonly Written[])[], dress: Partial<Pick<Sheet, 'merges' | 'hiddenColumns' | 'hidden'>> & { readonly hiddenRows?: readonly number[] } = {}): Sheet {
  const { hiddenRows = [], ...rest } = dress;
  return {
    name, hidden: false, merges: [], hiddenColumns: new Set(), ...rest,
    rows: rows.map((cells, at) => ({ number: at + 1, hidden: hiddenRows.includes(at + 1), cells: cells.map(cellOf) })),
  };
}

/** `A2:A4` as a merged range. */
export function merge(ref: string): MergedRange {
  const [, left = 'A', top, right = 'A', bottom] = /^([A-Z])(\d+):([A-Z])(\d+)$/u.exec(ref) ?? [];
  return { left: left.charCodeAt(0) - 65, right: right.charCodeAt(0) - 65, top: Number(top), bottom: Number(bottom) };
}

function cellOf(written: Written): SheetCell | undefined {
  if (written === null || written === '') return undefined;
  if (typeof written === 'number') return { ...plainCell(String(written)), number: written };
  return typeof written === 'string' ? plainCell(written) : { ...plainCell(''), ...written };
}
