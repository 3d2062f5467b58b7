import { CannotStart } from '../config/cannot-start.js';
import type { Settings } from '../config/settings.js';
import { FileMailer } from './file-mailer.js';
import type { Mailer } from './mailer.port.js';
import { SmtpMailer } from './smtp-mailer.js';

/** The mailer that the settings choose. @throws CannotStart when they choose a mail server and do not name it. */
export async function openMailer({ mailTransport, dataDir, smtpUrl, mailFrom }: Settings): Promise<Mailer> {
  switch (mailTransport) {
    case 'file': return FileMailer.open(dataDir);
    case 'smtp': {
      if (smtpUrl === null || mailFrom === null) {
        throw new CannotStart('DUIJIE_MAIL_TRANSPORT=smtp 还需要 DUIJIE_SMTP_URL（邮件服务器）和 DUIJIE_MAIL_FROM（发件地址）。', 'DUIJIE_MAIL_TRANSPORT=smtp needs DUIJIE_SMTP_URL (the mail server) and DUIJIE_MAIL_FROM (the sender) as well.');
      }
      return new SmtpMailer({ url: smtpUrl, from: mailFrom });
    }
  }
}
