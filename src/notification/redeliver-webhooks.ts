import { Injectable } from '@nestjs/common';
import type { WebhookDeliveryId } from '../core/ids/ids.js';
import { WEBHOOK_LIFE_MS } from '../core/notification/webhook-tries.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { changeable, type Subscriber } from './subscriber.js';
import { reopenWebhookDelivery, webhookDeliveryForChange, type ShownWebhookDelivery } from './webhook-delivery.store.js';
import { webhooksDue } from './webhook-trouble.js';
import { webhookForChange } from './webhook.store.js';

const ATTEMPTS_MAX = 100;

/**
 * Sends what was delivered or given up once more, under its old id, and tries it for another day if need be: for a receiver that took it and
 * lost it, or that was away for too long.
 */
@Injectable()
export class RedeliverWebhooks {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly WebhookDeliveryId[]): Promise<Outcome<ShownWebhookDelivery>[]> {
    return this.deeds.perform(request, 'redeliverWebhooks', ids, async (tx, wanted) => {
      const subscriber = changeable(request.viewer, 'ORGANISATION');
      if (!subscriber.ok) return wanted.map(() => subscriber);
      const outcomes: Outcome<ShownWebhookDelivery>[] = [];
      for (const id of wanted) outcomes.push(await this.redeliver(tx, subscriber.value, id, request.receivedAt));
      return outcomes;
    });
  }

  private async redeliver(tx: ActingTx, { organisationId }: Subscriber, id: WebhookDeliveryId, at: Date): Promise<Outcome<ShownWebhookDelivery>> {
    const delivery = await webhookDeliveryForChange(tx, organisationId, id);
    const webhook = delivery === null ? null : await webhookForChange(tx, organisationId, delivery.webhookId);
    if (delivery === null || webhook === null) return notFound('webhookDeliveryId');
    if (delivery.state === 'WAITING') return refused('STATE', 'WEBHOOK_DELIVERY_WAITING', 'webhookDeliveryId');
    if (webhook.state === 'PAUSED' || webhook.state === 'GONE') return refused('STATE', 'WEBHOOK_NOT_ACTIVE', 'webhookDeliveryId');
    if (delivery.attempts >= ATTEMPTS_MAX) return refused('STATE', 'WEBHOOK_ATTEMPTS_USED_UP', 'webhookDeliveryId', { most: ATTEMPTS_MAX });
    await reopenWebhookDelivery(tx, id, at, new Date(at.getTime() + WEBHOOK_LIFE_MS));
    tx.announce(...webhooksDue([delivery.webhookId]));
    return done({ ...delivery, state: 'WAITING', nextAttemptAt: at, settledAt: null });
  }
}
