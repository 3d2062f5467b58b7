import type { DemandId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';

export interface OpenUse {
  readonly lines: number;
  /** Open lines by the attribute of the class that they state a requirement on. */
  readonly attributes: readonly { readonly key: string; readonly lines: number }[];
}

/** What open lines use of a class. */
export async function openUseOfClass(tx: Tx, classId: string): Promise<OpenUse> {
  const [count] = await tx.query<{ lines: number }>(
    `select count(*)::int as lines from demand_line where state in ('PUBLISHED', 'SOURCING') and class_ids && array[$1::text]`, [classId]);
  const attributes = await tx.query<OpenUse['attributes'][number]>(
    `select r->>'attributeKey' as key, count(distinct l.id)::int as lines from demand_line l cross join lateral jsonb_array_elements(l.requirements) r
     where l.state in ('PUBLISHED', 'SOURCING') and l.class_ids && array[$1::text] and coalesce(r->>'classId', $1) = $1 group by 1`, [classId]);
  return { lines: count?.lines ?? 0, attributes };
}

/** One page of demands with an open line that wants one of these classes, in the order of their ids. `after`: the last id of the page before. */
export async function pageOfDemandsOfClasses(tx: Tx, classIds: readonly string[], limit: number, after: string | null): Promise<DemandId[]> {
  const rows = await tx.query<{ id: DemandId }>(
    `select distinct demand_id as id from demand_line
     where state in ('PUBLISHED', 'SOURCING') and class_ids && $1::text[] and ($2::text is null or demand_id > $2) order by 1 limit $3`, [classIds, after, limit]);
  return rows.map(({ id }) => id);
}
