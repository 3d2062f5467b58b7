import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { DemandOnBehalfId, FileId, OrganisationId } from '../core/ids/ids.js';
import type { LinkState } from '../core/organisation/on-behalf/confirmation.js';
import type { OnBehalfState } from '../organisation/index.js';
import { OrganisationNode } from '../organisation/organisation.types.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { Refusal, resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ImportedRow, OnBehalfKind } from './import-on-behalf.js';
import { OnBehalfDemandNode } from './on-behalf.types.js';

export const ON_BEHALF_KINDS: Readonly<Record<OnBehalfKind, OnBehalfKind>> = { ENTERPRISES: 'ENTERPRISES', DEMANDS: 'DEMANDS' };
registerEnumType(ON_BEHALF_KINDS, {
  name: 'OnBehalfKind', description: '表中所列为何。What a list holds.',
  valuesMap: {
    ENTERPRISES: { description: '企业：企业名称、统一社会信用代码、所在地区必填。Enterprises; name, credit code and region are needed.' },
    DEMANDS: { description: '需求：统一社会信用代码、需求标题、数量必填。Demands of enterprises that are known; credit code, title and quantity are needed.' },
  },
});
export const ON_BEHALF_VERDICTS = { OK: 'OK', WARN: 'WARN', SKIP: 'SKIP', REJECT: 'REJECT' } as const satisfies Record<ImportedRow['verdict'], string>;
registerEnumType(ON_BEHALF_VERDICTS, {
  name: 'OnBehalfVerdict', description: '一行的结论。What became of a row.',
  valuesMap: {
    OK: { description: '已填报。Entered.' }, WARN: { description: '已填报，有内容被留空或推定。Entered; something was left out or assumed.' },
    SKIP: { description: '已有，跳过，原记录未改动。There already; passed over, nothing was changed.' }, REJECT: { description: '拒收。Not entered.' },
  },
});
export const ON_BEHALF_STATES: Readonly<Record<OnBehalfState, OnBehalfState>> = { UNCONFIRMED: 'UNCONFIRMED', CONFIRMED: 'CONFIRMED' };
registerEnumType(ON_BEHALF_STATES, {
  name: 'OnBehalfState', description: '代填报的企业是否已确认。Whether an enterprise has confirmed what was entered.',
  valuesMap: { UNCONFIRMED: { description: '待企业确认。' }, CONFIRMED: { description: '企业已确认。' } },
});
export const LINK_STATES: Readonly<Record<LinkState, LinkState>> = { WAITING: 'WAITING', USED: 'USED', REPLACED: 'REPLACED', EXPIRED: 'EXPIRED' };
registerEnumType(LINK_STATES, {
  name: 'ConfirmationLinkState', description: '确认链接的状态。Where a link stands.',
  valuesMap: {
    WAITING: { description: '有效，待使用。Can be used.' }, USED: { description: '已使用。' }, REPLACED: { description: '已被新链接取代。A newer one took its place.' }, EXPIRED: { description: '已过期。' },
  },
});

@InputType({ description: '导入代填报的表格（POST /files/imports 上传的 CSV 或 XLSX），至多 1,000 行。Imports a list that was uploaded by POST /files/imports, at most 1,000 rows.' })
export class ImportOnBehalfInput extends MutationInput {
  @Field(() => ID, { description: '上传后得到的 fileId。Id that the upload answered.' })
  @IsIdOf('file')
  fileId: FileId;

  @Field(() => ON_BEHALF_KINDS, { description: 'What the list holds.' })
  @IsIn(Object.values(ON_BEHALF_KINDS))
  kind: OnBehalfKind;

  @Field(() => Boolean, { defaultValue: false, description: '试导入。True: every row gets its verdict and nothing is saved.' })
  @IsBoolean()
  dryRun = false;
}

@ObjectType('OnBehalfRemark', { description: '对一个单元格或一行的提示。What is said of a cell or a row.' })
export class OnBehalfRemarkNode {
  @Field(() => String, { nullable: true, description: '列名（按模板）；为空则指整行。Heading as in the template; null: the row as a whole.' }) column: string | null;
  @Field(() => String, { description: 'Upper snake case; the same in every language.' }) code: string;
  @Field(() => ON_BEHALF_VERDICTS, { description: 'What it means for the row.' }) verdict: ImportedRow['verdict'];
  @Field(() => String, { nullable: true, description: 'The cell as written, cut at 200 characters.' }) original: string | null;
  @Field(() => String, { description: 'In the language of the request.' }) message: string;
}

@ObjectType('OnBehalfRow', { description: '一行及其结论。A row and what became of it.' })
export class OnBehalfRowNode {
  @Field(() => Int, { description: '表格中的行号。Row number as a spreadsheet counts.' }) number: number;
  @Field(() => ON_BEHALF_VERDICTS, { description: 'What became of it.' }) verdict: ImportedRow['verdict'];
  @Field(() => String, { nullable: true, description: 'Credit code as read; null when the row could not be read.' }) creditCode: string | null;
  @Field(() => String, { nullable: true, description: 'Name of the enterprise, or title of the demand.' }) label: string | null;
  @Field(() => ID, { nullable: true, description: '所涉企业：新填报的或原有的。The enterprise, new or there before; null when there is none.' }) organisationId: OrganisationId | null;
  @Field(() => ID, { nullable: true, description: 'The demand as entered; null for enterprises and in a trial run.' }) demandOnBehalfId: DemandOnBehalfId | null;
  @Field(() => [OnBehalfRemarkNode], { description: 'What is said of it.' }) remarks: OnBehalfRemarkNode[];
}

@ObjectType({ description: '逐行结论。The list was gone through; each row has its verdict.' })
export class OnBehalfImported {
  @Field(() => Boolean, { description: 'True: nothing was saved.' }) dryRun: boolean;
  @Field(() => Int, { description: 'Rows with anything in them.' }) rowsTotal: number;
  @Field(() => Int, { description: '已填报（试导入时为可填报）的行数。Rows entered; in a trial run those that could be.' }) rowsTaken: number;
  @Field(() => Int, { description: 'Rows passed over, there already.' }) rowsSkipped: number;
  @Field(() => Int, { description: 'Rows rejected.' }) rowsRejected: number;
  @Field(() => [OnBehalfRowNode], { description: '按行号，至多 1,000 行。By number, at most 1,000.' }) rows: OnBehalfRowNode[];
}

@InputType({ description: '为哪些企业发放链接；原有链接随即失效。每次都是新链接，幂等键在此不起作用。For whom to issue links; earlier links end. Each call issues anew, an idempotency key changes nothing.' })
export class IssueConfirmationLinksInput extends MutationInput {
  @Field(() => [ID], { description: '1 至 200 家企业。1 to 200 enterprises.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsIdOf('organisation')
  organisationIds: OrganisationId[];

  @Field(() => Int, { defaultValue: 14, description: '有效天数，1 至 60。Days for which they work, 1 to 60.' })
  @IsInt()
  @Min(1)
  @Max(60)
  validDays = 14;
}

@ObjectType('ConfirmationLink', { description: '发给一家企业的确认链接。A link to send to one enterprise.' })
export class ConfirmationLinkNode {
  @Field(() => ID, { description: 'Whose.' }) organisationId: OrganisationId;
  @Field(() => String, { description: 'Name of the enterprise.' }) name: string;
  @Field(() => String, { nullable: true, description: 'Credit code.' }) creditCode: string | null;
  @Field(() => String, { nullable: true, description: '联系人，仅填报的部门可见。Whom to send it to; for the department that entered it alone.' }) contactName: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone of the contact.' }) contactPhone: string | null;
  @Field(() => String, { description: '令牌，只在此处出现一次，放入发给企业的链接。Shown here once, to be part of what is sent; only its hash is kept.' }) token: string;
  @Field(() => DateTimeScalar, { description: 'When it ends.' }) expiresAt: Date;
}

@ObjectType({ description: '已发放的链接，以及未能发放的原因。The links that were issued, and why others were not.' })
export class ConfirmationLinksIssued {
  @Field(() => [ConfirmationLinkNode], { description: 'In the order of the input.' }) links: ConfirmationLinkNode[];
  @Field(() => [Refusal], { description: 'One for each enterprise without a link.' }) refusals: Refusal[];
}

@ArgsType()
export class RecordsOnBehalfArgs extends PageArgs {
  @Field(() => ON_BEHALF_STATES, { nullable: true, description: 'Only this state.' })
  @IsOptional()
  @IsIn(Object.values(ON_BEHALF_STATES))
  state?: OnBehalfState | null;

  @Field(() => Boolean, { defaultValue: false, description: '只看本部门填报的。Only what your own department entered.' })
  @IsBoolean()
  ownOnly = false;
}

@ObjectType('OnBehalfEntry', { description: '代填报的一家企业。An enterprise that a department entered.' })
export class OnBehalfEntryNode {
  @Field(() => OrganisationNode, { description: 'The enterprise.' }) organisation: OrganisationNode;
  @Field(() => ON_BEHALF_STATES, { description: 'Whether it has confirmed.' }) state: OnBehalfState;
  @Field(() => ID, { description: 'Department that entered it.' }) enteredBy: OrganisationId;
  @Field(() => DateTimeScalar, { description: 'When it was entered.' }) enteredAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it confirmed; null before.' }) confirmedAt: Date | null;
  @Field(() => [String], { description: '企业确认时更正的项。Fields that it corrected.' }) corrected: string[];
  @Field(() => String, { nullable: true, description: '联系人，仅填报的部门可见，确认后删除。For the department that entered it alone; gone once it has confirmed.' }) contactName: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone of the contact.' }) contactPhone: string | null;
  @Field(() => LINK_STATES, { nullable: true, description: '最近一个链接的状态；未发放时为空。Where its newest link stands; null when none was issued.' }) linkState: LinkState | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When that link ends.' }) linkExpiresAt: Date | null;
  @Field(() => [OnBehalfDemandNode], { description: '代填报的需求中待确认和已确认待审的，至多 100 条。Its demands that wait, for itself or for its approval.' }) demands: OnBehalfDemandNode[];
}

@ObjectType({ description: '一页代填报记录。One page of what was entered.' })
export class OnBehalfEntryConnection extends connectionOf(() => OnBehalfEntryNode, 'OnBehalfEntry') {}

export const ImportOnBehalfResult = resultUnion('ImportOnBehalfResult', 'The verdicts, or why the list could not be read.', () => OnBehalfImported);
export const IssueConfirmationLinksResult = resultUnion('IssueConfirmationLinksResult', 'The links, or why none was issued.', () => ConfirmationLinksIssued);
