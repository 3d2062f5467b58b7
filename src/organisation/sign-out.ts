import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { SessionId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { revokeSession } from './session.store.js';

/** Ends the session that asks; the next request with its token is refused as SESSION_REVOKED. */
@Injectable()
export class SignOut {
  constructor(private readonly deeds: Deeds) {}

  async run(request: DeedRequest): Promise<Outcome<{ id: SessionId }>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return [notFound('session')];
    return this.deeds.perform(request, 'signOut', [viewer.sessionId], async (tx, ids) => {
      for (const id of ids) await revokeSession(tx, id, request.receivedAt);
      return ids.map((id) => done({ id }));
    });
  }
}
