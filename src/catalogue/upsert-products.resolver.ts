import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { visibleProducts } from './product.store.js';
import { UpsertProducts } from './upsert-products.js';
import { toUpsert, UpsertedProduct, UpsertProductsInput, UpsertProductsResult, type ProductsUpserted } from './upsert-products.types.js';

/** Products by the numbers of other software. */
@Resolver(() => UpsertedProduct)
export class UpsertProductsResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly upserting: UpsertProducts) {}

  @Mutation(() => UpsertProductsResult, {
    description: '按自有编号新建或修改产品，供 ERP 等系统同步；没有变化的不写入。Creates or revises products by your own numbers, for software that keeps them in step; what has no difference is not written.',
  })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async upsertProducts(@Args('input') { products, publish, idempotencyKey }: UpsertProductsInput, @Context() context: RequestContext): Promise<ProductsUpserted> {
    const { viewer } = context;
    const outcomes = await this.upserting.run(deedRequest(context, idempotencyKey), products.map((one) => toUpsert(one, publish)));
    const ids = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []));
    const seen = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleProducts(tx, viewer, ids))).map((product) => [product.id, product]));
    return {
      items: outcomes.map((outcome, index): UpsertedProduct => {
        const externalRef = products[index]?.externalRef ?? '';
        if (outcome.ok) return { externalRef, change: outcome.value.change, product: seen.get(outcome.value.id) ?? null, refusal: null };
        const { refusal } = outcome;
        const field = refusal.field === null ? `products.${index}` : refusal.field === 'idempotencyKey' ? refusal.field : `products.${index}.${refusal.field}`;
        return { externalRef, change: null, product: null, refusal: this.answers.refusal(context, { ...refusal, field }) };
      }),
    };
  }
}
