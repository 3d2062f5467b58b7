import { Injectable } from '@nestjs/common';
import { isLogin, normalLogin } from '../core/organisation/login.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { passwordFits } from '../platform/access/passwords.js';
import { PublicPasswords } from '../platform/access/public-passwords.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { busy } from './new-member.js';
import { NOWHERE, openSession, type Known, type OpenedSession, type Origin } from './open-session.js';
import { accountByLogin, membershipsOf } from './session.store.js';
import { SignInLimits } from './sign-in-limits.js';

export interface SignInWith {
  readonly login: string;
  readonly password: string;
}

const wrong = refused('INPUT', 'LOGIN_OR_PASSWORD_WRONG', 'password');

/**
 * Opens a session for an account, acting for the organisation it joined first. A wrong login and a wrong password are the same
 * refusal and take the same time; SIGN_IN_TOO_OFTEN after too many wrong ones, SIGN_IN_BUSY while too many are being checked, PASSWORD_PUBLIC for
 * an account of a demo that has ended.
 */
@Injectable()
export class SignIn {
  private readonly limits = new SignInLimits();

  constructor(
    private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids, private readonly publicPasswords: PublicPasswords,
  ) {}

  async run(request: DeedRequest, inputs: readonly SignInWith[], { address, device }: Origin = NOWHERE): Promise<Outcome<OpenedSession>[]> {
    const outcomes: Outcome<OpenedSession>[] = [];
    for (const input of inputs) {
      // Hashing takes tens of milliseconds, so it happens before the transaction.
      const known = await this.verify(request, { ...input, login: normalLogin(input.login) }, address);
      outcomes.push(known.ok ? await openSession(this.deeds, this.ids, request, known.value, { deed: 'signIn', firstFactor: 'PASSWORD', device }) : known);
    }
    return outcomes;
  }

  private async verify(request: DeedRequest, input: SignInWith, address: string | null): Promise<Outcome<Known>> {
    const seconds = this.limits.begin(input.login, address, request.receivedAt);
    if (seconds > 0) return refused('STATE', 'SIGN_IN_TOO_OFTEN', 'login', { seconds });
    const known = isLogin(input.login) ? await this.knownBy(input.login) : null;
    const fits = await passwordFits(input.password, known?.passwordHash ?? null);
    // What fitted, and what was not even tried, was no guess.
    if (fits !== false) this.limits.takeBack(input.login, address);
    if (fits === null) return busy;
    if (!fits || known === null) return wrong;
    return this.publicPasswords.includes(input.password) ? refused('STATE', 'PASSWORD_PUBLIC', 'password') : done(known);
  }

  /** The account that may sign in with this login, and the organisation it then acts for. */
  private knownBy(login: string): Promise<(Known & { readonly passwordHash: string }) | null> {
    return this.database.read(scopeOf({ kind: 'ANONYMOUS' }), async (tx) => {
      const account = await accountByLogin(tx, login);
      if (account === null || account.disabled) return null;
      const [membership] = await membershipsOf(tx, account.accountId);
      return membership === undefined ? null : { accountId: account.accountId, passwordHash: account.passwordHash, membership };
    });
  }
}
