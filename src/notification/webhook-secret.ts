import type { WebhookId } from '../core/ids/ids.js';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../core/notification/webhook-events.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import type { Sealer } from '../platform/sealing/sealer.js';
import type { ShownWebhook } from './webhook.store.js';

/** What a deed that makes a secret answers, and what is kept of it for repeats. */
export interface SealedWebhook {
  readonly id: WebhookId;
  readonly webhook: ShownWebhook;
  readonly sealedSecret: string;
}

export interface WebhookWithSecret {
  readonly id: WebhookId;
  readonly webhook: ShownWebhook;
  /** `whsec_…`, for its owner's eyes, this once. */
  readonly secret: string;
}

/** Opens the secrets of a deed's answers, after its transaction. */
export function withSecrets(outcomes: readonly Outcome<SealedWebhook>[], sealer: Sealer): Outcome<WebhookWithSecret>[] {
  return outcomes.map((outcome) => {
    if (!outcome.ok) return outcome;
    const { id, webhook, sealedSecret } = outcome.value;
    const secret = sealer.open(sealedSecret, id);
    if (secret === null) throw new Error('The secret of a webhook was sealed by another installation.');
    return done({ id, webhook, secret });
  });
}

/** The events that were asked for, each once and in the order of their list. */
export function askedFor(eventTypes: readonly WebhookEvent[]): WebhookEvent[] {
  return WEBHOOK_EVENTS.filter((type) => eventTypes.includes(type));
}
