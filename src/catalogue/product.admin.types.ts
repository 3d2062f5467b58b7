import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { OrganisationId } from '../core/ids/ids.js';
import { PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import type { ProductState } from './product.entity.js';
import { ProductStates } from './product.types.js';

@ArgsType()
export class OwnedArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: '仅此单位的。Of this organisation alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  ownerId?: OrganisationId | null;
}

@ArgsType()
export class ProductsArgs extends OwnedArgs {
  @Field(() => ProductStates, { nullable: true, description: '仅此状态的产品。Products in this state alone.' })
  @IsOptional()
  state?: ProductState | null;
}
