import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import { DecimalScalar } from '../platform/graphql/scalars.js';
import { ProductSpecInput } from './product-input.types.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode } from './product.types.js';
import type { SavedProduct } from './save-products.js';
import { EXTERNAL_REF_MAX } from './upsert-products.js';

export const UPSERT_PRODUCTS_MAX = 1_000;

export const ProductChanges = {
  CREATED: 'CREATED', REVISED: 'REVISED', LINKED: 'LINKED', PUBLISHED: 'PUBLISHED', UNCHANGED: 'UNCHANGED',
} as const satisfies Record<SavedProduct['change'], SavedProduct['change']>;
registerEnumType(ProductChanges, {
  name: 'ProductChange',
  description: '按自有编号写入产品的结果。What came of writing a product by your own number.',
  valuesMap: {
    CREATED: { description: '新建。There was none.' },
    REVISED: { description: '已修改，生成新版本。A new revision.' },
    LINKED: { description: '内容未变，已与自有编号关联。Found by its model and put under your number; its content is the same.' },
    PUBLISHED: { description: '内容未变，已发布。On the market now; its content is the same.' },
    UNCHANGED: { description: '没有变化，未写入。No difference: nothing was written.' },
  },
});

@InputType({ description: '按自有编号新建或修改的一个产品：未写的项不变，null 清空可空的项。One product by your own number: what is left out stays, null empties what may be empty.' })
export class UpsertProductInput {
  @Field(() => String, { description: '自有系统中的编号，1 至 100 个字符，本单位内唯一。Number in your own software, 1 to 100 characters, unique within your organisation.' })
  @Length(1, EXTERNAL_REF_MAX)
  externalRef: string;

  @Field(() => String, { nullable: true, description: '产品名称，1 至 200 字；新产品必填。Name; a new product needs one.' })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => String, { nullable: true, description: '型号，1 至 100 字；新产品必填，之后不变。Model; a new product needs one, and keeps it.' })
  @IsOptional()
  @Length(1, 100)
  model?: string | null;

  @Field(() => ID, { nullable: true, description: '品类编号；新产品必填。Class of goods, such as S1.1.1.02; a new product needs one.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;

  @Field(() => String, { nullable: true, description: '类型（品类之内）。Kind within the class; left out, it is told by the name where it can be.' })
  @IsOptional()
  @Length(1, 100)
  kindKey?: string | null;

  @Field(() => String, { nullable: true, description: '简介，至多 5,000 字。Free text, at most 5,000 characters.' })
  @IsOptional()
  @MaxLength(5_000)
  description?: string | null;

  @Field(() => [String], { nullable: true, description: '认证、检测报告，至多 30 项。Certificates and test reports, at most 30.' })
  @IsOptional()
  @ArrayMaxSize(30)
  @Length(1, 200, { each: true })
  certificates?: string[] | null;

  @Field(() => Int, { nullable: true, description: '标称能效等级，1 至 3，1 最高。Energy grade claimed, 1 to 3, 1 is best; null: none.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  energyGrade?: number | null;

  @Field(() => [ProductSpecInput], { nullable: true, description: '全部参数，至多 100 项；填写即整体替换。All figures, at most 100; given, they replace those that were.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ProductSpecInput)
  specs?: ProductSpecInput[] | null;

  @Field(() => DecimalScalar, { nullable: true, description: '单价（元），null 为面议。Price of one sales unit in CNY; null: on request.' })
  @IsOptional()
  priceCny?: string | null;

  @Field(() => Int, { nullable: true, description: '交货期（天）。Lead time in days.' })
  @IsOptional()
  @IsInt()
  leadTimeDays?: number | null;

  @Field(() => Int, { nullable: true, description: '质保（月）。Warranty in months.' })
  @IsOptional()
  @IsInt()
  warrantyMonths?: number | null;
}

@InputType({ description: '要写入的产品。The products to write.' })
export class UpsertProductsInput extends MutationInput {
  @Field(() => [UpsertProductInput], { description: '1 至 1,000 个，每个各自成败。1 to 1,000; each for itself.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(UPSERT_PRODUCTS_MAX)
  @ValidateNested({ each: true })
  @Type(() => UpsertProductInput)
  products: UpsertProductInput[];

  @Field(() => Boolean, { defaultValue: false, description: '写入后发布；不能发布的整项不写入。Publishes what is written; what cannot be published is not written at all.' })
  publish: boolean;
}

@ObjectType({ description: '一项的结果：写入的产品，或拒绝的原因。What became of one item: the product, or why it was refused.' })
export class UpsertedProduct {
  @Field(() => String, { description: 'The number that was sent.' }) externalRef: string;
  @Field(() => ProductChanges, { nullable: true, description: 'What came of it; null when it was refused.' }) change: SavedProduct['change'] | null;
  @Field(() => ProductNode, { nullable: true, description: 'The product as it is now; null when it was refused.' }) product: VisibleProduct | null;
  @Field(() => Refusal, { nullable: true, description: 'Why it was refused; null when it was not.' }) refusal: Refusal | null;
}

@ObjectType({ description: '每一项的结果，与提交顺序一致。What became of each item, in the order given.' })
export class ProductsUpserted {
  @Field(() => [UpsertedProduct], { description: 'One for each item.' }) items: UpsertedProduct[];
}

export const UpsertProductsResult = resultUnion('UpsertProductsResult', 'What became of each product, or why none was looked at.', () => ProductsUpserted);

/** The input of the deed. A null that cannot empty a field counts as left out. */
export function toUpsert({ externalRef, name, model, classId, description, certificates, specs, ...open }: UpsertProductInput, publish: boolean) {
  const named = { name: name ?? undefined, model: model ?? undefined, classId: classId ?? undefined };
  const emptied = { description: description === null ? '' : description, certificates: certificates === null ? [] : certificates, specs: specs === null ? [] : specs };
  const form = Object.fromEntries(Object.entries({ ...named, ...emptied, ...open }).filter(([, value]) => value !== undefined));
  return { externalRef, form, publish };
}
