import { Injectable } from '@nestjs/common';
import { draftOf, type ProductForm } from '../core/catalogue/product-form.js';
import { refused, type Outcome } from '../core/outcome/outcome.js';
import type { ProductDraft } from '../core/catalogue/import/product-draft.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import { SaveProducts, type SavedProduct } from './save-products.js';

/** Creates listings as drafts of the viewer's organisation. A model it has already is refused: that listing is revised instead. */
@Injectable()
export class CreateProducts {
  constructor(private readonly deeds: Deeds, private readonly classes: Classes, private readonly saveProducts: SaveProducts) {}

  run(request: DeedRequest, forms: readonly ProductForm[]): Promise<Outcome<SavedProduct>[]> {
    return this.deeds.perform(request, 'createProducts', forms, async (tx, wanted) => {
      const classes = await this.classes.all(tx);
      const drafts = wanted.map((form): Outcome<ProductDraft> => {
        const definition = classes.get(form.classId)?.definition;
        return definition === undefined ? refused('INPUT', 'UNKNOWN_CLASS', 'classId', { classId: form.classId.slice(0, 100) }) : draftOf(form, definition);
      });
      return this.saveProducts.saveChecked(tx, request, drafts, 'REFUSED');
    });
  }
}
