import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { LineState } from '../core/demand/demand-state.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { LINE_STATES } from './demand.types.js';

@ArgsType()
export class DemandsArgs extends PageArgs {
  @Field(() => LINE_STATES, { nullable: true, description: '仅此状态的需求。Demands in this state alone.' })
  @IsOptional()
  state?: LineState | null;

  @Field(() => ID, { nullable: true, description: '仅此单位的需求。Demands of this organisation alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  ownerId?: OrganisationId | null;
}
