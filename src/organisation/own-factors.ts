import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer, type Viewer } from '../core/access/viewer.js';
import { maskedMobile } from '../core/organisation/phone.js';
import { secondFactorDue, secondSteps, type SecondStep } from '../core/organisation/second-factor.js';
import { done, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { SecondFactorDemand } from '../platform/access/second-factor-demand.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { factorsOf, type FactorRow } from './account.store.js';
import { ProvePassword } from './prove-password.js';

/** What an account has set up, and what a session of it may still do about its second step. */
export interface OwnFactors {
  /** The session can do nothing but its second step. */
  readonly due: boolean;
  readonly steps: SecondStep[];
  readonly authenticator: boolean;
  /** Masked. */
  readonly phone: string | null;
  readonly recoveryCodesLeft: number;
}

export const signInFirst: Refused = refused('NOT_ALLOWED', 'SIGN_IN_REQUIRED');

/** Reads the factors of who asks, and judges whether it may set up new ones. */
@Injectable()
export class Factors {
  constructor(private readonly database: AppDatabase, private readonly demand: SecondFactorDemand, private readonly proving: ProvePassword) {}

  async card(viewer: MemberViewer): Promise<OwnFactors> {
    const row = await this.row(viewer);
    return {
      due: this.isDue(viewer, row), steps: secondSteps({ ...row, phone: row.phone !== null }),
      authenticator: row.totp, phone: row.phone === null ? null : maskedMobile(row.phone), recoveryCodesLeft: row.recoveryCodesLeft,
    };
  }

  /** The telephone that the second step may be done by, in full, for the deed that sends to it; null when it is none of the steps. */
  async phoneOfStep(viewer: MemberViewer): Promise<string | null> {
    const row = await this.row(viewer);
    return secondSteps({ ...row, phone: row.phone !== null }).includes('SMS') ? row.phone : null;
  }

  async allows(viewer: MemberViewer, step: SecondStep): Promise<boolean> {
    const row = await this.row(viewer);
    return secondSteps({ ...row, phone: row.phone !== null }).includes(step);
  }

  /**
   * Whether who asks may set up a factor: a session halfway, only where there is none yet; a whole one, with the password typed
   * again, since it may be a borrowed one.
   */
  async mayEnrol(request: DeedRequest, viewer: Viewer, password: string | null): Promise<Outcome<MemberViewer>> {
    if (!isMember(viewer)) return signInFirst;
    const row = await this.row(viewer);
    if (this.isDue(viewer, row)) {
      const open = secondSteps({ ...row, phone: row.phone !== null });
      if (open.includes('ENROL')) return done(viewer);
      return open.length === 0 ? refused('STATE', 'ENROL_BY_PASSWORD') : refused('NOT_ALLOWED', 'SECOND_FACTOR_REQUIRED');
    }
    if (password === null) return refused('INPUT', 'PASSWORD_NEEDED', 'password');
    const proved = await this.proving.run(request, viewer, password, 'password');
    return proved.ok ? done(viewer) : proved;
  }

  private isDue(viewer: MemberViewer, row: FactorRow): boolean {
    return secondFactorDue(viewer.kind, row, this.demand.demanded);
  }

  private async row(viewer: MemberViewer): Promise<FactorRow> {
    const row = await this.database.read(scopeOf(viewer), (tx) => factorsOf(tx, viewer.accountId, viewer.sessionId));
    if (row === null) throw new Error(`Session ${viewer.sessionId} cannot be read by its own account.`);
    return row;
  }
}
