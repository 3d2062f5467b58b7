import { Injectable } from '@nestjs/common';
import type { AccountId, SentCodeId } from '../core/ids/ids.js';
import { CODE_DIGITS, CODE_MINUTES, CODE_WINDOW_SECONDS, codeFault, codeWaitSeconds } from '../core/organisation/code-life.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { AccessKey, sameText } from '../platform/access/access-key.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { codesAskedFor, insertCode, lockPhone, tryNewestCode, useCode, type CodeOf, type CodePurpose } from './code.store.js';

export interface CodeWanted {
  readonly purpose: CodePurpose;
  readonly phone: string;
  readonly accountId: AccountId | null;
}

export interface RequestedCode {
  readonly id: SentCodeId;
  readonly expiresAt: Date;
}

/**
 * Codes that are sent by SMS. A row says that one was asked for; the code follows from its id and the kept key, and a job sends
 * it. Whether a telephone is anybody's changes nothing here: rows and limits are the same, and the job sends nothing to strangers.
 */
@Injectable()
export class SentCodes {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids, private readonly key: AccessKey) {}

  /** Asks for a code; CODE_TOO_OFTEN when the telephone was sent too many, whoever asked for them. */
  async request(request: DeedRequest, { purpose, phone, accountId }: CodeWanted): Promise<Outcome<RequestedCode>> {
    const at = request.receivedAt;
    const [outcome] = await this.database.transaction(SYSTEM_SCOPE, (tx) => this.deeds.performWithin(tx, request, 'requestCode', [phone], async (acting) => {
      await lockPhone(acting, phone);
      const seconds = codeWaitSeconds(await codesAskedFor(acting, phone, new Date(at.getTime() - CODE_WINDOW_SECONDS * 1_000)), at);
      if (seconds > 0) return [refused('STATE', 'CODE_TOO_OFTEN', purpose === 'SECOND_FACTOR' ? null : 'phone', { seconds })];
      const code = { id: this.ids.next('sentCode'), purpose, phone, accountId, createdAt: at, expiresAt: new Date(at.getTime() + CODE_MINUTES * 60_000) };
      await insertCode(acting, code);
      acting.announce({ type: 'CodeRequested', subjectId: code.id, organisationId: null });
      return [done({ id: code.id, expiresAt: code.expiresAt })];
    }));
    if (outcome === undefined) throw new Error('A code was asked for and nothing was answered.');
    return outcome;
  }

  /**
   * Tries a code inside a transaction of the platform's own scope, and uses it up when it fits; answers the telephone it was sent
   * to. The try is counted whatever comes of it: the transaction must be committed also when this refuses.
   */
  async redeem(tx: Tx, of: CodeOf, typed: string, at: Date): Promise<Outcome<string>> {
    const code = await tryNewestCode(tx, of);
    const fits = sameText(this.codeOf(code?.id ?? ''), typed);
    const fault = codeFault(code, fits, at);
    if (code === null || fault !== null) return refused('INPUT', fault ?? 'CODE_WRONG', 'code');
    await useCode(tx, code.id, at);
    return done(code.phone);
  }

  /** The code of a row, for the job that sends it. */
  codeOf(id: string): string {
    return this.key.digits('code', id, CODE_DIGITS);
  }
}

/** A code as people copy it, without blanks and dashes. */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/gu, '');
}
