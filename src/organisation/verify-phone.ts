import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { AccountId } from '../core/ids/ids.js';
import { mobileNumber } from '../core/organisation/phone.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { setPhone } from './account.store.js';
import { Factors, signInFirst } from './own-factors.js';
import { plainCode, SentCodes, type RequestedCode } from './sent-codes.js';
import { markSecondFactor } from './session.store.js';

export interface VerifiedPhone {
  readonly id: AccountId;
}

/**
 * A person's own telephone: asked for a code (`request`), and kept once the code came back (`verify`). From then on it is a way
 * in and a second factor; where it is the first factor that is set up, the session has done its second step by it.
 */
@Injectable()
export class VerifyPhone {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly factors: Factors, private readonly codes: SentCodes) {}

  async request(request: DeedRequest, written: string, password: string | null): Promise<Outcome<RequestedCode>> {
    const phone = mobileNumber(written);
    if (phone === null) return refused('INPUT', 'PHONE_MALFORMED', 'phone');
    const allowed = await this.factors.mayEnrol(request, request.viewer, password);
    if (!allowed.ok) return allowed;
    return this.codes.request(request, { purpose: 'PHONE', phone, accountId: allowed.value.accountId });
  }

  /** PHONE_TAKEN is told only to who holds the telephone: nobody learns by it whose number is known. */
  async verify(request: DeedRequest, typed: string): Promise<Outcome<VerifiedPhone>> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return signInFirst;
    const { due, steps } = await this.factors.card(viewer);
    if (due && !steps.includes('ENROL')) return refused('NOT_ALLOWED', 'SECOND_FACTOR_REQUIRED');
    const scope = { ...SYSTEM_SCOPE, organisationId: viewer.organisationId, accountId: viewer.accountId };
    const [outcome] = await this.database.transaction(scope, (tx) => this.deeds.performWithin(tx, request, 'verifyPhone', [viewer.accountId], async (acting) => {
      const proved = await this.codes.redeem(acting, { purpose: 'PHONE', accountId: viewer.accountId }, plainCode(typed), request.receivedAt);
      if (!proved.ok) return [proved];
      if (!(await setPhone(acting, viewer.accountId, proved.value, request.receivedAt))) return [refused('CONFLICT', 'PHONE_TAKEN', 'code')];
      if (due) await markSecondFactor(acting, viewer.sessionId, request.receivedAt);
      return [done({ id: viewer.accountId })];
    }));
    return outcome ?? notFound('viewer');
  }
}
