import { Injectable } from '@nestjs/common';
import { mobileNumber } from '../core/organisation/phone.js';
import { refused, type Outcome } from '../core/outcome/outcome.js';
import type { SystemViewer } from '../core/access/viewer.js';
import { Attempts } from '../platform/access/attempts.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { NOWHERE, type Origin } from './open-session.js';
import { SentCodes, type RequestedCode } from './sent-codes.js';

/** Who asks has no tenant yet: this viewer lends the deed the right to write the one row of the code. */
const DOORKEEPER: SystemViewer = { kind: 'SYSTEM', because: 'sign-in by SMS code' };

/** A village's one gateway may need that many; a script's telephones are limited each by itself as well. */
const MOST_OF_AN_ADDRESS = 30;
const HOUR_SECONDS = 3_600;

/**
 * Asks for a code to sign in with. A telephone that is nobody's gets the same answer and the same limits as one that is
 * somebody's, and no message. CODE_TOO_OFTEN for the telephone, CODE_TOO_OFTEN_HERE for the address.
 */
@Injectable()
export class RequestSignInCode {
  private readonly byAddress = new Attempts(MOST_OF_AN_ADDRESS, HOUR_SECONDS);

  constructor(private readonly codes: SentCodes) {}

  async run(request: DeedRequest, written: string, { address }: Origin = NOWHERE): Promise<Outcome<RequestedCode>> {
    const phone = mobileNumber(written);
    if (phone === null) return refused('INPUT', 'PHONE_MALFORMED', 'phone');
    const seconds = address === null ? 0 : this.byAddress.waitSeconds(address, request.receivedAt);
    if (seconds > 0) return refused('STATE', 'CODE_TOO_OFTEN_HERE', null, { seconds });
    if (address !== null) this.byAddress.count(address, request.receivedAt);
    return this.codes.request({ ...request, viewer: DOORKEEPER }, { purpose: 'SIGN_IN', phone, accountId: null });
  }
}
