import { Injectable } from '@nestjs/common';
import { CODE_MINUTES } from '../core/organisation/code-life.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { Messages } from '../platform/messages/messages.js';
import { SmsSender } from '../platform/sms/sms-sender.port.js';
import { accountByPhone } from './account.store.js';
import { codesToSend, markCodeSent, type CodePurpose, type CodeToSend } from './code.store.js';
import { SentCodes } from './sent-codes.js';

const TEXTS: Readonly<Record<CodePurpose, 'SMS_SIGN_IN_CODE' | 'SMS_SECOND_FACTOR_CODE' | 'SMS_PHONE_CODE'>> = {
  SIGN_IN: 'SMS_SIGN_IN_CODE', SECOND_FACTOR: 'SMS_SECOND_FACTOR_CODE', PHONE: 'SMS_PHONE_CODE',
};

/**
 * Sends the codes that were asked for, outside any transaction, each once: the carrier knows the id of the code as reference. A
 * code whose time has passed is not sent, and none to a telephone that is nobody's. What the carrier will never take is left.
 */
@Injectable()
export class SendCodes implements EventHandler {
  constructor(
    private readonly database: AppDatabase, private readonly codes: SentCodes, private readonly sms: SmsSender,
    private readonly messages: Messages, private readonly clock: Clock,
  ) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const waiting = await this.database.read(SYSTEM_SCOPE, async (tx) => {
      const codes = await codesToSend(tx, events.map((event) => event.subjectId), this.clock.now());
      const wanted: CodeToSend[] = [];
      for (const code of codes) if (code.purpose !== 'SIGN_IN' || await accountByPhone(tx, code.phone) !== null) wanted.push(code);
      return wanted;
    });
    let failed: string | null = null;
    for (const code of waiting) failed = await this.send(code) ?? failed;
    // The queue tries the job again; those that went out are marked by then.
    if (failed !== null) throw new Error(`A code could not be sent: ${failed}.`);
  }

  /** Answers why the carrier may take it later, or null. */
  private async send({ id, purpose, phone }: CodeToSend): Promise<string | null> {
    const template = TEXTS[purpose];
    const text = this.messages.render(template, { code: this.codes.codeOf(id), minutes: CODE_MINUTES }, 'zh-CN');
    const answer = await this.sms.send({ to: phone, template, text, reference: id });
    if (!answer.accepted && answer.retryable) return answer.code;
    await this.database.transaction(SYSTEM_SCOPE, (tx) => markCodeSent(tx, id, this.clock.now()));
    return null;
  }
}
