import type { RowVerdict } from '../core/catalogue/import/remark.js';
import type { EquipmentImportId, OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { EquipmentImportEntity, EquipmentImportRowEntity } from './equipment-import.entity.js';

export async function insertEquipmentImport(tx: Tx, row: EquipmentImportEntity): Promise<void> {
  await tx.manager.insert(EquipmentImportEntity, row as never);
}

/** An import that the tenant may see. */
export async function equipmentImportById(tx: Tx, id: string): Promise<EquipmentImportEntity | null> {
  return tx.manager.findOneBy(EquipmentImportEntity, { id: id as never });
}

/** One page of an organisation's imports, newest first. */
export async function pageOfEquipmentImports(tx: Tx, ownerId: OrganisationId, limit: number, after: string | null): Promise<EquipmentImportEntity[]> {
  const query = tx.manager.createQueryBuilder(EquipmentImportEntity, 'i').where('i.ownerId = :ownerId', { ownerId }).orderBy('i.id', 'DESC').take(limit);
  if (after !== null) query.andWhere('i.id < :after', { after });
  return query.getMany();
}

/** The import, locked: of two workers on the same import one waits here and then finds the other's cursor. */
export async function lockEquipmentImport(tx: Tx, id: EquipmentImportId): Promise<EquipmentImportEntity | null> {
  const locked = await tx.query('select id from demand_equipment_import where id = $1 for update', [id]);
  // Read after the lock is held, so that it is what the other one has written.
  return locked.length === 0 ? null : equipmentImportById(tx, id);
}

export async function saveEquipmentImport(tx: Tx, row: EquipmentImportEntity): Promise<void> {
  await tx.manager.update(EquipmentImportEntity, { id: row.id }, {
    state: row.state, refusalCode: row.refusalCode, refusalParams: row.refusalParams as never, remarks: row.remarks as never,
    rowsTotal: row.rowsTotal, rowsRead: row.rowsRead, rowsTaken: row.rowsTaken, rowsRejected: row.rowsRejected, finishedAt: row.finishedAt,
  });
}

export async function insertEquipmentImportRows(tx: Tx, rows: readonly EquipmentImportRowEntity[]): Promise<void> {
  await tx.query(
    `insert into demand_equipment_import_row (import_id, owner_id, position, sheet, number, verdict, remarks, equipment_id)
     select "importId", "ownerId", position, sheet, number, verdict, remarks, "equipmentId"
     from jsonb_to_recordset($1::jsonb) as r("importId" text, "ownerId" text, position integer, sheet text, number integer, verdict text, remarks jsonb, "equipmentId" text)`,
    [JSON.stringify(rows)]);
}

/** Rows of an import in their order; `verdicts` empty for all. */
export async function pageOfEquipmentImportRows(
  tx: Tx, importId: string, verdicts: readonly RowVerdict[], limit: number, after: number | null,
): Promise<EquipmentImportRowEntity[]> {
  const query = tx.manager.createQueryBuilder(EquipmentImportRowEntity, 'r').where('r.importId = :importId', { importId }).orderBy('r.position').take(limit);
  if (verdicts.length > 0) query.andWhere('r.verdict = any(:verdicts)', { verdicts: [...verdicts] });
  if (after !== null) query.andWhere('r.position > :after', { after });
  return query.getMany();
}
