import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsIn, IsOptional, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { OrganisationId, ReviewId } from '../core/ids/ids.js';
import type { ReviewStage } from '../core/organisation/review-level.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ReviewEntity, SizeClass, Trade } from './organisation.entity.js';
import { OrganisationNode, SizeClasses, Trades } from './organisation.types.js';

export const ReviewStates = { OPEN: 'OPEN', APPROVED: 'APPROVED', RETURNED: 'RETURNED' } as const;
export const Verdicts = { OK: 'OK', NOT_OK: 'NOT_OK' } as const;
registerEnumType(ReviewStates, {
  name: 'ReviewState', description: 'Where a case stands: open, or how it was decided.',
  valuesMap: { OPEN: { description: '待审。' }, APPROVED: { description: '通过。' }, RETURNED: { description: '退回，附逐项理由。Returned with a reason for each item.' } },
});
registerEnumType(Verdicts, {
  name: 'Verdict', description: 'Whether one item of a case is in order.',
  valuesMap: { OK: { description: '符合。' }, NOT_OK: { description: '不符合，须说明理由。Needs a reason.' } },
});

export const ReviewStages = { COUNTY: 'COUNTY', CITY: 'CITY', PROVINCE: 'PROVINCE' } as const satisfies Record<ReviewStage, string>;
registerEnumType(ReviewStages, {
  name: 'ReviewStage', description: '审核层级，逐级上报。Level on which a case lies; it climbs from the county.',
  valuesMap: { COUNTY: { description: '县（市、区）初审。' }, CITY: { description: '市级审核。' }, PROVINCE: { description: '省级审核。' } },
});

/** Digits, blanks, hyphens, a country code and an extension: what people write for a telephone. */
const PHONE = /^\+?[0-9][0-9 ()-]{4,28}(?:转[0-9]{1,6})?$/;

@ObjectType('ItemVerdict', { description: 'What a department said about one item.' })
export class ItemVerdictNode {
  @Field(() => String, { description: 'The item, in the words of the department.' }) item: string;
  @Field(() => Verdicts, { description: 'Whether it is in order.' }) verdict: 'OK' | 'NOT_OK';
  @Field(() => String, { nullable: true, description: 'Why it is not; null when it is.' }) reason: string | null;
}

@ObjectType('RegistrationReview', { description: 'A case in which a department decides about a registration.' })
export class RegistrationReviewNode {
  @Field(() => ID, { description: 'Id of the case.' }) id: ReviewId;
  @Field(() => ID, { description: 'Whom it is about.' }) organisationId: OrganisationId;
  @Field(() => ReviewStates, { description: 'Where it stands.' }) state: ReviewEntity['state'];
  @Field(() => ReviewStages, { description: '现由哪一级办理。Level on which it lies, or was decided.' }) stage: ReviewStage;
  @Field(() => ReviewStages, { description: '由哪一级决定。Level whose word is the last.' }) decides: ReviewStage;
  @Field(() => [String], { description: 'Departments with which it lies.' }) departments: string[];
  @Field(() => DateScalar, { description: 'Day by which it should be decided, in working days.' }) dueOn: string;
  @Field(() => DateTimeScalar, { description: 'When it was handed in.' }) openedAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided; null while open.' }) decidedAt: Date | null;
  @Field(() => [ItemVerdictNode], { description: 'What was said, item by item; empty while open.' }) verdicts: ItemVerdictNode[];
}

@InputType({ description: 'The person who registers the enterprise and becomes its first owner.' })
export class OwnerInput {
  @Field(() => String, { description: '账号，3 至 64 个字符。Login, unique on the platform: letters, digits and . _ @ + -' })
  @IsString()
  @Length(1, 200)
  login: string;

  @Field(() => String, { description: '姓名。Name, 1 to 50 characters.' })
  @IsString()
  @Length(1, 200)
  displayName: string;

  @Field(() => String, { description: '密码，8 至 128 个字符。Password, 8 to 128 characters, at least 5 different ones, without the login.' })
  @IsString()
  @MaxLength(1_000)
  password: string;
}

@InputType({ description: 'What an enterprise says of itself when it registers.' })
export class RegisterEnterpriseInput extends MutationInput {
  @Field(() => String, { description: '企业名称，与营业执照一致。Name as on the licence.' })
  @IsString()
  @Length(1, 400)
  name: string;

  @Field(() => String, { description: '统一社会信用代码，18 位。Unified social credit code, 18 characters with a check character.' })
  @IsString()
  @Length(1, 60)
  creditCode: string;

  @Field(() => String, { description: '行政区划代码（GB/T 2260），6 位。Region to the county.' })
  @IsString()
  @Length(1, 20)
  regionCode: string;

  @Field(() => String, { nullable: true, description: '行业代码（GB/T 4754-2017），如 C3511。Industry.' })
  @IsOptional()
  @IsString()
  @Length(1, 20)
  industryCode?: string | null;

  @Field(() => SizeClasses, { nullable: true, description: '企业规模。' })
  @IsOptional()
  @IsIn(Object.values(SizeClasses))
  sizeClass?: SizeClass | null;

  @Field(() => [Trades], { description: '从事的业务，至少一项。At least one.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  trades: Trade[];

  @Field(() => String, { nullable: true, description: '业务电话。Business telephone, not a person’s own.' })
  @IsOptional()
  @Matches(PHONE)
  businessPhone?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: '业务电话是否公开。Whether others see it.' })
  @IsBoolean()
  businessPhonePublic = false;

  @Field(() => OwnerInput, { description: 'The first owner.' })
  @ValidateNested()
  @Type(() => OwnerInput)
  owner: OwnerInput;
}

@InputType({ description: '只填写要改的项；未填的保持原样。Only what is to be changed; whatever is left out stays as it was sent.' })
export class CorrectRegistrationInput extends MutationInput {
  @Field(() => String, { nullable: true, description: '企业名称。Name as on the licence.' })
  @IsOptional()
  @Length(1, 400)
  name?: string | null;

  @Field(() => String, { nullable: true, description: '统一社会信用代码。Unified social credit code.' })
  @IsOptional()
  @Length(1, 60)
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: '行政区划代码（GB/T 2260），6 位。Region to the county.' })
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
  sizeClass?: SizeClass | null;

  @Field(() => [Trades], { nullable: true, description: '从事的业务，至少一项。At least one.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  trades?: Trade[] | null;

  @Field(() => String, { nullable: true, description: '业务电话；null 清空。Business telephone; null takes it away.' })
  @IsOptional()
  @Matches(PHONE)
  businessPhone?: string | null;

  @Field(() => Boolean, { nullable: true, description: '业务电话是否公开。Whether others see it.' })
  @IsOptional()
  @IsBoolean()
  businessPhonePublic?: boolean | null;
}

@ObjectType({ description: 'The enterprise is registered and waits for a department; its owner may sign in at once.' })
export class EnterpriseRegistered {
  @Field(() => OrganisationNode, { description: 'The enterprise, under review.' }) organisation: OrganisationNode;
}

@ObjectType({ description: 'The registration was handed in again and waits for a department.' })
export class RegistrationCorrected {
  @Field(() => OrganisationNode, { description: 'The enterprise, under review.' }) organisation: OrganisationNode;
}

export const RegisterEnterpriseResult = resultUnion('RegisterEnterpriseResult', 'The enterprise that registered, or why it could not.', () => EnterpriseRegistered);
export const CorrectRegistrationResult = resultUnion('CorrectRegistrationResult', 'The corrected registration, or why it was not taken.', () => RegistrationCorrected);
