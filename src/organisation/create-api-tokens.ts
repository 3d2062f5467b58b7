import { Injectable } from '@nestjs/common';
import { SANDBOX_MARK, TOKEN_PREFIX, type TokenScope } from '../core/access/token-scopes.js';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { API_TOKEN_DAYS_MAX, API_TOKEN_NAME_MAX, API_TOKENS_MAX, apiTokenEnd } from '../core/organisation/api-token.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { AccessKey } from '../platform/access/access-key.js';
import { tokenHash } from '../platform/access/passwords.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { activeApiTokens, insertApiToken, lockApiTokensOf, type ApiTokenRow } from './api-token.store.js';
import { openSandboxOf } from './sandbox.store.js';

export interface ApiTokenToCreate {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** It acts for the sandbox, which must be open. */
  readonly sandbox?: boolean;
  /** 1 to 366, ending with the last of these days in Shanghai. */
  readonly days: number;
}

/**
 * Makes tokens by which other software acts for the enterprise that asks. The secret follows from the id and the kept key: it is
 * told to who makes the token, a repeat of the same request tells it again, and it rests nowhere.
 */
@Injectable()
export class CreateApiTokens {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly key: AccessKey) {}

  run(request: DeedRequest, inputs: readonly ApiTokenToCreate[]): Promise<Outcome<ApiTokenRow>[]> {
    return this.deeds.perform(request, 'createApiTokens', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer) || viewer.token !== undefined) return wanted.map(() => notFound('organisationId'));
      await lockApiTokensOf(tx, viewer.organisationId);
      const opened = (await openSandboxOf(tx, viewer.organisationId)) !== null;
      let active = await activeApiTokens(tx, viewer.organisationId, request.receivedAt);
      const outcomes: Outcome<ApiTokenRow>[] = [];
      for (const input of wanted) {
        const fault = faultOf(input, opened) ?? (active >= API_TOKENS_MAX ? refused('STATE', 'API_TOKENS_TOO_MANY', null, { max: API_TOKENS_MAX }) : null);
        if (fault === null) active++;
        outcomes.push(fault ?? done(await this.create(tx, viewer, input, request.receivedAt)));
      }
      return outcomes;
    });
  }

  /** The secret of a token, for who made it; one of a sandbox says so, since the two must not be mistaken. */
  secretOf({ id, sandbox }: Pick<ApiTokenRow, 'id' | 'sandbox'>): string {
    return `${TOKEN_PREFIX}${sandbox ? SANDBOX_MARK : ''}${this.key.token('apiToken', id)}`;
  }

  private async create(tx: ActingTx, { organisationId, memberId }: MemberViewer, { name, scopes, sandbox = false, days }: ApiTokenToCreate, at: Date): Promise<ApiTokenRow> {
    const id = this.ids.next('apiToken');
    const secret = this.secretOf({ id, sandbox });
    const row: ApiTokenRow = {
      id, organisationId, name: name.trim(), scopes: [...scopes], sandbox, lastLetters: secret.slice(-4), createdBy: memberId, createdAt: at, expiresAt: apiTokenEnd(at, days),
      lastUsedAt: null, revokedAt: null,
    };
    await insertApiToken(tx, row, tokenHash(secret));
    tx.announce({
      type: 'ApiTokenCreated', subjectId: id, organisationId,
      notice: { recipients: [organisationId], code: 'NOTICE_API_TOKEN_CREATED', params: { name: row.name, lastLetters: row.lastLetters } },
    });
    return row;
  }
}

function faultOf({ name, scopes, sandbox, days }: ApiTokenToCreate, opened: boolean): Refused | null {
  const { length } = name.trim();
  if (length === 0 || length > API_TOKEN_NAME_MAX) return refused('INPUT', 'API_TOKEN_NAME_LENGTH', 'name', { max: API_TOKEN_NAME_MAX });
  if (scopes.length === 0) return refused('INPUT', 'API_TOKEN_WITHOUT_SCOPE', 'scopes');
  if (sandbox === true && !opened) return refused('STATE', 'SANDBOX_NOT_OPEN', 'sandbox');
  return Number.isInteger(days) && days >= 1 && days <= API_TOKEN_DAYS_MAX ? null : refused('INPUT', 'API_TOKEN_DAYS', 'days', { max: API_TOKEN_DAYS_MAX });
}
