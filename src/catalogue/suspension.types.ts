import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { OrganisationId, ProductId, SuspensionId } from '../core/ids/ids.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { SuspensionCause } from './suspension.store.js';

export const SuspensionCauses = {
  FALSE_FIGURES: 'FALSE_FIGURES', CERTIFICATE: 'CERTIFICATE', ELIMINATED: 'ELIMINATED', INFRINGEMENT: 'INFRINGEMENT', UNLAWFUL: 'UNLAWFUL', SAMPLE_FAILED: 'SAMPLE_FAILED',
  COMPLAINT: 'COMPLAINT', OTHER: 'OTHER',
} as const satisfies Record<SuspensionCause, string>;

registerEnumType(SuspensionCauses, {
  name: 'SuspensionCause', description: '暂停展示的原因类别。Why a department took a product off the market.',
  valuesMap: {
    FALSE_FIGURES: { description: '参数不实。Figures that are not true.' }, CERTIFICATE: { description: '证书不实、过期或不适用。A certificate that is false, over, or of something else.' },
    ELIMINATED: { description: '属于淘汰类。In the elimination class.' }, INFRINGEMENT: { description: '侵权。Infringes somebody’s rights.' },
    UNLAWFUL: { description: '内容违法违规。Unlawful content.' }, SAMPLE_FAILED: { description: '抽查不合格。Failed in a sample.' },
    COMPLAINT: { description: '投诉查实。A complaint that was found to be right.' }, OTHER: { description: '其他，见说明。Other, see the reason.' },
  },
});

@ObjectType('ProductSuspension', { description: '一次暂停展示，直至恢复；供应商和主管部门可见。One suspension of a product until it was reinstated; seen by its supplier and the departments.' })
export class SuspensionNode {
  @Field(() => ID, { description: 'Id of the suspension.' }) id: SuspensionId;
  @Field(() => ID, { description: 'The product.' }) productId: ProductId;
  @Field(() => ID, { description: 'Its supplier.' }) ownerId: OrganisationId;
  @Field(() => SuspensionCauses, { description: '原因类别。Sort of cause.' }) cause: SuspensionCause;
  @Field(() => String, { description: '说明，供应商据此改正。Why, in the officer’s words.' }) reason: string;
  @Field(() => DateTimeScalar, { description: 'When it began.' }) suspendedAt: Date;
  @Field(() => ID, { description: 'Department that suspended it.' }) suspendedBy: OrganisationId;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was reinstated; null while in force.' }) endedAt: Date | null;
  @Field(() => ID, { nullable: true, description: 'Department that reinstated it; null while in force.' }) endedBy: OrganisationId | null;
  @Field(() => String, { nullable: true, description: '恢复的依据。What was put right, where it is stated.' }) endedBecause: string | null;
}

@ObjectType({ description: 'One page of suspensions, the latest first.' })
export class SuspensionConnection extends connectionOf(() => SuspensionNode, 'ProductSuspension') {}
