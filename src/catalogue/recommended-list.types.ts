import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional, Length } from 'class-validator';
import type { ApplicationId, OrganisationId, ProductId } from '../core/ids/ids.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ApplicationState } from './recommended-list.store.js';

export const ApplicationStates = {
  SUBMITTED: 'SUBMITTED', APPROVED: 'APPROVED', RETURNED: 'RETURNED', CANCELLED: 'CANCELLED', ENDED: 'ENDED',
} as const satisfies Record<ApplicationState, string>;
registerEnumType(ApplicationStates, {
  name: 'ListApplicationState', description: '推介目录申请的状态。Where an application for the recommended list stands.',
  valuesMap: {
    SUBMITTED: { description: '待审。Waits for a department.' }, APPROVED: { description: '已列入推介目录。On the list.' },
    RETURNED: { description: '已退回，附理由，可再次申请。Returned with a reason; may be handed in again.' },
    CANCELLED: { description: '供应商已撤回。Taken back by its supplier.' }, ENDED: { description: '已撤出推介目录，附理由。Taken off the list, with a reason.' },
  },
});

@ObjectType('ListApplication', { description: '推介目录申请：由产品品类条款括号内所列部门审定。An application of a product for the recommended list; the departments in the brackets of its clause decide.' })
export class ListApplicationNode {
  @Field(() => ID, { description: 'Id of the application.' }) id: ApplicationId;
  @Field(() => ID, { description: 'The product; see `product`.' }) productId: ProductId;
  @Field(() => ID, { description: 'Its supplier.' }) ownerId: OrganisationId;
  @Field(() => Int, { description: '申请时的产品版本；已列入的为审定时的版本。Revision handed in; once decided, the revision that was decided on.' }) productRevision: number;
  @Field(() => [String], { description: '审定部门：条款括号内所列。Departments that the clause names in brackets.' }) departments: string[];
  @Field(() => String, { description: '工作方案条款。Clause of the work plan by which it is routed.' }) clause: string;
  @Field(() => String, { description: '申请理由。Why it should be recommended, in the supplier’s words.' }) statement: string;
  @Field(() => ApplicationStates, { description: 'Where it stands.' }) state: ApplicationState;
  @Field(() => String, { nullable: true, description: '退回或撤出的理由。Why it was returned or ended.' }) reason: string | null;
  @Field(() => DateScalar, { description: '审定期限。Day by which it is due.' }) dueOn: string;
  @Field(() => DateTimeScalar, { description: 'When it was handed in.' }) submittedAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided; null while it waits.' }) decidedAt: Date | null;
  @Field(() => ID, { nullable: true, description: 'Department that decided; null while it waits.' }) decidedBy: OrganisationId | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the product was taken off the list; null otherwise.' }) endedAt: Date | null;
}

@ObjectType({ description: 'One page of applications for the recommended list.' })
export class ListApplicationConnection extends connectionOf(() => ListApplicationNode, 'ListApplication') {}

@InputType({ description: '申请列入推介目录。Applies for the recommended list with a published product.' })
export class ApplyForRecommendedListInput extends MutationInput {
  @Field(() => ID, { description: 'A published product of yours.' })
  @IsIdOf('product')
  productId: ProductId;

  @Field(() => String, { description: '申请理由：先进性、业绩、证书等，1 至 2,000 字。Why it should be recommended.' })
  @Length(1, 2_000)
  statement: string;
}

@InputType({ description: '撤回推介目录申请。Takes an application back while it waits.' })
export class CancelListApplicationInput extends MutationInput {
  @Field(() => ID, { description: 'The application.' })
  @IsIdOf('application')
  applicationId: ApplicationId;
}

export const ApplyForRecommendedListResult = resultUnion('ApplyForRecommendedListResult', 'The application, or why not.', () => ListApplicationNode);
export const CancelListApplicationResult = resultUnion('CancelListApplicationResult', 'The application as it is now, or why not.', () => ListApplicationNode);

@ArgsType()
export class MyListApplicationsArgs extends PageArgs {
  @Field(() => ApplicationStates, { nullable: true, description: '仅此状态的。In this state alone.' })
  @IsOptional()
  @IsIn(Object.values(ApplicationStates))
  state?: ApplicationState | null;

  @Field(() => ID, { nullable: true, description: '仅此产品的。Of this product alone.' })
  @IsOptional()
  @IsIdOf('product')
  productId?: ProductId | null;
}

@ArgsType()
export class RecommendedProductsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: '仅此品类或品类分组。Of this class, or of the classes below this group.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;
}
