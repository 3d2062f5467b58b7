import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { apiTokenState, lastDayOf } from '../core/organisation/api-token.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { pageOfApiTokens, type ApiTokenRow } from './api-token.store.js';
import {
  ApiTokenConnection, ApiTokenNode, CreateApiTokenInput, CreateApiTokenResult, RevokeApiTokenInput, RevokeApiTokenResult, type ApiTokenCreated, type ApiTokenRevoked,
} from './api-token.types.js';
import { CreateApiTokens } from './create-api-tokens.js';
import { signInFirst } from './own-factors.js';
import { RevokeApiTokens } from './revoke-api-tokens.js';

/** Tokens of enterprises. Departments and banks have none: they decide in person, by a second factor, and nothing here writes in their name. */
@Resolver(() => ApiTokenNode)
export class ApiTokenResolver {
  constructor(
    private readonly database: AppDatabase, private readonly creating: CreateApiTokens, private readonly revoking: RevokeApiTokens, private readonly answers: Answers,
  ) {}

  @Query(() => ApiTokenConnection, { description: '本单位的接口令牌，最新在前，含已失效的。Tokens of the viewer’s own organisation, newest first, those that have ended among them.' })
  @Access(enterprise('OWNER'))
  async apiTokens(@Args() page: PageArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<ApiTokenConnection> {
    if (!isMember(viewer)) return throwRefusal(signInFirst.refusal);
    const after = cursorOf(page)?.[0] ?? null;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfApiTokens(tx, viewer.organisationId, page.first + 1, after === null ? null : String(after)));
    return connection(rows.map((row) => shown(row, receivedAt)), page, (row) => [row.id]);
  }

  @Mutation(() => CreateApiTokenResult, { description: '新建接口令牌，供 ERP 等系统代表本单位访问；密钥只显示一次。Makes a token by which other software acts for the organisation; its secret is shown once.' })
  @Access(enterprise('OWNER'))
  async createApiToken(@Args('input') input: CreateApiTokenInput, @Context() context: RequestContext): Promise<ApiTokenCreated | Refusal> {
    const { name, scopes, days, idempotencyKey } = input;
    const [outcome] = await this.creating.run(deedRequest(context, idempotencyKey), [{ name, scopes, sandbox: input.sandbox ?? false, days }]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { token: shown(answer, context.receivedAt), secret: this.creating.secretOf(answer) };
  }

  @Mutation(() => RevokeApiTokenResult, { description: '撤销接口令牌，立即生效。Ends a token: its next request is refused.' })
  @Access(enterprise('OWNER'))
  async revokeApiToken(@Args('input') input: RevokeApiTokenInput, @Context() context: RequestContext): Promise<ApiTokenRevoked | Refusal> {
    const [outcome] = await this.revoking.run(deedRequest(context, input.idempotencyKey), [input.tokenId]);
    const answer = this.answers.one(context, outcome);
    return 'code' in answer ? answer : { token: shown(answer, context.receivedAt) };
  }
}

function shown(row: ApiTokenRow, at: Date): ApiTokenNode {
  return { ...row, state: apiTokenState(row, at), lastDay: lastDayOf(row.expiresAt) };
}
