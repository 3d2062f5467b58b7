import type { OrganisationId, ProductId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { ProductVersion } from './search-document.js';

/** Published products after this id in the order of their ids, with what tells their version; at most 1,000. */
export async function publishedVersions(tx: Tx, after: string, limit: number): Promise<(ProductVersion & { readonly id: ProductId; readonly ownerId: OrganisationId })[]> {
  return tx.query(
    `select p.id, p.owner_id as "ownerId", p.revision, o.revision as "offerRevision", p.updated_at as "updatedAt"
     from catalogue_product p join catalogue_offer o on o.product_id = p.id where p.state = 'PUBLISHED' and p.id > $1 order by p.id limit $2`, [after, limit]);
}

/** Published products of one supplier after this id, in the order of their ids; at most 1,000. */
export async function publishedOfSupplier(tx: Tx, ownerId: string, after: string, limit: number): Promise<ProductId[]> {
  const rows = await tx.query<{ id: ProductId }>(
    `select id from catalogue_product where owner_id = $1 and state = 'PUBLISHED' and id > $2 order by id limit $3`, [ownerId, after, limit]);
  return rows.map(({ id }) => id);
}
