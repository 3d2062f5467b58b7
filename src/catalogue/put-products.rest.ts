import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import { listOf, object, orNull, PROBLEM, RestRoute, type RestRequest, type RestSpec } from '../platform/rest/rest-route.js';
import { wholeRefusal } from '../platform/rest/whole-refusal.js';
import { PRODUCT_ROW } from './product-body.js';
import { UpsertProducts } from './upsert-products.js';
import { toUpsert, UPSERT_PRODUCTS_MAX, type UpsertProductInput } from './upsert-products.types.js';

/** `PUT /api/v1/products`: a price list by the supplier's own numbers. */
@Injectable()
export class PutProductsRoute extends RestRoute {
  readonly spec: RestSpec = {
    operationId: 'putProducts', method: 'PUT', path: '/api/v1/products', access: enterprise('OWNER', 'CATALOGUE'), scope: 'CATALOGUE_WRITE', writes: true,
    summary: '按自有编号写入产品 Write products by your own numbers',
    description: '每项各自成败；未写的项不变，没有变化的不写入。Each for itself; what is left out stays, what has no difference is not written.',
    body: object({ products: listOf(PRODUCT_ROW, UPSERT_PRODUCTS_MAX, 1), publish: { type: 'boolean', default: false, description: '写入后发布。Publish what is written.' } }, ['products']),
    answer: {
      type: 'object',
      properties: {
        items: {
          type: 'array', description: '与提交顺序一致。In the order given.',
          items: {
            type: 'object',
            properties: {
              externalRef: { type: 'string' }, id: orNull({ type: 'string' }), problem: PROBLEM,
              change: orNull({ type: 'string', enum: ['CREATED', 'REVISED', 'LINKED', 'PUBLISHED', 'UNCHANGED', null] }),
            },
          },
        },
      },
    },
  };

  constructor(private readonly upserting: UpsertProducts) {
    super();
  }

  async answer({ deed, body, problem }: RestRequest): Promise<Outcome<object>> {
    const { products, publish } = body as { readonly products: UpsertProductInput[]; readonly publish: boolean };
    const outcomes = await this.upserting.run(deed, products.map((one) => toUpsert(one, publish)));
    const whole = wholeRefusal(outcomes);
    if (whole !== null) return whole;
    return done({
      items: outcomes.map((outcome, index) => {
        const externalRef = products[index]?.externalRef ?? '';
        if (outcome.ok) return { externalRef, id: outcome.value.id, change: outcome.value.change, problem: null };
        const { refusal } = outcome;
        return { externalRef, id: null, change: null, problem: problem({ ...refusal, field: ['products', index, refusal.field].filter((part) => part !== null).join('.') }) };
      }),
    });
  }
}
