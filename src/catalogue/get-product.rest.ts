import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { isId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { object, RestRoute, text, type RestRequest, type RestSpec } from '../platform/rest/rest-route.js';
import { PRODUCT, productBody } from './product-body.js';
import { ownProductByRef, visibleProducts } from './product.store.js';

/** `GET /api/v1/products/{ref}`: a product by our id or by the supplier's own number. */
@Injectable()
export class GetProductRoute extends RestRoute {
  readonly spec: RestSpec = {
    operationId: 'getProduct', method: 'GET', path: '/api/v1/products/:ref', access: enterprise(), scope: 'CATALOGUE_READ', writes: false,
    summary: '按编号读取产品 Read one product', description: '平台编号（prd_…）或自有编号；按平台编号也可读取他人已发布的产品，价格视公开范围。By our id or your own number; by our id also what others have published, with its price where it is shown to you.',
    params: object({ ref: text(100, { description: '平台编号或自有编号。Our id, or your own number.' }) }, ['ref']), answer: PRODUCT,
  };

  constructor(private readonly database: AppDatabase) {
    super();
  }

  async answer({ viewer, params: { ref = '' } }: RestRequest): Promise<Outcome<object>> {
    const product = await this.database.read(scopeOf(viewer), async (tx) =>
      await ownProductByRef(tx, viewer, viewer.organisationId, ref) ?? (isId('product', ref) ? (await visibleProducts(tx, viewer, [ref]))[0] ?? null : null));
    return product === null ? notFound('ref') : done(productBody(product));
  }
}
