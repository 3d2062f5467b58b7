import type { ProductImportId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { ProductImportRowEntity } from './product-import.entity.js';

export type FailedRow = Pick<ProductImportRowEntity, 'number' | 'verdict' | 'remarks'>;

/** Rows with something to put right: rejected, or a value was dropped or is missing. A price on request is what its supplier wrote, and no fault. */
const FAILED = `r.verdict in ('WARN', 'REJECT') and exists (
  select 1 from jsonb_array_elements(r.remarks) m where m->>'verdict' in ('WARN', 'REJECT') and m->>'code' <> 'PRICE_ON_REQUEST')`;

/** Which of these imports have such rows. */
export async function importsWithFailures(tx: Tx, ids: readonly ProductImportId[]): Promise<Set<ProductImportId>> {
  const rows = await tx.query<{ id: ProductImportId }>(
    `select i.id from unnest($1::text[]) i(id) where exists (select 1 from catalogue_import_row r where r.import_id = i.id and ${FAILED})`, [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** One page of such rows, by the numbers they have in the file. */
export async function pageOfFailedRows(tx: Tx, importId: ProductImportId, limit: number, after: number): Promise<FailedRow[]> {
  return tx.query(
    `select r.number, r.verdict, r.remarks from catalogue_import_row r where r.import_id = $1 and r.number > $2 and ${FAILED} order by r.number limit $3`,
    [importId, after, limit]);
}
