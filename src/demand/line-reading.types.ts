import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';
import { LIMITS } from '../core/demand/demand-limits.js';
import type { DemandLineId } from '../core/ids/ids.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DecimalScalar } from '../platform/graphql/scalars.js';
import { DemandRequirementInput } from './demand-input.types.js';
import { DemandLineNode } from './demand.types.js';

@InputType({ description: '为只有文字的一行确认品类（或条目）和要求。What the buyer confirms for a line of words: classes or an item, and what is asked of them.' })
export class ConfirmDemandLineInput extends MutationInput {
  @Field(() => ID, { description: '本单位只有文字的需求行。Line of your own organisation that has words alone.' })
  @IsIdOf('demandLine')
  lineId: DemandLineId;

  @Field(() => Int, { description: '识别时所读的修订号；文字已被修改则拒绝。The revision whose words were read: refused when they were changed meanwhile.' })
  @IsInt()
  @Min(1)
  revision: number;

  @Field(() => [ID], { defaultValue: [], description: '确认的品类，至多 10 个；可以不是建议的品类。Classes confirmed, at most 10; they need not be the ones proposed. Empty with an item.' })
  @Length(1, 50, { each: true })
  @ArrayMaxSize(LIMITS.classes)
  classIds: string[];

  @Field(() => ID, { nullable: true, description: '或确认的需求条目，品类由其升级路径得出。Or the demand item confirmed, whose upgrade paths give the classes.' })
  @IsOptional()
  @Length(1, 50)
  itemId?: string | null;

  @Field(() => [DemandRequirementInput], {
    nullable: true,
    description: '确认的要求，至多 50 项，可修改；不填即 proposedReading(classId: 首个品类) 中 known 为真的各项，空列表即不提要求。'
      + 'What is asked, as confirmed or corrected, at most 50; left out: those of proposedReading by the first class that are `known`; an empty list: nothing.',
  })
  @IsOptional()
  @ArrayMaxSize(LIMITS.requirements)
  @ValidateNested({ each: true })
  @Type(() => DemandRequirementInput)
  requirements?: DemandRequirementInput[] | null;

  @Field(() => Int, { nullable: true, description: '能效等级不低于；不填即本行已填的，未填过则为读出的；null 表示不要求。This energy grade or better; left out: the line’s own, else the one read; null: none.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  energyGradeAtMost?: number | null;

  @Field(() => DecimalScalar, { nullable: true, description: '整行预算（元）；不填则不变，读出的预算不会自动填入。Budget for the whole quantity, CNY; left out: as it is, a budget that was read is never filled in by itself.' })
  @IsOptional()
  budgetCny?: string | null;
}

export const ConfirmDemandLineResult = resultUnion('ConfirmDemandLineResult', 'The line with its classes, still a draft until it is published, or why not.', () => DemandLineNode);
