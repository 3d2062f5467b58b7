import { done, type Outcome } from '../../core/outcome/outcome.js';
import { plainCell, type SheetRow } from '../../core/table/sheet.js';
import { openWorkbook } from '../render/xlsx/read-workbook.js';
import { openCsv } from './read-csv.js';
import type { TableReading } from './text-table.js';

/** A worksheet, or a text file as one, that can be gone through as often as needed, a few rows in memory at a time. */
export interface OpenSheet {
  /** Empty for a text file. */
  readonly name: string;
  readonly hidden: boolean;
  /** How the bytes were understood; null for a worksheet. */
  readonly reading: TableReading | null;
  /** Rows with content in their order; rejects with `UnreadableTable` at the row that cannot be read. */
  rows(): AsyncIterable<SheetRow>;
}

/** The sheets of an uploaded table in their order, hidden ones among them. Refuses what `openCsv` and `openWorkbook` refuse. */
export async function openSheets(bytes: Buffer, kind: 'CSV' | 'XLSX'): Promise<Outcome<readonly OpenSheet[]>> {
  if (kind === 'XLSX') {
    const workbook = await openWorkbook(bytes);
    return workbook.ok ? done(workbook.value.sheets.map((sheet) => ({ name: sheet.name, hidden: sheet.hidden, reading: null, rows: () => sheet.rows() }))) : workbook;
  }
  const table = openCsv(bytes);
  if (!table.ok) return table;
  const { reading } = table.value;
  return done([{
    name: '', hidden: false, reading,
    async *rows() {
      for await (const { number, cells } of table.value.rows()) {
        yield { number, hidden: false, cells: cells.map((text) => (text.trim() === '' ? undefined : plainCell(text))) };
      }
    },
  }]);
}
