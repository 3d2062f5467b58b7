import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { approvedEnterprise, enterprise } from '../core/access/rule.js';
import type { ProductId } from '../core/ids/ids.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { AppDatabase } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { CreateProducts } from './create-products.js';
import { SetOfferInput } from './offer-input.types.js';
import { productBatch } from './product-batch.js';
import {
  CreateProductInput, CreateProductResult, ProductBatch, PublishProductsInput, PublishProductsResult, ReviseProductInput, ReviseProductResult, SetOfferResult,
  WithdrawProductsInput, WithdrawProductsResult,
} from './product-input.types.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode } from './product.types.js';
import { PublishProducts } from './publish-products.js';
import { readProduct } from './read-product.js';
import { ReviseProducts } from './revise-products.js';
import { SetOffers } from './set-offers.js';
import { WithdrawProducts } from './withdraw-products.js';

type Acted = Outcome<{ readonly id: ProductId }>;

/** The product that a deed has changed, read again as its viewer may see it, or why it was refused. */
async function answered(database: AppDatabase, answers: Answers, context: RequestContext, [outcome]: readonly Acted[]): Promise<VisibleProduct | Refusal | null> {
  const answer = answers.one(context, outcome);
  return answer instanceof Refusal ? answer : readProduct(database, context.viewer, answer.id);
}

/** What a listing says. */
@Resolver(() => ProductNode)
export class ProductContentResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers,
    private readonly creating: CreateProducts, private readonly revising: ReviseProducts, private readonly offering: SetOffers,
  ) {}

  @Mutation(() => CreateProductResult, { description: '新建产品，存为草稿。Writes a listing as a draft.' })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async createProduct(@Args('input') input: CreateProductInput, @Context() context: RequestContext): Promise<VisibleProduct | Refusal | null> {
    const { idempotencyKey, kindKey = null, description, certificates, energyGrade = null, specs, priceCny = null, leadTimeDays = null, warrantyMonths = null, ...named } = input;
    const form = {
      ...named, kindKey, description: description ?? '', certificates: certificates ?? [], energyGrade, specs: specs ?? [], priceCny, leadTimeDays, warrantyMonths,
    };
    return answered(this.database, this.answers, context, await this.creating.run(deedRequest(context, idempotencyKey), [form]));
  }

  @Mutation(() => ReviseProductResult, { description: '修改产品，生成新的版本；已发布的立即生效。Changes a listing as a new revision; buyers see it at once when it is published.' })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async reviseProduct(@Args('input') input: ReviseProductInput, @Context() context: RequestContext): Promise<VisibleProduct | Refusal | null> {
    const { idempotencyKey, productId, ifRevision = null, name, classId, kindKey, description, certificates, energyGrade, specs } = input;
    const changes = {
      ...given({ name: name ?? undefined, classId: classId ?? undefined, kindKey, energyGrade }),
      ...given({ description: emptied(description, ''), certificates: emptied(certificates, []), specs: emptied(specs, []) }),
    };
    return answered(this.database, this.answers, context, await this.revising.run(deedRequest(context, idempotencyKey), [{ productId, ifRevision, changes }]));
  }

  @Mutation(() => SetOfferResult, { description: '设定销售条件：价格、税、交期、供货地区等。Sets price, tax, lead time, regions and the other conditions of sale.' })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async setOffer(@Args('input') input: SetOfferInput, @Context() context: RequestContext): Promise<VisibleProduct | Refusal | null> {
    const { idempotencyKey, productId, priceCny, priceMaxCny, leadTimeDays, warrantyMonths, regionsServed, validUntil, ...rest } = input;
    // What cannot be empty stays when null is sent for it.
    const stays = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)) as NonNull<typeof rest>;
    const terms = { ...stays, ...given({ priceCny, priceMaxCny, leadTimeDays, warrantyMonths, regionsServed, validUntil }) };
    return answered(this.database, this.answers, context, await this.offering.run(deedRequest(context, idempotencyKey), [{ productId, terms }]));
  }
}

/** Whether a listing is on the market. */
@Resolver(() => ProductNode)
export class ProductStateResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers,
    private readonly publishing: PublishProducts, private readonly withdrawing: WithdrawProducts,
  ) {}

  @Mutation(() => PublishProductsResult, { description: '发布产品：填写完整的立即上架。Publishes complete listings at once; each product for itself.' })
  @Access(approvedEnterprise('OWNER', 'CATALOGUE'))
  async publishProducts(@Args('input') input: PublishProductsInput, @Context() context: RequestContext): Promise<ProductBatch> {
    return productBatch(this.database, this.answers, context, await this.publishing.run(deedRequest(context, input.idempotencyKey), input.productIds));
  }

  @Mutation(() => WithdrawProductsResult, { description: '撤下产品；可以再次发布。Takes products off the market; they can be published again.' })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async withdrawProducts(@Args('input') input: WithdrawProductsInput, @Context() context: RequestContext): Promise<ProductBatch> {
    return productBatch(this.database, this.answers, context, await this.withdrawing.run(deedRequest(context, input.idempotencyKey), input.productIds));
  }
}

type NonNull<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** The fields that were sent, null among them. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** Null empties what may be empty. */
function emptied<T>(value: T | null | undefined, empty: T): T | undefined {
  return value === null ? empty : value;
}
