import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { kindOf } from '../core/catalogue/import/kind.js';
import type { ProductDraft } from '../core/catalogue/import/product-draft.js';
import { draftOf, type ProductForm } from '../core/catalogue/product-form.js';
import type { ProductId } from '../core/ids/ids.js';
import { notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes, type ClassRow } from '../policy/index.js';
import type { ProductEntity } from './product.entity.js';
import { ownProductsForChange } from './product.store.js';
import { SaveProducts, type SavedProduct } from './save-products.js';

export interface ProductToRevise {
  readonly productId: ProductId;
  /** Revision that was looked at; another one by now is refused. Null: whatever it is. */
  readonly ifRevision: number | null;
  /** What shall be different; everything else stays. `specs` replaces all figures. The model is what the listing is known by and stays. */
  readonly changes: Partial<Omit<ProductForm, 'model'>>;
}

/** Revises listings of the viewer's organisation, published ones included: buyers see the new revision at once. */
@Injectable()
export class ReviseProducts {
  constructor(private readonly deeds: Deeds, private readonly classes: Classes, private readonly saveProducts: SaveProducts) {}

  run(request: DeedRequest, inputs: readonly ProductToRevise[]): Promise<Outcome<SavedProduct>[]> {
    return this.deeds.perform(request, 'reviseProducts', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('productId'));
      const classes = await this.classes.all(tx);
      const own = await ownProductsForChange(tx, viewer.organisationId, wanted.map((input) => input.productId));
      const drafts = wanted.map((input): Outcome<ProductDraft> => {
        const before = own.get(input.productId);
        if (before === undefined) return notFound('productId');
        if (input.ifRevision !== null && input.ifRevision !== before.revision) {
          return refused('CONFLICT', 'REVISION_CHANGED', 'ifRevision', { revision: before.revision, expected: input.ifRevision });
        }
        return revised(before, input.changes, classes);
      });
      return this.saveProducts.saveChecked(tx, request, drafts, 'REVISED');
    });
  }
}

/** The draft that a known listing becomes with these changes; what they leave out stays. */
export function revised(before: ProductEntity, changes: ProductToRevise['changes'], classes: ReadonlyMap<string, ClassRow>): Outcome<ProductDraft> {
  const classId = changes.classId ?? before.classId;
  const definition = classes.get(classId)?.definition;
  if (definition === undefined) return refused('INPUT', 'UNKNOWN_CLASS', 'classId', { classId: classId.slice(0, 100) });
  const sameClass = classId === before.classId;
  // Figures of one class mean nothing in another.
  const kept = sameClass ? Object.entries(before.specs).map(([attributeKey, value]) => ({ attributeKey, value }))
    .filter(({ attributeKey }) => definition.attributes.some((attribute) => attribute.key === attributeKey)) : [];
  const draft = draftOf({
    name: before.name, classId, description: before.description, certificates: before.certificates, energyGrade: before.energyGrade,
    kindKey: sameClass ? (changes.name === undefined ? null : kindOf(changes.name, definition)) ?? before.kindKey : null, specs: kept,
    priceCny: before.offer.priceCny, leadTimeDays: before.offer.leadTimeDays, warrantyMonths: before.offer.warrantyMonths,
    ...changes, model: before.model,
  }, definition);
  if (!draft.ok) return draft;
  const specOriginals = changes.specs === undefined && sameClass ? before.specOriginals : draft.value.specOriginals;
  return { ok: true, value: { ...draft.value, modelKey: before.modelKey, specOriginals } };
}
