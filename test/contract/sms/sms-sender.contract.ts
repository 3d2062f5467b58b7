import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SmsMessage, SmsSender } from '../../../src/platform/sms/sms-sender.port.js';

/** A sender, and what has left it so far, oldest first. */
export interface SentBy {
  readonly sender: SmsSender;
  sent(): Promise<readonly SmsMessage[]>;
  close(): Promise<void>;
}

export const message = (changes: Partial<SmsMessage> = {}): SmsMessage =>
  ({ to: '13835100001', template: 'SIGN_IN_CODE', text: '【对接】验证码 123456，5 分钟内有效。', reference: 'chl_1', ...changes });

/** What every adapter of the SMS port does. */
export function smsContract(adapter: string, open: () => Promise<SentBy>): void {
  describe(`SMS by ${adapter}`, () => {
    let by: SentBy;
    beforeEach(async () => { by = await open(); });
    afterEach(() => by.close());

    it('sends a message as it is, to a mobile number and to one abroad', async () => {
      const abroad = message({ to: '+85291234567', reference: 'chl_2' });
      expect(await by.sender.send(message())).toEqual({ accepted: true, providerId: expect.any(String) });
      expect(await by.sender.send(abroad)).toEqual({ accepted: true, providerId: expect.any(String) });
      expect(await by.sent()).toEqual([message(), abroad]);
    });

    it('sends the same reference once and answers alike, also when asked twice at once', async () => {
      const answers = await Promise.all([by.sender.send(message()), by.sender.send(message())]);
      answers.push(await by.sender.send(message({ text: 'another text' })));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await by.sent()).toEqual([message()]);
    });

    it.each([
      ['12835100001', 'SMS_NUMBER_MALFORMED'], ['1383510000', 'SMS_NUMBER_MALFORMED'], ['+8', 'SMS_NUMBER_MALFORMED'],
      ['138 3510 0001', 'SMS_NUMBER_MALFORMED'], ['13835100001\n', 'SMS_NUMBER_MALFORMED'], ['', 'SMS_NUMBER_MALFORMED'],
    ])('refuses the number %j for good', async (to, code) => {
      expect(await by.sender.send(message({ to }))).toEqual({ accepted: false, code, retryable: false });
      expect(await by.sent()).toEqual([]);
    });

    it.each(['', '字'.repeat(501)])('refuses a text of no or too many characters for good #%#', async (text) => {
      expect(await by.sender.send(message({ text }))).toEqual({ accepted: false, code: 'SMS_TEXT_LENGTH', retryable: false });
      expect(await by.sent()).toEqual([]);
    });
  });
}
