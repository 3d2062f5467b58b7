import type { ProductTable } from '../core/catalogue/import/product-table.js';
import type { TextRow } from '../core/table/text-row.js';
import type { WrittenCell } from '../platform/render/xlsx/write-sheet.js';
import type { Look } from '../platform/render/xlsx/write-styles.js';
import type { StoredRemark } from './product-import.entity.js';

/** A figure that is shown as it is written, whoever shows it: it can be a number again. More digits than a narrow cell shows, and leading zeros, cannot. */
const FIGURE = /^-?(?:0|[1-9]\d{0,9})(?:\.\d{0,5}[1-9])?$/u;

/** The looks of a row's cells by their places: what could not be kept in red, what is missing in yellow; red wins. */
export function failedCells(row: TextRow, remarks: readonly StoredRemark[], products: ProductTable): ReadonlyMap<number, Look> {
  const looks = new Map<number, Look>();
  for (const { column, code, verdict } of remarks) {
    if (column === null || (verdict !== 'WARN' && verdict !== 'REJECT') || code === 'PRICE_ON_REQUEST') continue;
    const place = products.placeOf(row, column);
    if (place === null) continue;
    const missing = verdict === 'WARN' && code.startsWith('MISSING_');
    if (!missing || !looks.has(place)) looks.set(place, missing ? 'DOUBTFUL' : 'WRONG');
  }
  return looks;
}

/** The cells of a row as they were written, each in its look; a cell that is missing at the end and should not be is there as an empty one. */
export function shownCells({ cells }: TextRow, looks: ReadonlyMap<number, Look>): WrittenCell[] {
  const count = Math.max(cells.length, ...[...looks.keys()].map((place) => place + 1));
  return Array.from({ length: count }, (_, place): WrittenCell => {
    const text = cells[place] ?? '';
    return { value: FIGURE.test(text) ? Number(text) : text, look: looks.get(place) ?? 'PLAIN' };
  });
}
