import { ArgsType, Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, Length, MaxLength, Min } from 'class-validator';
import type { ApplicationId, OrganisationId, ProductId } from '../core/ids/ids.js';
import { PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { ProductNode } from './product.types.js';
import { ListApplicationNode, MyListApplicationsArgs } from './recommended-list.types.js';

export const ListVerdicts = { APPROVE: 'APPROVE', RETURN: 'RETURN' } as const;
registerEnumType(ListVerdicts, {
  name: 'ListVerdict', description: '推介目录的审定意见。What a department decides on an application.',
  valuesMap: { APPROVE: { description: '列入。Put on the list.' }, RETURN: { description: '退回，附理由。Returned with a reason.' } },
});

@InputType({ description: '审定推介目录申请。The verdict on an application for the recommended list.' })
export class DecideListApplicationInput extends MutationInput {
  @Field(() => ID, { description: 'The application.' })
  @IsIdOf('application')
  applicationId: ApplicationId;

  @Field(() => ListVerdicts, { description: 'What is decided.' })
  @IsIn(Object.values(ListVerdicts))
  verdict: keyof typeof ListVerdicts;

  @Field(() => String, { nullable: true, description: '退回时必填，至多 500 字。Obligatory to return it.' })
  @IsOptional()
  @MaxLength(500)
  reason?: string | null;

  @Field(() => Int, { nullable: true, description: '您看到的产品版本；已有更新版本时拒绝列入。Revision of the product that you looked at: another one by now is refused (REVISION_CHANGED).' })
  @IsOptional()
  @IsInt()
  @Min(1)
  ifRevision?: number | null;
}

@InputType({ description: '撤出推介目录。Takes a product off the recommended list.' })
export class EndRecommendationInput extends MutationInput {
  @Field(() => ID, { description: 'A product on the list.' })
  @IsIdOf('product')
  productId: ProductId;

  @Field(() => String, { description: '给供应商的理由，1 至 500 字。Why, for the supplier.' })
  @Length(1, 500)
  reason: string;
}

export const DecideListApplicationResult = resultUnion('DecideListApplicationResult', 'The application as decided, or why not.', () => ListApplicationNode);
export const EndRecommendationResult = resultUnion('EndRecommendationResult', 'The product as it is now, or why not.', () => ProductNode);

@ArgsType()
export class ApplicationQueueArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: '仅路由到此部门的，如「省能源局」。Only those routed to this department, by its name in the work plan.' })
  @IsOptional()
  @Length(1, 60)
  department?: string | null;
}

@ArgsType()
export class ListApplicationsArgs extends MyListApplicationsArgs {
  @Field(() => ID, { nullable: true, description: '仅此单位的。Of this supplier alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  ownerId?: OrganisationId | null;

  @Field(() => String, { nullable: true, description: '仅路由到此部门的。Only those routed to this department.' })
  @IsOptional()
  @Length(1, 60)
  department?: string | null;
}
