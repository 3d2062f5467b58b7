import type { TransportAnswer } from '../transport/transport-answer.js';

/** One plain-text mail to one person. */
export interface Mail {
  /** An address in its normal form, see `core/notification/contact.ts`. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** Our id of the message, letters, digits and underscores: it becomes the Message-ID, by which mail programs know a repeat. */
  readonly reference: string;
}

/**
 * Port of the platform: hands mails to whoever carries them. Called by job handlers alone, never inside a transaction. Answers
 * what became of a mail and rejects for nothing that a server or a disk may do.
 */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<TransportAnswer>;
}
