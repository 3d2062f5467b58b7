import { Injectable } from '@nestjs/common';
import type { MemberViewer } from '../core/access/viewer.js';
import { PROBLEM_HEADINGS } from '../core/catalogue/import/problem-column.js';
import { ProductTable } from '../core/catalogue/import/product-table.js';
import { isId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { isBlankRow, type TextRow } from '../core/table/text-row.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { Locale } from '../platform/deed/deed-request.js';
import { FileStore } from '../platform/files/file-store.js';
import { Messages } from '../platform/messages/messages.js';
import { openSheets } from '../platform/render/read-sheets.js';
import type { SheetPlan, WrittenCell } from '../platform/render/xlsx/write-sheet.js';
import type { TextTable } from '../platform/tables/text-table.js';
import { Classes } from '../policy/index.js';
import { failedCells, shownCells } from './failed-cells.js';
import { shownWidth } from './class-sheet.js';
import { importsWithFailures, pageOfFailedRows, type FailedRow } from './import-errors.store.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { tablesOfOurs } from './open-import-file.js';
import { importById } from './product-import.store.js';

/** Verdicts read in one short transaction. */
const PAGE = 500;
const PROBLEM_WIDTH = 60;
const NARROWEST = 10;
const WIDEST = 36;

/** The rows of an import that have something to put right, as they were sent, with what is wrong with them. */
export interface FailedRows {
  /** Name of the file that was imported. */
  readonly fileName: string;
  readonly sheet: SheetPlan;
}

/**
 * Gives the failed rows of an import back: all columns of the file in their order, what is wrong and what to do in a column before them,
 * failing cells in red, empty ones that should not be in yellow. The file is read again; the verdicts are those that were told.
 */
@Injectable()
export class ImportErrors {
  constructor(
    private readonly database: AppDatabase, private readonly classes: Classes, private readonly files: FileStore, private readonly messages: Messages,
  ) {}

  /**
   * Refuses IMPORT_NOT_FINISHED, IMPORT_WITHOUT_FAILURES (also where the whole file was refused, and of a price list, whose rows are told by its
   * proposal), and FILE_GONE where the content is no longer there.
   */
  async open(viewer: MemberViewer, importId: string, locale: Locale): Promise<Outcome<FailedRows>> {
    if (!isId('productImport', importId)) return notFound('importId');
    const [row, failures, classes] = await this.database.read(scopeOf(viewer), async (tx) =>
      [await importById(tx, importId), await importsWithFailures(tx, [importId]), await this.classes.all(tx)]);
    if (row === null) return notFound('importId');
    if (row.state === 'QUEUED' || row.state === 'RUNNING') return refused('STATE', 'IMPORT_NOT_FINISHED', 'importId');
    if (!failures.has(row.id)) return refused('STATE', 'IMPORT_WITHOUT_FAILURES', 'importId');
    const bytes = await this.files.content(row.fileSha256);
    if (bytes === null) return refused('STATE', 'FILE_GONE', 'importId');
    const opened = await openSheets(bytes);
    if (!opened.ok) return opened;
    const definitions = new Map([...classes].map(([id, { definition }]) => [id, definition]));
    const [table = opened.value.tables[0]] = await tablesOfOurs(opened.value.tables, definitions);
    if (table === undefined) return refused('STATE', 'IMPORT_WITHOUT_FAILURES', 'importId');
    const heading = await headingOf(table, definitions);
    if (!heading.ok) return heading;
    return done({ fileName: row.fileName, sheet: this.sheetOf(row, viewer, table, heading.value, locale) });
  }

  private sheetOf(row: ProductImportEntity, viewer: MemberViewer, table: TextTable, heading: Heading, locale: Locale): SheetPlan {
    const widths = heading.row.cells.map((cell) => ({ width: Math.min(WIDEST, Math.max(NARROWEST, shownWidth(cell) + 2)) }));
    return {
      name: PROBLEM_HEADINGS[locale], columns: [{ width: PROBLEM_WIDTH, text: true }, ...widths], frozen: { rows: 1, columns: 1 },
      rows: this.rows(row, viewer, table, heading, locale),
    };
  }

  private async *rows(row: ProductImportEntity, viewer: MemberViewer, table: TextTable, heading: Heading, locale: Locale): AsyncGenerator<readonly WrittenCell[]> {
    yield [PROBLEM_HEADINGS[locale], ...heading.row.cells].map((value): WrittenCell => ({ value, look: 'HEADING' }));
    const failed = this.failed(row, viewer);
    let next = await failed.next();
    for await (const line of table.rows()) {
      if (next.done === true) return;
      if (line.number < next.value.number) continue;
      yield [{ value: this.said(next.value, locale), look: 'SAID' }, ...shownCells(line, failedCells(line, next.value.remarks, heading.products))];
      next = await failed.next();
    }
  }

  private async *failed(row: ProductImportEntity, viewer: MemberViewer): AsyncGenerator<FailedRow, undefined> {
    const pageAfter = (after: number): Promise<FailedRow[]> => this.database.read(scopeOf(viewer), (tx) => pageOfFailedRows(tx, row.id, PAGE, after));
    let page = await pageAfter(0);
    yield* page;
    while (page.length === PAGE) {
      page = await pageAfter(page.at(-1)?.number ?? 0);
      yield* page;
    }
  }

  /** Where the row stood, then a line for each cell: its column, what is wrong, what to do. */
  private said({ number, remarks }: FailedRow, locale: Locale): string {
    const lines = remarks.filter(({ verdict }) => verdict === 'WARN' || verdict === 'REJECT').map(({ column, code, original, params }) => {
      const message = this.messages.render(`IMPORT_${code}`, { column: column ?? '', original: original ?? '', ...params }, locale);
      return column === null ? message : this.messages.render('IMPORT_PROBLEM_CELL', { column, message }, locale);
    });
    return [this.messages.render('IMPORT_PROBLEM_ROW', { row: number }, locale), ...lines].join('\n');
  }
}

interface Heading { readonly row: TextRow; readonly products: ProductTable }

async function headingOf(table: TextTable, classes: ReadonlyMap<string, ClassDefinition>): Promise<Outcome<Heading>> {
  for await (const row of table.rows()) {
    if (isBlankRow(row)) continue;
    const opened = ProductTable.open(row, classes);
    return opened.ok ? done({ row, products: opened.value }) : opened;
  }
  return refused('INPUT', 'TABLE_EMPTY', 'importId');
}
