import type { Settings } from '../config/settings.js';
import { FileMailer } from './file-mailer.js';
import type { Mailer } from './mailer.port.js';

/** The mailer that the settings choose. */
export function openMailer({ mailTransport, dataDir }: Settings): Promise<Mailer> {
  switch (mailTransport) {
    case 'file': return FileMailer.open(dataDir);
  }
}
