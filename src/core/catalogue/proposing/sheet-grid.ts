import type { MergedRange, Sheet, SheetCell, SheetRow } from '../../table/sheet.js';
import { tidy } from '../../text/fold.js';

/** Rows under merged ranges, a row once for each range. */
const COVERED_MAX = 500_000;

/** A sheet by rows and columns, merged cells seen as the one cell that they are. Hidden columns are not there. */
export class SheetGrid {
  readonly rows: readonly SheetRow[];
  /** Columns that hold anything, in their order. */
  readonly columns: readonly number[];
  private readonly byNumber: ReadonlyMap<number, SheetRow>;
  private readonly mergesOf = new Map<number, MergedRange[]>();

  constructor(private readonly sheet: Sheet) {
    this.rows = sheet.rows;
    this.byNumber = new Map(sheet.rows.map((row) => [row.number, row]));
    const columns = new Set<number>();
    for (const { cells } of sheet.rows) cells.forEach((cell, column) => { if (cell !== undefined && !sheet.hiddenColumns.has(column)) columns.add(column); });
    this.columns = [...columns].sort((a, b) => a - b);
    const lastRow = sheet.rows.at(-1)?.number ?? 0;
    let covered = 0;
    for (const merge of sheet.merges) {
      const bottom = Math.min(merge.bottom, lastRow);
      covered += bottom - merge.top + 1;
      // Merged ranges do not overlap in any workbook that a program wrote.
      if (covered > COVERED_MAX) break;
      for (let row = merge.top; row <= bottom; row += 1) this.cover(row, merge);
    }
  }

  private cover(row: number, merge: MergedRange): void {
    const merges = this.mergesOf.get(row);
    if (merges === undefined) this.mergesOf.set(row, [merge]);
    else merges.push(merge);
  }

  /** What is written in the cell itself; empty for the covered cells of a merged range. */
  own(row: number, column: number): string {
    return tidy(this.cell(row, column)?.text ?? '');
  }

  cell(row: number, column: number): SheetCell | undefined {
    return this.sheet.hiddenColumns.has(column) ? undefined : this.byNumber.get(row)?.cells[column];
  }

  mergeAt(row: number, column: number): MergedRange | undefined {
    return this.mergesOf.get(row)?.find(({ left, right }) => column >= left && column <= right);
  }

  /** What a reader sees there: in a merged range what stands in its first cell. */
  shown(row: number, column: number): string {
    const merge = this.mergeAt(row, column);
    return merge === undefined ? this.own(row, column) : this.own(merge.top, merge.left);
  }

  /** All that is written, cell by cell. */
  lines(): string[] {
    return this.rows.flatMap(({ number }) => this.written(number).map(({ text }) => text));
  }

  /** The cells of a row in which something is written, merged ones once. */
  written(row: number): readonly { readonly column: number; readonly text: string }[] {
    return this.columns.map((column) => ({ column, text: this.own(row, column) })).filter(({ text }) => text !== '');
  }
}
