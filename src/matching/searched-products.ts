import { Injectable } from '@nestjs/common';
import { productsByIds, searchDocument } from '../catalogue/index.js';
import type { ProductId } from '../core/ids/ids.js';
import { organisationsByIds } from '../organisation/index.js';
import type { Tx } from '../platform/db/tx.js';
import { SearchIndex } from '../platform/search/search-index.port.js';
import { Classes } from '../policy/index.js';
import type { KeptListing } from './searched-product.store.js';

/** A listed product as saved searches are judged by it. */
export interface ListingNow extends KeptListing {
  readonly publishedAt: number;
}

/** Products as search knows them. */
@Injectable()
export class SearchedProducts {
  constructor(private readonly classes: Classes, private readonly search: SearchIndex) {}

  /** These products, at most 1,000, as they are now; null for one that search does not show: not published, or its supplier not approved. */
  async now(tx: Tx, ids: readonly string[]): Promise<Map<string, ListingNow | null>> {
    const products = (await productsByIds(tx, ids as ProductId[])).filter(({ state }) => state === 'PUBLISHED');
    const suppliers = await organisationsByIds(tx, [...new Set(products.map(({ ownerId }) => ownerId))]);
    const approved = new Set<string>(suppliers.filter(({ state }) => state === 'APPROVED').map(({ id }) => id));
    const classes = await this.classes.all(tx);
    const listed = products.filter(({ ownerId }) => approved.has(ownerId)).map((product): ListingNow => {
      const { id, supplierId, classIds, specs, priceCny, energyGrade, regions, certificates, publishedAt, ...named } = searchDocument(product, classes.get(product.classId));
      const { terms, models, also } = this.search.normaliser.fields(named);
      return { id, supplierId, classIds, specs, priceCny, energyGrade, regions, certificates, publishedAt, words: [...new Set([...terms, ...models, ...also])] };
    });
    const byId = new Map(listed.map((one) => [one.id, one]));
    return new Map(ids.map((id) => [id, byId.get(id) ?? null]));
  }

  /** Model and class of a product, for a notice. */
  async named(tx: Tx, id: string): Promise<{ readonly model: string; readonly className: string }> {
    const [product] = await productsByIds(tx, [id as ProductId]);
    const placed = product === undefined ? undefined : (await this.classes.all(tx)).get(product.classId);
    return { model: product?.model ?? '', className: placed?.definition.zh ?? product?.classId ?? '' };
  }
}
