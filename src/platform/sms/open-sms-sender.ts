import type { Settings } from '../config/settings.js';
import { FileSmsSender } from './file-sms-sender.js';
import type { SmsSender } from './sms-sender.port.js';

/** The sender that the settings choose. */
export function openSmsSender({ smsTransport, dataDir }: Settings): Promise<SmsSender> {
  switch (smsTransport) {
    case 'file': return FileSmsSender.open(dataDir);
  }
}
