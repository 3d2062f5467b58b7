import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { AccountId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { AccessKey } from '../platform/access/access-key.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { newRecoveryCodes, recoveryDigest, stepOf } from './authenticator.js';
import { confirmTotp, replaceRecoveryCodes, totpForChange } from './factor.store.js';
import { Factors, signInFirst } from './own-factors.js';
import { SecondFactorTries } from './second-factor-tries.js';
import { plainCode } from './sent-codes.js';
import { markSecondFactor } from './session.store.js';

export interface ConfirmedAuthenticator {
  readonly id: AccountId;
  /** Shown once; only their digests are kept. */
  readonly recoveryCodes: string[];
}

/**
 * The authenticator counts from now on: its first code came back. All recovery codes before are worth nothing any more, and the
 * session has done its second step. Refuses a session halfway that has other steps open (SECOND_FACTOR_REQUIRED).
 */
@Injectable()
export class ConfirmAuthenticator {
  constructor(private readonly deeds: Deeds, private readonly factors: Factors, private readonly key: AccessKey, private readonly tries: SecondFactorTries) {}

  async run(request: DeedRequest, typed: string): Promise<Outcome<ConfirmedAuthenticator>> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return signInFirst;
    const { due, steps } = await this.factors.card(viewer);
    if (due && !steps.includes('ENROL')) return refused('NOT_ALLOWED', 'SECOND_FACTOR_REQUIRED');
    const wait = this.tries.begin(viewer.accountId, request.receivedAt);
    if (wait !== null) return wait;
    const [outcome] = await this.deeds.perform({ ...request, idempotencyKey: null }, 'confirmAuthenticator', [viewer.accountId], async (tx, [accountId = viewer.accountId]) => {
      const pending = (await totpForChange(tx, accountId))?.pendingSecret ?? null;
      if (pending === null) return [refused('STATE', 'AUTHENTICATOR_NOT_OFFERED')];
      const step = stepOf(this.key, accountId, pending, plainCode(typed), request.receivedAt, 0);
      if (step === null) return [refused('INPUT', 'CODE_WRONG', 'code')];
      const recoveryCodes = newRecoveryCodes();
      await confirmTotp(tx, accountId, step, request.receivedAt);
      await replaceRecoveryCodes(tx, accountId, recoveryCodes.map((code) => recoveryDigest(this.key, accountId, code)), request.receivedAt);
      await markSecondFactor(tx, viewer.sessionId, request.receivedAt);
      return [done({ id: accountId, recoveryCodes })];
    });
    if (outcome?.ok === true) this.tries.takeBack(viewer.accountId);
    return outcome ?? notFound('viewer');
  }
}
