import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../core/events/events.js';
import type { OrganisationId, ProductId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { momentAfter } from '../core/time/dates.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { ProductEntity } from './product.entity.js';
import { updateProducts } from './product.store.js';
import { anyProductsForChange, insertSuspensions, type SuspensionCause } from './suspension.store.js';

export interface ProductToSuspend {
  readonly productId: ProductId;
  readonly cause: SuspensionCause;
  /** Read by the supplier, who acts on it; 1 to 500 characters. */
  readonly reason: string;
}

/** What was suspended, with the reason for the audit. */
export interface SuspendedProduct {
  readonly id: ProductId;
  readonly because: string;
}

/**
 * Takes published products off the market, whosever they are: search and matching drop them at once, the supplier is told why and
 * cannot publish them until a department reinstates them. Refuses what is not published, and whoever is no department.
 */
@Injectable()
export class SuspendProducts {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly ProductToSuspend[]): Promise<Outcome<SuspendedProduct>[]> {
    return this.deeds.perform(request, 'suspendProducts', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('productIds'));
      const products = await anyProductsForChange(tx, wanted.map(({ productId }) => productId));
      const suspended: { readonly product: ProductEntity; readonly cause: SuspensionCause; readonly reason: string }[] = [];
      const outcomes = wanted.map((input): Outcome<SuspendedProduct> => {
        const product = products.get(input.productId);
        const reason = input.reason.trim();
        if (product === undefined) return notFound('productIds');
        if (reason === '') return refused('INPUT', 'SUSPENSION_REASON_MISSING', 'reason');
        if (product.state === 'SUSPENDED') return refused('STATE', 'PRODUCT_SUSPENDED_ALREADY', 'productIds', { model: product.model });
        if (product.state !== 'PUBLISHED') return refused('STATE', 'PRODUCT_NOT_ON_MARKET', 'productIds', { model: product.model });
        Object.assign(product, { state: 'SUSPENDED', stateReason: reason, updatedAt: momentAfter(product.updatedAt, request.receivedAt) });
        product.offer.published = false;
        suspended.push({ product, cause: input.cause, reason });
        return done({ id: product.id, because: `${input.cause}: ${reason}` });
      });
      await updateProducts(tx, suspended.map(({ product }) => product));
      await insertSuspensions(tx, suspended.map(({ product, cause, reason }) => ({
        id: this.ids.next('suspension'), productId: product.id, ownerId: product.ownerId, cause, reason, suspendedAt: request.receivedAt, suspendedBy: viewer.organisationId,
      })), viewer.memberId);
      tx.announce(...suspensionEvents(suspended, viewer.organisationId));
      return outcomes;
    });
  }
}

/** One event for each product; of one supplier's many the first alone brings the notice, so that nobody is told a thousand times. */
function suspensionEvents(suspended: readonly { readonly product: ProductEntity; readonly reason: string }[], by: OrganisationId): DomainEvent[] {
  const told = new Set<string>();
  return suspended.map(({ product, reason }) => {
    const event: DomainEvent = { type: 'ProductSuspended', subjectId: product.id, organisationId: by, refs: { supplierId: product.ownerId } };
    if (told.has(product.ownerId)) return event;
    told.add(product.ownerId);
    const count = suspended.filter((one) => one.product.ownerId === product.ownerId).length;
    const code = count === 1 ? 'NOTICE_PRODUCT_SUSPENDED' : 'NOTICE_PRODUCTS_SUSPENDED';
    return { ...event, notice: { recipients: [product.ownerId], code, params: { model: product.model, count, reason } } };
  });
}
