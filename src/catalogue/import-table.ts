import { decodingRemarks } from '../core/catalogue/import/decoding.js';
import { ProductTable, type JudgedRow } from '../core/catalogue/import/product-table.js';
import type { ImportPolicy, Remark } from '../core/catalogue/import/remark.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { isBlankRow, type TextRow } from '../core/table/text-row.js';
import type { TextTable } from '../platform/tables/text-table.js';

/** Rows of one chunk: each is saved in one short transaction. */
export const CHUNK_ROWS = 500;

/** A catalogue that was gone through once: every row can be read, and how many there are is known. */
export interface ImportTable {
  /** On the file and its heading. */
  readonly remarks: readonly Remark[];
  /** Rows under the heading, blank ones counted. */
  readonly rowsTotal: number;
  /** All rows judged, from the first, in chunks of 500. Judging is pure: a second time it says the same. */
  chunks(policy: ImportPolicy): AsyncIterable<readonly JudgedRow[]>;
}

/** Goes through a table once. Refuses what `readHeading` refuses, and TABLE_EMPTY when there is no row under the heading; throws `UnreadableTable`. */
export async function surveyTable(table: TextTable, classes: ReadonlyMap<string, ClassDefinition>): Promise<Outcome<ImportTable>> {
  let opened: ProductTable | null = null;
  let headingNumber = 0;
  let rowsTotal = 0;
  for await (const row of table.rows()) {
    if (opened === null) {
      if (isBlankRow(row)) continue;
      const heading = ProductTable.open(row, classes);
      if (!heading.ok) return heading;
      opened = heading.value;
      headingNumber = row.number;
    } else {
      opened.survey(row);
      rowsTotal += 1;
    }
  }
  if (opened === null || rowsTotal === 0) return refused('INPUT', 'TABLE_EMPTY', 'fileId');
  const products = opened;
  return done({
    remarks: [...decodingRemarks(table.reading), ...products.remarks], rowsTotal,
    chunks: (policy) => chunksOf(table.rows(), headingNumber, products.judge(policy)),
  });
}

async function* chunksOf(rows: AsyncIterable<TextRow>, headingNumber: number, judge: (row: TextRow) => JudgedRow): AsyncGenerator<readonly JudgedRow[]> {
  let chunk: JudgedRow[] = [];
  for await (const row of rows) {
    if (row.number <= headingNumber) continue;
    chunk.push(judge(row));
    if (chunk.length < CHUNK_ROWS) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
