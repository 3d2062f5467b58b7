import { Injectable } from '@nestjs/common';
import type { WebhookId } from '../core/ids/ids.js';
import type { WebhookEvent } from '../core/notification/webhook-events.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { tidy } from '../core/text/fold.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Webhooks } from '../platform/webhook/webhooks.port.js';
import { changeable, type Subscriber } from './subscriber.js';
import { askedFor } from './webhook-secret.js';
import { webhooksDue } from './webhook-trouble.js';
import { saveWebhook, webhookForChange, type KeptWebhook, type ShownWebhook } from './webhook.store.js';

/** What is null stays as it is. */
export interface WebhookToRevise {
  readonly webhookId: WebhookId;
  readonly name: string | null;
  readonly url: string | null;
  readonly eventTypes: readonly WebhookEvent[] | null;
  /** True holds it; false lets it go on, also one that the breaker held or whose receiver had ended it. */
  readonly paused: boolean | null;
}

/**
 * Changes webhooks of the viewer's organisation. What waits is sent to the new address. Another address, like going on, is a new
 * beginning: failures of before count no more.
 */
@Injectable()
export class ReviseWebhooks {
  constructor(private readonly deeds: Deeds, private readonly webhooks: Webhooks) {}

  async run(request: DeedRequest, inputs: readonly WebhookToRevise[]): Promise<Outcome<ShownWebhook>[]> {
    const subscriber = changeable(request.viewer, 'ORGANISATION');
    if (!subscriber.ok) return inputs.map(() => subscriber);
    const urls = await Promise.all(inputs.map(async ({ url }) => (url === null ? null : this.webhooks.check(url))));
    return this.deeds.perform(request, 'reviseWebhooks', inputs, async (tx, wanted) => {
      const outcomes: Outcome<ShownWebhook>[] = [];
      for (const [index, input] of wanted.entries()) {
        const checked = urls[index] ?? null;
        if (checked !== null && checked.fault !== null) outcomes.push(refused('INPUT', checked.fault, 'url'));
        else outcomes.push(await this.revise(tx, subscriber.value, { ...input, url: checked?.url ?? null }, request.receivedAt));
      }
      return outcomes;
    });
  }

  private async revise(tx: ActingTx, { organisationId }: Subscriber, input: WebhookToRevise, at: Date): Promise<Outcome<ShownWebhook>> {
    const before = await webhookForChange(tx, organisationId, input.webhookId);
    if (before === null) return notFound('webhookId');
    if (input.name !== null && tidy(input.name) === '') return refused('INPUT', 'WEBHOOK_NAME_MISSING', 'name');
    const after = revised(before, input, at);
    await saveWebhook(tx, after);
    if (after.state === 'ACTIVE') tx.announce(...webhooksDue([after.id]));
    const { sealedSecret: _sealed, sealedOldSecret: _old, ...shown } = after;
    return done(shown);
  }
}

function revised(before: KeptWebhook, { name, url, eventTypes, paused }: WebhookToRevise, at: Date): KeptWebhook {
  const state = paused === true || (before.state === 'PAUSED' && paused === null) ? 'PAUSED' : 'ACTIVE';
  const anew = paused !== null || (url !== null && url !== before.url);
  return {
    ...before, name: name === null ? before.name : tidy(name), url: url ?? before.url, eventTypes: eventTypes === null ? before.eventTypes : askedFor(eventTypes), updatedAt: at,
    ...(anew ? { state, failures: 0, probeAt: null } : {}),
  };
}
