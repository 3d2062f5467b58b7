import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn } from 'class-validator';
import { FIGURES, type FigureKey } from '../core/matching/figures.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';
import type { FiguresBy } from './read-figures.js';

export const FiguresBys = { CITY: 'CITY', SECTOR: 'SECTOR' } as const satisfies Record<FiguresBy, string>;
export const FigureKeys = Object.fromEntries(FIGURES.map(({ key }) => [key, key])) as { readonly [K in FigureKey]: K };
registerEnumType(FiguresBys, {
  name: 'FiguresBy', description: '统计维度。By what figures are told apart.',
  valuesMap: { CITY: { description: '按城市；省外按省份。By city, outside Shanxi by province.' }, SECTOR: { description: '按方案的供给领域和扩展品类分组。By sector of the work plan and group of extension classes.' } },
});
registerEnumType(FigureKeys, {
  name: 'FigureKey', description: '指标；口径见 definitions。What is counted; `definitions` says how.',
  valuesMap: Object.fromEntries(FIGURES.map(({ key, zh, en }) => [key, { description: `${zh}。${en}.` }])) as Record<FigureKey, { description: string }>,
});

@ArgsType()
export class FiguresArgs {
  @Field(() => FiguresBys, { description: '统计维度。By what they are told apart.' })
  @IsIn(Object.values(FiguresBys))
  by: FiguresBy;

  @Field(() => DateScalar, { description: '期初日（含），亚洲/上海。First day of the period.' }) from: string;
  @Field(() => DateScalar, { description: '期末日（含），不早于期初，至多 366 天。Last day of the period; at most 366 days.' }) to: string;
}

@ObjectType('FigureDefinition', { description: '指标的名称和口径。What a figure counts.' })
export class FigureDefinitionNode {
  @Field(() => FigureKeys, { description: 'The figure.' }) key: FigureKey;
  @Field(() => String, { description: '名称，语言同请求。Its name, in the language of the request.' }) name: string;
  @Field(() => String, { description: '口径，语言同请求。Its definition, in the language of the request.' }) definition: string;
  @Field(() => String, { description: '查看明细所用的查询。The query that opens its records.' }) records: string;
}

@ObjectType('FigureCell', { description: '一个数。One number.' })
export class FigureCellNode {
  @Field(() => FigureKeys, { description: 'What is counted.' }) key: FigureKey;
  @Field(() => Int, { description: 'How many.' }) value: number;
}

@ObjectType('FigureRow', { description: '一个城市或一个行业的数。The figures of one city or one sector.' })
export class FigureRowNode {
  @Field(() => ID, { description: '行政区划代码，或品类分组编号；OTHER、ITEM、WORDS 为未归类。Region code or id of the group; OTHER, ITEM and WORDS could not be placed.' }) key: string;
  @Field(() => String, { description: 'Chinese name.' }) zh: string;
  @Field(() => String, { description: 'English name.' }) en: string;
  @Field(() => [FigureCellNode], { description: '各指标；该维度下不统计的不列。The figures; those that are not counted by this are left out.' }) cells: FigureCellNode[];
}

@ObjectType('Figures', { description: '统计表。仅供主管部门，不作小数抑制；对外公开时，不足三家企业的单元格须隐去。A table for the departments, with every cell; in open data cells under three enterprises are to be suppressed.' })
export class FiguresNode {
  @Field(() => DateTimeScalar, { description: '截止时点：现状类指标以此为准。Cut-off: what figures of the present stand for.' }) asOf: Date;
  @Field(() => DateScalar, { description: 'First day of the period.' }) from: string;
  @Field(() => DateScalar, { description: 'Last day of the period.' }) to: string;
  @Field(() => [FigureDefinitionNode], { description: '口径。Definitions of the figures.' }) definitions: FigureDefinitionNode[];
  @Field(() => [FigureRowNode], { description: '各行，至多数十。The rows, some dozens at most.' }) rows: FigureRowNode[];
  @Field(() => [FigureCellNode], { description: '各行相加。The rows added up.' }) total: FigureCellNode[];
}
