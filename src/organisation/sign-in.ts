import { Injectable } from '@nestjs/common';
import type { MemberViewer } from '../core/access/viewer.js';
import type { OrganisationId, SessionId } from '../core/ids/ids.js';
import { isLogin, normalLogin } from '../core/organisation/login.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { newToken, passwordFits, tokenHash } from '../platform/access/passwords.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { busy } from './new-member.js';
import { accountByLogin, insertSession, membershipsOf, type AccountRow, type MembershipRow } from './session.store.js';
import { SignInLimits } from './sign-in-limits.js';

export interface SignInWith {
  readonly login: string;
  readonly password: string;
}

export interface OpenedSession {
  readonly id: SessionId;
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly organisationId: OrganisationId;
  /** When its twelve hours began. */
  readonly openedAt: Date;
}

interface Known {
  readonly account: AccountRow;
  readonly membership: MembershipRow;
}

const wrong = refused('INPUT', 'LOGIN_OR_PASSWORD_WRONG', 'password');

/**
 * Opens a session for an account, acting for the organisation it joined first. A wrong login and a wrong password are the same
 * refusal and take the same time; SIGN_IN_TOO_OFTEN after too many wrong ones, SIGN_IN_BUSY while too many are being checked.
 */
@Injectable()
export class SignIn {
  private readonly limits = new SignInLimits();

  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids) {}

  /** `address`: where the request came from, null when it came from no network. */
  async run(request: DeedRequest, inputs: readonly SignInWith[], address: string | null = null): Promise<Outcome<OpenedSession>[]> {
    const outcomes: Outcome<OpenedSession>[] = [];
    for (const input of inputs) {
      // Hashing takes tens of milliseconds, so it happens before the transaction.
      const known = await this.verify(request, { ...input, login: normalLogin(input.login) }, address);
      outcomes.push(known.ok ? await this.open(request, known.value) : known);
    }
    return outcomes;
  }

  /** Each in a deed of its own, in the name of who signed in; a repeat opens a second session and never stores a token. */
  private async open(request: DeedRequest, known: Known): Promise<Outcome<OpenedSession>> {
    const sessionId = this.ids.next('session');
    const viewer = viewerOf(known, sessionId);
    const [outcome] = await this.deeds.perform({ ...request, viewer, idempotencyKey: null }, 'signIn', [viewer], async (tx) => {
      const token = newToken();
      await insertSession(tx, {
        id: sessionId, tokenHash: tokenHash(token), accountId: viewer.accountId, memberId: viewer.memberId,
        organisationId: viewer.organisationId, createdAt: request.receivedAt, lastSeenAt: request.receivedAt, revokedAt: null,
      });
      return [done({ id: sessionId, token, organisationId: viewer.organisationId, openedAt: request.receivedAt })];
    });
    return outcome ?? wrong;
  }

  private async verify(request: DeedRequest, input: SignInWith, address: string | null): Promise<Outcome<Known>> {
    const seconds = this.limits.begin(input.login, address, request.receivedAt);
    if (seconds > 0) return refused('STATE', 'SIGN_IN_TOO_OFTEN', 'login', { seconds });
    const known = isLogin(input.login) ? await this.knownBy(input.login) : null;
    const fits = await passwordFits(input.password, known?.account.passwordHash ?? null);
    // What fitted, and what was not even tried, was no guess.
    if (fits !== false) this.limits.takeBack(input.login, address);
    if (fits === null) return busy;
    return fits && known !== null ? done(known) : wrong;
  }

  /** The account that may sign in with this login, and the organisation it then acts for. */
  private knownBy(login: string): Promise<Known | null> {
    return this.database.read(scopeOf({ kind: 'ANONYMOUS' }), async (tx) => {
      const account = await accountByLogin(tx, login);
      if (account === null || account.disabled) return null;
      const [membership] = await membershipsOf(tx, account.accountId);
      return membership === undefined ? null : { account, membership };
    });
  }
}

/** Who signed in, with no more rights than the one row of the session needs: its branch and standing are read with the session. */
function viewerOf({ account, membership }: Known, sessionId: SessionId): MemberViewer {
  return {
    kind: membership.kind, organisationId: membership.organisationId, branch: '', accountId: account.accountId, memberId: membership.memberId,
    sessionId, roles: membership.roles, approved: false,
  };
}
