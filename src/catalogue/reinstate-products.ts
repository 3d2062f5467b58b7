import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../core/events/events.js';
import type { OrganisationId, ProductId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { momentAfter, shanghaiDate } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes, machineLaw } from '../policy/index.js';
import type { ProductEntity } from './product.entity.js';
import { updateProducts } from './product.store.js';
import { publicationFault } from './publication-fault.js';
import { anyProductsForChange, endSuspensions } from './suspension.store.js';
import type { SuspendedProduct } from './suspend-products.js';

export interface ProductToReinstate {
  readonly productId: ProductId;
  /** What was put right, for the record; may be empty. */
  readonly because: string;
}

/**
 * Ends suspensions: the products are on the market again at once and their suppliers are told. What could not be published now,
 * being incomplete or in the elimination class by now, stays suspended with that as the refusal.
 */
@Injectable()
export class ReinstateProducts {
  constructor(private readonly deeds: Deeds, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly ProductToReinstate[]): Promise<Outcome<SuspendedProduct>[]> {
    return this.deeds.perform(request, 'reinstateProducts', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('productIds'));
      const classes = await this.classes.all(tx);
      const { elimination } = await machineLaw();
      const today = shanghaiDate(request.receivedAt);
      const products = await anyProductsForChange(tx, wanted.map(({ productId }) => productId));
      const reinstated: ProductEntity[] = [];
      const ends: ProductToReinstate[] = [];
      const outcomes = wanted.map((input): Outcome<SuspendedProduct> => {
        const product = products.get(input.productId);
        if (product === undefined) return notFound('productIds');
        if (product.state !== 'SUSPENDED') return refused('STATE', 'PRODUCT_NOT_SUSPENDED', 'productIds', { model: product.model });
        const fault = publicationFault(product, classes.get(product.classId)?.definition ?? null, elimination, today);
        if (fault !== null) return fault;
        Object.assign(product, { state: 'PUBLISHED', stateReason: null, publishedAt: request.receivedAt, updatedAt: momentAfter(product.updatedAt, request.receivedAt) });
        product.offer.published = true;
        reinstated.push(product);
        ends.push({ productId: product.id, because: input.because.trim() });
        return done({ id: product.id, because: input.because.trim() });
      });
      await updateProducts(tx, reinstated);
      await endSuspensions(tx, ends, request.receivedAt, viewer.organisationId);
      tx.announce(...reinstatementEvents(reinstated, viewer.organisationId));
      return outcomes;
    });
  }
}

/** As with suspensions: one notice for each supplier. */
function reinstatementEvents(reinstated: readonly ProductEntity[], by: OrganisationId): DomainEvent[] {
  const told = new Set<string>();
  return reinstated.map(({ id, ownerId, model }) => {
    const event: DomainEvent = { type: 'ProductReinstated', subjectId: id, organisationId: by, refs: { supplierId: ownerId } };
    if (told.has(ownerId)) return event;
    told.add(ownerId);
    const count = reinstated.filter((one) => one.ownerId === ownerId).length;
    const code = count === 1 ? 'NOTICE_PRODUCT_REINSTATED' : 'NOTICE_PRODUCTS_REINSTATED';
    return { ...event, notice: { recipients: [ownerId], code, params: { model, count } } };
  });
}
