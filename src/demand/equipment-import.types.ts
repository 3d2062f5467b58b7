import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import type { ImportPolicy, RowVerdict } from '../core/catalogue/import/remark.js';
import { isId, type EquipmentId, type EquipmentImportId, type FileId, type OrganisationId } from '../core/ids/ids.js';
import { connectionOf, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { TABLE_IMPORT_POLICIES, TABLE_IMPORT_STATES, TABLE_ROW_VERDICTS } from '../platform/tables/table-import.types.js';
import type { EquipmentImportState, StoredLedgerRemark } from './equipment-import.entity.js';

@ObjectType('EquipmentImportRow', { description: '台账中的一行及其结论。One row of an imported ledger and what became of it.' })
export class EquipmentImportRowNode {
  @Field(() => String, { description: '工作表名；文本文件为空文字。Name of the worksheet; empty for a text file.' }) sheet: string;
  @Field(() => Int, { description: '电子表格行号。Row number as a spreadsheet counts.' }) number: number;
  @Field(() => TABLE_ROW_VERDICTS, { description: 'What became of it.' }) verdict: RowVerdict;
  @Field(() => ID, { nullable: true, description: 'Machine that it was saved as; null when it was not taken, and in a trial run.' }) equipmentId: EquipmentId | null;
  /** Shown as `remarks` with their sentences, see the field resolvers. */
  remarks: readonly StoredLedgerRemark[];
}

@ObjectType({ description: '一页导入行。One page of imported rows.' })
export class EquipmentImportRowConnection extends connectionOf(() => EquipmentImportRowNode, 'EquipmentImportRow') {}

@ObjectType('EquipmentImport', { description: '一次设备台账导入。An import of machines from an asset ledger.' })
export class EquipmentImportNode {
  @Field(() => ID, { description: 'Id of the import.' }) id: EquipmentImportId;
  @Field(() => ID, { description: 'Organisation whose ledger it is.' }) ownerId: OrganisationId;
  @Field(() => ID, { description: 'Id of the uploaded file.' }) fileId: FileId;
  @Field(() => String, { description: 'Name of the file as its sender calls it.' }) fileName: string;
  @Field(() => TABLE_IMPORT_POLICIES, { description: 'What becomes of rows with values that cannot be kept.' }) policy: ImportPolicy;
  @Field(() => Boolean, { description: '试导入：只给出结论，不保存设备。Trial run: verdicts alone, no machine is saved.' }) dryRun: boolean;
  @Field(() => TABLE_IMPORT_STATES, { description: 'Where it stands.' }) state: EquipmentImportState;
  @Field(() => Int, { description: '表头以下的行数；读完文件前为 0。Rows under the headings of all sheets; 0 until the file was read through.' }) rowsTotal: number;
  @Field(() => Int, { description: 'Rows done so far.' }) rowsRead: number;
  @Field(() => Int, { description: '已导入（试导入时为可导入）的行数。Rows taken so far; in a trial run those that could be.' }) rowsTaken: number;
  @Field(() => Int, { description: 'Rows rejected so far.' }) rowsRejected: number;
  @Field(() => DateTimeScalar, { description: 'When it was requested.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it has not.' }) finishedAt: Date | null;
  /** Shown as `remarks` and `refusal` with their sentences, see the field resolvers. */
  remarks: readonly StoredLedgerRemark[];
  refusalCode: string | null;
  refusalParams: Readonly<Record<string, string | number>> | null;
}

@ObjectType({ description: '一页台账导入记录。One page of imports.' })
export class EquipmentImportConnection extends connectionOf(() => EquipmentImportNode, 'EquipmentImport') {}

@InputType({ description: '导入已上传的设备台账。Imports an asset ledger that was uploaded by POST /files/imports.' })
export class ImportEquipmentInput extends MutationInput {
  @Field(() => ID, { description: '上传后得到的 fileId；CSV 或 XLSX。Id that the upload answered; CSV or XLSX.' })
  @IsIdOf('file')
  fileId: FileId;

  @Field(() => TABLE_IMPORT_POLICIES, { defaultValue: 'IGNORE_FAILED_FIELDS', description: 'What becomes of rows with values that cannot be kept.' })
  policy: ImportPolicy;

  @Field(() => Boolean, { defaultValue: false, description: '试导入。True: every row gets its verdict and no machine is saved.' })
  dryRun: boolean;
}

export const ImportEquipmentResult = resultUnion('ImportEquipmentResult', 'The import, which a worker takes up at once, or why not.', () => EquipmentImportNode);

@ArgsType()
export class EquipmentImportRowsArgs extends PageArgs {
  @Field(() => [TABLE_ROW_VERDICTS], { nullable: true, description: '仅这些结论的行；不填为全部。Rows with these verdicts alone; left out: all.' })
  @IsOptional()
  @ArrayMaxSize(6)
  verdicts?: RowVerdict[] | null;
}

/** The position after which a page of rows begins; null for the first page. */
export function afterPosition(page: PageArgs): number | null {
  const position = cursorOf(page)?.[0];
  if (position === undefined) return null;
  return typeof position === 'number' && Number.isSafeInteger(position) ? position : throwInput('CURSOR_INVALID', 'after');
}

/** The import after which a page begins; null for the first page. */
export function afterEquipmentImport(page: PageArgs): EquipmentImportId | null {
  const id = cursorOf(page)?.[0];
  if (id === undefined) return null;
  return typeof id === 'string' && isId('equipmentImport', id) ? id : throwInput('CURSOR_INVALID', 'after');
}
