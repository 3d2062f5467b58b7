import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { WebhookMessage } from './webhooks.port.js';

const PREFIX = 'whsec_';
/** Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

/** A new secret as its owner keeps it: `whsec_` and base64 of 256 bits of chance. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** The headers of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, one signature for each secret, parted by a blank. */
export function webhookHeaders({ id, at, body, secrets }: Pick<WebhookMessage, 'id' | 'at' | 'body' | 'secrets'>): Readonly<Record<string, string>> {
  return {
    'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
