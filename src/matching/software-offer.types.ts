import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, Max, Min } from 'class-validator';
import type { ProductId } from '../core/ids/ids.js';
import { ProductNode } from '../catalogue/product.types.js';
import { MatchFactorNode } from './recommendation.types.js';

@ObjectType('SoftwareOffer', { description: '可与此行装备配套的软件产品；即时判定，不作为推荐告知供应商。A product of software that a line names, judged at this moment; no recommendation, and its supplier is told nothing.' })
export class SoftwareOfferNode {
  @Field(() => ID, { description: '软件品类编号。Id of the class of software.' }) classId: string;
  @Field(() => ID, { description: '产品编号。Id of the product.' }) productId: ProductId;
  @Field(() => ProductNode, { nullable: true, description: '产品；刚刚下架时为空。The product; null when it was withdrawn this moment.' }) product: object | null;
  @Field(() => Int, { description: '总分，0 至 10000。Sum of the factors, 0 to 10,000.' }) score: number;
  @Field(() => [MatchFactorNode], { description: '评分因素。All factors in a fixed order.' }) factors: MatchFactorNode[];
}

@ArgsType()
export class SoftwareOffersArgs {
  @Field(() => Int, { defaultValue: 5, description: '每种软件的条数，1 至 20。Rows for each class of software, 1 to 20.' })
  @IsInt()
  @Min(1)
  @Max(20)
  first = 5;
}
