import { Injectable } from '@nestjs/common';
import type { MemberViewer } from '../core/access/viewer.js';
import type { AccountId } from '../core/ids/ids.js';
import type { SecondStep } from '../core/organisation/second-factor.js';
import { refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Factors } from './own-factors.js';
import { SecondFactorTries } from './second-factor-tries.js';
import { SentCodes, type RequestedCode } from './sent-codes.js';

/** What the second step needs beside the proof itself: whether it is open, how often it may be tried, and the code by SMS. */
@Injectable()
export class SecondStepDesk {
  constructor(private readonly factors: Factors, private readonly tries: SecondFactorTries, private readonly codes: SentCodes) {}

  /** Counts a try, or answers why it is not even made: SECOND_STEP_NOT_OPEN, SECOND_FACTOR_TOO_OFTEN. */
  async begin(viewer: MemberViewer, by: SecondStep, at: Date): Promise<Refused | null> {
    if (!(await this.factors.allows(viewer, by))) return refused('STATE', 'SECOND_STEP_NOT_OPEN', 'by');
    return this.tries.begin(viewer.accountId, at);
  }

  takeBack(viewer: MemberViewer): void {
    this.tries.takeBack(viewer.accountId);
  }

  redeem(tx: Tx, accountId: AccountId, code: string, at: Date): Promise<Outcome<string>> {
    return this.codes.redeem(tx, { purpose: 'SECOND_FACTOR', accountId }, code, at);
  }

  /** Has a code sent to the verified telephone of who asks; SECOND_STEP_NOT_OPEN when there is none, or it opened the session. */
  async requestCode(request: DeedRequest, viewer: MemberViewer): Promise<Outcome<RequestedCode>> {
    const phone = await this.factors.phoneOfStep(viewer);
    if (phone === null) return refused('STATE', 'SECOND_STEP_NOT_OPEN');
    return this.codes.request(request, { purpose: 'SECOND_FACTOR', phone, accountId: viewer.accountId });
  }
}
