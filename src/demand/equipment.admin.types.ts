import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { OrganisationId } from '../core/ids/ids.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { EquipmentArgs } from './equipment-input.types.js';

@ArgsType()
export class BranchEquipmentArgs extends EquipmentArgs {
  @Field(() => ID, { nullable: true, description: '仅此单位的设备。Machines of this organisation alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  ownerId?: OrganisationId | null;
}
