import { Field, ID, InputType } from '@nestjs/graphql';
import type { DemandId } from '../core/ids/ids.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DemandNode } from './demand.types.js';

@InputType({ description: '同意公开需求单位。The owner of a demand agrees to be named.' })
export class RevealDemandOwnerInput extends MutationInput {
  @Field(() => ID, { description: 'Demand of your own organisation that runs through the department.' })
  @IsIdOf('demand')
  demandId: DemandId;
}

export const RevealDemandOwnerResult = resultUnion('RevealDemandOwnerResult', 'The demand, its owner named, or why not.', () => DemandNode);
