import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { OrganisationId, SubstituteId } from '../core/ids/ids.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar } from '../platform/graphql/scalars.js';
import { OrganisationNode } from './organisation.types.js';

@ObjectType('Substitute', { description: '委托：一个部门在一段时间内代另一部门办理审核。That one department stands in for another for some days.' })
export class SubstituteNode {
  @Field(() => ID, { description: 'Id of the substitution.' }) id: SubstituteId;
  @Field(() => OrganisationNode, { description: '委托的部门。Whose cases.' }) department: OrganisationNode;
  @Field(() => OrganisationNode, { description: '受托的部门。Who handles them as well.' }) substitute: OrganisationNode;
  @Field(() => DateScalar, { description: 'First day.' }) fromDay: string;
  @Field(() => DateScalar, { description: 'Last day.' }) toDay: string;
}

@InputType({ description: '委托另一部门代为审核；本部门仍可办理。Names who stands in for the viewer’s own department, which may still handle its cases.' })
export class NameSubstituteInput extends MutationInput {
  @Field(() => ID, { description: '受托的部门。A department.' })
  @IsIdOf('organisation')
  substituteId: OrganisationId;

  @Field(() => DateScalar, { description: 'First day.' })
  fromDay: string;

  @Field(() => DateScalar, { description: '最后一天，今天或以后，至多 90 天。Last day, today or later, at most 90 days in all.' })
  toDay: string;
}

@InputType({ description: '提前结束委托。Ends a substitution before its last day.' })
export class EndSubstituteInput extends MutationInput {
  @Field(() => ID, { description: 'One that the viewer’s own department named.' })
  @IsIdOf('substitute')
  substituteId: SubstituteId;
}

@ObjectType({ description: '已委托。The substitution stands.' })
export class SubstituteNamed {
  @Field(() => ID, { description: 'Id of the substitution.' }) id: SubstituteId;
}

@ObjectType({ description: '委托已结束。The substitution has ended.' })
export class SubstituteEnded {
  @Field(() => ID, { description: 'Id of the substitution.' }) id: SubstituteId;
}

export const NameSubstituteResult = resultUnion('NameSubstituteResult', 'The substitution, or why there is none.', () => SubstituteNamed);
export const EndSubstituteResult = resultUnion('EndSubstituteResult', 'The substitution that ended, or why it did not.', () => SubstituteEnded);
