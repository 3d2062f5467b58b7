import { done, refused, type Outcome } from '../../core/outcome/outcome.js';
import { plainCell, sheetOfText, type Sheet, type SheetRow } from '../../core/table/sheet.js';
import type { TextRow } from '../../core/table/text-row.js';
import { fileKind } from '../files/file-kind.js';
import { openCsv } from '../tables/read-csv.js';
import { TABLE_LIMITS, UnreadableTable, type TableReading, type TextTable } from '../tables/text-table.js';
import { openWorkbook, textTableOf } from './xlsx/read-workbook.js';
import type { Worksheet } from './xlsx/worksheet.js';

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

/** A file of tables that was opened and can be read in each of these ways. */
export interface OpenSheets {
  /** As they look, hidden ones among them, row by row. */
  readonly sheets: readonly OpenSheet[];
  /** As text: the sheets that are seen, without their hidden rows; a text file has one. */
  readonly tables: readonly TextTable[];
  /** As they look, hidden ones among them, held in memory; throws `UnreadableTable`, also beyond a million cells or 50,000 rows in all. */
  whole(): Promise<readonly Sheet[]>;
}

const SHEETS_MAX = 100;
/** Cells of a file that is held in memory whole. */
const HELD_CELLS_MAX = 1_000_000;

/** Opens an uploaded list, whatever its kind; refuses what `fileKind`, `openCsv` and `openWorkbook` refuse, and TABLE_TOO_MANY_SHEETS. */
export async function openSheets(bytes: Buffer): Promise<Outcome<OpenSheets>> {
  const kind = await fileKind({ sizeBytes: bytes.length, read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)) }, ['CSV', 'XLSX']);
  if (!kind.ok) return kind;
  if (kind.value === 'CSV') {
    const table = openCsv(bytes);
    return table.ok ? done({ sheets: [sheetOfTable(table.value)], tables: [table.value], whole: () => wholeText(table.value) }) : table;
  }
  const workbook = await openWorkbook(bytes);
  if (!workbook.ok) return workbook;
  const { sheets } = workbook.value;
  if (sheets.length > SHEETS_MAX) return refused('INPUT', 'TABLE_TOO_MANY_SHEETS', 'fileId', { max: SHEETS_MAX });
  return done({
    sheets: sheets.map((sheet) => ({ name: sheet.name, hidden: sheet.hidden, reading: null, rows: () => sheet.rows() })),
    tables: sheets.filter(({ hidden }) => !hidden).map(textTableOf), whole: () => wholeWorkbook(sheets),
  });
}

function sheetOfTable(table: TextTable): OpenSheet {
  return {
    name: '', hidden: false, reading: table.reading,
    async *rows() {
      for await (const { number, cells } of table.rows()) {
        yield { number, hidden: false, cells: cells.map((text) => (text.trim() === '' ? undefined : plainCell(text))) };
      }
    },
  };
}

/** The sheets of an uploaded list as they look. */
export async function readSheets(bytes: Buffer): Promise<Outcome<readonly Sheet[]>> {
  try {
    const opened = await openSheets(bytes);
    return opened.ok ? done(await opened.value.whole()) : opened;
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

async function wholeWorkbook(worksheets: readonly Worksheet[]): Promise<readonly Sheet[]> {
  const sheets: Sheet[] = [];
  let [cells, rows] = [0, 0];
  // One after another: a large one shall not be in memory twice.
  for (const worksheet of worksheets) {
    const sheet = await worksheet.read();
    cells += sheet.rows.reduce((sum, row) => sum + row.cells.length, 0);
    rows += sheet.rows.length;
    if (cells > HELD_CELLS_MAX) throw beyond('TABLE_TOO_LARGE', HELD_CELLS_MAX);
    if (rows > TABLE_LIMITS.rows + SHEETS_MAX) throw beyond('TABLE_TOO_MANY_ROWS', TABLE_LIMITS.rows);
    sheets.push(sheet);
  }
  return sheets;
}

async function wholeText(table: TextTable): Promise<readonly Sheet[]> {
  const rows: TextRow[] = [];
  let cells = 0;
  for await (const row of table.rows()) {
    cells += row.cells.length;
    if (cells > HELD_CELLS_MAX) throw beyond('TABLE_TOO_LARGE', HELD_CELLS_MAX);
    rows.push(row);
  }
  return [sheetOfText(rows)];
}

function beyond(code: 'TABLE_TOO_LARGE' | 'TABLE_TOO_MANY_ROWS', max: number): UnreadableTable {
  return new UnreadableTable(refused('INPUT', code, 'fileId', { max }).refusal);
}
