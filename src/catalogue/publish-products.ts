import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { ProductId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { momentAfter, shanghaiDate } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes, machineLaw } from '../policy/index.js';
import type { ProductEntity } from './product.entity.js';
import { ownProductsForChange, updateProducts } from './product.store.js';
import { publicationFault } from './publication-fault.js';

/**
 * Publishes products of the viewer's organisation. Complete listings of an approved supplier go public at once; departments
 * sample afterwards. Publishing what is public already changes nothing. Refuses suspended and incomplete listings, and what a verified
 * entry of the elimination class in force forbids (淘汰类; clause 四（二）).
 */
@Injectable()
export class PublishProducts {
  constructor(private readonly deeds: Deeds, private readonly classes: Classes) {}

  run(request: DeedRequest, ids: readonly ProductId[]): Promise<Outcome<ProductEntity>[]> {
    return this.deeds.perform(request, 'publishProducts', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('productIds'));
      const classes = await this.classes.all(tx);
      const { elimination } = await machineLaw();
      const today = shanghaiDate(request.receivedAt);
      const own = await ownProductsForChange(tx, viewer.organisationId, wanted);
      const published: ProductEntity[] = [];
      const outcomes = wanted.map((id): Outcome<ProductEntity> => {
        const product = own.get(id);
        if (product === undefined) return notFound('productIds');
        if (product.state === 'PUBLISHED') return done(product);
        if (product.state === 'SUSPENDED') return refused('STATE', 'PRODUCT_SUSPENDED', 'productIds', { reason: product.stateReason ?? '' });
        const fault = publicationFault(product, classes.get(product.classId)?.definition ?? null, elimination, today);
        if (fault !== null) return fault;
        Object.assign(product, { state: 'PUBLISHED', stateReason: null, publishedAt: request.receivedAt, updatedAt: momentAfter(product.updatedAt, request.receivedAt) });
        product.offer.published = true;
        published.push(product);
        return done(product);
      });
      await updateProducts(tx, published);
      tx.announce(...published.map((product) => ({ type: 'ProductPublished' as const, subjectId: product.id, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }
}
