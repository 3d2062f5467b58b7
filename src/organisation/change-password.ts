import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { AccountId } from '../core/ids/ids.js';
import { newPasswordRefusal } from '../core/organisation/person.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { hashPassword } from '../platform/access/passwords.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { setPasswordHash } from './account.store.js';
import { busy } from './new-member.js';
import { ProvePassword } from './prove-password.js';
import { revokeSessionsOfAccount } from './session.store.js';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export interface ChangedPassword {
  readonly id: AccountId;
  readonly endedSessions: number;
}

/** Changes the viewer's own password and ends all its other sessions: whoever had the old one is out. */
@Injectable()
export class ChangePassword {
  constructor(private readonly deeds: Deeds, private readonly proving: ProvePassword) {}

  async run(request: DeedRequest, { currentPassword, newPassword }: PasswordChange): Promise<Outcome<ChangedPassword>> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return notFound('viewer');
    const account = await this.proving.run(request, viewer, currentPassword, 'currentPassword');
    if (!account.ok) return account;
    const fault = newPasswordRefusal(newPassword, account.value.login, 'newPassword');
    if (fault !== null) return fault;
    if (newPassword === currentPassword) return refused('INPUT', 'PASSWORD_UNCHANGED', 'newPassword');
    const hash = await hashPassword(newPassword);
    if (hash === null) return busy;
    // A repeat fails at the old password, which is the true answer by then: no key of repeats is asked.
    const [outcome] = await this.deeds.perform({ ...request, idempotencyKey: null }, 'changePassword', [viewer.accountId], async (tx) => {
      await setPasswordHash(tx, viewer.accountId, hash);
      return [done({ id: viewer.accountId, endedSessions: await revokeSessionsOfAccount(tx, viewer.accountId, viewer.sessionId, request.receivedAt) })];
    });
    return outcome ?? notFound('viewer');
  }
}
