import type { Tx } from '../platform/db/tx.js';

/** Products of one class or one supplier. `onMarket`: published now; `published`: put on the market within the period, the last time counts. */
export interface ProductCount {
  readonly key: string;
  readonly onMarket: number;
  readonly published: number;
}

const KEY = { CLASS: 'class_id', OWNER: 'owner_id' } as const;

/** Products by class or by supplier; one row for each that has some. */
export async function countProducts(tx: Tx, by: keyof typeof KEY, from: Date, to: Date): Promise<ProductCount[]> {
  return tx.query<ProductCount>(
    `select ${KEY[by]} as key, (count(*) filter (where state = 'PUBLISHED'))::int as "onMarket",
       (count(*) filter (where published_at >= $1 and published_at < $2))::int as published
     from catalogue_product where published_at is not null group by 1`, [from, to]);
}
