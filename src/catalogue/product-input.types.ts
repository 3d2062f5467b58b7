import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { isId, type ProductId } from '../core/ids/ids.js';
import { cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DecimalScalar, JsonScalar } from '../platform/graphql/scalars.js';
import type { ProductState } from './product.entity.js';
import { ProductNode, ProductStates } from './product.types.js';

/** Products that one request may publish or withdraw: all of them are one transaction. */
const BATCH_MAX = 200;
const SPECS_MAX = 100;
const CERTIFICATES_MAX = 30;

@ArgsType()
export class MyProductsArgs extends PageArgs {
  @Field(() => ProductStates, { nullable: true, description: '仅此状态的产品。Products in this state alone.' })
  @IsOptional()
  state?: ProductState | null;
}

@InputType({ description: '一项参数。One figure of a product.' })
export class ProductSpecInput {
  @Field(() => String, { description: 'Key of an attribute of the class.' })
  @Length(1, 100)
  attributeKey: string;

  @Field(() => JsonScalar, {
    description: '数值（按品类的单位）、选项键、是否，或如 "0.3km" 的文字，按导入的规则读取。A number in the unit of the class, the key of a listed value, true/false, or text as in a price list, such as "0.3km", read as an import reads it.',
  })
  value: unknown;
}

/** What a listing says, apart from what tells it from others. */
@InputType({ isAbstract: true })
abstract class ProductContentInput extends MutationInput {
  @Field(() => String, { nullable: true, description: '类型（品类之内）；不填则由名称判断。Kind within the class; left out, it is told by the name where it can be.' })
  @IsOptional()
  @Length(1, 100)
  kindKey?: string | null;

  @Field(() => String, { nullable: true, description: '简介，至多 5,000 字。Free text, at most 5,000 characters.' })
  @IsOptional()
  @MaxLength(5_000)
  description?: string | null;

  @Field(() => [String], { nullable: true, description: '认证、检测报告，至多 30 项。Certificates and test reports, at most 30.' })
  @IsOptional()
  @ArrayMaxSize(CERTIFICATES_MAX)
  @Length(1, 200, { each: true })
  certificates?: string[] | null;

  @Field(() => Int, { nullable: true, description: '标称能效等级，1 至 3，1 最高。Energy grade claimed, 1 to 3, 1 is best; null: none.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  energyGrade?: number | null;

  @Field(() => [ProductSpecInput], { nullable: true, description: '参数，至多 100 项。Figures, at most 100.' })
  @IsOptional()
  @ArrayMaxSize(SPECS_MAX)
  @ValidateNested({ each: true })
  @Type(() => ProductSpecInput)
  specs?: ProductSpecInput[] | null;
}

@InputType({ description: '新建产品。A new listing; it begins as a draft.' })
export class CreateProductInput extends ProductContentInput {
  @Field(() => String, { description: '产品名称，1 至 200 字。Name, 1 to 200 characters.' })
  @Length(1, 200)
  name: string;

  @Field(() => String, { description: '型号，1 至 100 字，同一供应商内不重复。Model, 1 to 100 characters, unique among your listings.' })
  @Length(1, 100)
  model: string;

  @Field(() => ID, { description: '品类编号。Class of goods, such as S1.1.1.02.' })
  @Length(1, 50)
  classId: string;

  @Field(() => DecimalScalar, { nullable: true, description: '单价（元），不填为面议；更多销售条件用 setOffer。Price of one sales unit in CNY, null: on request; see setOffer for further conditions.' })
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

@InputType({ description: '修改产品：未写的项不变，null 清空可空的项。Changes to a listing: what is left out stays; null empties what may be empty.' })
export class ReviseProductInput extends ProductContentInput {
  @Field(() => ID, { description: 'Product to revise.' })
  @IsIdOf('product')
  productId: ProductId;

  @Field(() => Int, { nullable: true, description: '您看到的版本号；已有更新版本时拒绝。Revision you looked at: another one by now is refused (REVISION_CHANGED).' })
  @IsOptional()
  @IsInt()
  @Min(1)
  ifRevision?: number | null;

  @Field(() => String, { nullable: true, description: 'New name, 1 to 200 characters.' })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => ID, { nullable: true, description: '新品类；原品类的参数随之删去。New class; figures of the old one are dropped.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;
}

@InputType({ isAbstract: true })
abstract class ProductBatchInput extends MutationInput {
  @Field(() => [ID], { description: '至多 200 个。At most 200.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(BATCH_MAX)
  @IsIdOf('product')
  productIds: ProductId[];
}

@InputType({ description: '要发布的产品。The products to publish.' })
export class PublishProductsInput extends ProductBatchInput {}

@InputType({ description: '要撤下的产品。The products to take off the market.' })
export class WithdrawProductsInput extends ProductBatchInput {}

@ObjectType({ description: '每个产品各自成败。What became of each product: those that went through, and why the others did not, in the order given.' })
export class ProductBatch {
  @Field(() => [ProductNode], { description: 'Products as they are now.' })
  products: ProductNode[];

  @Field(() => [Refusal], { description: 'One for each product that was refused.' })
  refusals: Refusal[];
}

export const CreateProductResult = resultUnion('CreateProductResult', 'The listing as a draft, or why not.', () => ProductNode);
export const ReviseProductResult = resultUnion('ReviseProductResult', 'The listing in its new revision, or why not.', () => ProductNode);
export const SetOfferResult = resultUnion('SetOfferResult', 'The listing with its new conditions of sale, or why not.', () => ProductNode);
export const PublishProductsResult = resultUnion('PublishProductsResult', 'What became of each product, or why none was looked at.', () => ProductBatch);
export const WithdrawProductsResult = resultUnion('WithdrawProductsResult', 'What became of each product, or why none was looked at.', () => ProductBatch);

/** The product after which a page begins; null for the first page. */
export function afterProduct(page: PageArgs): ProductId | null {
  const id = cursorOf(page)?.[0];
  if (id === undefined) return null;
  return typeof id === 'string' && isId('product', id) ? id : throwInput('CURSOR_INVALID', 'after');
}
