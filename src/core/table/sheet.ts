import type { TextRow } from './text-row.js';

/** One cell as a spreadsheet shows it. Cells of text files have text alone. */
export interface SheetCell {
  /** As shown: what a number format writes around the figure (`42kW`) is part of it; empty for a cell that only has a dress. */
  readonly text: string;
  /** The figure behind it; null where the cell holds text, even if that looks like a figure. */
  readonly number: number | null;
  /** `YYYY-MM-DD` where the cell is a date. */
  readonly date: string | null;
  /** Colour of its ground, RRGGBB in upper case; null for none. */
  readonly fill: string | null;
  /** Colour of its writing, RRGGBB; null for the usual one. */
  readonly ink: string | null;
  readonly struck: boolean;
}

export interface SheetRow {
  /** From 1, as the spreadsheet counts; in text files the record, blank ones counted. */
  readonly number: number;
  readonly hidden: boolean;
  /** By column from 0; holes where nothing stands. */
  readonly cells: readonly (SheetCell | undefined)[];
}

/** Cells that are shown as one: rows from 1, columns from 0, both ends included. */
export interface MergedRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A worksheet, or a text file as one. Rows without any cell may be left out. */
export interface Sheet {
  /** Empty for a text file. */
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly MergedRange[];
  readonly hiddenColumns: ReadonlySet<number>;
}

export function plainCell(text: string): SheetCell {
  return { text, number: null, date: null, fill: null, ink: null, struck: false };
}

/** A text file as a sheet without a name. */
export function sheetOfText(rows: readonly TextRow[]): Sheet {
  return {
    name: '', hidden: false, merges: [], hiddenColumns: new Set(),
    rows: rows.map(({ number, cells }) => ({ number, hidden: false, cells: cells.map((text) => (text.trim() === '' ? undefined : plainCell(text))) })),
  };
}
