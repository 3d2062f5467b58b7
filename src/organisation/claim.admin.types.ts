import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsOptional, MaxLength } from 'class-validator';
import type { ClaimId, FileId, OrganisationId } from '../core/ids/ids.js';
import type { ClaimKind, FormerOwners } from '../core/organisation/claim.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';
import type { ClaimState } from './claim.entity.js';
import { CLAIM_KINDS, CLAIM_STATES } from './claim.types.js';
import { OrganisationNode } from './organisation.types.js';

export const FORMER_OWNERS: Readonly<Record<FormerOwners, FormerOwners>> = { KEEP: 'KEEP', VIEWER: 'VIEWER', REMOVE: 'REMOVE' };
registerEnumType(FORMER_OWNERS, {
  name: 'FormerOwners', description: '原管理员如何处理。What becomes of those who were owners.',
  valuesMap: {
    KEEP: { description: '保留管理员身份。They stay owners.' }, VIEWER: { description: '改为只可查看，登录随即失效。They may only read; their sessions end.' },
    REMOVE: { description: '移出本单位，登录随即失效。They leave; their sessions end.' },
  },
});

@ObjectType('ClaimEvidence', { description: '一份证明材料，GET /files/evidence/{fileId} 下载。A file that proves a claim; download it there.' })
export class ClaimEvidenceNode {
  @Field(() => ID, { description: 'Id of the file.' }) fileId: FileId;
  @Field(() => String, { description: 'As the claimant calls it.' }) name: string;
}

@ObjectType('Claim', { description: '一项认领或接管申请。A claim to an enterprise.' })
export class ClaimNode {
  @Field(() => ID, { description: 'Id of the claim.' }) id: ClaimId;
  @Field(() => CLAIM_KINDS, { description: 'Claim or takeover.' }) kind: ClaimKind;
  @Field(() => CLAIM_STATES, { description: 'Where it stands.' }) state: ClaimState;
  @Field(() => OrganisationNode, { description: 'The enterprise that is claimed.' }) organisation: OrganisationNode;
  @Field(() => ID, { nullable: true, description: 'Organisation that the claimant acted for; null for an account made with the claim.' }) claimantId: OrganisationId | null;
  @Field(() => String, { nullable: true, description: '申请人姓名，审结后删除。Name of the claimant; gone once it is decided.' }) claimantName: string | null;
  @Field(() => String, { description: 'What the claimant has to do with it.' }) reason: string;
  @Field(() => [ClaimEvidenceNode], { description: 'At most 10.' }) evidence: ClaimEvidenceNode[];
  @Field(() => DateScalar, { description: 'Day by which it should be decided, in working days.' }) dueOn: string;
  @Field(() => Boolean, { description: 'True after that day.' }) overdue: boolean;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) openedAt: Date;
}

@ObjectType({ description: 'One page of open claims, the one due first at the top.' })
export class ClaimConnection extends connectionOf(() => ClaimNode, 'Claim') {}

@InputType({ description: '对一项申请的决定。The decision on a claim.' })
export class DecideClaimInput extends MutationInput {
  @Field(() => ID, { description: 'An open claim.' })
  @IsIdOf('claim')
  claimId: ClaimId;

  @Field(() => Boolean, { description: 'True: the claimant becomes an owner.' })
  @IsBoolean()
  approve: boolean;

  @Field(() => String, { nullable: true, description: '不批准时必填，申请人可见，至多 500 字。Needed for a refusal; the claimant reads it.' })
  @IsOptional()
  @MaxLength(500)
  reason?: string | null;

  @Field(() => FORMER_OWNERS, { nullable: true, description: '批准接管时必填。Needed for an approval where somebody owns the enterprise.' })
  @IsOptional()
  @IsIn(Object.values(FORMER_OWNERS))
  formerOwners?: FormerOwners | null;
}

@ObjectType({ description: '申请已审结。The claim is decided.' })
export class ClaimDecided {
  @Field(() => ID, { description: 'The claim.' }) claimId: ClaimId;
  @Field(() => CLAIM_STATES, { description: 'How it was decided.' }) state: ClaimState;
}

export const DecideClaimResult = resultUnion('DecideClaimResult', 'The decided claim, or why it was not decided.', () => ClaimDecided);
