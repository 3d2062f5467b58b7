import type { ProductId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';

/** What published products of a class use of its definition. */
export interface PublishedUse {
  readonly products: number;
  /** Products by the attribute they state, and for a choice by its value. */
  readonly attributes: readonly { readonly key: string; readonly value: string | null; readonly products: number }[];
  readonly kinds: readonly { readonly key: string; readonly products: number }[];
}

export async function classUse(tx: Tx, classId: string): Promise<PublishedUse> {
  const kinds = await tx.query<{ key: string | null; products: number }>(
    `select kind_key as key, count(*)::int as products from catalogue_product where class_id = $1 and state = 'PUBLISHED' group by 1`, [classId]);
  const attributes = await tx.query<PublishedUse['attributes'][number]>(
    `select s.key, case jsonb_typeof(s.value) when 'string' then s.value #>> '{}' end as value, count(*)::int as products
     from catalogue_product p cross join lateral jsonb_each(p.specs) s where p.class_id = $1 and p.state = 'PUBLISHED' group by 1, 2`, [classId]);
  return {
    products: kinds.reduce((sum, { products }) => sum + products, 0), attributes,
    kinds: kinds.flatMap(({ key, products }) => (key === null ? [] : [{ key, products }])),
  };
}

export interface OutsideSpec {
  readonly productId: ProductId;
  readonly attributeKey: string;
  readonly value: number;
}

/** Figures of published products of a class that lie outside of these bounds: how many, and the first of them by product. */
export async function specsOutside(
  tx: Tx, classId: string, bounds: readonly { readonly key: string; readonly min: number | null; readonly max: number | null }[], limit: number,
): Promise<{ count: number; examples: OutsideSpec[] }> {
  if (bounds.length === 0) return { count: 0, examples: [] };
  const rows = await tx.query<OutsideSpec & { count: number }>(
    `select p.id as "productId", b.key as "attributeKey", (p.specs->>b.key)::float8 as value, (count(*) over ())::int as count
     from catalogue_product p join jsonb_to_recordset($2::jsonb) as b(key text, min numeric, max numeric) on jsonb_typeof(p.specs->b.key) = 'number'
     where p.class_id = $1 and p.state = 'PUBLISHED' and ((p.specs->>b.key)::numeric < b.min or (p.specs->>b.key)::numeric > b.max)
     order by p.id, b.key limit $3`, [classId, JSON.stringify(bounds), limit]);
  return { count: rows[0]?.count ?? 0, examples: rows.map(({ productId, attributeKey, value }) => ({ productId, attributeKey, value })) };
}

/** One page of the ids of published products of these classes, by id. `after`: the last id of the page before, or null. */
export async function pageOfPublishedOfClasses(tx: Tx, classIds: readonly string[], limit: number, after: string | null): Promise<ProductId[]> {
  const rows = await tx.query<{ id: ProductId }>(
    `select id from catalogue_product where class_id = any($1) and state = 'PUBLISHED' and ($2::text is null or id > $2) order by id limit $3`, [classIds, after, limit]);
  return rows.map(({ id }) => id);
}
