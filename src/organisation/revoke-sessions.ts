import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { SessionId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { revokeOwnSessions } from './session.store.js';

/** Ends sessions of the viewer's own account, whatever organisation they act for; the next request with their tokens is refused. */
@Injectable()
export class RevokeSessions {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly SessionId[]): Promise<Outcome<{ id: SessionId }>[]> {
    return this.deeds.perform(request, 'revokeSessions', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('sessionId'));
      const own = await revokeOwnSessions(tx, viewer.accountId, wanted, request.receivedAt);
      return wanted.map((id) => (own.has(id) ? done({ id }) : notFound('sessionId')));
    });
  }
}
