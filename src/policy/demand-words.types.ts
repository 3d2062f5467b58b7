import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';
import type { SpecValue } from '../core/policy/class-definition.js';
import type { PlaceRole } from '../core/policy/extraction/extraction.js';
import type { RouteVerdict } from '../core/policy/routing/route-verdict.js';
import { DateScalar, DecimalScalar, JsonScalar } from '../platform/graphql/scalars.js';
import { ClassNode } from './class.types.js';
import { DemandItemNode } from './demand-item.types.js';

export const BudgetBases = { EACH: 'each', TOTAL: 'total' } as const;
registerEnumType(BudgetBases, {
  name: 'BudgetBasis', description: '预算口径。What a budget is for.',
  valuesMap: { EACH: { description: '每台。One piece.' }, TOTAL: { description: '总额。All of it.' } },
});

export const WORDS_VERDICTS: Readonly<Record<RouteVerdict, RouteVerdict>> = { FITS: 'FITS', ASK: 'ASK', NO_CLASS: 'NO_CLASS', NOT_A_DEMAND: 'NOT_A_DEMAND' };
registerEnumType(WORDS_VERDICTS, {
  name: 'WordsVerdict', description: '对文字的结论。What a reading comes to.',
  valuesMap: {
    FITS: { description: '有合适的品类，待需求单位确认。Classes are proposed, for the buyer to confirm.' },
    ASK: { description: '没有把握，先问需求单位（见 question）。Unsure: the buyer is asked first, see `question`.' },
    NO_CLASS: { description: '需要设备，但没有品类可归。Equipment is wanted that no class holds.' },
    NOT_A_DEMAND: { description: '不是设备采购需求。No equipment is wanted.' },
  },
});

@ObjectType('RoutedClass', { description: '文字所指的一个品类。A class that the words ask for.' })
export class RoutedClassNode {
  @Field(() => ClassNode, { description: '品类。The class.' }) class: ClassNode;
  @Field(() => Int, { description: '把握，0 至 100。How surely, 0 to 100.' }) confidence: number;
  @Field(() => [String], { description: '依据，语言同请求。Why, in the language of the request.' }) because: string[];
}

@ObjectType('ReadRequirement', { description: '从文字中读出的一项要求，可原样用作 DemandRequirementInput。A requirement read from the words; its first five fields can be handed in as DemandRequirementInput.' })
export class ReadRequirementNode {
  @Field(() => String, { description: '参数键；品类没有此参数时为原词，提交前须另选。Key of the attribute; the word itself where the class has none such (`known` false).' }) attributeKey: string;
  @Field(() => String, { description: 'AT_LEAST、AT_MOST、EQUAL、BETWEEN、ONE_OF 或 ABOUT，含义同 DemandRequirementInput.op。How it compares, as DemandRequirementInput.op takes it.' }) op: string;
  @Field(() => JsonScalar, { description: '数值、选项键、是否，或其列表。A number, key or yes/no, or a list of them.' }) value: SpecValue | readonly SpecValue[];
  @Field(() => String, { nullable: true, description: '单位；无量纲为空。Its unit; null where there is none.' }) unit: string | null;
  @Field(() => String, { description: 'HARD（必须）或 SOFT（优先）。Whether it excludes or scores.' }) mode: string;
  @Field(() => Boolean, { description: '品类有此参数。True when the class has this attribute.' }) known: boolean;
  @Field(() => String, { description: '参数名称。Chinese name.' }) name: string;
  @Field(() => String, { description: '所据原文。The words it was read from.' }) words: string;
}

@ObjectType('ReadOldMachine', { description: '文字中提到的待更新旧设备。The machine that the words say will go.' })
export class ReadOldMachineNode {
  @Field(() => String, { description: '名称。What it is.' }) kind: string;
  @Field(() => String, { nullable: true, description: '型号。Its model.' }) model: string | null;
  @Field(() => Int, { nullable: true, description: '投用年份。Year it went into service.' }) commissioned: number | null;
}

export const PLACE_ROLES: Readonly<Record<PlaceRole, PlaceRole>> = { DELIVERY: 'DELIVERY', SUPPLIER: 'SUPPLIER', MENTIONED: 'MENTIONED' };
registerEnumType(PLACE_ROLES, {
  name: 'ReadPlaceRole', description: '地名在文字中的作用。What a place in the words is.',
  valuesMap: {
    DELIVERY: { description: '使用地或交货地。Where the goods will be used.' },
    SUPPLIER: { description: '对供应商所在地的要求；不作为匹配条件。Where suppliers shall be; it excludes nobody.' },
    MENTIONED: { description: '仅提到，请需求单位确认。Mentioned without saying what for: the buyer says.' },
  },
});

@ObjectType('ReadPlace', { description: '文字中的一处地名。A place in the words.' })
export class ReadPlaceNode {
  @Field(() => String, { description: 'GB/T 2260 六位代码：省；山西到市、县。Six digits: a province, in Shanxi a city or county.' }) code: string;
  @Field(() => String, { description: '全称。Its Chinese name with what it belongs to.' }) zh: string;
  @Field(() => PLACE_ROLES, { description: '使用地、对供应商的要求，或仅提到。What it is in the words.' }) role: PlaceRole;
  @Field(() => String, { description: '所据原文。The words it was read from.' }) words: string;
}

@ObjectType('WordsDoubt', { description: '读出的内容中值得核对之处。Something in the words that should be looked at.' })
export class WordsDoubtNode {
  @Field(() => String, { description: '代码，供程序判断。Code, for programs.' }) code: string;
  @Field(() => String, { description: '问题及改法，语言同请求。What is wrong and what to change, in the language of the request.' }) message: string;
  @Field(() => String, { description: '所指原文；无则为空。The words it is about; empty when it is about all.' }) words: string;
}

@ObjectType('DemandWords', { description: '对一段需求文字的理解，供需求单位确认；不保存任何内容。What a demand in plain words was read as, for the buyer to confirm; nothing is saved.' })
export class DemandWordsNode {
  @Field(() => WORDS_VERDICTS, { description: '结论：可确认、须先问、无品类可归，或不是采购需求。What it comes to: to be confirmed, to be asked about, no class, or no demand.' }) verdict: RouteVerdict;
  @Field(() => [RoutedClassNode], { description: '工作方案品类，最可能的在前，至多 10 个；都不合适则为空。Classes of the plan, best first, at most 10; empty where none fits.' }) classes: RoutedClassNode[];
  @Field(() => [RoutedClassNode], { description: '扩展品类（83 类之外），至多 10 个。Classes beside the plan’s 83, best first, at most 10.' }) extensionClasses: RoutedClassNode[];
  @Field(() => [DemandItemNode], { description: '工作方案需求条目，至多 10 个。Demand items of the plan, best first, at most 10.' }) items: DemandItemNode[];
  @Field(() => ID, { nullable: true, description: '首个条目所属任务。Task of the first item.' }) taskId: string | null;
  @Field(() => Boolean, { description: '需要设备，但 83 类中没有合适的。Equipment is wanted and no class of the plan fits.' }) gap: boolean;
  @Field(() => Boolean, { description: '不是设备采购需求。This is no demand for equipment.' }) outOfScope: boolean;
  @Field(() => Int, { description: '总体把握，0 至 100。How surely all this, 0 to 100.' }) confidence: number;
  @Field(() => String, { nullable: true, description: '没有把握时应问需求单位的问题。What to ask the buyer; null when nothing need be asked.' }) question: string | null;
  @Field(() => [ReadRequirementNode], { description: '要求，按原文次序，至多 50 项。Requirements in the order of the words, at most 50.' }) requirements: ReadRequirementNode[];
  @Field(() => Float, { nullable: true, description: '数量。Quantity.' }) quantity: number | null;
  @Field(() => String, { nullable: true, description: '数量单位。Its unit.' }) quantityUnit: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: '预算（元）。Budget in CNY.' }) budgetCny: string | null;
  @Field(() => BudgetBases, { nullable: true, description: '预算口径。Whether of one piece or of all.' }) budgetBasis: 'each' | 'total' | null;
  @Field(() => DateScalar, { nullable: true, description: '最迟日期。The last day in time.' }) neededBy: string | null;
  @Field(() => Int, { nullable: true, description: '能效等级不低于（1 最高）。This energy grade or better, 1 to 3.' }) energyGradeAtMost: number | null;
  @Field(() => ReadOldMachineNode, { nullable: true, description: '旧设备。The machine that goes.' }) oldMachine: ReadOldMachineNode | null;
  @Field(() => String, { nullable: true, description: '使用地代码，可用作 createDemand 的 regionCode；未提到或有多处时为空。Place of use, as createDemand takes it; null where none or several are told.' }) regionCode: string | null;
  @Field(() => [ReadPlaceNode], { description: '文字中的地名，至多 10 处。Places in the words, at most 10.' }) places: ReadPlaceNode[];
  @Field(() => [WordsDoubtNode], { description: '值得核对之处。What should be looked at.' }) doubts: WordsDoubtNode[];
}

@ArgsType()
export class DemandWordsArgs {
  @Field(() => String, { description: '需求原文，1 至 2,000 字。The demand in the buyer’s words, 1 to 2,000 characters.' })
  text: string;

  @Field(() => ID, { nullable: true, description: '已选定的品类：要求按其参数读取；不填则按所判品类。The class chosen, by whose attributes figures are read; left out, the one the words ask for.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;
}
