import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import { newToken, tokenHash } from '../platform/access/passwords.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { OpenedSession } from './open-session.js';
import { insertSession, membershipsOf, ownSession, revokeSession } from './session.store.js';

/**
 * Switches to another organisation of the same account: a new session is issued and the old one ends. The new one counts its
 * twelve hours from the sign-in, so that switching to and fro never outlives them, and keeps the steps that were done.
 */
@Injectable()
export class ActFor {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  async run(request: DeedRequest, organisationIds: readonly OrganisationId[]): Promise<Outcome<OpenedSession>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return organisationIds.map(() => notFound('organisationId'));
    return this.deeds.perform({ ...request, idempotencyKey: null }, 'actFor', organisationIds, async (tx, wanted) => {
      const memberships = await membershipsOf(tx, viewer.accountId);
      const old = await ownSession(tx, viewer.sessionId);
      const outcomes: Outcome<OpenedSession>[] = [];
      for (const organisationId of wanted) {
        const membership = memberships.find((one) => one.organisationId === organisationId);
        if (membership === undefined || old === null) {
          outcomes.push(notFound('organisationId'));
          continue;
        }
        const token = newToken();
        const id = this.ids.next('session');
        await insertSession(tx, {
          id, tokenHash: tokenHash(token), accountId: viewer.accountId, memberId: membership.memberId, organisationId,
          createdAt: old.createdAt, lastSeenAt: request.receivedAt, revokedAt: null,
          device: old.device, firstFactor: old.firstFactor, secondFactorAt: old.secondFactorAt,
        });
        await revokeSession(tx, viewer.sessionId, request.receivedAt);
        outcomes.push(done({ id, token, organisationId, openedAt: old.createdAt }));
      }
      return outcomes;
    });
  }
}
