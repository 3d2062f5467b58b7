import type { Provider } from '@nestjs/common';
import { readSettings, Settings } from '../../../src/platform/config/settings.js';
import { openMailer } from '../../../src/platform/mail/open-mailer.js';
import { Mailer } from '../../../src/platform/mail/mailer.port.js';
import { openRobots } from '../../../src/platform/robot/open-robots.js';
import { Robots } from '../../../src/platform/robot/robots.port.js';
import { Sealer } from '../../../src/platform/sealing/sealer.js';
import { openSmsSender } from '../../../src/platform/sms/open-sms-sender.js';
import { openWebhooks } from '../../../src/platform/webhook/open-webhooks.js';
import { Webhooks } from '../../../src/platform/webhook/webhooks.port.js';
import { SmsSender } from '../../../src/platform/sms/sms-sender.port.js';

/** What the room asks the platform for to get messages out of the house, by files in a folder of the test. */
export async function carriers(folder: string): Promise<Provider[]> {
  const settings = readSettings({ DUIJIE_DATA_DIR: folder });
  return [
    { provide: Settings, useValue: settings }, { provide: Sealer, useValue: new Sealer('secret of the house') }, { provide: Mailer, useValue: await openMailer(settings) },
    { provide: Robots, useValue: await openRobots(settings) }, { provide: SmsSender, useValue: await openSmsSender(settings) },
    { provide: Webhooks, useValue: openWebhooks(settings) },
  ];
}
