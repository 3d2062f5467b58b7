import type { DemandLineId, ProductId, RecommendationId } from '../core/ids/ids.js';
import type { BundleCandidate } from '../core/matching/bundle.js';
import type { Tx } from '../platform/db/tx.js';

export interface StandingCandidate extends BundleCandidate {
  readonly id: RecommendationId;
  readonly positionId: DemandLineId;
  readonly productId: ProductId;
}

/** What stands recommended for these lines, without its reasons: at most 50 for each. `whole`: scores count price against budget; otherwise it is neutral in them. */
export async function candidatesOfLines(tx: Tx, lineIds: readonly string[], whole: boolean): Promise<StandingCandidate[]> {
  return tx.query<StandingCandidate>(
    `select id, line_id as "positionId", product_id as "productId", supplier_id as "supplierId", ${whole ? 'score' : 'supplier_score'} as score
     from matching_recommendation where line_id = any($1) and retired_at is null order by line_id, product_id`, [lineIds]);
}
