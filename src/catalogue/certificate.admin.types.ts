import { ArgsType, Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import type { CertificateId, OrganisationId } from '../core/ids/ids.js';
import { PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { CertificateNode, MyCertificatesArgs } from './certificate.types.js';

export const CertificateVerdicts = { VERIFY: 'VERIFY', REJECT: 'REJECT' } as const;
registerEnumType(CertificateVerdicts, {
  name: 'CertificateVerdict', description: '证书的核验意见。What a department finds of a certificate.',
  valuesMap: {
    VERIFY: { description: '核验通过。It is genuine and covers what it says.' },
    REJECT: { description: '不通过，附理由；已通过的证书查实不符时亦可。Rejected with a reason; also one that was verified and turned out to be false.' },
  },
});

@InputType({ description: '核验证书。The verdict on a certificate.' })
export class ReviewCertificateInput extends MutationInput {
  @Field(() => ID, { description: 'A certificate that waits, or that is verified and to be rejected.' })
  @IsIdOf('certificate')
  certificateId: CertificateId;

  @Field(() => CertificateVerdicts, { description: 'What was found.' })
  @IsIn(Object.values(CertificateVerdicts))
  verdict: keyof typeof CertificateVerdicts;

  @Field(() => String, { nullable: true, description: '不通过时必填，供应商可见，至多 500 字；请勿写个人信息和价格。Obligatory to reject it; the supplier reads it.' })
  @IsOptional()
  @MaxLength(500)
  reason?: string | null;

  @Field(() => Int, { nullable: true, description: '您看到的版本号；已有更新版本时拒绝。Revision you looked at: another one by now is refused (REVISION_CHANGED).' })
  @IsOptional()
  @IsInt()
  @Min(1)
  ifRevision?: number | null;
}

export const ReviewCertificateResult = resultUnion('ReviewCertificateResult', 'The certificate as it is now, or why not.', () => CertificateNode);

@ArgsType()
export class CertificateQueueArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: '仅此供应商的。Of this supplier alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  ownerId?: OrganisationId | null;
}

@ArgsType()
export class CertificatesArgs extends MyCertificatesArgs {
  @Field(() => ID, { nullable: true, description: '仅此供应商的。Of this supplier alone.' })
  @IsOptional()
  @IsIdOf('organisation')
  ownerId?: OrganisationId | null;
}
