import { Field, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, Length, Max, MaxLength, Min } from 'class-validator';
import { LIMITS } from '../core/demand/demand-limits.js';

@InputType({ description: '本行所替换的旧设备。An old machine that the line retires.' })
export class RetiredMachineInput {
  @Field(() => String, { description: 'What it is, such as 颚式破碎机.' })
  @Length(1, LIMITS.nameCharacters)
  name: string;

  @Field(() => String, { nullable: true, description: 'Type number, when it is known.' })
  @IsOptional()
  @MaxLength(LIMITS.nameCharacters)
  model?: string | null;

  @Field(() => Int, { nullable: true, description: '投用年份。Year in which it went into service.' })
  @IsOptional()
  @IsInt()
  commissionedYear?: number | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many of them; for materials in the unit of the line.' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  count: number;
}
