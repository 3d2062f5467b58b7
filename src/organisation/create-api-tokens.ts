import { Injectable } from '@nestjs/common';
import { TOKEN_PREFIX, type TokenScope } from '../core/access/token-scopes.js';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { API_TOKEN_DAYS_MAX, API_TOKEN_NAME_MAX, API_TOKENS_MAX, apiTokenEnd } from '../core/organisation/api-token.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { AccessKey } from '../platform/access/access-key.js';
import { tokenHash } from '../platform/access/passwords.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { activeApiTokens, insertApiToken, lockApiTokensOf, type ApiTokenRow } from './api-token.store.js';

export interface ApiTokenToCreate {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
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
      let active = await activeApiTokens(tx, viewer.organisationId, request.receivedAt);
      const outcomes: Outcome<ApiTokenRow>[] = [];
      for (const input of wanted) {
        const fault = faultOf(input) ?? (active >= API_TOKENS_MAX ? refused('STATE', 'API_TOKENS_TOO_MANY', null, { max: API_TOKENS_MAX }) : null);
        if (fault === null) active++;
        outcomes.push(fault ?? done(await this.create(tx, viewer, input, request.receivedAt)));
      }
      return outcomes;
    });
  }

  /** The secret of a token, for who made it. */
  secretOf(id: string): string {
    return `${TOKEN_PREFIX}${this.key.token('apiToken', id)}`;
  }

  private async create(tx: ActingTx, { organisationId, memberId }: MemberViewer, { name, scopes, days }: ApiTokenToCreate, at: Date): Promise<ApiTokenRow> {
    const id = this.ids.next('apiToken');
    const secret = this.secretOf(id);
    const row: ApiTokenRow = {
      id, organisationId, name: name.trim(), scopes: [...scopes], lastLetters: secret.slice(-4), createdBy: memberId, createdAt: at, expiresAt: apiTokenEnd(at, days),
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

function faultOf({ name, scopes, days }: ApiTokenToCreate): Refused | null {
  const { length } = name.trim();
  if (length === 0 || length > API_TOKEN_NAME_MAX) return refused('INPUT', 'API_TOKEN_NAME_LENGTH', 'name', { max: API_TOKEN_NAME_MAX });
  if (scopes.length === 0) return refused('INPUT', 'API_TOKEN_WITHOUT_SCOPE', 'scopes');
  return Number.isInteger(days) && days >= 1 && days <= API_TOKEN_DAYS_MAX ? null : refused('INPUT', 'API_TOKEN_DAYS', 'days', { max: API_TOKEN_DAYS_MAX });
}
