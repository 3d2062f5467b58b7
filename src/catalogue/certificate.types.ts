import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, Length, Max, MaxLength, Min } from 'class-validator';
import type { CertificateKind, CertificateStanding, CertificateState } from '../core/catalogue/certificate.js';
import type { CertificateId, FileId, OrganisationId } from '../core/ids/ids.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';

const MODELS_MAX = 500;
const CLASSES_MAX = 50;

export const CertificateKinds = {
  ENERGY_REPORT: 'ENERGY_REPORT', ENERGY_LABEL: 'ENERGY_LABEL', MINING_SAFETY: 'MINING_SAFETY', EXPLOSION_PROOF: 'EXPLOSION_PROOF', CCC: 'CCC', SPECIAL_EQUIPMENT: 'SPECIAL_EQUIPMENT',
  TYPE_APPROVAL: 'TYPE_APPROVAL', TEST_REPORT: 'TEST_REPORT', OTHER: 'OTHER',
} as const satisfies Record<CertificateKind, string>;
registerEnumType(CertificateKinds, {
  name: 'CertificateKind', description: '证书的种类。What a certificate certifies.',
  valuesMap: {
    ENERGY_REPORT: { description: '能效检测报告。Test report on energy efficiency; names a grade.' }, ENERGY_LABEL: { description: '能效标识、节能产品认证。Energy label or certificate of an energy-saving product.' },
    MINING_SAFETY: { description: '矿用产品安全标志（MA）。Safety mark of products for mines.' }, EXPLOSION_PROOF: { description: '防爆合格证。Certificate of explosion protection.' },
    CCC: { description: '强制性产品认证（CCC）。China compulsory certification.' }, SPECIAL_EQUIPMENT: { description: '特种设备许可、型式试验。Licence or type test of special equipment.' },
    TYPE_APPROVAL: { description: '型式认证、型式检验。Type approval.' }, TEST_REPORT: { description: '其他产品检测报告。Another test report of a product.' }, OTHER: { description: '其他。Anything else.' },
  },
});

export const CertificateStates = { DECLARED: 'DECLARED', VERIFIED: 'VERIFIED', REJECTED: 'REJECTED', WITHDRAWN: 'WITHDRAWN' } as const satisfies Record<CertificateState, string>;
registerEnumType(CertificateStates, {
  name: 'CertificateState', description: '证书的核验状态；到期由日期判断。Where the check of a certificate stands; the day alone tells whether it has ended.',
  valuesMap: {
    DECLARED: { description: '供应商声明，待核验。Declared by the supplier, waits for a department.' }, VERIFIED: { description: '已核验通过。Verified by a department.' },
    REJECTED: { description: '核验未通过，附理由；更正后重新提交。Rejected with a reason; may be put right.' }, WITHDRAWN: { description: '供应商已撤回。Taken back by its supplier.' },
  },
});

export const CertificateStandings = {
  VERIFIED: 'VERIFIED', DECLARED: 'DECLARED', NOT_YET_VALID: 'NOT_YET_VALID', EXPIRED: 'EXPIRED', REJECTED: 'REJECTED', WITHDRAWN: 'WITHDRAWN',
} as const satisfies Record<CertificateStanding, string>;
registerEnumType(CertificateStandings, {
  name: 'CertificateStanding', description: '证书今天的效力。What a certificate counts for today.',
  valuesMap: {
    VERIFIED: { description: '已核验，有效。Verified and in force.' }, DECLARED: { description: '供应商声明，未经核验。Declared by the supplier, unverified.' },
    NOT_YET_VALID: { description: '尚未生效。Not valid yet.' }, EXPIRED: { description: '已到期。Expired.' }, REJECTED: { description: '核验未通过。Rejected.' }, WITHDRAWN: { description: '已撤回。Taken back.' },
  },
});

@ObjectType('ProductCertificate', { description: '覆盖某产品的证书，公开内容。A certificate that covers a product, as everybody may read it.' })
export class ProductCertificateNode {
  @Field(() => ID, { description: 'Id of the certificate.' }) id: CertificateId;
  @Field(() => CertificateKinds, { description: 'What it certifies.' }) kind: CertificateKind;
  @Field(() => String, { description: '编号。Its number.' }) number: string;
  @Field(() => String, { description: '发证或检测机构。Who issued it.' }) issuer: string;
  @Field(() => String, { description: '范围，证书原文；可为空。What it is for, in its own words; may be empty.' }) scope: string;
  @Field(() => [String], { description: '覆盖的型号；为空即覆盖所列品类的全部型号。Models covered; none: all of its classes.' }) models: readonly string[];
  @Field(() => [ID], { description: '覆盖的品类；为空即不限。Classes covered; none: whatever the class of its models.' }) classIds: readonly string[];
  @Field(() => DateScalar, { nullable: true, description: '有效期起。First day; null when it names none.' }) validFrom: string | null;
  @Field(() => DateScalar, { nullable: true, description: '有效期至（含当日）。Last day; null when it names none.' }) validUntil: string | null;
  @Field(() => Int, { nullable: true, description: '能效等级，1 至 3。Energy grade that it names; null for other kinds.' }) energyGrade: number | null;
  @Field(() => String, { nullable: true, description: '能效标准及版本。Edition of the standard that the grade is by.' }) standard: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: '核验时间；未核验为空。When a department checked it; null when none did.' }) checkedAt: Date | null;
  @Field(() => ID, { nullable: true, description: '核验部门。Department that checked it.' }) checkedBy: OrganisationId | null;
}

@ObjectType('Certificate', { description: '供应商登记的证书或检测报告，供应商本身和主管部门可见。A certificate or test report of a supplier, for itself and the departments.' })
export class CertificateNode extends ProductCertificateNode {
  @Field(() => ID, { description: 'Its supplier.' }) ownerId: OrganisationId;
  @Field(() => CertificateStates, { description: 'Where the check stands.' }) state: CertificateState;
  @Field(() => String, { nullable: true, description: '未通过的理由。Why it was rejected.' }) reason: string | null;
  @Field(() => ID, { nullable: true, description: '证明文件，用 GET /files/evidence/{id} 下载。File that proves it; download it there.' }) evidenceFileId: FileId | null;
  @Field(() => Int, { description: 'Revision, from 1; each change makes a new one.' }) revision: number;
  @Field(() => DateScalar, { description: '核验期限，按工作日计。Day by which it should be checked, in working days.' }) dueOn: string;
  @Field(() => DateTimeScalar, { description: 'When it was registered.' }) registeredAt: Date;
  @Field(() => DateTimeScalar, { description: 'When it was last changed or checked.' }) updatedAt: Date;
}

@ObjectType({ description: 'One page of certificates.' })
export class CertificateConnection extends connectionOf(() => CertificateNode, 'Certificate') {}

@InputType({ description: '登记证书或检测报告：即日起作为声明的证明，主管部门核验后注明已核验。Registers a certificate: declared evidence from now on, verified once a department has checked it.' })
export class RegisterCertificateInput extends MutationInput {
  @Field(() => CertificateKinds, { description: 'What it certifies.' })
  @IsIn(Object.values(CertificateKinds))
  kind: CertificateKind;

  @Field(() => String, { description: '编号，1 至 100 字。Its number.' })
  @Length(1, 100)
  number: string;

  @Field(() => String, { description: '发证或检测机构，1 至 200 字。Who issued it.' })
  @Length(1, 200)
  issuer: string;

  @Field(() => String, { nullable: true, description: '范围，证书原文，至多 2,000 字。What it is for, in its own words.' })
  @IsOptional()
  @MaxLength(2_000)
  scope?: string | null;

  @Field(() => [String], { nullable: true, description: '覆盖的型号，至多 500 个；不填即覆盖所选品类的全部型号。Models covered; none: all of the classes.' })
  @IsOptional()
  @ArrayMaxSize(MODELS_MAX)
  @Length(1, 100, { each: true })
  models?: string[] | null;

  @Field(() => [ID], { nullable: true, description: '覆盖的品类，至多 50 个；填了型号可不填。Classes covered; may be left out where models are named.' })
  @IsOptional()
  @ArrayMaxSize(CLASSES_MAX)
  @Length(1, 50, { each: true })
  classIds?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: '有效期起，不晚于今天。First day, today or earlier.' })
  @IsOptional()
  validFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: '有效期至（含当日）；不填为长期。Last day; null: it names none.' })
  @IsOptional()
  validUntil?: string | null;

  @Field(() => Int, { nullable: true, description: '报告所列能效等级，1 至 3；能效检测报告必填。Grade that it names; obligatory for an energy report, for energy documents alone.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  energyGrade?: number | null;

  @Field(() => String, { nullable: true, description: '能效标准及版本，如 GB 19153-2019。Edition of the standard, for energy documents alone.' })
  @IsOptional()
  @Length(1, 100)
  standard?: string | null;

  @Field(() => ID, { nullable: true, description: '证明文件（PDF、PNG、JPEG），先用 POST /files/evidence 上传。A file uploaded by POST /files/evidence before.' })
  @IsOptional()
  @IsIdOf('file')
  evidenceFileId?: FileId | null;
}

@InputType({ description: '更正证书：内容整体替换，须重新核验。Replaces the whole content of a certificate, which has to be checked anew.' })
export class ReviseCertificateInput extends RegisterCertificateInput {
  @Field(() => ID, { description: 'A certificate of yours that was not withdrawn.' })
  @IsIdOf('certificate')
  certificateId: CertificateId;

  @Field(() => Int, { nullable: true, description: '您看到的版本号；已有更新版本时拒绝。Revision you looked at: another one by now is refused (REVISION_CHANGED).' })
  @IsOptional()
  @IsInt()
  @Min(1)
  ifRevision?: number | null;
}

@InputType({ description: '撤回证书，不再作为证明。Takes a certificate back: it counts for nothing any more.' })
export class WithdrawCertificateInput extends MutationInput {
  @Field(() => ID, { description: 'A certificate of yours that was not rejected.' })
  @IsIdOf('certificate')
  certificateId: CertificateId;
}

export const RegisterCertificateResult = resultUnion('RegisterCertificateResult', 'The certificate as registered, or why not.', () => CertificateNode);
export const ReviseCertificateResult = resultUnion('ReviseCertificateResult', 'The certificate as it is now, or why not.', () => CertificateNode);
export const WithdrawCertificateResult = resultUnion('WithdrawCertificateResult', 'The certificate as it is now, or why not.', () => CertificateNode);

@ArgsType()
export class MyCertificatesArgs extends PageArgs {
  @Field(() => CertificateStates, { nullable: true, description: '仅此状态的。In this state alone.' })
  @IsOptional()
  @IsIn(Object.values(CertificateStates))
  state?: CertificateState | null;
}
