/** One row of a table as text, whatever it was read from: a CSV file, a worksheet, a list that somebody pasted. */
export interface TextRow {
  /** Row number as a spreadsheet counts, from 1; a line break inside a cell starts no new row. */
  readonly number: number;
  /** As written; missing cells at the end may be left out. */
  readonly cells: readonly string[];
}

/** True when no cell holds anything but white space. */
export function isBlankRow(row: TextRow): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}
