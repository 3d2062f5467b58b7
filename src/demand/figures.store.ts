import type { Tx } from '../platform/db/tx.js';

/** Demand lines of one class or one buyer. `open`: waiting for supply now; `published`: within the period. */
export interface LineCount {
  /** Id of the class or the buyer; by class, `ITEM` for lines that name a demand item alone and `WORDS` for those with words alone. */
  readonly key: string;
  readonly open: number;
  readonly published: number;
  /** Demands that were published within the period and have such a line. */
  readonly demands: number;
}

const KEY = { CLASS: 'coalesce(class_ids[1], wants)', OWNER: 'owner_id' } as const;

/** Lines by their first class or by buyer; one row for each that has some. */
export async function countLines(tx: Tx, by: keyof typeof KEY, from: Date, to: Date): Promise<LineCount[]> {
  return tx.query<LineCount>(
    `select ${KEY[by]} as key, (count(*) filter (where state in ('PUBLISHED', 'SOURCING')))::int as open,
       (count(*) filter (where published_at >= $1 and published_at < $2))::int as published,
       (count(distinct demand_id) filter (where published_at >= $1 and published_at < $2))::int as demands
     from demand_line where published_at is not null group by 1`, [from, to]);
}
