import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';
import type { Relation } from '../core/policy/reference.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { EnergyGradeKinds } from './class.types.js';

export const Relations = { FULFILS: 'fulfils', FULFILS_IN_PART: 'fulfils-in-part', COMPONENT: 'component', ENABLES: 'enables' } as const satisfies Record<string, Relation>;

registerEnumType(Relations, {
  name: 'PathRelation', description: 'How goods of a class answer a demand item. Editorial.',
  valuesMap: {
    FULFILS: { description: 'They are what is bought, or a kind of it.' }, FULFILS_IN_PART: { description: 'They are some of what is bought.' },
    COMPONENT: { description: 'They are a part of what is bought.' }, ENABLES: { description: 'They are needed beside it.' },
  },
});

@ObjectType('UpgradePath', { description: '升级路径：从需求条目到供给品类。How a demand item of the plan is answered by a class of goods, and why. Editorial.' })
export class UpgradePathNode {
  @Field(() => ID, { description: 'The demand item.' }) demandItemId: string;
  @Field(() => ID, { description: 'The class that answers it.' }) classId: string;
  @Field(() => Relations, { description: 'How it answers.' }) relation: Relation;
  @Field(() => Int, { description: '3 a buyer asks exactly this class, 2 a usual source, 1 only plausible.' }) strength: number;
  /** Shown as `because` in the language of the request. */
  becauseZh: string;
  becauseEn: string;
}

@ObjectType('DemandItem', { description: 'One of the 203 things that the demand side of the work plan names.' })
export class DemandItemNode {
  @Field(() => ID, { description: 'Such as `D1.1.a.01`: task, direction, number.' }) id: string;
  @Field(() => String, { description: 'Chinese name, completed where the plan lists it elliptically.' }) zh: string;
  @Field(() => String, { description: 'English name.' }) en: string;
  @Field(() => ID, { description: 'Task it stands in, such as `D1.1`.' }) taskId: string;
  @Field(() => String, { nullable: true, description: 'Direction within the task, Chinese.' }) directionZh: string | null;
  @Field(() => String, { description: 'Clause of the work plan, in its own numbering, with its direction.' }) clause: string;
  @Field(() => [String], { description: 'Departments that the clause names.' }) departments: readonly string[];
  @Field(() => String, { nullable: true, description: 'What it means in a factory, Chinese. Editorial.' }) meaningZh: string | null;
  @Field(() => String, { nullable: true, description: 'What it means in a factory, English. Editorial.' }) meaningEn: string | null;
  @Field(() => Boolean, { description: '83 类供给品类中没有能满足它的。True when none of the plan’s 83 classes fulfils it, wholly or in part; extension classes may.' }) gap: boolean;
  @Field(() => EnergyGradeKinds, { nullable: true, description: 'Which of the five graded kinds it asks for; null where the energy-grade rule does not hold.' }) energyGradeKind: string | null;
  @Field(() => Boolean, { description: '宜与工业软件配套；二（二）1 的条目据此请采购方指明软件或说明原因。Software belongs beside it; lines of items of 二（二）1 are asked for it. Editorial.' }) softwarePairing: boolean;
}

@ObjectType({ description: 'One page of demand items.' })
export class DemandItemConnection extends connectionOf(() => DemandItemNode, 'DemandItem') {}

@ArgsType()
export class DemandItemsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only items of this task, such as `D1.1`.' })
  @IsOptional()
  @Length(1, 20)
  taskId?: string | null;

  @Field(() => String, { nullable: true, description: '名称、含义或方向中的文字。Words in the name, the meaning or the direction, or the id.' })
  @IsOptional()
  @Length(1, 100)
  query?: string | null;
}
