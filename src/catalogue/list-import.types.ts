import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import type { ListReason, ListRowState } from '../core/catalogue/import/list-row.js';
import type { ColumnRole } from '../core/catalogue/proposing/heading-role.js';
import type { ProposedPrice, ProposedSheet } from '../core/catalogue/proposing/proposal.js';
import type { ProductId, ProductImportId } from '../core/ids/ids.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DecimalScalar } from '../platform/graphql/scalars.js';
import { ClassNode } from '../policy/class.types.js';
import { ProductImportNode } from './product-import.types.js';
import { PriceKinds } from './product.types.js';
import type { PriceKind } from './product.entity.js';

export const ListRowStates = {
  READY: 'READY', INCOMPLETE: 'INCOMPLETE', NEEDS_CLASS: 'NEEDS_CLASS', REJECTED: 'REJECTED', IGNORED: 'IGNORED',
} as const satisfies Record<ListRowState, string>;
export const SheetIgnored = { HIDDEN: 'HIDDEN', NO_LIST: 'NO_LIST', INTERNAL: 'INTERNAL', LEFT_OUT: 'LEFT_OUT' } as const satisfies Record<NonNullable<ProposedSheet['ignored']>, string>;
export const ColumnRoles = {
  SERIAL: 'SERIAL', CODE: 'CODE', NAME: 'NAME', NAME_AND_MODEL: 'NAME_AND_MODEL', MODEL: 'MODEL', CATEGORY: 'CATEGORY', SPECS: 'SPECS', ATTRIBUTE: 'ATTRIBUTE', NOTE: 'NOTE', UNIT: 'UNIT',
  PRICE: 'PRICE', DISCOUNTED: 'DISCOUNTED', INTERNAL: 'INTERNAL', AMOUNT: 'AMOUNT', QUANTITY: 'QUANTITY', LEAD_TIME: 'LEAD_TIME', WARRANTY: 'WARRANTY', TAX_RATE: 'TAX_RATE',
  WITHDRAWN: 'WITHDRAWN', DATE: 'DATE', GRADE: 'GRADE', CERTIFICATES: 'CERTIFICATES', IGNORED: 'IGNORED',
} as const satisfies Record<ColumnRole, string>;

registerEnumType(ListRowStates, {
  name: 'ImportListRowState', description: '报价单一行的状态。Where a row of a price list stands.',
  valuesMap: {
    READY: { description: '齐全，可导入。Complete; becomes a product.' }, INCOMPLETE: { description: '可导入，尚缺内容，见 reasons。Becomes a product; something is missing.' },
    NEEDS_CLASS: { description: '没有合适的品类，暂留；确认时指明品类即可导入。No class fits: kept, and taken once its supplier names one.' },
    REJECTED: { description: '不能导入，见 reasons。Cannot be taken.' }, IGNORED: { description: '不是产品：标题、合计、说明、已停产等。Offers nothing.' },
  },
});
registerEnumType(SheetIgnored, {
  name: 'ImportSheetIgnored', description: '工作表未读取的原因。Why a sheet was passed over.',
  valuesMap: {
    HIDDEN: { description: '隐藏的工作表。Hidden.' }, NO_LIST: { description: '没有找到产品表。No list of goods on it.' }, INTERNAL: { description: '名称表明仅供内部使用（成本、底价、作废等）。Called internal.' },
    LEFT_OUT: { description: '确认时已排除。Left out by its supplier.' },
  },
});
registerEnumType(ColumnRoles, {
  name: 'ImportColumnRole', description: '报价单一列的含义。What a column of a price list holds.',
  valuesMap: {
    SERIAL: { description: '序号。Running number.' }, CODE: { description: '编码。Code of the supplier’s own.' }, NAME: { description: '产品名称。' }, NAME_AND_MODEL: { description: '名称及型号在一格。Name and model in one cell.' },
    MODEL: { description: '型号。' }, CATEGORY: { description: '类别。Category of the supplier’s own.' }, SPECS: { description: '参数描述（一格多项）。Running text of specifications.' },
    ATTRIBUTE: { description: '单项参数。One attribute of a class.' }, NOTE: { description: '备注。Notes.' }, UNIT: { description: '计价单位。Sales unit.' }, PRICE: { description: '单价。Price of one.' },
    DISCOUNTED: { description: '优惠价：没有单价时才采用。A price not for everybody; read where there is no other.' }, INTERNAL: { description: '内部价、成本：从不读取。Internal; never read.' },
    AMOUNT: { description: '金额。Amount.' }, QUANTITY: { description: '数量。Quantity.' }, LEAD_TIME: { description: '交货期。Lead time.' }, WARRANTY: { description: '质保。Warranty.' }, TAX_RATE: { description: '税率。Tax rate.' },
    WITHDRAWN: { description: '停产情况。Whether or when it was taken off the market.' }, DATE: { description: '日期。Date.' }, GRADE: { description: '能效等级。Energy grade.' }, CERTIFICATES: { description: '认证。Certificates.' },
    IGNORED: { description: '不读取。Not read.' },
  },
});

@ObjectType('ImportColumnMeaning', { description: '该列在某一品类中对应的参数。What a column measures in one class.' })
export class ColumnMeaningNode {
  @Field(() => ID, { description: 'Class of goods.' }) classId: string;
  @Field(() => String, { description: 'Attribute, unique within the class.' }) attributeKey: string;
  @Field(() => String, { description: '参数名称。Chinese name of the attribute.' }) zh: string;
}

@ObjectType('ImportColumn', { description: '报价单的一列及其含义。A column of a price list as it was understood.' })
export class ListColumnNode {
  @Field(() => Int, { description: '列序号，从 0 起（A 列为 0）。Column from 0.' }) index: number;
  @Field(() => String, { description: '列标，如 A、AB。Column as a spreadsheet calls it.' }) letter: string;
  @Field(() => String, { description: '表头原文。All that its heading says.' }) heading: string;
  @Field(() => ColumnRoles, { description: 'What it holds.' }) role: ColumnRole;
  @Field(() => String, { description: '含义的名称，按请求的语言。The role in words, in the language of the request.' }) roleName: string;
  @Field(() => [ColumnMeaningNode], { description: '单项参数在各品类中的对应。Of an ATTRIBUTE, what it measures in each class of the table.' }) meanings: ColumnMeaningNode[];
}

@ObjectType('ImportTable', { description: '工作表中的一张表。A table of goods within a sheet.' })
export class ListTableNode {
  @Field(() => [Int], { description: '表头所在行；没有表头时为空。Rows of its heading; empty where it has none.' }) headingRows: number[];
  @Field(() => Boolean, { description: '该表头曾确认过，已按当时的含义识读。True when this heading was confirmed before, and is read as it was then.' }) remembered: boolean;
  @Field(() => [ListColumnNode], { description: 'Its columns.' }) columns: ListColumnNode[];
}

@ObjectType('ImportSheet', { description: '报价单的一张工作表。A sheet of a price list.' })
export class ListSheetNode {
  @Field(() => String, { description: '名称；文本文件为空。Its name; empty for a text file.' }) name: string;
  @Field(() => SheetIgnored, { nullable: true, description: '未读取的原因；已读取时为空。Why it was passed over; null where it was read.' }) ignored: ProposedSheet['ignored'];
  @Field(() => String, { nullable: true, description: '未读取的说明，按请求的语言。That reason in words.' }) message: string | null;
  @Field(() => [ListTableNode], { description: 'Its tables from top to bottom.' }) tables: ListTableNode[];
}

@ObjectType('ImportReason', { description: '一行为何处于其状态。Why a row is in its state.' })
export class ListReasonNode {
  @Field(() => String, { description: 'Upper snake case; the same in every language.' }) code: string;
  @Field(() => String, { description: '说明与做法，按请求的语言。What it is and what to do, in the language of the request.' }) message: string;
}

@ObjectType('ImportProposedClass', { description: '建议的品类。A class that is proposed for goods.' })
export class ProposedClassNode {
  @Field(() => ID, { description: 'Class of goods.' }) classId: string;
  @Field(() => ClassNode, { nullable: true, description: '品类。The class; null when a later edition took it away.' }) class: ClassNode | null;
  @Field(() => Float, { description: '把握，0 至 1；供应商确认过的为 1。Confidence, 0 to 1; 1 for what the supplier has said.' }) confidence: number;
  @Field(() => Boolean, { description: '来自以前的确认。True when it was confirmed in an earlier import.' }) remembered: boolean;
  @Field(() => Boolean, { description: '本次已由供应商指明。True when the supplier has named it for this list.' }) confirmed: boolean;
}

@ObjectType('ImportListPrice', { description: '报价单上的价格。Price of one as the list has it.' })
export class ListPriceNode {
  @Field(() => PriceKinds, { nullable: true, description: '价格方式；未写或不可信时为空。How it is stated; null: none, or none to be trusted.' }) kind: PriceKind | null;
  @Field(() => DecimalScalar, { nullable: true, description: '单价或下限（元）。Price, or lower end, in CNY.' }) priceCny: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: '上限（元）。Upper end in CNY.' }) priceMaxCny: string | null;
  @Field(() => Boolean, { nullable: true, description: '含税；未说明时为空。Whether tax is included; null: not said.' }) taxIncluded: boolean | null;
  @Field(() => DecimalScalar, { nullable: true, description: '税率（%）。Tax rate in percent; null: not said.' }) taxRatePercent: string | null;
}

@ObjectType('ImportListRow', { description: '报价单一行（一行多个型号时各为一条）。A product that a row offers; a row of several models comes to several.' })
export class ListRowNode {
  @Field(() => String, { description: '工作表名称。Sheet it stands on.' }) sheetName: string;
  @Field(() => Int, { description: '电子表格行号。Row number as a spreadsheet counts.' }) number: number;
  @Field(() => ListRowStates, { description: 'Where it stands.' }) state: ListRowState;
  /** Shown with their sentences, see the field resolvers. */
  reasons: readonly ListReason[];
  @Field(() => String, { nullable: true, description: '名称。Name of the goods.' }) name: string | null;
  @Field(() => String, { nullable: true, description: '型号：将保存的写法。Model as it will be saved.' }) model: string | null;
  @Field(() => String, { nullable: true, description: '计价单位原文。Sales unit as written.' }) unit: string | null;
  @Field(() => Int, { nullable: true, description: '交货期（天），现货为 0。Lead time in days, 0 for goods in stock; null: not said.' }) leadTimeDays: number | null;
  @Field(() => Int, { nullable: true, description: '质保（月）。Warranty in months; null: not said.' }) warrantyMonths: number | null;
  @Field(() => ID, { nullable: true, description: '保存成的产品；未导入时为空。Product that it was saved as; null while it was not.' }) productId: ProductId | null;
  proposedPrice: ProposedPrice | null;
}

@ObjectType({ description: '一页报价单行。One page of rows of a price list.' })
export class ListRowConnection extends connectionOf(() => ListRowNode, 'ImportListRow') {}

@ObjectType('ImportListCounts', { description: '各状态的行数。Rows in each state.' })
export class ListCountsNode {
  @Field(() => Int, { description: 'READY' }) ready: number;
  @Field(() => Int, { description: 'INCOMPLETE' }) incomplete: number;
  @Field(() => Int, { description: 'NEEDS_CLASS' }) needsClass: number;
  @Field(() => Int, { description: 'REJECTED' }) rejected: number;
  @Field(() => Int, { description: 'IGNORED' }) ignored: number;
}

@ObjectType('ImportProposal', { description: '报价单的识读结果：确认前为建议，确认后为结果。How a price list is read: proposed before it is confirmed, what became of it afterwards.' })
export class ImportProposalNode {
  importId: ProductImportId;
}

@ArgsType()
export class ListRowsArgs extends PageArgs {
  @Field(() => [ListRowStates], { nullable: true, description: '仅这些状态的行；不填为全部。Rows in these states alone; left out: all.' })
  @IsOptional()
  @ArrayMaxSize(5)
  states?: ListRowState[] | null;

  @Field(() => String, { nullable: true, description: '仅该工作表。Rows of this sheet alone.' })
  @IsOptional()
  @MaxLength(200)
  sheet?: string | null;
}

const CORRECTIONS_MAX = 500;
const ROWS_MAX = 1_000;

@InputType({ description: '更正一列的含义。What a column holds, where the proposal is wrong.' })
export class ImportColumnInput {
  @Field(() => String, { nullable: true, description: '工作表名称；只读了一张表时可省略。Sheet; may be left out where only one was read.' })
  @IsOptional()
  @MaxLength(200)
  sheet?: string | null;

  @Field(() => Int, { nullable: true, description: '表头首行；同一工作表有几张表时用来区分。First heading row of the table that is meant; left out: every table of the sheet.' })
  @IsOptional()
  @IsInt()
  headingRow?: number | null;

  @Field(() => Int, { description: '列序号，从 0 起。Column from 0.' })
  @IsInt()
  @Min(0)
  @Max(16_383)
  index: number;

  @Field(() => ColumnRoles, { description: 'What it holds.' })
  role: ColumnRole;

  @Field(() => String, { nullable: true, description: '单项参数的名称，可带单位，如「输送量(t/h)」；省略则按表头。Of an ATTRIBUTE what it measures, as a heading would say it; left out: as its own heading says.' })
  @IsOptional()
  @Length(1, 100)
  attribute?: string | null;
}

@InputType({ description: '指明品类：某些行，或某个名称的全部产品。The class of some rows, or of all goods of one name.' })
export class ImportClassInput {
  @Field(() => String, { nullable: true, description: '行所在的工作表；只读了一张表时可省略。Sheet of the rows; may be left out where only one was read.' })
  @IsOptional()
  @MaxLength(200)
  sheet?: string | null;

  @Field(() => [Int], { nullable: true, description: '电子表格行号，与 name 二选一。Row numbers; these or a name.' })
  @IsOptional()
  @ArrayMaxSize(ROWS_MAX)
  @IsInt({ each: true })
  rows?: number[] | null;

  @Field(() => String, { nullable: true, description: '产品名称，与 rows 二选一。Name of goods; this or rows.' })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;

  @Field(() => ID, { nullable: true, description: '品类；null 表示没有合适的品类，不导入。The class; null: none fits, and the goods are not taken.' })
  @IsOptional()
  @MaxLength(100)
  classId?: string | null;
}

@InputType({ description: '确认报价单的识读结果；全部省略即按建议导入。Confirms how a price list was read; with nothing else it is taken as proposed.' })
export class ConfirmProductImportInput extends MutationInput {
  @Field(() => ID, { description: 'Import that waits to be confirmed, or was and shall be read again with further corrections.' })
  @IsIdOf('productImport')
  importId: ProductImportId;

  @Field(() => [ImportColumnInput], { nullable: true, description: '更正的列。Columns to correct.' })
  @IsOptional()
  @ArrayMaxSize(CORRECTIONS_MAX)
  @ValidateNested({ each: true })
  @Type(() => ImportColumnInput)
  columns?: ImportColumnInput[] | null;

  @Field(() => [ImportClassInput], { nullable: true, description: '更正的品类。Classes to correct; of two for the same goods the later holds.' })
  @IsOptional()
  @ArrayMaxSize(CORRECTIONS_MAX)
  @ValidateNested({ each: true })
  @Type(() => ImportClassInput)
  classes?: ImportClassInput[] | null;

  @Field(() => [String], { nullable: true, description: '不导入的工作表。Sheets to leave out.' })
  @IsOptional()
  @ArrayMaxSize(100)
  @MaxLength(200, { each: true })
  leaveOutSheets?: string[] | null;
}

export const ConfirmProductImportResult = resultUnion('ConfirmProductImportResult', 'The import, which a worker takes up at once, or why not.', () => ProductImportNode);
