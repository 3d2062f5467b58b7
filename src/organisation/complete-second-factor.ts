import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import type { SessionId } from '../core/ids/ids.js';
import type { SecondStep } from '../core/organisation/second-factor.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { AccessKey } from '../platform/access/access-key.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { recoveryDigest, stepOf } from './authenticator.js';
import { takeRecoveryCode, takeTotpStep, totpForChange } from './factor.store.js';
import { SecondStepDesk } from './second-step-desk.js';
import { plainCode } from './sent-codes.js';
import { markSecondFactor } from './session.store.js';

export interface SecondFactorProof {
  readonly by: Exclude<SecondStep, 'ENROL'>;
  readonly code: string;
}

/**
 * Does the second step of the session that asks: by a code of the authenticator, of a recovery sheet, or sent by SMS. Each is
 * used once; a wrong one is CODE_WRONG, and after five of them in five minutes SECOND_FACTOR_TOO_OFTEN.
 */
@Injectable()
export class CompleteSecondFactor {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly key: AccessKey, private readonly desk: SecondStepDesk) {}

  async run(request: DeedRequest, proof: SecondFactorProof): Promise<Outcome<{ id: SessionId }>> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return notFound('session');
    const fault = await this.desk.begin(viewer, proof.by, request.receivedAt);
    if (fault !== null) return fault;
    // Bound to the platform, which alone reads the codes that were sent, and to the one account.
    const scope = { ...SYSTEM_SCOPE, organisationId: viewer.organisationId, accountId: viewer.accountId };
    const [outcome] = await this.database.transaction(scope, (tx) => this.deeds.performWithin(tx, request, 'completeSecondFactor', [viewer.sessionId], async (acting) => {
      const wrong = await this.wrong(acting, viewer, proof, request.receivedAt);
      if (wrong !== null) return [wrong];
      await markSecondFactor(acting, viewer.sessionId, request.receivedAt);
      return [done({ id: viewer.sessionId })];
    }));
    if (outcome?.ok === true) this.desk.takeBack(viewer);
    return outcome ?? notFound('session');
  }

  private async wrong(tx: Tx, { accountId }: MemberViewer, { by, code }: SecondFactorProof, at: Date): Promise<Refused | null> {
    const wrong = refused('INPUT', 'CODE_WRONG', 'code');
    if (by === 'RECOVERY_CODE') return await takeRecoveryCode(tx, accountId, recoveryDigest(this.key, accountId, code), at) ? null : wrong;
    if (by === 'SMS') {
      const redeemed = await this.desk.redeem(tx, accountId, plainCode(code), at);
      return redeemed.ok ? null : redeemed;
    }
    const totp = await totpForChange(tx, accountId);
    if (totp === null || totp.sealedSecret === null) return wrong;
    const step = stepOf(this.key, accountId, totp.sealedSecret, plainCode(code), at, Number(totp.lastStep));
    if (step === null) return wrong;
    await takeTotpStep(tx, accountId, step);
    return null;
  }
}
