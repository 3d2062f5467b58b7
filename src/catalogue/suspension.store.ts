import type { OrganisationId, ProductId, SuspensionId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { ProductEntity } from './product.entity.js';
import { productsByIds } from './product.store.js';

/** Why a product is taken off the market, as officers sort it; the words beside it are for the supplier. */
export type SuspensionCause = 'FALSE_FIGURES' | 'CERTIFICATE' | 'ELIMINATED' | 'INFRINGEMENT' | 'UNLAWFUL' | 'SAMPLE_FAILED' | 'COMPLAINT' | 'OTHER';

/** One suspension of one product, from its beginning to its end. */
export interface SuspensionRow {
  readonly id: SuspensionId;
  readonly productId: ProductId;
  readonly ownerId: OrganisationId;
  readonly cause: SuspensionCause;
  readonly reason: string;
  readonly suspendedAt: Date;
  /** The department that suspended it. */
  readonly suspendedBy: OrganisationId;
  readonly endedAt: Date | null;
  readonly endedBy: OrganisationId | null;
  readonly endedBecause: string | null;
}

const SUSPENSION = `id, product_id as "productId", owner_id as "ownerId", cause, reason, suspended_at as "suspendedAt", suspended_by as "suspendedBy",
  ended_at as "endedAt", ended_by as "endedBy", ended_because as "endedBecause"`;

/** Products with these ids that the tenant may see, whosever they are, locked until the transaction ends: for a department's deeds. */
export async function anyProductsForChange(tx: Tx, ids: readonly ProductId[]): Promise<Map<ProductId, ProductEntity>> {
  if (ids.length === 0) return new Map();
  const locked = await tx.query<{ id: ProductId }>('select id from catalogue_product where id = any($1) order by id for update', [ids]);
  return new Map((await productsByIds(tx, locked.map(({ id }) => id))).map((row) => [row.id, row]));
}

export async function insertSuspensions(tx: Tx, rows: readonly Omit<SuspensionRow, 'endedAt' | 'endedBy' | 'endedBecause'>[], memberId: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into catalogue_suspension (id, product_id, owner_id, cause, reason, suspended_at, suspended_by, member_id)
     select id, "productId", "ownerId", cause, reason, "suspendedAt", "suspendedBy", $2
     from jsonb_to_recordset($1::jsonb) as s(id text, "productId" text, "ownerId" text, cause text, reason text, "suspendedAt" timestamptz, "suspendedBy" text)`,
    [JSON.stringify(rows), memberId]);
}

export async function endSuspensions(tx: Tx, ends: readonly { readonly productId: ProductId; readonly because: string }[], at: Date, by: string): Promise<void> {
  if (ends.length === 0) return;
  await tx.query(
    `update catalogue_suspension s set ended_at = $2, ended_by = $3, ended_because = e.because
     from jsonb_to_recordset($1::jsonb) as e("productId" text, because text) where s.product_id = e."productId" and s.ended_at is null`,
    [JSON.stringify(ends), at, by]);
}

/** The suspensions in force of these products, as far as the tenant may see them. */
export async function suspensionsInForce(tx: Tx, productIds: readonly ProductId[]): Promise<SuspensionRow[]> {
  return tx.query<SuspensionRow>(`select ${SUSPENSION} from catalogue_suspension where product_id = any($1) and ended_at is null`, [productIds]);
}

export interface SuspensionFilter {
  readonly productId: string | null;
  readonly ownerId: string | null;
  /** True: only those in force. */
  readonly inForce: boolean;
}

/** One page of suspensions, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfSuspensions(tx: Tx, filter: SuspensionFilter, limit: number, after: string | null): Promise<SuspensionRow[]> {
  return tx.query<SuspensionRow>(
    `select ${SUSPENSION} from catalogue_suspension
     where ($1::text is null or product_id = $1) and ($2::text is null or owner_id = $2) and (not $3 or ended_at is null) and ($4::text is null or id < $4)
     order by id desc limit $5`, [filter.productId, filter.ownerId, filter.inForce, after, limit]);
}
