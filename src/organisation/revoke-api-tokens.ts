import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { ApiTokenId } from '../core/ids/ids.js';
import { apiTokenState } from '../core/organisation/api-token.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { lockApiTokensOf, markApiTokenRevoked, ownApiTokens, type ApiTokenRow } from './api-token.store.js';

/** Ends tokens of the enterprise that asks: their next request is refused. One that has expired may be revoked as well, for the record. */
@Injectable()
export class RevokeApiTokens {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly ApiTokenId[]): Promise<Outcome<ApiTokenRow>[]> {
    return this.deeds.perform(request, 'revokeApiTokens', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer) || viewer.token !== undefined) return wanted.map(() => notFound('tokenId'));
      await lockApiTokensOf(tx, viewer.organisationId);
      const own = await ownApiTokens(tx, viewer.organisationId, wanted);
      const outcomes: Outcome<ApiTokenRow>[] = [];
      for (const id of wanted) {
        const row = own.get(id);
        if (row === undefined) outcomes.push(notFound('tokenId'));
        else if (apiTokenState(row, request.receivedAt) === 'REVOKED') outcomes.push(refused('STATE', 'API_TOKEN_REVOKED_ALREADY', 'tokenId'));
        else {
          await markApiTokenRevoked(tx, id, viewer.memberId, request.receivedAt);
          const revoked = { ...row, revokedAt: request.receivedAt };
          own.set(id, revoked);
          outcomes.push(done(revoked));
          tx.announce({
            type: 'ApiTokenRevoked', subjectId: id, organisationId: viewer.organisationId,
            notice: { recipients: [viewer.organisationId], code: 'NOTICE_API_TOKEN_REVOKED', params: { name: row.name, lastLetters: row.lastLetters } },
          });
        }
      }
      return outcomes;
    });
  }
}
