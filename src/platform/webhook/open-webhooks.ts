import type { Settings } from '../config/settings.js';
import { HttpsWebhooks } from './https-webhooks.js';
import type { Webhooks } from './webhooks.port.js';

/** The webhooks with what the settings allow beside the public internet. */
export function openWebhooks({ webhookNetworks, webhookLocalTrial }: Pick<Settings, 'webhookNetworks' | 'webhookLocalTrial'>): Webhooks {
  return new HttpsWebhooks({ networks: webhookNetworks, localTrial: webhookLocalTrial });
}
