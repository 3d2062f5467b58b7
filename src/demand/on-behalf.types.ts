import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsIn, IsOptional, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { LIMITS } from '../core/demand/demand-limits.js';
import type { DemandId, DemandOnBehalfId } from '../core/ids/ids.js';
import { placeOf } from '../core/policy/region-code.js';
import { OrganisationStates, RegionNode, SizeClasses, Trades } from '../organisation/organisation.types.js';
import type { OrganisationEntity } from '../organisation/index.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../platform/graphql/scalars.js';
import type { DemandPurpose, DemandVisibility } from './demand.entity.js';
import { PURPOSES, VISIBILITIES } from './demand.types.js';
import type { DemandOnBehalfEntity, DemandOnBehalfState } from './on-behalf.entity.js';

export const ON_BEHALF_DEMAND_STATES: Readonly<Record<DemandOnBehalfState, DemandOnBehalfState>> = {
  UNCONFIRMED: 'UNCONFIRMED', CONFIRMED: 'CONFIRMED', TAKEN_OVER: 'TAKEN_OVER', LEFT_OUT: 'LEFT_OUT',
};
registerEnumType(ON_BEHALF_DEMAND_STATES, {
  name: 'OnBehalfDemandState', description: '代填报需求的状态。Where a demand entered on behalf stands; only one that was taken over is a demand.',
  valuesMap: {
    UNCONFIRMED: { description: '待企业确认。Waits for its enterprise.' }, CONFIRMED: { description: '企业已确认，待其登记通过审核。Confirmed; waits until the enterprise is approved.' },
    TAKEN_OVER: { description: '已成为正式需求，见 demandId。A demand by now, see `demandId`.' }, LEFT_OUT: { description: '企业未采纳。The enterprise left it out.' },
  },
});

/** As for a registration: digits, blanks, hyphens, a country code and an extension. */
const PHONE = /^\+?[0-9][0-9 ()-]{4,28}(?:转[0-9]{1,6})?$/;

@ObjectType('OnBehalfDemand', { description: '代填报的一条需求。A demand as a bureau wrote it down for an enterprise.' })
export class OnBehalfDemandNode {
  @Field(() => ID, { description: 'Id of the record; no id of a demand.' }) id: DemandOnBehalfId;
  @Field(() => ON_BEHALF_DEMAND_STATES, { description: 'Where it stands.' }) state: DemandOnBehalfState;
  @Field(() => ID, { nullable: true, description: 'Demand that it became; null until then.' }) demandId: DemandId | null;
  @Field(() => String, { description: 'Title.' }) title: string;
  @Field(() => String, { description: 'Description.' }) words: string;
  @Field(() => [String], { description: '所需品类编号。Ids of the classes wanted.' }) classIds: string[];
  @Field(() => String, { nullable: true, description: '工作方案需求条目编号。Id of the demand item of the work plan.' }) itemId: string | null;
  @Field(() => DecimalScalar, { description: 'How much.' }) quantity: string;
  @Field(() => String, { description: 'Unit of the quantity.' }) unit: string;
  @Field(() => DecimalScalar, { nullable: true, description: '预算（元）。Budget, CNY.' }) budgetCny: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day on which delivery is of use.' }) neededBy: string | null;
  @Field(() => RegionNode, { description: 'Place of delivery.' }) region: RegionNode;
  @Field(() => PURPOSES, { description: 'Renewal or new capacity.' }) purpose: DemandPurpose;
  @Field(() => VISIBILITIES, { description: 'Who may read it once it is published.' }) visibility: DemandVisibility;
}

@ObjectType('OnBehalfRecord', { description: '主管部门代填报、待企业确认的内容。What a department entered on behalf of an enterprise, as the enterprise’s link shows it.' })
export class OnBehalfRecordNode {
  @Field(() => String, { description: '填报的部门。Name of the department that sent the link.' }) department: string;
  @Field(() => DateTimeScalar, { description: 'When the link ends.' }) expiresAt: Date;
  @Field(() => Boolean, { description: '企业信息是否待确认；否则只确认需求。Whether the enterprise itself waits to be confirmed; otherwise its demands alone.' }) enterpriseToConfirm: boolean;
  @Field(() => String, { description: 'Name of the enterprise.' }) name: string;
  @Field(() => String, { description: '统一社会信用代码，不可更正。Unified social credit code; not to be corrected by link.' }) creditCode: string;
  @Field(() => RegionNode, { description: 'Where it is.' }) region: RegionNode;
  @Field(() => String, { nullable: true, description: 'Industry by GB/T 4754-2017.' }) industryCode: string | null;
  @Field(() => SizeClasses, { nullable: true, description: 'Size class.' }) sizeClass: OrganisationEntity['sizeClass'];
  @Field(() => [Trades], { description: 'What it does on the market.' }) trades: OrganisationEntity['trades'];
  @Field(() => String, { nullable: true, description: '业务电话。Business telephone.' }) businessPhone: string | null;
  @Field(() => Boolean, { description: 'Whether the business telephone is public.' }) businessPhonePublic: boolean;
  @Field(() => OrganisationStates, { description: 'Where the enterprise stands.' }) state: OrganisationEntity['state'];
  @Field(() => [OnBehalfDemandNode], { description: '待确认的需求，至多 100 条。Demands to confirm, at most 100, in the order of the list.' }) demands: OnBehalfDemandNode[];
}

@InputType({ description: '企业更正的内容；未填的保持原样。What the enterprise says otherwise; whatever is left out stays as it was entered.' })
export class EnterpriseCorrectionsInput {
  @Field(() => String, { nullable: true, description: '企业名称，与营业执照一致；更正后须经审核。Name as on the licence; a department reviews the change.' })
  @IsOptional()
  @Length(1, 400)
  name?: string | null;

  @Field(() => String, { nullable: true, description: '行政区划代码（GB/T 2260），6 位；更正后须经审核。Region to the county; a department reviews the change.' })
  @IsOptional()
  @Length(1, 20)
  regionCode?: string | null;

  @Field(() => String, { nullable: true, description: '行业代码（GB/T 4754-2017）；null 清空。Industry; null takes it away.' })
  @IsOptional()
  @Length(1, 20)
  industryCode?: string | null;

  @Field(() => SizeClasses, { nullable: true, description: '企业规模；null 清空。null takes it away.' })
  @IsOptional()
  @IsIn(Object.values(SizeClasses))
  sizeClass?: OrganisationEntity['sizeClass'];

  @Field(() => [Trades], { nullable: true, description: '从事的业务，至少一项。At least one.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  trades?: OrganisationEntity['trades'] | null;

  @Field(() => String, { nullable: true, description: '业务电话；null 清空。Business telephone; null takes it away.' })
  @IsOptional()
  @Matches(PHONE)
  businessPhone?: string | null;

  @Field(() => Boolean, { nullable: true, description: '业务电话是否公开。Whether others see it.' })
  @IsOptional()
  @IsBoolean()
  businessPhonePublic?: boolean | null;
}

@InputType({ description: '企业对一条需求的更正。What the enterprise says otherwise of one demand.' })
export class OnBehalfDemandCorrectionInput {
  @Field(() => ID, { description: 'One that the link shows.' })
  @IsIdOf('demandOnBehalf')
  id: DemandOnBehalfId;

  @Field(() => Boolean, { defaultValue: false, description: '不采纳这条需求。True: it is not ours, or not wanted.' })
  @IsBoolean()
  leaveOut = false;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  @IsOptional()
  @Length(1, LIMITS.titleCharacters)
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Description, at most 5,000 characters.' })
  @IsOptional()
  @MaxLength(LIMITS.wordsCharacters)
  words?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much.' })
  @IsOptional()
  quantity?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '预算（元）；null 清空。Budget, CNY; null takes it away.' })
  @IsOptional()
  budgetCny?: string | null;

  @Field(() => DateScalar, { nullable: true, description: '需求时间；null 清空。null takes it away.' })
  @IsOptional()
  neededBy?: string | null;
}

@InputType({ description: '凭链接确认，一个链接只能确认一次；幂等键在此不起作用。Confirms by link, which works once; the link is the key, an idempotency key changes nothing.' })
export class ConfirmOnBehalfInput extends MutationInput {
  @Field(() => String, { description: '链接中的令牌。Token of the link.' })
  @IsString()
  @Length(1, 200)
  token: string;

  @Field(() => EnterpriseCorrectionsInput, { nullable: true, description: 'Corrections to the enterprise.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => EnterpriseCorrectionsInput)
  corrections?: EnterpriseCorrectionsInput | null;

  @Field(() => [OnBehalfDemandCorrectionInput], { defaultValue: [], description: '只列要更正或不采纳的；其余按原样确认。Only those to correct or to leave out; the others are confirmed as they are.' })
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => OnBehalfDemandCorrectionInput)
  demands: OnBehalfDemandCorrectionInput[];

  @Field(() => Boolean, { defaultValue: false, description: '确认所确认的需求不含国家秘密（涉密不上网）；有需求时必须为 true。Confirms that the demands hold no state secret; needed where there are any.' })
  @IsBoolean()
  noStateSecretConfirmed = false;
}

@ObjectType({ description: '已确认。What was entered is confirmed, and the link is used up.' })
export class OnBehalfConfirmed {
  @Field(() => OrganisationStates, { description: '企业现状：名称或地区有更正的须经审核。Where the enterprise stands: approved, or under review when its name or place was corrected.' })
  state: OrganisationEntity['state'];
  @Field(() => [OnBehalfDemandNode], { description: '链接所示各条需求的现状。All demands that the link showed, as they are now.' }) demands: OnBehalfDemandNode[];
}

export const ConfirmOnBehalfResult = resultUnion('ConfirmOnBehalfResult', 'What was confirmed, or why nothing was.', () => OnBehalfConfirmed);

/** A place with its name as far as the platform knows it. */
export function regionOf(code: string): RegionNode {
  return { code, ...(placeOf(code) ?? { zh: code, en: code }) };
}

export function onBehalfDemandNode({ id, state, demandId, title, content }: DemandOnBehalfEntity): OnBehalfDemandNode {
  const { words, budgetCny, neededBy, purpose, visibility, regionCode, lines: [line] } = content;
  return {
    id, state, demandId, title, words, budgetCny, neededBy, purpose, visibility, region: regionOf(regionCode),
    classIds: [...(line?.classIds ?? [])], itemId: line?.itemId ?? null, quantity: line?.quantity ?? '0', unit: line?.unit ?? '',
  };
}
