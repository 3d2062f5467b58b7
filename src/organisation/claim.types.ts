import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import type { ClaimId, FileId } from '../core/ids/ids.js';
import type { ClaimKind } from '../core/organisation/claim.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ClaimState } from './claim.entity.js';
import { OwnerInput } from './registration.types.js';

export const CLAIM_KINDS: Readonly<Record<ClaimKind, ClaimKind>> = { CLAIM: 'CLAIM', TAKEOVER: 'TAKEOVER' };
registerEnumType(CLAIM_KINDS, {
  name: 'ClaimKind', description: '认领或接管。Whether anybody owned the enterprise when the claim was made.',
  valuesMap: {
    CLAIM: { description: '认领：尚无管理员，如代填报的企业。Nobody owned it, as one entered on its behalf.' },
    TAKEOVER: { description: '接管：已有管理员，决定作出前其权限不变。Somebody did, and loses nothing until it is decided.' },
  },
});
export const CLAIM_STATES: Readonly<Record<ClaimState, ClaimState>> = { OPEN: 'OPEN', APPROVED: 'APPROVED', REFUSED: 'REFUSED' };
registerEnumType(CLAIM_STATES, {
  name: 'ClaimState', description: '认领或接管申请的状态。Where a claim stands.',
  valuesMap: { OPEN: { description: '待审。' }, APPROVED: { description: '已批准，申请人成为管理员。The claimant is an owner.' }, REFUSED: { description: '未批准，附理由。Refused with a reason.' } },
});

@InputType({ description: '认领或接管一家已登记的企业。Says that a registered enterprise is the claimant’s.' })
export class ClaimOrganisationInput extends MutationInput {
  @Field(() => String, { description: '统一社会信用代码，18 位。Unified social credit code of the enterprise.' })
  @IsString()
  @Length(1, 60)
  creditCode: string;

  @Field(() => String, { description: '申请理由，如本人职务，1 至 500 字；主管部门可见。What the claimant has to do with it; read by the department.' })
  @Length(1, 500)
  reason: string;

  @Field(() => [ID], { defaultValue: [], description: '证明材料（POST /files/evidence 上传），接管时必填，至多 10 个。Files that prove it, uploaded by POST /files/evidence; needed for a takeover.' })
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsIdOf('file')
  evidenceFileIds: FileId[];

  @Field(() => OwnerInput, { nullable: true, description: '未登录者必填：随申请建立的账号，批准后可登录；已登录者不填。For who is not signed in: the account that is made now and may sign in once the claim is approved.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OwnerInput)
  owner?: OwnerInput | null;
}

@ObjectType({ description: '申请已提交，待主管部门审核。The claim waits for a department.' })
export class OrganisationClaimed {
  @Field(() => ID, { description: 'Id of the claim.' }) claimId: ClaimId;
  @Field(() => CLAIM_KINDS, { description: 'Claim or takeover.' }) kind: ClaimKind;
  @Field(() => DateScalar, { description: 'Day by which it should be decided, in working days.' }) dueOn: string;
}

@ObjectType('OwnClaim', { description: '本单位成员提出的一项申请。A claim that a member of the viewer’s organisation made.' })
export class OwnClaimNode {
  @Field(() => ID, { description: 'Id of the claim.' }) id: ClaimId;
  @Field(() => CLAIM_KINDS, { description: 'Claim or takeover.' }) kind: ClaimKind;
  @Field(() => CLAIM_STATES, { description: 'Where it stands.' }) state: ClaimState;
  @Field(() => DateScalar, { description: 'Day by which it should be decided.' }) dueOn: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) openedAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided; null while open.' }) decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'What the department says.' }) decisionReason: string | null;
}

export const ClaimOrganisationResult = resultUnion('ClaimOrganisationResult', 'The claim, or why none was opened.', () => OrganisationClaimed);
