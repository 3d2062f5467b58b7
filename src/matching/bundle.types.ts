import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, Max, Min } from 'class-validator';
import type { DemandLineId, ProductId } from '../core/ids/ids.js';
import { MatchGateNode, RecommendationNode } from './recommendation.types.js';

@ObjectType('BundlePick', { description: '组合中满足某一需求行的产品。The product of a bundle that answers one line.' })
export class BundlePickNode {
  @Field(() => ID, { description: '需求行编号。Id of the line.' }) lineId: DemandLineId;
  @Field(() => RecommendationNode, { description: '该组合中此行最合适的推荐。The best recommendation for the line among these suppliers.' }) recommendation: object;
}

@ObjectType('BundleSoftware', { description: '组合中与装备配套的软件。Software of a bundle, to pair with what the lines buy.' })
export class BundleSoftwareNode {
  @Field(() => ID, { description: '软件品类编号。Id of the class of software.' }) classId: string;
  @Field(() => [ID], { description: '指明要此软件的需求行。Lines that name it.' }) lineIds: readonly DemandLineId[];
  @Field(() => ID, { description: '该组合中此种软件最合适的产品。The best product of it among these suppliers.' }) productId: ProductId;
  @Field(() => Int, { description: '得分，0 至 10000，计入组合得分。Its score, a part of the bundle’s.' }) score: number;
}

@ObjectType('BundleSoftwareGap', { description: '没有供应商可供应的配套软件。Software that lines name and nobody supplies.' })
export class BundleSoftwareGapNode {
  @Field(() => ID, { description: '软件品类编号。Id of the class of software.' }) classId: string;
  @Field(() => [ID], { description: '指明要此软件的需求行。Lines that name it.' }) lineIds: readonly DemandLineId[];
  @Field(() => String, { description: '原因，语言同请求。Why, in the language of the request.' }) because: string;
}

@ObjectType('DemandBundle', { description: '一组供应商：合起来满足全部可满足的需求行。Suppliers that together answer every line that anybody answers.' })
export class DemandBundleNode {
  @Field(() => [ID], { description: '供应商编号。Ids of the suppliers.' }) supplierIds: readonly string[];
  @Field(() => Int, { description: '所选推荐的得分之和；组合之间以此为序。Sum of the scores picked, by which bundles of one size are ordered.' }) score: number;
  @Field(() => [BundlePickNode], { description: '每行一项，按行序。One for each line that can be answered, in the order of the lines.' }) picks: BundlePickNode[];
  @Field(() => [BundleSoftwareNode], { description: '配套软件，每种一项。Software paired, one for each class that lines name and anybody supplies.' }) software: BundleSoftwareNode[];
  @Field(() => String, { description: '说明，语言同请求。The bundle in words, in the language of the request.' }) because: string;
}

@ObjectType('BundleGap', { description: '没有供应商满足的需求行及原因。A line that nobody answers, and why.' })
export class BundleGapNode {
  @Field(() => ID, { description: '需求行编号。Id of the line.' }) lineId: DemandLineId;
  @Field(() => Int, { description: '行号。Number of the line within the demand.' }) number: number;
  @Field(() => [String], { description: '原因，语言同请求；为空则尚未判定。Why, in the language of the request; empty while the line is not judged yet, or where nobody looked further.' }) because: string[];
  @Field(() => ID, { nullable: true, description: '最接近的在售产品；没有则为空。The product on the market that came furthest; null where there is none.' }) closestProductId: string | null;
  @Field(() => MatchGateNode, { nullable: true, description: '该产品未通过的门槛及如何通过。The gate that stopped it, and what would open it.' }) gate: MatchGateNode | null;
}

@ObjectType('DemandBundles', { description: '供应商组合：以最少的供应商满足整个需求。How few suppliers answer the whole demand.' })
export class DemandBundlesNode {
  @Field(() => Int, { description: '在征集的需求行数。Open lines.' }) positions: number;
  @Field(() => [DemandBundleNode], { description: '供应商同样少的各组合，得分高的在前。Bundles of equally few suppliers, the highest score first.' }) bundles: DemandBundleNode[];
  @Field(() => [BundleGapNode], { description: '无人满足的需求行。Lines that nobody answers.' }) gaps: BundleGapNode[];
  @Field(() => [BundleSoftwareGapNode], { description: '无人供应的配套软件。Software that lines name and nobody supplies.' }) softwareGaps: BundleSoftwareGapNode[];
  @Field(() => Boolean, { description: '已证明不能更少。True: fewer suppliers cannot do. False for a large demand, where the search ended before that was certain.' }) smallest: boolean;
  @Field(() => Boolean, { description: '已证明同样家数中得分最高。True: no other set of as few suppliers scores higher.' }) best: boolean;
}

@ArgsType()
export class BundlesArgs {
  @Field(() => Int, { defaultValue: 3, description: '组合数，1 至 10。Bundles, 1 to 10.' })
  @IsInt()
  @Min(1)
  @Max(10)
  first = 3;
}
