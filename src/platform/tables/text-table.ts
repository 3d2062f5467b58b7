import type { RefusalData } from '../../core/outcome/outcome.js';
import type { TextRow } from '../../core/table/text-row.js';

/** Limits of a table that is read, whatever it is read from. */
export const TABLE_LIMITS = {
  /** Rows under the heading, blank ones counted. */
  rows: 50_000,
  columns: 500,
  /** UTF-16 units of one cell. */
  cellCharacters: 20_000,
} as const;

/** How the bytes of a table were understood. */
export interface TableReading {
  readonly encoding: 'UTF-8' | 'GB18030' | 'UTF-16LE' | 'UTF-16BE';
  readonly byteOrderMark: boolean;
  readonly delimiter: ',' | ';' | '\t';
}

/** A table of text that can be gone through as often as needed, a few rows in memory at a time. */
export interface TextTable {
  readonly reading: TableReading;
  /** All rows in order, the heading among them; rejects with `UnreadableTable` at the row that cannot be read. */
  rows(): AsyncIterable<TextRow>;
}

/** The table cannot be read on: its sender can put that right, so it carries a refusal and is no fault of ours. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';

  constructor(readonly refusal: RefusalData, options?: ErrorOptions) {
    super(refusal.code, options);
  }
}
