import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional, Length } from 'class-validator';
import type { AttributeDefinition, ClassDefinition } from '../core/policy/class-definition.js';

export const ClassOrigins = { PLAN: 'PLAN', EXTENSION: 'EXTENSION' } as const;
export const AttributeTypes = { NUMBER: 'number', ENUM: 'enum', BOOLEAN: 'boolean' } as const;
export const BetterDirections = { HIGHER: 'higher', LOWER: 'lower', NONE: 'none' } as const;
export const MatchRoles = { HARD: 'hard', SOFT: 'soft' } as const;
export const EnergyGradeKinds = { INDUSTRIAL_KILN: 'industrial-kiln', BOILER: 'boiler', COMPRESSOR: 'compressor', FAN: 'fan', PUMP: 'pump' } as const;

registerEnumType(ClassOrigins, {
  name: 'ClassOrigin', description: 'Who named a class.',
  valuesMap: { PLAN: { description: '工作方案列出的 83 类。One of the 83 classes of the work plan.' }, EXTENSION: { description: '扩展品类：需求条目所购而 83 类未列的设备。What demand items buy and the 83 do not name; editorial.' } },
});
registerEnumType(AttributeTypes, {
  name: 'AttributeType', description: 'Type of an attribute.',
  valuesMap: { NUMBER: { description: 'A number in its unit.' }, ENUM: { description: 'One of a list of values.' }, BOOLEAN: { description: 'Yes or no.' } },
});
registerEnumType(BetterDirections, {
  name: 'BetterDirection', description: 'Which direction a buyer prefers.',
  valuesMap: { HIGHER: { description: 'More is better; for yes/no, yes is.' }, LOWER: { description: 'Less is better; for yes/no, no is.' }, NONE: { description: 'Neither: it must fit.' } },
});
registerEnumType(MatchRoles, {
  name: 'MatchRole', description: 'What a buyer’s stated requirement on the attribute does.',
  valuesMap: { HARD: { description: 'It excludes what does not meet it.' }, SOFT: { description: 'It only scores.' } },
});
registerEnumType(EnergyGradeKinds, {
  name: 'EnergyGradeKind', description: 'The five kinds that the energy-grade rule of clause 二（三）3 holds for.',
  valuesMap: {
    INDUSTRIAL_KILN: { description: '工业窑炉。' }, BOILER: { description: '锅炉。' }, COMPRESSOR: { description: '压缩机。' }, FAN: { description: '风机。' }, PUMP: { description: '泵。' },
  },
});

@ObjectType('ClassGroup', { description: 'A branch of the class tree: part, sector and subsector of the plan, or a group of extension classes.' })
export class ClassGroupNode {
  @Field(() => ID, { description: '`S1`, `S1.1`, `S1.1.1` of the plan; `X`, `X.1` of the extension classes.' }) id: string;
  @Field(() => String, { description: 'Chinese name.' }) zh: string;
  @Field(() => String, { description: 'English name.' }) en: string;
}

@ObjectType('CountedClassGroup', { description: 'A branch of the class tree with its place and size.' })
export class CountedClassGroupNode extends ClassGroupNode {
  @Field(() => ID, { nullable: true, description: 'The group it stands in; null at the top.' }) parentId: string | null;
  @Field(() => Int, { description: 'Classes below it, at whatever depth.' }) classCount: number;
}

@ObjectType('NamedValue', { description: 'A key with its names: a kind of a class, or a value of an attribute.' })
export class NamedValueNode {
  @Field(() => String, { description: 'Key, unique within its list.' }) key: string;
  @Field(() => String, { description: 'Chinese name.' }) zh: string;
  @Field(() => String, { description: 'English name.' }) en: string;
}

@ObjectType('ClassAttribute', { description: 'A property by which goods of a class are described and compared. Editorial.' })
export class ClassAttributeNode {
  @Field(() => String, { description: 'Key, unique within the class.' }) key: string;
  @Field(() => String, { description: 'Chinese name.' }) zh: string;
  @Field(() => String, { description: 'English name.' }) en: string;
  @Field(() => AttributeTypes, { description: 'Type of its values.' }) type: AttributeDefinition['type'];
  @Field(() => String, { nullable: true, description: 'Engineering unit of a number, `1` for a plain number or a count; null otherwise.' }) unit: string | null;
  @Field(() => BetterDirections, { description: 'Which direction a buyer prefers.' }) better: AttributeDefinition['better'];
  @Field(() => Float, { nullable: true, description: 'Lower sanity bound; no market range. Null when there is none.' }) min: number | null;
  @Field(() => Float, { nullable: true, description: 'Upper sanity bound; null when there is none.' }) max: number | null;
  @Field(() => [NamedValueNode], { description: 'Values to choose from; empty unless the type is ENUM.' }) values: readonly NamedValueNode[];
  @Field(() => MatchRoles, { description: 'Whether a requirement on it excludes or scores.' }) matchRole: AttributeDefinition['matchRole'];
  @Field(() => [String], { nullable: true, description: 'Kinds it has a meaning for; null: all.' }) appliesToKinds: readonly string[] | null;
}

@ObjectType('EquipmentClass', { description: 'A class of goods: one of the 83 of the work plan, or an extension class that demand items name.' })
export class ClassNode {
  @Field(() => ID, { description: '`S1.1.1.02` for classes of the plan, `X.101` for extension classes; never reused.' }) id: string;
  @Field(() => ClassOrigins, { description: 'Who named it.' }) origin: ClassDefinition['origin'];
  @Field(() => String, { description: 'Chinese name, as in the plan.' }) zh: string;
  @Field(() => String, { description: 'English name.' }) en: string;
  @Field(() => [String], { description: 'Other names, which search and import know. Editorial.' }) alsoCalled: readonly string[];
  @Field(() => String, { description: 'Clause of the work plan, in its own numbering, with the words that name the class’s branch: `三（一）1 煤炭行业`.' }) clause: string;
  @Field(() => [String], { description: 'Departments that the clause names.' }) departments: readonly string[];
  @Field(() => ID, { description: 'The group it stands in.' }) parentId: string;
  @Field(() => [ClassGroupNode], { description: 'The groups above it, from the top.' }) path: readonly ClassGroupNode[];
  @Field(() => [NamedValueNode], { description: 'Kinds within the class. Editorial.' }) kinds: readonly NamedValueNode[];
  @Field(() => [ClassAttributeNode], { description: 'Properties by which its goods are described.' }) attributes: readonly ClassAttributeNode[];
  @Field(() => String, { description: 'Sales unit, such as 台, 套, m2.' }) unit: string;
  @Field(() => [Int], { description: 'Lead time in calendar days: low, typical, high. Editorial, no promise.' }) leadTimeDays: readonly number[];
  @Field(() => EnergyGradeKinds, { nullable: true, description: 'Which of the five graded kinds it is; null where the energy-grade rule does not hold.' }) energyGradeKind: string | null;
  @Field(() => Boolean, { nullable: true, description: '工业软件，可作为需求行的配套软件；否则为空。True for software, which a demand line may pair with its machines; null otherwise.' }) softwareKind?: boolean;
}

@ArgsType()
export class ClassesArgs {
  @Field(() => ID, { nullable: true, description: 'Only classes below this group, at whatever depth.' })
  @IsOptional()
  @Length(1, 20)
  parentId?: string | null;

  @Field(() => ClassOrigins, { nullable: true, description: 'Only classes so named.' })
  @IsOptional()
  @IsIn(Object.values(ClassOrigins))
  origin?: ClassDefinition['origin'] | null;

  @Field(() => String, { nullable: true, description: '名称、别名、种类或编号中的文字；最贴近的在前。Words in a name, another name, a kind or the id; the nearest first.' })
  @IsOptional()
  @Length(1, 100)
  query?: string | null;
}
