import type { ListRowState } from '../core/catalogue/import/list-row.js';
import type { ProductImportId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { ListRowEntity, ListSheetEntity } from './list-import.entity.js';

/** Takes away what an earlier reading of the list came to. */
export async function forgetReading(tx: Tx, importId: ProductImportId): Promise<void> {
  await tx.query('delete from catalogue_import_list_row where import_id = $1', [importId]);
  await tx.query('delete from catalogue_import_sheet where import_id = $1', [importId]);
}

export async function insertListSheets(tx: Tx, sheets: readonly ListSheetEntity[]): Promise<void> {
  await tx.query(
    `insert into catalogue_import_sheet (import_id, owner_id, sheet, name, ignored, tables)
     select "importId", "ownerId", sheet, name, ignored, tables
     from jsonb_to_recordset($1::jsonb) as s("importId" text, "ownerId" text, sheet integer, name text, ignored text, tables jsonb)`,
    [JSON.stringify(sheets)]);
}

export async function insertListRows(tx: Tx, rows: readonly ListRowEntity[]): Promise<void> {
  await tx.query(
    `insert into catalogue_import_list_row (import_id, owner_id, position, sheet, number, state, reasons, name, model, classes, price, unit, lead_time_days,
       warranty_months, specs, missing_hard, product_id)
     select "importId", "ownerId", position, sheet, number, state, reasons, name, model, classes, nullif(price, 'null'::jsonb), unit, "leadTimeDays", "warrantyMonths", specs,
       "missingHard", "productId"
     from jsonb_to_recordset($1::jsonb) as r("importId" text, "ownerId" text, position integer, sheet integer, number integer, state text, reasons jsonb, name text,
       model text, classes jsonb, price jsonb, unit text, "leadTimeDays" integer, "warrantyMonths" integer, specs jsonb, "missingHard" jsonb, "productId" text)`,
    [JSON.stringify(rows)]);
}

/** Sheets of an import in the order of their tabs. */
export async function sheetsOfImport(tx: Tx, importId: string): Promise<ListSheetEntity[]> {
  return tx.manager.find(ListSheetEntity, { where: { importId: importId as never }, order: { sheet: 'ASC' } });
}

export interface ListRowFilter {
  readonly states: readonly ListRowState[];
  /** Ordinal of a sheet; null for all. */
  readonly sheet: number | null;
}

/** Rows of a price list in their order. */
export async function pageOfListRows(tx: Tx, importId: string, { states, sheet }: ListRowFilter, limit: number, after: number | null): Promise<ListRowEntity[]> {
  const query = tx.manager.createQueryBuilder(ListRowEntity, 'r').where('r.importId = :importId', { importId }).orderBy('r.position').take(limit);
  if (states.length > 0) query.andWhere('r.state = any(:states)', { states: [...states] });
  if (sheet !== null) query.andWhere('r.sheet = :sheet', { sheet });
  if (after !== null) query.andWhere('r.position > :after', { after });
  return query.getMany();
}

/** How many rows of a price list are in each state. */
export async function countListRows(tx: Tx, importId: string): Promise<ReadonlyMap<ListRowState, number>> {
  const rows = await tx.query<{ state: ListRowState; count: string }>(
    'select state, count(*) as count from catalogue_import_list_row where import_id = $1 group by state', [importId]);
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Of the rows with these numbers of one sheet those that offer something. */
export async function goodsRowsAmong(tx: Tx, importId: string, sheet: number, numbers: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ number: number }>(
    'select distinct number from catalogue_import_list_row where import_id = $1 and sheet = $2 and number = any($3) and name is not null', [importId, sheet, numbers]);
  return new Set(rows.map(({ number }) => number));
}

/** Distinct names of goods of an import, as the list has them. */
export async function namesOfGoods(tx: Tx, importId: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }>('select distinct name from catalogue_import_list_row where import_id = $1 and name is not null', [importId]);
  return rows.map(({ name }) => name);
}
