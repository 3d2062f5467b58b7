import { MessageFolder } from '../transport/message-folder.js';
import { ACCEPTED, notAccepted, type TransportAnswer } from '../transport/transport-answer.js';
import { emlOf } from './eml.js';
import { Mailer, type Mail } from './mailer.port.js';

const DOMAIN = 'duijie.invalid';

/**
 * Writes mails to `<dataDir>/mail/<reference>.eml` instead of sending them: for an installation without a mail server, where
 * any mail program opens them.
 */
export class FileMailer extends Mailer {
  private constructor(private readonly folder: MessageFolder) {
    super();
  }

  static async open(dataDir: string): Promise<FileMailer> {
    return new FileMailer(await MessageFolder.open(dataDir, 'mail', '.eml'));
  }

  async send(mail: Mail): Promise<TransportAnswer> {
    try {
      await this.folder.put(mail.reference, emlOf(mail, `duijie@${DOMAIN}`, DOMAIN, new Date()));
      return ACCEPTED;
    } catch {
      return notAccepted('MAIL_TRANSPORT_FAILED', true);
    }
  }
}
