import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { productCells, productColumns, type ProductColumn, type TableCell } from '../core/catalogue/import/product-columns.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import type { Locale } from '../platform/deed/deed-request.js';
import { Download, type DownloadedFile, type DownloadRequest } from '../platform/files/download.js';
import { Messages } from '../platform/messages/messages.js';
import type { SheetPlan } from '../platform/render/xlsx/write-sheet.js';
import { writeWorkbook } from '../platform/render/xlsx/write-workbook.js';
import { writeCsv } from '../platform/tables/write-csv.js';
import { classSheet, listed } from './class-sheet.js';
import { definitionsOf, ExportProducts, type ExportedClass, type ExportFormat } from './export-products.js';
import type { ExportFilter } from './product-export.store.js';
import { ProductStates } from './product.types.js';
import type { ProductState } from './product.entity.js';

/** Rows below the listings that have lists of choices as well, for those that are added. */
const ROWS_READY = 500;
const CLASSES_MAX = 500;
const CLASS_ID = /^[A-Z][A-Z0-9.]{0,29}$/u;

/**
 * The viewer's own listings, `/files/products.xlsx` or `/files/products.csv`, all classes in one table; `?state=PUBLISHED` and `?classId=…`, each
 * as often as wanted, name some of them. In the shape that the import reads: imported again unchanged, it changes nothing.
 */
@Injectable()
export class ProductsDownload extends Download {
  readonly paths = ['/files/products.xlsx', '/files/products.csv'];
  readonly access = enterprise();

  constructor(private readonly exporting: ExportProducts, private readonly messages: Messages) {
    super();
  }

  async open({ viewer, path, query, locale, receivedAt }: DownloadRequest): Promise<Outcome<DownloadedFile>> {
    const type: ExportFormat = path.endsWith('.csv') ? 'CSV' : 'XLSX';
    const filter = filterOf(query);
    if (!filter.ok) return filter;
    const classes = await this.exporting.plan(viewer, filter.value);
    if (!classes.ok) return classes;
    const content = type === 'CSV' ? writeCsv(tableOf(classes.value)) : writeWorkbook([this.sheetOf(classes.value, locale)]);
    return done({ name: `产品目录-${shanghaiDate(receivedAt)}.${type.toLowerCase()}`, type, content });
  }

  private sheetOf(classes: readonly ExportedClass[], locale: Locale): SheetPlan {
    const definitions = definitionsOf(classes);
    const columns = productColumns(definitions);
    const rows = async function* () {
      for await (const cells of rowsOf(classes, columns)) yield listed(columns, cells);
    };
    const count = classes.reduce((sum, one) => sum + one.count, 0);
    const name = this.messages.render('TEMPLATE_SHEET', {}, locale);
    return classSheet({ name, classes: definitions, columns, rows: rows(), lastRow: count + 1 + ROWS_READY }, this.messages, locale);
  }
}

async function* tableOf(classes: readonly ExportedClass[]): AsyncGenerator<readonly TableCell[]> {
  const columns = productColumns(definitionsOf(classes));
  yield columns.map(({ heading }) => heading);
  yield* rowsOf(classes, columns);
}

async function* rowsOf(classes: readonly ExportedClass[], columns: readonly ProductColumn[]): AsyncGenerator<readonly TableCell[]> {
  for (const { definition, listings } of classes) {
    for await (const listing of listings()) yield productCells(listing, definition, columns);
  }
}

/** The filter in the address; `urlOfExport` writes it. */
function filterOf({ state = [], classId = [] }: DownloadRequest['query']): Outcome<ExportFilter> {
  const known = Object.keys(ProductStates);
  const stray = state.find((one) => !known.includes(one));
  if (stray !== undefined) return refused('INPUT', 'EXPORT_STATE_UNKNOWN', 'state', { state: stray.slice(0, 50), allowed: known.join(' / ') });
  const strange = classId.find((one) => !CLASS_ID.test(one));
  if (strange !== undefined) return refused('INPUT', 'UNKNOWN_CLASS', 'classId', { classId: strange.slice(0, 50) });
  if (classId.length > CLASSES_MAX) return refused('INPUT', 'TEMPLATE_CLASSES', 'classId', { max: CLASSES_MAX });
  return done({ states: state as readonly ProductState[], classIds: classId });
}

/** Where an export lies, relative to this process. */
export function urlOfExport({ states, classIds }: ExportFilter, format: ExportFormat): string {
  const query = new URLSearchParams([...states.map((state): [string, string] => ['state', state]), ...classIds.map((id): [string, string] => ['classId', id])]).toString();
  return `/files/products.${format.toLowerCase()}${query === '' ? '' : `?${query}`}`;
}
