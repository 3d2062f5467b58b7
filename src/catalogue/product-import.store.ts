import type { RowVerdict } from '../core/catalogue/import/remark.js';
import type { OrganisationId, ProductImportId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { ProductImportEntity, ProductImportRowEntity } from './product-import.entity.js';

export async function insertImport(tx: Tx, row: ProductImportEntity): Promise<void> {
  await tx.manager.insert(ProductImportEntity, row as never);
}

/** An import that the tenant may see. */
export async function importById(tx: Tx, id: string): Promise<ProductImportEntity | null> {
  return tx.manager.findOneBy(ProductImportEntity, { id: id as never });
}

/** One page of imports, newest first: those of one organisation, or all that the tenant may see. */
export async function pageOfImports(tx: Tx, ownerId: OrganisationId | null, limit: number, after: string | null): Promise<ProductImportEntity[]> {
  const query = tx.manager.createQueryBuilder(ProductImportEntity, 'i').orderBy('i.id', 'DESC').take(limit);
  if (ownerId !== null) query.andWhere('i.ownerId = :ownerId', { ownerId });
  if (after !== null) query.andWhere('i.id < :after', { after });
  return query.getMany();
}

/** The import, locked: of two workers on the same import one waits here and then finds the other's cursor. */
export async function lockImport(tx: Tx, id: ProductImportId): Promise<ProductImportEntity | null> {
  const locked = await tx.query('select id from catalogue_import where id = $1 for update', [id]);
  // Read after the lock is held, so that it is what the other one has written.
  return locked.length === 0 ? null : importById(tx, id);
}

export async function saveImportProgress(tx: Tx, row: ProductImportEntity): Promise<void> {
  await tx.manager.update(ProductImportEntity, { id: row.id }, {
    state: row.state, refusalCode: row.refusalCode, refusalParams: row.refusalParams as never, remarks: row.remarks as never,
    rowsTotal: row.rowsTotal, rowsRead: row.rowsRead, rowsTaken: row.rowsTaken, rowsRejected: row.rowsRejected, finishedAt: row.finishedAt,
    listed: row.listed, memory: row.memory as never, corrections: row.corrections as never, confirmedAt: row.confirmedAt, memberId: row.memberId, memberRoles: row.memberRoles,
  });
}

export async function insertImportRows(tx: Tx, rows: readonly ProductImportRowEntity[]): Promise<void> {
  await tx.query(
    `insert into catalogue_import_row (import_id, owner_id, number, verdict, remarks, product_id)
     select "importId", "ownerId", number, verdict, remarks, "productId"
     from json_to_recordset($1::json) as r("importId" text, "ownerId" text, number integer, verdict text, remarks jsonb, "productId" text)`,
    [JSON.stringify(rows)]);
}

/** Rows of an import by spreadsheet number; `verdicts` empty for all. */
export async function pageOfImportRows(
  tx: Tx, importId: string, verdicts: readonly RowVerdict[], limit: number, after: number | null,
): Promise<ProductImportRowEntity[]> {
  const query = tx.manager.createQueryBuilder(ProductImportRowEntity, 'r').where('r.importId = :importId', { importId }).orderBy('r.number').take(limit);
  if (verdicts.length > 0) query.andWhere('r.verdict = any(:verdicts)', { verdicts: [...verdicts] });
  if (after !== null) query.andWhere('r.number > :after', { after });
  return query.getMany();
}
