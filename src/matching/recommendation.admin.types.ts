import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { DemandId, DemandLineId, MatchRunId, OrganisationId, ProductId } from '../core/ids/ids.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';
import { SupplyGapNode } from './recommendation.types.js';

export const DIRECTIONS = { FORWARD: 'FORWARD', REVERSE: 'REVERSE' } as const;
registerEnumType(DIRECTIONS, {
  name: 'MatchDirection', description: '匹配方向。Which way a run looked.',
  valuesMap: { FORWARD: { description: '由需求行找产品。Lines against all products.' }, REVERSE: { description: '由产品找需求行。Products against open lines.' } },
});

@ArgsType()
export class AllRecommendationsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: '仅此需求行。Of this line alone.' })
  @IsOptional()
  @IsIdOf('demandLine')
  lineId?: DemandLineId | null;

  @Field(() => ID, { nullable: true, description: '仅此产品。Of this product alone.' })
  @IsOptional()
  @IsIdOf('product')
  productId?: ProductId | null;

  @Field(() => ID, { nullable: true, description: '仅此需求单位。Of this buyer alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  buyerId?: OrganisationId | null;

  @Field(() => ID, { nullable: true, description: '仅此供应商。Of this supplier alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  supplierId?: OrganisationId | null;
}

@ObjectType('MatchRun', { description: '一次匹配：看了什么、依据哪些版本、结果多少。One run of the matcher: what it looked at, by which versions, with what result.' })
export class MatchRunNode {
  @Field(() => ID, { description: '编号。Id of the run.' }) id: MatchRunId;
  @Field(() => DIRECTIONS, { description: '方向。Which way it looked.' }) direction: 'FORWARD' | 'REVERSE';
  @Field(() => [ID], { description: '需求行或产品的编号，至多 1000 个。Lines of a forward run, products of a reverse one, at most 1,000.' }) subjectIds: string[];
  @Field(() => String, { description: '发件箱位置，十进制整数：截至此处的变更均已计入。Outbox position as decimal digits: every change up to it was seen.' }) outboxPosition: string;
  @Field(() => String, { description: '规则版本。Version of gates and formulas.' }) ruleVersion: string;
  @Field(() => String, { description: '权重版本。Version of the weights.' }) weightsVersion: string;
  @Field(() => String, { description: '升级路径版本。Version of the upgrade paths.' }) pathsVersion: string;
  @Field(() => String, { description: '品类数据版本，加号后为最近一次改动的序号。Digest of the editions of classes; behind a + the number of the last edit.' }) classesVersion: string;
  @Field(() => String, { description: '能效标准和淘汰目录的版本。Digest of the editions of energy grades and of the elimination class.' }) energyVersion: string;
  @Field(() => DateScalar, { description: '计算交货期和有效期所用的日期。The day by which lead times and validity were judged.' }) asOf: string;
  @Field(() => Int, { description: '判定的配对数。Pairs judged.' }) pairsJudged: number;
  @Field(() => Int, { description: '匹配的配对数。Pairs that matched.' }) pairsMatched: number;
  @Field(() => DateTimeScalar, { description: '时间。When it ran.' }) at: Date;
}

@ObjectType({ description: '一页匹配记录。A page of runs.' })
export class MatchRunConnection extends connectionOf(() => MatchRunNode, 'MatchRun') {}

@ObjectType('LineSupplyGap', { description: '有供给缺口的需求行。An open line for which something is missing.' })
export class LineSupplyGapNode {
  @Field(() => ID, { description: '需求行编号。Id of the line.' }) lineId: DemandLineId;
  @Field(() => ID, { description: '需求编号。Id of the demand.' }) demandId: DemandId;
  @Field(() => [ID], { description: '可满足该行的品类。Classes by which a product could answer it.' }) classIds: string[];
  @Field(() => SupplyGapNode, { description: '缺什么。What is missing.' }) gap: SupplyGapNode;
}

@ObjectType({ description: '一页供给缺口。A page of supply gaps.' })
export class LineSupplyGapConnection extends connectionOf(() => LineSupplyGapNode, 'LineSupplyGap') {}
