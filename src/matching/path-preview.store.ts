import type { OfferedProduct } from '../core/matching/pair.js';
import type { Tx } from '../platform/db/tx.js';

/** Products of this class on the market as matching keeps them: how many, and the first of them by id. */
export async function productsOfClass(tx: Tx, classId: string, limit: number): Promise<{ count: number; products: OfferedProduct[] }> {
  const rows = await tx.query<{ offered: OfferedProduct; count: number }>(
    'select offered, (count(*) over ())::int as count from matching_product where class_id = $1 and active order by product_id limit $2', [classId, limit]);
  return { count: rows[0]?.count ?? 0, products: rows.map(({ offered }) => offered) };
}
