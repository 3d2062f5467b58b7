import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length } from 'class-validator';
import type { ProductId } from '../core/ids/ids.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { DateScalar, DecimalScalar } from '../platform/graphql/scalars.js';
import type { PriceKind, PriceVisibility } from './product.entity.js';
import { PriceKinds, PriceVisibilities } from './product.types.js';

/** The divisions of GB/T 2260 of one province and more. */
const REGIONS_MAX = 400;

@InputType({ description: '销售条件：未写的项不变。Conditions of sale: what is left out stays as it is.' })
export class SetOfferInput extends MutationInput {
  @Field(() => ID, { description: 'Product whose offer is set.' })
  @IsIdOf('product')
  productId: ProductId;

  @Field(() => PriceKinds, { nullable: true, description: 'How the price is stated; ON_REQUEST takes the amounts away.' })
  @IsOptional()
  priceKind?: PriceKind | null;

  @Field(() => DecimalScalar, { nullable: true, description: '单价或价格下限（元）。Price of one sales unit in CNY, or the lower end of a range; above 0.' })
  @IsOptional()
  priceCny?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '价格上限（元），仅用于区间价。Upper end of a range in CNY.' })
  @IsOptional()
  priceMaxCny?: string | null;

  @Field(() => PriceVisibilities, { nullable: true, description: 'To whom the price is shown.' })
  @IsOptional()
  priceVisibility?: PriceVisibility | null;

  @Field(() => Boolean, { nullable: true, description: '含税。Whether the price includes value-added tax.' })
  @IsOptional()
  taxIncluded?: boolean | null;

  @Field(() => DecimalScalar, { nullable: true, description: '增值税税率（%）。Value-added tax rate in percent, 0 to 100.' })
  @IsOptional()
  taxRatePercent?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '起订量。Minimum quantity in sales units, above 0, at most three decimals.' })
  @IsOptional()
  minimumQuantity?: string | null;

  @Field(() => Int, { nullable: true, description: '交货期（天）；null 为未说明。Lead time in days; null: not stated.' })
  @IsOptional()
  @IsInt()
  leadTimeDays?: number | null;

  @Field(() => Int, { nullable: true, description: '质保（月）；null 为未说明。Warranty in months; null: not stated.' })
  @IsOptional()
  @IsInt()
  warrantyMonths?: number | null;

  @Field(() => [String], { nullable: true, description: '供货地区，GB/T 2260 六位代码；null 为不限。Regions served by six-digit code; null: everywhere.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(REGIONS_MAX)
  @Length(6, 6, { each: true })
  regionsServed?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: '有效期至；null 为长期。Last day on which the offer holds; null: until changed.' })
  @IsOptional()
  validUntil?: string | null;
}
