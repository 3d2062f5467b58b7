import { Injectable } from '@nestjs/common';
import type { MemberViewer } from '../core/access/viewer.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { Attempts } from '../platform/access/attempts.js';
import { passwordFits } from '../platform/access/passwords.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { ownAccount, type OwnAccount } from './account.store.js';
import { busy } from './new-member.js';

const MOST = 10;
const QUARTER_SECONDS = 900;

/**
 * Has somebody who is signed in type the password again, before what a borrowed session must not do. PASSWORD_WRONG, and
 * PASSWORD_TOO_OFTEN after ten wrong ones in a quarter of an hour.
 */
@Injectable()
export class ProvePassword {
  private readonly byAccount = new Attempts(MOST, QUARTER_SECONDS);

  constructor(private readonly database: AppDatabase) {}

  /** The viewer's own account when the password fits. `field`: where it stands in the input. */
  async run(request: DeedRequest, viewer: MemberViewer, password: string, field: string): Promise<Outcome<OwnAccount>> {
    const seconds = this.byAccount.waitSeconds(viewer.accountId, request.receivedAt);
    if (seconds > 0) return refused('STATE', 'PASSWORD_TOO_OFTEN', field, { seconds });
    this.byAccount.count(viewer.accountId, request.receivedAt);
    const account = await this.database.read(scopeOf(viewer), (tx) => ownAccount(tx, viewer.accountId));
    const fits = await passwordFits(password, account?.passwordHash ?? null);
    if (fits !== false) this.byAccount.uncount(viewer.accountId);
    if (fits === null) return busy;
    return fits && account !== null ? done(account) : refused('INPUT', 'PASSWORD_WRONG', field);
  }
}
