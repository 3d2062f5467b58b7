import { done, type Outcome } from '../../core/outcome/outcome.js';
import { sheetOfText, type Sheet } from '../../core/table/sheet.js';
import type { TextRow } from '../../core/table/text-row.js';
import { fileKind } from '../../platform/files/file-kind.js';
import { openWorkbook } from '../../platform/render/xlsx/read-workbook.js';
import { openCsv } from '../../platform/tables/read-csv.js';
import { UnreadableTable } from '../../platform/tables/text-table.js';

/** The sheets of an uploaded list, whatever its kind; refuses what `fileKind`, `openCsv` and `openWorkbook` refuse. */
export async function readSheets(bytes: Buffer): Promise<Outcome<readonly Sheet[]>> {
  const kind = await fileKind({ sizeBytes: bytes.length, read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)) }, ['CSV', 'XLSX']);
  if (!kind.ok) return kind;
  try {
    return kind.value === 'XLSX' ? await sheetsOfWorkbook(bytes) : await sheetOfCsv(bytes);
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

async function sheetsOfWorkbook(bytes: Buffer): Promise<Outcome<readonly Sheet[]>> {
  const workbook = await openWorkbook(bytes);
  if (!workbook.ok) return workbook;
  const sheets: Sheet[] = [];
  // One after another: a large one shall not be in memory twice.
  for (const sheet of workbook.value.sheets) sheets.push(await sheet.read());
  return done(sheets);
}

async function sheetOfCsv(bytes: Buffer): Promise<Outcome<readonly Sheet[]>> {
  const table = openCsv(bytes);
  if (!table.ok) return table;
  const rows: TextRow[] = [];
  for await (const row of table.value.rows()) rows.push(row);
  return done([sheetOfText(rows)]);
}
