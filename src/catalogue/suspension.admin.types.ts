import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, Length, MaxLength } from 'class-validator';
import type { ProductId } from '../core/ids/ids.js';
import { MAX_ITEMS } from '../platform/deed/deeds.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { OwnedArgs } from './product.admin.types.js';
import { ProductBatch } from './product-input.types.js';
import type { SuspensionCause } from './suspension.store.js';
import { SuspensionCauses } from './suspension.types.js';

@InputType({ description: '暂停展示：立即退出检索和撮合，供应商收到通知。Takes products off the market; the supplier is told why.' })
export class SuspendProductsInput extends MutationInput {
  @Field(() => [ID], { description: '任何供应商的产品，至多 1,000 个。Products of whatever suppliers, at most 1,000.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ITEMS)
  @IsIdOf('product')
  productIds: ProductId[];

  @Field(() => SuspensionCauses, { description: '原因类别。Sort of cause.' })
  @IsIn(Object.values(SuspensionCauses))
  cause: SuspensionCause;

  @Field(() => String, { description: '给供应商的说明，1 至 500 字；请勿写个人信息和价格。Why, for the supplier to act on; leave out personal data and prices.' })
  @Length(1, 500)
  reason: string;
}

@InputType({ description: '恢复展示。Puts suspended products on the market again.' })
export class ReinstateProductsInput extends MutationInput {
  @Field(() => [ID], { description: '任何供应商的产品，至多 1,000 个。Products of whatever suppliers, at most 1,000.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ITEMS)
  @IsIdOf('product')
  productIds: ProductId[];

  @Field(() => String, { nullable: true, description: '恢复的依据，至多 500 字。What was put right, for the record.' })
  @IsOptional()
  @MaxLength(500)
  because?: string | null;
}

export const SuspendProductsResult = resultUnion('SuspendProductsResult', 'What became of each product, or why none was looked at.', () => ProductBatch);
export const ReinstateProductsResult = resultUnion('ReinstateProductsResult', 'What became of each product, or why none was looked at.', () => ProductBatch);

@ArgsType()
export class SuspensionsArgs extends OwnedArgs {
  @Field(() => ID, { nullable: true, description: '仅此产品的。Of this product alone.' })
  @IsOptional()
  @IsIdOf('product')
  productId?: ProductId | null;

  @Field(() => Boolean, { defaultValue: false, description: '仅正在生效的。Only those in force.' })
  inForce: boolean;
}
