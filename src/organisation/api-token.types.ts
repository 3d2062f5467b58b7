import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import type { TokenScope } from '../core/access/token-scopes.js';
import type { ApiTokenId, MemberId } from '../core/ids/ids.js';
import { API_TOKEN_DAYS_MAX, API_TOKEN_NAME_MAX, type ApiTokenState } from '../core/organisation/api-token.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.js';

export const TokenScopes = {
  CATALOGUE_READ: 'CATALOGUE_READ', CATALOGUE_WRITE: 'CATALOGUE_WRITE', DEMAND_READ: 'DEMAND_READ', DEMAND_WRITE: 'DEMAND_WRITE',
  RECOMMENDATIONS_READ: 'RECOMMENDATIONS_READ', RECOMMENDATIONS_ANSWER: 'RECOMMENDATIONS_ANSWER', NOTICES_READ: 'NOTICES_READ', WEBHOOKS_MANAGE: 'WEBHOOKS_MANAGE',
} as const satisfies Record<TokenScope, TokenScope>;
registerEnumType(TokenScopes, {
  name: 'TokenScope',
  description: '接口令牌的权限。What other software may do with a token.',
  valuesMap: {
    CATALOGUE_READ: { description: '查看产品，含本单位草稿。Reads products, the organisation’s own drafts among them.' },
    CATALOGUE_WRITE: { description: '新建、修改、发布、撤下产品。Writes, publishes and withdraws products.' },
    DEMAND_READ: { description: '查看需求和设备台账。Reads demands and the organisation’s equipment register.' },
    DEMAND_WRITE: { description: '新建、修改、发布、关闭需求，登记设备。Writes, publishes and closes demands; registers equipment.' },
    RECOMMENDATIONS_READ: { description: '查看对接推荐。Reads recommendations.' },
    RECOMMENDATIONS_ANSWER: { description: '表示意向或忽略推荐。Expresses interest in recommendations or dismisses them.' },
    NOTICES_READ: { description: '查看消息。Reads notices.' },
    WEBHOOKS_MANAGE: { description: '管理推送地址。Keeps the addresses that events are sent to.' },
  },
});

export const ApiTokenStates = { ACTIVE: 'ACTIVE', EXPIRED: 'EXPIRED', REVOKED: 'REVOKED' } as const satisfies Record<ApiTokenState, ApiTokenState>;
registerEnumType(ApiTokenStates, {
  name: 'ApiTokenState',
  description: '接口令牌的状态。Whether a token works.',
  valuesMap: {
    ACTIVE: { description: '有效。Works.' },
    EXPIRED: { description: '已过期。Its last day has passed.' },
    REVOKED: { description: '已撤销，或创建人已离开本单位。Revoked, or who made it has left.' },
  },
});

@ObjectType('ApiToken', { description: '接口令牌：其他系统（如 ERP）以此代表本单位访问。A token by which other software, such as an ERP, acts for the organisation; never shown whole again.' })
export class ApiTokenNode {
  @Field(() => ID, { description: 'Id of the token; audit records of what it did name it.' }) id: ApiTokenId;
  @Field(() => String, { description: '名称，如使用它的系统。What it is for.' }) name: string;
  @Field(() => [TokenScopes], { description: '权限。What it may do.' }) scopes: TokenScope[];
  @Field(() => Boolean, { description: '是否用于沙箱：只见沙箱内的数据，不触及真实市场。Whether it acts for the sandbox, where nothing reaches the market.' }) sandbox: boolean;
  @Field(() => String, { description: '密钥末四位。The last four letters of the secret.' }) lastLetters: string;
  @Field(() => ApiTokenStates, { description: 'Whether it works.' }) state: ApiTokenState;
  @Field(() => ID, { description: '创建人；其离开本单位时令牌失效。Membership of who made it; the token ends with it.' }) createdBy: MemberId;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) createdAt: Date;
  @Field(() => DateScalar, { description: '有效期最后一天（北京时间）。The last day on which it works, in Shanghai.' }) lastDay: string;
  @Field(() => DateTimeScalar, { description: 'The moment at which it ends: when that day is over.' }) expiresAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: '最近使用时间，精确到分钟。When it was used last, to the minute; null when never.' }) lastUsedAt: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked or its maker left; null while neither has happened.' }) revokedAt: Date | null;
}

@ObjectType({ description: 'One page of tokens, newest first.' })
export class ApiTokenConnection extends connectionOf(() => ApiTokenNode, 'ApiToken') {}

@InputType({ description: '新建接口令牌。A token for other software.' })
export class CreateApiTokenInput extends MutationInput {
  @Field(() => String, { description: '名称，1 至 100 字，如「用友 ERP」。What it is for, 1 to 100 characters.' })
  @Length(1, API_TOKEN_NAME_MAX)
  name: string;

  @Field(() => [TokenScopes], { description: '权限，至少一项；只给需要的。At least one; give what is needed and no more.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  scopes: TokenScope[];

  @Field(() => Int, { description: '有效天数，1 至 366；到最后一天（北京时间）结束为止。Days it is good for, 1 to 366: until the last of them is over in Shanghai.' })
  @IsInt()
  @Min(1)
  @Max(API_TOKEN_DAYS_MAX)
  days: number;

  @Field(() => Boolean, { nullable: true, description: '用于沙箱（先 openSandbox），密钥以 djk_sandbox_ 开头；默认否。For the sandbox, which `openSandbox` opens; its secret begins with djk_sandbox_. False unless given.' })
  @IsOptional()
  @IsBoolean()
  sandbox?: boolean | null;
}

@ObjectType({ description: 'The token, and its secret.' })
export class ApiTokenCreated {
  @Field(() => ApiTokenNode, { description: 'The token.' }) token: ApiTokenNode;
  @Field(() => String, { description: '密钥，以 djk_ 开头，只在此处出现，请立即妥善保存；以 `Authorization: Bearer djk_…` 使用。The secret, shown here alone: keep it safe. Sent as `Authorization: Bearer djk_…`.' }) secret: string;
}

@InputType({ description: 'The token to end.' })
export class RevokeApiTokenInput extends MutationInput {
  @Field(() => ID, { description: 'One of `apiTokens`.' })
  @IsIdOf('apiToken')
  tokenId: ApiTokenId;
}

@ObjectType({ description: 'The token does not work any more.' })
export class ApiTokenRevoked {
  @Field(() => ApiTokenNode, { description: 'The token.' }) token: ApiTokenNode;
}

export const CreateApiTokenResult = resultUnion('CreateApiTokenResult', 'The token with its secret, or why there is none.', () => ApiTokenCreated);
export const RevokeApiTokenResult = resultUnion('RevokeApiTokenResult', 'The token that was revoked, or why it was not.', () => ApiTokenRevoked);
