import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { AccountId } from '../core/ids/ids.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { revokeSessionsOfAccount } from './session.store.js';

/** Ends all sessions of the viewer's account, the one that asks included. */
@Injectable()
export class SignOutEverywhere {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest): Promise<Outcome<{ id: AccountId; endedSessions: number }>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return Promise.resolve([notFound('viewer')]);
    return this.deeds.perform(request, 'signOutEverywhere', [viewer.accountId], async (tx, [accountId = viewer.accountId]) =>
      [done({ id: accountId, endedSessions: await revokeSessionsOfAccount(tx, accountId, null, request.receivedAt) })]);
  }
}
