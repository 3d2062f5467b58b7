import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { checkedTerms, type OfferTerms } from '../core/catalogue/offer-terms.js';
import type { ProductId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import { momentAfter, shanghaiDate } from '../core/time/dates.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { OfferEntity, ProductEntity } from './product.entity.js';
import { insertOfferRevisions, ownProductsForChange, updateProducts } from './product.store.js';
import { offerContent, sameJson } from './save-products.js';

export interface OfferToSet {
  readonly productId: ProductId;
  /** What shall be different; everything else stays. */
  readonly terms: Partial<OfferTerms>;
}

/** Sets the conditions of sale of listings of the viewer's organisation; each change is a new revision of the offer. */
@Injectable()
export class SetOffers {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly OfferToSet[]): Promise<Outcome<ProductEntity>[]> {
    return this.deeds.perform(request, 'setOffers', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('productId'));
      const own = await ownProductsForChange(tx, viewer.organisationId, wanted.map((input) => input.productId));
      const changed = new Set<ProductEntity>();
      const outcomes = wanted.map((input): Outcome<ProductEntity> => {
        const product = own.get(input.productId);
        if (product === undefined) return notFound('productId');
        const terms = checkedTerms({ ...termsOf(product.offer), ...input.terms }, shanghaiDate(request.receivedAt));
        if (!terms.ok) return terms;
        const offer: OfferEntity = { ...product.offer, ...terms.value, regionsServed: terms.value.regionsServed === null ? null : [...terms.value.regionsServed] };
        if (sameJson(offerContent(offer), offerContent(product.offer))) return done(product);
        // A product named twice in one request still makes one revision.
        product.offer = changed.has(product) ? offer : { ...offer, revision: offer.revision + 1 };
        product.updatedAt = momentAfter(product.updatedAt, request.receivedAt);
        changed.add(product);
        return done(product);
      });
      const products = [...changed];
      await updateProducts(tx, products);
      await insertOfferRevisions(tx, products.map(({ offer }) => ({
        id: this.ids.next('offerRevision'), ofId: offer.id, ownerId: offer.ownerId, revision: offer.revision, content: offerContent(offer),
        at: request.receivedAt, memberId: viewer.memberId,
      })));
      tx.announce(...products.map((product) => ({
        type: product.state === 'PUBLISHED' ? 'ProductRevised' as const : 'ProductDraftSaved' as const, subjectId: product.id, organisationId: viewer.organisationId,
      })));
      return outcomes;
    });
  }
}

function termsOf(offer: OfferEntity): OfferTerms {
  const { priceKind, priceCny, priceMaxCny, priceVisibility, taxIncluded, taxRatePercent, minimumQuantity, leadTimeDays, warrantyMonths, regionsServed, validUntil } = offer;
  return { priceKind, priceCny, priceMaxCny, priceVisibility, taxIncluded, taxRatePercent, minimumQuantity, leadTimeDays, warrantyMonths, regionsServed, validUntil };
}
