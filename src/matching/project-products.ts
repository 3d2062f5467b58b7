import { Injectable } from '@nestjs/common';
import { productsByIds } from '../catalogue/index.js';
import type { ProductId } from '../core/ids/ids.js';
import { lineNeeds } from '../core/matching/candidate-needs.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Clock } from '../platform/clock/clock.js';
import type { Tx } from '../platform/db/tx.js';
import { Classes } from '../policy/index.js';
import { saveProjectedProducts } from './matching-product.store.js';
import { lockProjecting } from './projection-locks.store.js';
import { productsNow } from './read-truth.js';

/** Copies what matching reads of products from the rooms that own it. */
@Injectable()
export class ProjectProducts {
  constructor(private readonly classes: Classes, private readonly clock: Clock) {}

  /** Copies these products, at most 1,000, as they are now; those that changed are pending afterwards. One that never was on the market is passed over. */
  async project(tx: Tx, ids: readonly string[]): Promise<void> {
    await lockProjecting(tx, 'PRODUCTS', ids);
    const products = (await productsByIds(tx, ids as ProductId[])).filter((product) => product.publishedAt !== null);
    const now = await productsNow(tx, this.classes, products, shanghaiDate(this.clock.now()));
    await saveProjectedProducts(tx, now.map(({ offered, onMarket, provincialMaker }) => ({
      productId: offered.productId, organisationId: offered.organisationId, classId: offered.classId, active: onMarket, offered, provincialMaker,
      matchable: lineNeeds(offered) !== null,
    })));
  }
}
