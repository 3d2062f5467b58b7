import { Injectable } from '@nestjs/common';
import { mobileNumber } from '../core/organisation/phone.js';
import { refused, type Outcome } from '../core/outcome/outcome.js';
import { Attempts } from '../platform/access/attempts.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { accountByPhone } from './account.store.js';
import { NOWHERE, openSession, type Known, type OpenedSession, type Origin } from './open-session.js';
import { plainCode, SentCodes } from './sent-codes.js';
import { membershipsOf } from './session.store.js';

export interface SignInByPhone {
  readonly phone: string;
  readonly code: string;
}

const wrong = refused('INPUT', 'CODE_WRONG', 'code');
const MOST_OF_AN_ADDRESS = 100;
const QUARTER_SECONDS = 900;

/**
 * Opens a session by a code that was sent by SMS. A wrong code, a telephone that is nobody's and a code that was never asked for
 * are the same refusal (CODE_WRONG); the right one, used or late, is told so (CODE_USED, CODE_EXPIRED); after five tries
 * CODE_TRIES_SPENT. Five tries on each of ten codes a day leave a guess one chance in 20,000.
 */
@Injectable()
export class SignInWithCode {
  private readonly byAddress = new Attempts(MOST_OF_AN_ADDRESS, QUARTER_SECONDS);

  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids, private readonly codes: SentCodes) {}

  async run(request: DeedRequest, input: SignInByPhone, { address, device }: Origin = NOWHERE): Promise<Outcome<OpenedSession>> {
    const phone = mobileNumber(input.phone);
    if (phone === null) return refused('INPUT', 'PHONE_MALFORMED', 'phone');
    const seconds = address === null ? 0 : this.byAddress.waitSeconds(address, request.receivedAt);
    if (seconds > 0) return refused('STATE', 'SIGN_IN_TOO_OFTEN', 'phone', { seconds });
    if (address !== null) this.byAddress.count(address, request.receivedAt);
    const known = await this.verify(request, phone, plainCode(input.code));
    if (!known.ok) return known;
    if (address !== null) this.byAddress.uncount(address);
    return openSession(this.deeds, this.ids, request, known.value, { deed: 'signInWithCode', firstFactor: 'SMS', device });
  }

  /** In a transaction of its own, which keeps the try also when it was a wrong one. */
  private verify(request: DeedRequest, phone: string, code: string): Promise<Outcome<Known>> {
    return this.database.transaction(SYSTEM_SCOPE, async (tx) => {
      const proved = await this.codes.redeem(tx, { purpose: 'SIGN_IN', phone }, code, request.receivedAt);
      if (!proved.ok) return proved;
      const accountId = await accountByPhone(tx, phone);
      const [membership] = accountId === null ? [] : await membershipsOf(tx, accountId);
      return accountId === null || membership === undefined ? wrong : { ok: true, value: { accountId, membership } };
    });
  }
}
