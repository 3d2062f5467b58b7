import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { SessionId } from '../core/ids/ids.js';
import { PASSWORD_MAX } from '../core/organisation/login.js';
import type { SecondStep } from '../core/organisation/second-factor.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

export const SecondSteps = { TOTP: 'TOTP', RECOVERY_CODE: 'RECOVERY_CODE', SMS: 'SMS', ENROL: 'ENROL' } as const satisfies Record<SecondStep, SecondStep>;
registerEnumType(SecondSteps, {
  name: 'SecondStep',
  description: '第二步验证的方式。How the second step of a sign-in may be done.',
  valuesMap: {
    TOTP: { description: '动态口令。A code of the authenticator app (RFC 6238).' },
    RECOVERY_CODE: { description: '恢复码，每个只能用一次。One of the recovery codes, each good once.' },
    SMS: { description: '发到已验证手机的验证码。A code sent to the verified telephone.' },
    ENROL: { description: '尚未设置：现在设置动态口令或手机。Nothing is set up yet: set up an authenticator or a telephone now.' },
  },
});

@ObjectType('SecondFactor', { description: '本人的第二步验证。What the viewer’s account has set up, and which second steps are open to the session.' })
export class SecondFactorNode {
  @Field(() => Boolean, { description: '须先完成第二步验证。The session can do nothing but its second step.' }) due: boolean;
  @Field(() => [SecondSteps], { description: 'Second steps open to the session; empty: it was opened by SMS, sign in with the password instead.' }) steps: SecondStep[];
  @Field(() => Boolean, { description: '已设置动态口令。An authenticator is set up.' }) authenticator: boolean;
  @Field(() => String, { nullable: true, description: '已验证的手机，部分隐藏。The verified telephone, masked; null when there is none.' }) phone: string | null;
  @Field(() => Int, { description: '剩余恢复码个数。Recovery codes that are left.' }) recoveryCodesLeft: number;
}

@InputType({ description: 'Sets up an authenticator app.' })
export class EnrolAuthenticatorInput extends MutationInput {
  @Field(() => String, { nullable: true, description: '登录密码；首次登录设置时可不填。The password once more; not needed where the first sign-in sets it up.' })
  @IsOptional()
  @IsString()
  @MaxLength(PASSWORD_MAX * 2)
  password?: string | null;
}

@ObjectType({ description: 'A secret for an authenticator app; it counts once a code of it was confirmed.' })
export class AuthenticatorOffered {
  @Field(() => String, { description: '密钥（Base32），只在此处出现一次，可手工录入。The secret in base 32, shown here once, for typing in.' }) secret: string;
  @Field(() => String, { description: '供生成二维码的地址。The address for a QR code, `otpauth://totp/…`.' }) uri: string;
}

@InputType({ description: 'The first code of the authenticator.' })
export class ConfirmAuthenticatorInput extends MutationInput {
  @Field(() => String, { description: '动态口令，6 位数字。Six digits; blanks make no difference.' })
  @IsString()
  @Length(1, 20)
  code: string;
}

@ObjectType({ description: 'The authenticator counts from now on, and the session has done its second step.' })
export class AuthenticatorConfirmed {
  @Field(() => [String], { description: '恢复码，只在此处出现一次，请妥善保存。Ten recovery codes, shown here once: keep them somewhere else than the telephone.' }) recoveryCodes: string[];
  @Field(() => SecondFactorNode, { description: 'What is set up now.' }) secondFactor: SecondFactorNode;
}

@InputType({ description: 'Proof of the second factor.' })
export class CompleteSecondFactorInput extends MutationInput {
  @Field(() => SecondSteps, { description: 'How; one of `secondFactor.steps`, not ENROL.' })
  @IsIn(['TOTP', 'RECOVERY_CODE', 'SMS'], { context: { code: 'SECOND_STEP_NOT_OPEN' } })
  by: Exclude<SecondStep, 'ENROL'>;

  @Field(() => String, { description: 'The code; blanks, dashes and capitals make no difference.' })
  @IsString()
  @Length(1, 40)
  code: string;
}

@ObjectType({ description: 'The second step is done: the same token stands for its member from now on.' })
export class SecondFactorCompleted {
  @Field(() => ID, { description: 'Id of the session.' }) sessionId: SessionId;
  @Field(() => SecondFactorNode, { description: 'What is set up.' }) secondFactor: SecondFactorNode;
}

@InputType({ description: 'Has a code sent to the verified telephone.' })
export class RequestSecondFactorCodeInput extends MutationInput {}

@InputType({ description: 'The viewer’s own telephone.' })
export class RequestPhoneCodeInput extends MutationInput {
  @Field(() => String, { description: '手机号，11 位。A mobile number of mainland China.' })
  @IsString()
  @Length(1, 30)
  phone: string;

  @Field(() => String, { nullable: true, description: '登录密码；首次登录设置时可不填。The password once more; not needed where the first sign-in sets it up.' })
  @IsOptional()
  @IsString()
  @MaxLength(PASSWORD_MAX * 2)
  password?: string | null;
}

@InputType({ description: 'The code that the telephone received.' })
export class VerifyPhoneInput extends MutationInput {
  @Field(() => String, { description: '短信验证码，6 位数字。Six digits.' })
  @IsString()
  @Length(1, 20)
  code: string;
}

@ObjectType({ description: 'The telephone is the viewer’s own: a way in, and a second factor.' })
export class PhoneVerified {
  @Field(() => SecondFactorNode, { description: 'What is set up now.' }) secondFactor: SecondFactorNode;
}

@ObjectType({ description: '如该手机可用，验证码已在发送途中。A code is on its way, if the telephone is one that may receive it.' })
export class CodeRequested {
  @Field(() => DateTimeScalar, { description: 'Until when it is good.' }) expiresAt: Date;
  @Field(() => Int, { description: 'Seconds until another may be asked for.' }) againInSeconds: number;
}

export const EnrolAuthenticatorResult = resultUnion('EnrolAuthenticatorResult', 'The secret that was offered, or why there is none.', () => AuthenticatorOffered);
export const ConfirmAuthenticatorResult = resultUnion('ConfirmAuthenticatorResult', 'The recovery codes, or why the authenticator does not count.', () => AuthenticatorConfirmed);
export const CompleteSecondFactorResult = resultUnion('CompleteSecondFactorResult', 'The session that is whole now, or why it is not.', () => SecondFactorCompleted);
export const RequestCodeResult = resultUnion('RequestCodeResult', 'That a code is on its way, or why none is.', () => CodeRequested);
export const VerifyPhoneResult = resultUnion('VerifyPhoneResult', 'What is set up now, or why the telephone is not kept.', () => PhoneVerified);
