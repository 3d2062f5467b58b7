import { ANONYMOUS } from '../core/access/viewer.js';
import { priceVisibleTo } from '../core/catalogue/visible-price.js';
import { specField, type SearchDocument } from '../platform/search/search-index.port.js';
import type { ClassRow } from '../policy/index.js';
import type { ProductEntity } from './product.entity.js';

/** What tells a later state of a product from an earlier one. */
export interface ProductVersion {
  readonly revision: number;
  readonly offerRevision: number;
  readonly updatedAt: Date;
}

/** Milliseconds since 1970 fit in 41 bits until the year 2039, and then run into revisions without harm to their order. */
const MILLIS_BITS = 41n;

/**
 * Rises with every change: revisions of product and offer first, since they never go back, then the time of the last change,
 * which publishing and withdrawing move without a revision.
 */
export function searchVersion({ revision, offerRevision, updatedAt }: ProductVersion): bigint {
  return (BigInt(revision + offerRevision) << MILLIS_BITS) + BigInt(updatedAt.getTime());
}

export function versionOf(product: ProductEntity): bigint {
  return searchVersion({ revision: product.revision, offerRevision: product.offer.revision, updatedAt: product.updatedAt });
}

/** A published product as the search index takes it. Of its price only what a visitor without account may read. */
export function searchDocument(product: ProductEntity, placed: ClassRow | undefined): SearchDocument {
  return {
    id: product.id, version: versionOf(product), name: product.name, model: product.model,
    goods: placed === undefined ? null : { names: placed.definition, kindKey: product.kindKey },
    classIds: [product.classId, ...(placed?.path ?? []).map((group) => group.id)],
    specs: Object.fromEntries(Object.entries(product.specs).map(([key, value]) => [specField(product.classId, key), value])),
    priceCny: priceVisibleTo(ANONYMOUS, product.offer).priceCny, energyGrade: product.energyGrade, regions: product.offer.regionsServed,
    certificates: product.certificates, supplierId: product.ownerId, publishedAt: (product.publishedAt ?? product.updatedAt).getTime(),
  };
}
