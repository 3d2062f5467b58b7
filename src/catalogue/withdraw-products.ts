import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { ProductId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { momentAfter } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { ProductEntity } from './product.entity.js';
import { ownProductsForChange, updateProducts } from './product.store.js';

/** Takes published products of the viewer's organisation off the market; they can be published again. */
@Injectable()
export class WithdrawProducts {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly ProductId[]): Promise<Outcome<ProductEntity>[]> {
    return this.deeds.perform(request, 'withdrawProducts', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('productIds'));
      const own = await ownProductsForChange(tx, viewer.organisationId, wanted);
      const withdrawn: ProductEntity[] = [];
      const outcomes = wanted.map((id): Outcome<ProductEntity> => {
        const product = own.get(id);
        if (product === undefined) return notFound('productIds');
        if (product.state === 'WITHDRAWN') return done(product);
        if (product.state !== 'PUBLISHED') return refused('STATE', 'PRODUCT_NOT_PUBLISHED', 'productIds', { model: product.model });
        Object.assign(product, { state: 'WITHDRAWN', updatedAt: momentAfter(product.updatedAt, request.receivedAt) });
        product.offer.published = false;
        withdrawn.push(product);
        return done(product);
      });
      await updateProducts(tx, withdrawn);
      tx.announce(...withdrawn.map((product) => ({ type: 'ProductWithdrawn' as const, subjectId: product.id, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }
}
