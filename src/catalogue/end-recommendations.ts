import { Injectable } from '@nestjs/common';
import type { ProductId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { liveApplications, saveApplications, setRecommendedAt, type ListApplicationRow } from './recommended-list.store.js';
import { anyProductsForChange } from './suspension.store.js';

export interface RecommendationToEnd {
  readonly productId: ProductId;
  /** Told to the supplier; 1 to 500 characters. */
  readonly reason: string;
}

/** Takes products off the recommended list; they stay on the market, and may be applied for again. */
@Injectable()
export class EndRecommendations {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly RecommendationToEnd[]): Promise<Outcome<{ readonly id: ProductId; readonly because: string }>[]> {
    return this.deeds.perform(request, 'endRecommendations', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('productId'));
      const products = await anyProductsForChange(tx, wanted.map(({ productId }) => productId));
      const live = await liveApplications(tx, [...products.keys()]);
      const ended = new Map<ProductId, ListApplicationRow>();
      const outcomes = wanted.map((input): Outcome<{ readonly id: ProductId; readonly because: string }> => {
        const product = products.get(input.productId);
        const application = live.get(input.productId);
        const reason = input.reason.trim();
        if (product === undefined) return notFound('productId');
        if (reason === '') return refused('INPUT', 'LIST_REASON_MISSING', 'reason');
        if (application?.state !== 'APPROVED' || ended.has(product.id)) return refused('STATE', 'LIST_PRODUCT_NOT_LISTED', 'productId', { model: product.model });
        ended.set(product.id, { ...application, state: 'ENDED', reason, endedAt: request.receivedAt });
        return done({ id: product.id, because: reason });
      });
      await saveApplications(tx, [...ended.values()], viewer);
      await setRecommendedAt(tx, [...ended.keys()], null);
      tx.announce(...[...ended].map(([productId, { ownerId, reason }]) => ({
        type: 'ListingEnded' as const, subjectId: productId, organisationId: viewer.organisationId,
        notice: { recipients: [ownerId], code: 'NOTICE_LIST_ENDED', params: { model: products.get(productId)?.model ?? '', reason: reason ?? '' } },
      })));
      return outcomes;
    });
  }
}
