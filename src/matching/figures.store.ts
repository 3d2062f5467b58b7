import type { Tx } from '../platform/db/tx.js';

/** Recommendations made within a period, of one class or one buyer. */
export interface RecommendationCount {
  readonly key: string;
  readonly made: number;
  /** Of these, answered by a side at least, with interest or a dismissal. */
  readonly answered: number;
  /** Of these, both sides are interested. */
  readonly mutual: number;
}

const KEY = { CLASS: 'class_id', OWNER: 'buyer_id' } as const;

export async function countRecommendations(tx: Tx, by: keyof typeof KEY, from: Date, to: Date): Promise<RecommendationCount[]> {
  return tx.query<RecommendationCount>(
    `select ${KEY[by]} as key, count(*)::int as made,
       (count(*) filter (where buyer_state in ('INTERESTED', 'DISMISSED') or supplier_state in ('INTERESTED', 'DISMISSED')))::int as answered,
       (count(*) filter (where buyer_state = 'INTERESTED' and supplier_state = 'INTERESTED'))::int as mutual
     from matching_recommendation where made_at >= $1 and made_at < $2 group by 1`, [from, to]);
}
