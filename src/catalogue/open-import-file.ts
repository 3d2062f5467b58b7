import { Injectable } from '@nestjs/common';
import { decodingRemarks } from '../core/catalogue/import/decoding.js';
import { isOwnShape } from '../core/catalogue/import/own-shape.js';
import type { Remark } from '../core/catalogue/import/remark.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import type { Sheet } from '../core/table/sheet.js';
import { isBlankRow, type TextRow } from '../core/table/text-row.js';
import { FileStore } from '../platform/files/file-store.js';
import { openSheets } from '../platform/render/read-sheets.js';
import { UnreadableTable, type TextTable } from '../platform/tables/text-table.js';
import { surveyTable, type ImportTable } from './import-table.js';

/** A price list as its supplier keeps it, in memory as a whole. */
export interface ImportList {
  /** On the file. */
  readonly remarks: readonly Remark[];
  readonly sheets: readonly Sheet[];
}

/** A table in the shape of our template is read by its headings; whatever else is a list of which a reading is proposed. */
export type OpenedImport = { readonly as: 'TABLE'; readonly table: ImportTable } | { readonly as: 'LIST'; readonly list: ImportList };

/** Rows that are looked at to tell whose categories a column holds. */
const SAMPLE = 200;

/** Opens an uploaded file of products. Everything that could be wrong with it as a whole comes to light here, before any row is saved. */
@Injectable()
export class OpenImportFile {
  constructor(private readonly files: FileStore) {}

  /**
   * Refuses with the codes of `openSheets` and `readHeading`, TABLE_EMPTY when there is no row under the heading, IMPORT_SEVERAL_TABLES
   * when several sheets are in our shape, FILE_GONE.
   */
  async run(sha256: string, classes: ReadonlyMap<string, ClassDefinition>): Promise<Outcome<OpenedImport>> {
    const bytes = await this.files.content(sha256);
    if (bytes === null) return refused('STATE', 'FILE_GONE', 'fileId');
    try {
      const opened = await openSheets(bytes);
      if (!opened.ok) return opened;
      const own = await tablesOfOurs(opened.value.tables, classes);
      const [table, second] = own;
      if (second !== undefined) return refused('INPUT', 'IMPORT_SEVERAL_TABLES', 'fileId', { count: own.length });
      if (table === undefined) return done({ as: 'LIST', list: { remarks: remarksOn(opened.value.tables), sheets: await opened.value.whole() } });
      const surveyed = await surveyTable(table, classes);
      return surveyed.ok ? done({ as: 'TABLE', table: surveyed.value }) : surveyed;
    } catch (error) {
      if (error instanceof UnreadableTable) return { ok: false, refusal: error.refusal };
      throw error;
    }
  }
}

/** Those in the shape of our template. */
export async function tablesOfOurs(tables: readonly TextTable[], classes: ReadonlyMap<string, ClassDefinition>): Promise<TextTable[]> {
  const own: TextTable[] = [];
  for (const table of tables) if (await isOurs(table, classes)) own.push(table);
  return own;
}

async function isOurs(table: TextTable, classes: ReadonlyMap<string, ClassDefinition>): Promise<boolean> {
  const rows: TextRow[] = [];
  for await (const row of table.rows()) {
    if (isBlankRow(row)) continue;
    rows.push(row);
    if (rows.length > SAMPLE) break;
  }
  const [heading, ...below] = rows;
  return heading !== undefined && isOwnShape(heading, below, classes);
}

function remarksOn(tables: readonly TextTable[]): Remark[] {
  const [only] = tables;
  return only === undefined ? [] : decodingRemarks(only.reading);
}
