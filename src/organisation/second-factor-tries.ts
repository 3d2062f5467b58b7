import { Injectable } from '@nestjs/common';
import type { AccountId } from '../core/ids/ids.js';
import { refused, type Refused } from '../core/outcome/outcome.js';
import { Attempts } from '../platform/access/attempts.js';

const MOST = 5;
const MINUTES_SECONDS = 300;

/** How often a second factor may be tried: five wrong codes of an account in five minutes, whichever of its factors they are for. */
@Injectable()
export class SecondFactorTries {
  private readonly byAccount = new Attempts(MOST, MINUTES_SECONDS);

  /** Counts a try, or answers why it is not even made. */
  begin(accountId: AccountId, at: Date): Refused | null {
    const seconds = this.byAccount.waitSeconds(accountId, at);
    if (seconds > 0) return refused('STATE', 'SECOND_FACTOR_TOO_OFTEN', 'code', { seconds });
    this.byAccount.count(accountId, at);
    return null;
  }

  /** The code fitted: it was no guess. */
  takeBack(accountId: AccountId): void {
    this.byAccount.uncount(accountId);
  }
}
