import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { RetirementRule } from '../core/policy/retirement.js';
import { JsonScalar } from '../platform/graphql/scalars.js';

export const RetirementRules = { SERVICE_LIFE: 'SERVICE_LIFE', ENERGY: 'ENERGY', ELIMINATION: 'ELIMINATION' } as const satisfies Record<RetirementRule, RetirementRule>;
registerEnumType(RetirementRules, {
  name: 'RetirementRule', description: '建议更新的依据。What speaks for renewing a machine.',
  valuesMap: {
    SERVICE_LIFE: { description: '服役年限：仅机床，超过 10 年。Years in service: machine tools alone, more than ten.' },
    ENERGY: { description: '能效：未达 2 级。Energy efficiency below grade 2.' },
    ELIMINATION: { description: '淘汰类目录。The catalogue of eliminated equipment.' },
  },
});

@InputType({ description: '铭牌上的一项数值。One figure of the name plate.' })
export class MachineFigureInput {
  @Field(() => String, { description: 'Key of an attribute of the class.' })
  @Length(1, 100)
  attributeKey: string;

  @Field(() => JsonScalar, { description: 'A number in the unit of the class, the key of a listed value, or true/false.' })
  value: unknown;
}

@InputType({ description: '一台在用设备。A machine in service.' })
export class MachineInServiceInput {
  @Field(() => String, { description: '设备名称，如 普通车床。What it is.' })
  @Length(1, 200)
  name: string;

  @Field(() => String, { defaultValue: '', description: '型号。Model, as on the name plate.' })
  @MaxLength(200)
  model: string;

  @Field(() => ID, { nullable: true, description: '品类；不知道则按名称判断。Class; left out, the name decides.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;

  @Field(() => String, { nullable: true, description: '投用日期：2016-11-23，或 2016-11、2016。First day in service, or as much of it as is known.' })
  @IsOptional()
  @Matches(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  commissioned?: string | null;

  @Field(() => Int, { nullable: true, description: '能效等级，1 最高。Stated energy grade, 1 is best.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  energyGrade?: number | null;

  @Field(() => [MachineFigureInput], { defaultValue: [], description: '铭牌数值，至多 50 项。Figures of the name plate, at most 50.' })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => MachineFigureInput)
  figures: MachineFigureInput[];
}

@ObjectType('RetirementAdvice', { description: '建议更新的一条理由；仅供参考，不是命令。A reason to renew a machine; it suggests and orders nothing.' })
export class RetirementAdviceNode {
  @Field(() => RetirementRules, { description: '依据。Which rule.' }) rule: RetirementRule;
  @Field(() => String, { description: '理由，语言同请求。Why, in the language of the request.' }) because: string;
  @Field(() => String, { description: '工作方案条款。Clause of the work plan.' }) clause: string;
  @Field(() => ID, { nullable: true, description: '可申报的需求条目；方案没有则为空。Demand item of the plan to ask for; null where it names none.' }) demandItemId: string | null;
  @Field(() => Boolean, { description: '依据为二手转录，待核实。True where it stands on a second-hand fact, to be verified.' }) verify: boolean;
}
