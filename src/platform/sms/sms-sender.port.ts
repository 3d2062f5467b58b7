/** One text message to one telephone. */
export interface SmsMessage {
  /** E.164 with its plus, or the 11 digits of a mainland mobile number. */
  readonly to: string;
  /** Code of the text's template: carriers send only texts whose template they have approved. */
  readonly template: string;
  /** The finished text, at most 500 characters. */
  readonly text: string;
  /** Our id of the message: the same one again is answered like the first time and nothing is sent. */
  readonly reference: string;
}

export type SmsAnswer =
  | { readonly accepted: true; readonly providerId: string }
  /** `retryable`: the same message may be taken later; otherwise trying again is useless. */
  | { readonly accepted: false; readonly code: SmsFault; readonly retryable: boolean };

export type SmsFault = 'SMS_NUMBER_MALFORMED' | 'SMS_TEXT_LENGTH' | 'SMS_TRANSPORT_FAILED';

export const SMS_TEXT_MAX = 500;

const NUMBER = /^(?:\+[1-9]\d{6,14}|1[3-9]\d{9})$/;

/**
 * Port of the platform: hands text messages to a carrier. Called by job handlers alone, never inside a transaction. Answers
 * what became of a message and rejects for nothing that a carrier or a disk may do.
 */
export abstract class SmsSender {
  abstract send(message: SmsMessage): Promise<SmsAnswer>;
}

/** Why no carrier would take this message, or null; every adapter asks before it sends. */
export function smsFault({ to, text }: SmsMessage): SmsAnswer | null {
  if (!NUMBER.test(to)) return { accepted: false, code: 'SMS_NUMBER_MALFORMED', retryable: false };
  if (text === '' || [...text].length > SMS_TEXT_MAX) return { accepted: false, code: 'SMS_TEXT_LENGTH', retryable: false };
  return null;
}
