import type { ProductId } from '../core/ids/ids.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { scopeOf, type AppDatabase } from '../platform/db/database.js';
import type { Answers } from '../platform/graphql/answers.js';
import type { RequestContext } from '../platform/graphql/context.js';
import type { ProductBatch } from './product-input.types.js';
import { visibleProducts } from './product.store.js';

/** What a deed made of each product of a batch: those it changed, read again as their viewer may see them, and why the others were refused. */
export async function productBatch(
  database: AppDatabase, answers: Answers, context: RequestContext, outcomes: readonly Outcome<{ readonly id: ProductId }>[],
): Promise<ProductBatch> {
  const { viewer } = context;
  const ids = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []));
  const products = await database.read(scopeOf(viewer), (tx) => visibleProducts(tx, viewer, ids));
  const refusals = outcomes.flatMap((outcome, index) => {
    if (outcome.ok) return [];
    const { refusal } = outcome;
    return [answers.refusal(context, refusal.field === 'productIds' ? { ...refusal, field: `productIds.${index}` } : refusal)];
  });
  return { products, refusals };
}
