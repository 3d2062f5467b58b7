import type { DemandId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { DemandLineEntity } from './demand.entity.js';

/** One page of demands with an open line that wants one of these demand items, in the order of their ids. `after`: the last id of the page before. */
export async function pageOfDemandsOfItems(tx: Tx, itemIds: readonly string[], limit: number, after: string | null): Promise<DemandId[]> {
  const rows = await tx.query<{ id: DemandId }>(
    `select distinct demand_id as id from demand_line
     where item_id = any($1) and state in ('PUBLISHED', 'SOURCING') and ($2::text is null or demand_id > $2) order by 1 limit $3`, [itemIds, after, limit]);
  return rows.map(({ id }) => id);
}

/** Open lines that want this demand item: how many, and the latest of them with their demand, unfiltered by column. */
export async function openLinesOfItem(tx: Tx, itemId: string, limit: number): Promise<{ count: number; lines: DemandLineEntity[] }> {
  const query = tx.manager.createQueryBuilder(DemandLineEntity, 'l').innerJoinAndSelect('l.demand', 'd')
    .where(`l.state in ('PUBLISHED', 'SOURCING') and l.itemId = :itemId`, { itemId });
  return { count: await query.getCount(), lines: await query.orderBy('l.id', 'DESC').limit(limit).getMany() };
}
