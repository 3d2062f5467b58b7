import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import type { ImportPolicy, RemarkVerdict, RowVerdict } from '../core/catalogue/import/remark.js';
import { isId, type FileId, type OrganisationId, type ProductId, type ProductImportId } from '../core/ids/ids.js';
import { connectionOf, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ImportState, StoredRemark } from './product-import.entity.js';

export const ImportPolicies = {
  IGNORE_FAILED_FIELDS: 'IGNORE_FAILED_FIELDS', WHOLE_ROWS: 'WHOLE_ROWS', ALL_OR_NOTHING: 'ALL_OR_NOTHING',
} as const satisfies Record<ImportPolicy, string>;
export const ImportStates = { QUEUED: 'QUEUED', RUNNING: 'RUNNING', PROPOSED: 'PROPOSED', FINISHED: 'FINISHED', REFUSED: 'REFUSED' } as const satisfies Record<ImportState, string>;
export const RowVerdicts = {
  OK: 'OK', NORMALISE: 'NORMALISE', NEUTRALISE: 'NEUTRALISE', WARN: 'WARN', REJECT: 'REJECT', SKIP: 'SKIP',
} as const satisfies Record<RowVerdict, string>;
export const RemarkVerdicts = {
  DECODE: 'DECODE', NORMALISE: 'NORMALISE', NEUTRALISE: 'NEUTRALISE', WARN: 'WARN', REJECT: 'REJECT', SKIP: 'SKIP',
} as const satisfies Record<RemarkVerdict, string>;

registerEnumType(ImportPolicies, {
  name: 'ImportPolicy', description: '有问题的内容如何处理。What becomes of rows with values that cannot be kept.',
  valuesMap: {
    IGNORE_FAILED_FIELDS: { description: '丢弃读不懂的值，其余照常导入；不可能的值拒收整行。Values that cannot be read are dropped; an impossible one rejects its row.' },
    WHOLE_ROWS: { description: '任一值读不懂即拒收整行；原样报价单没有固定的列，按默认处理。Any value that cannot be read rejects its row; a price list has no fixed columns and is read as by default.' },
    ALL_OR_NOTHING: { description: '如 WHOLE_ROWS；任一行被拒收（报价单：或没有品类）则全部不导入。As WHOLE_ROWS, and one rejected row keeps all of them out; of a price list also one without a class.' },
  },
});
registerEnumType(ImportStates, {
  name: 'ImportState', description: '导入的状态。Where an import stands.',
  valuesMap: {
    QUEUED: { description: '等待处理。Waits for a worker.' }, RUNNING: { description: '正在导入。' },
    PROPOSED: { description: '报价单已识读，见 proposal，等待确认（confirmProductImport）。A price list was read, see `proposal`; waits for confirmProductImport.' },
    FINISHED: { description: '已完成，逐行结论见 rows。Done; `rows` say what became of each.' }, REFUSED: { description: '文件无法读取，见 refusal。The file cannot be read; see `refusal`.' },
  },
});
registerEnumType(RowVerdicts, {
  name: 'ImportRowVerdict', description: '一行的结论。What became of a row.',
  valuesMap: {
    OK: { description: '接受，无提示。Taken without a remark.' }, NORMALISE: { description: '接受，值已规范化。Taken; values were put into the expected form.' },
    NEUTRALISE: { description: '接受，像公式的内容按文字保存。Taken; what looks like a formula is kept as inert text.' },
    WARN: { description: '接受，有值缺失或被丢弃。Taken; something is missing or was dropped.' },
    REJECT: { description: '拒收。Not taken.' }, SKIP: { description: '忽略。Passed over.' },
  },
});
registerEnumType(RemarkVerdicts, {
  name: 'ImportRemarkVerdict', description: 'What a remark means for its row; DECODE says how a file was read.',
  valuesMap: {
    DECODE: { description: '已识别并读取。Told and read.' }, NORMALISE: { description: 'Kept after a change.' }, NEUTRALISE: { description: 'Kept as inert text.' },
    WARN: { description: 'Missing, or dropped.' }, REJECT: { description: 'The row is not taken because of it.' }, SKIP: { description: 'The row is passed over.' },
  },
});

@ObjectType('ImportRemark', { description: '对一个单元格、一行或整个文件的提示。What is said of a cell, a row or the file.' })
export class ImportRemarkNode {
  @Field(() => String, { nullable: true, description: '列名（按模板）；为空则指整行或整个文件。Heading as in the template; null: the row or the file as a whole.' }) column: string | null;
  @Field(() => String, { description: 'Upper snake case; the same in every language.' }) code: string;
  @Field(() => RemarkVerdicts, { description: 'What it means for the row.' }) verdict: RemarkVerdict;
  @Field(() => String, { nullable: true, description: '单元格原文，最多 200 字；空单元格为空。The cell as written, at most 200 characters; null when it was empty.' }) original: string | null;
  @Field(() => String, { nullable: true, description: '期望值：已保存的值，或应改成的值。Value kept, or the one to write instead; null where there is none.' }) expected: string | null;
  @Field(() => String, { description: '说明与做法，按请求的语言。What happened and what to do, in the language of the request.' }) message: string;
}

@ObjectType('ImportRefusal', { description: 'Why a file cannot be read.' })
export class ImportRefusalNode {
  @Field(() => String, { description: 'Upper snake case; the same in every language.' }) code: string;
  @Field(() => String, { description: 'What to do, in the language of the request.' }) message: string;
}

@ObjectType('ProductImportRow', { description: '一行及其结论。One row of an imported file and what became of it.' })
export class ProductImportRowNode {
  @Field(() => Int, { description: '电子表格行号，表头所在行也计入。Row number as a spreadsheet counts.' }) number: number;
  @Field(() => RowVerdicts, { description: 'What became of it.' }) verdict: RowVerdict;
  @Field(() => ID, { nullable: true, description: 'Product that it was saved as; null when it was not taken, and in a trial run.' }) productId: ProductId | null;
  /** Shown as `remarks` with their sentences, see the field resolvers. */
  remarks: readonly StoredRemark[];
}

@ObjectType({ description: '一页导入行。One page of imported rows.' })
export class ProductImportRowConnection extends connectionOf(() => ProductImportRowNode, 'ProductImportRow') {}

@ObjectType('ProductImport', { description: '一次产品导入。An import of products from a file.' })
export class ProductImportNode {
  @Field(() => ID, { description: 'Id of the import.' }) id: ProductImportId;
  @Field(() => ID, { description: 'Organisation whose products are imported.' }) ownerId: OrganisationId;
  @Field(() => ID, { description: 'Id of the uploaded file.' }) fileId: FileId;
  @Field(() => String, { description: 'Name of the file as its sender calls it.' }) fileName: string;
  @Field(() => ImportPolicies, { description: 'What becomes of rows with values that cannot be kept.' }) policy: ImportPolicy;
  @Field(() => Boolean, { description: '试导入：只给出结论，不保存产品。Trial run: verdicts alone, no product is saved.' }) dryRun: boolean;
  @Field(() => ImportStates, { description: 'Where it stands.' }) state: ImportState;
  @Field(() => Boolean, { description: '是否按原样报价单识读：逐行结果见 proposal，rows 为空。True for a price list as its supplier keeps it: its rows are in `proposal`, and `rows` is empty.' }) listed: boolean;
  @Field(() => Int, { description: '数据行数，含空行；读完文件前为 0。Rows under the heading, blank ones counted (of a price list, products and other rows as read); 0 until the file was read through.' }) rowsTotal: number;
  @Field(() => Int, { description: 'Rows done so far.' }) rowsRead: number;
  @Field(() => Int, { description: '已导入（试导入、待确认时为可导入）的行数。Rows taken so far; in a trial run, and of a proposal, those that could be.' }) rowsTaken: number;
  @Field(() => Int, { description: 'Rows rejected so far.' }) rowsRejected: number;
  @Field(() => DateTimeScalar, { description: 'When it was requested.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it has not.' }) finishedAt: Date | null;
  /** Shown as `remarks` and `refusal` with their sentences, see the field resolvers. */
  remarks: readonly StoredRemark[];
  refusalCode: string | null;
  refusalParams: Readonly<Record<string, string | number>> | null;
}

@ObjectType({ description: '一页导入记录。One page of imports.' })
export class ProductImportConnection extends connectionOf(() => ProductImportNode, 'ProductImport') {}

@InputType({ description: '导入已上传的产品目录。Imports a catalogue that was uploaded by POST /files/imports.' })
export class ImportProductsInput extends MutationInput {
  @Field(() => ID, { description: '上传后得到的 fileId。Id that the upload answered; CSV or XLSX, in the shape of our template or any price list.' })
  @IsIdOf('file')
  fileId: FileId;

  @Field(() => ImportPolicies, { defaultValue: 'IGNORE_FAILED_FIELDS', description: 'What becomes of rows with values that cannot be kept.' })
  policy: ImportPolicy;

  @Field(() => Boolean, { defaultValue: false, description: '试导入。True: every row gets its verdict and no product is saved.' })
  dryRun: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: '报价单的版式和品名都曾确认过时，不再询问、直接导入。True: a price list whose headings and names were all confirmed before is saved without being proposed again.',
  })
  acceptRemembered: boolean;
}

export const ImportProductsResult = resultUnion('ImportProductsResult', 'The import, which a worker takes up at once, or why not.', () => ProductImportNode);

@ArgsType()
export class ImportRowsArgs extends PageArgs {
  @Field(() => [RowVerdicts], { nullable: true, description: '仅这些结论的行；不填为全部。Rows with these verdicts alone; left out: all.' })
  @IsOptional()
  @ArrayMaxSize(6)
  verdicts?: RowVerdict[] | null;
}

/** The row number after which a page begins; null for the first page. */
export function afterRow(page: PageArgs): number | null {
  const number = cursorOf(page)?.[0];
  if (number === undefined) return null;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : throwInput('CURSOR_INVALID', 'after');
}

/** The import after which a page begins; null for the first page. */
export function afterImport(page: PageArgs): ProductImportId | null {
  const id = cursorOf(page)?.[0];
  if (id === undefined) return null;
  return typeof id === 'string' && isId('productImport', id) ? id : throwInput('CURSOR_INVALID', 'after');
}
